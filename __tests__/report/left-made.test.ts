import { describe, expect, it } from '@jest/globals'
import type { Failure } from '../../src/model/event.ts'
import { summarize } from '../../src/report/summarize.ts'
import { createDefinition, createGallery, createImage, PREFLIGHT_STORIES, register } from './preflight-stories.ts'
import { course, desiredState, failed, firstPlan, planned, publish, skipped, started, succeeded } from './story.ts'

const refused: Failure = { code: 'AuthorizationFailed', message: 'No.', remedy: 'Ask.', requestId: '7b0c9a52' }
const stale: Failure = { code: 'PlanIsStale', message: 'Someone made it.', remedy: 'Run again.' }
const lost: Failure = { code: 'ECONNRESET', message: 'No answer came.', remedy: 'Run again.' }
const cut: Failure = { code: 'Cancelled', message: 'The job was cancelled.', remedy: 'Run again.' }

/** First sentence about what a step makes, when that step ended so. */
function leftOf(
  step: typeof createGallery | typeof createImage | typeof createDefinition | typeof register,
  failure?: Failure,
) {
  const plan = firstPlan({ steps: [{ ...step, after: [] }], pools: [], replicas: [] })
  const end = failure === undefined ? succeeded(step.id, 'Azure made it.') : failed(step.id, failure)
  const told = [[0, planned(plan)] as const, [1, started(step.id)] as const, [2, end] as const]
  return summarize(course(told, { desired: desiredState(), failures: failure ? [failure] : [] })).left[0]
}

describe('what is left of gallery, definition, managed image and provider', () => {
  const doubt = 'whether Azure took it is not certain; the next run looks and goes on from there'
  const cases: readonly (readonly [string, string | undefined, string])[] = [
    ['made', leftOf(createGallery), 'Azure made it.'],
    [
      'refused',
      leftOf(createGallery, refused),
      'Azure refused the creation of gallery studio (AuthorizationFailed), so nothing of it was done.',
    ],
    [
      'lost',
      leftOf(createImage, lost),
      `The creation of managed image worker-2026-11-24 ended with ECONNRESET: ${doubt}.`,
    ],
    ['cut short', leftOf(register, cut), `The registration of Microsoft.Batch was cut short: ${doubt}.`],
    [
      'made by someone else',
      leftOf(createDefinition, stale),
      'The creation of image definition worker ended with PlanIsStale: it is there as someone else made it.',
    ],
  ]
  for (const [ending, left, text] of cases) {
    it(`says what is so of one that was ${ending}`, () => {
      expect(left).toBe(text)
    })
  }

  it('says why what comes behind a failed step was not created', () => {
    const plan = firstPlan({
      steps: [createGallery, createDefinition, { ...publish, after: [createDefinition.id] }],
      pools: [],
    })
    const told = [
      [0, planned(plan)] as const,
      [1, started(createGallery.id)] as const,
      [2, failed(createGallery.id, refused)] as const,
      [2, skipped(createDefinition.id)] as const,
    ]
    expect(summarize(course(told, { desired: desiredState(), failures: [refused] })).left.slice(1, 3)).toEqual([
      'Image definition worker was not created: create-gallery studio, which comes before it, ended with AuthorizationFailed.',
      'Image version 1.4.0 was not published: create-gallery studio, which comes before it, ended with AuthorizationFailed.',
    ])
  })

  it('names all of them at every cut of a run', () => {
    const whole = PREFLIGHT_STORIES['publish-from-snapshots']
    if (whole === undefined) throw new Error('no such story')
    for (const length of whole.events.keys()) {
      const events = whole.events.slice(0, length)
      if (!events.some(({ kind }) => kind === 'planned')) continue
      const left = summarize({ ...whole, events, failures: [], cancelled: true }).left.join(' ')
      for (const name of [/Microsoft\.Batch/, /gallery studio/i, /image definition worker/i, /managed image worker/i]) {
        expect(left).toMatch(name)
      }
    }
  })
})
