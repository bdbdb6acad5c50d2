import { describe, expect, it } from '@jest/globals'
import type { Outcome } from '../../src/model/report.ts'
import { type Course, summarize } from '../../src/report/summarize.ts'
import { STORIES } from './stories.ts'
import { course, desiredState, finding, firstPlan, planned, publish, started } from './story.ts'

const story = (name: string): Course => STORIES[name] ?? course([], { desired: desiredState() })

describe('summarize', () => {
  const endings: readonly (readonly [string, Outcome, boolean])[] = [
    ['first-run', 'applied', true],
    ['nothing-to-do', 'unchanged', false],
    ['larger-pool', 'applied', true],
    ['blocked', 'blocked', false],
    ['resize-failed-by-quota', 'failed', true],
    ['nodes-unusable', 'failed', true],
    ['cancelled', 'cancelled', true],
    ['data-plane-unreachable', 'applied-unproven', true],
    ['plan-only', 'planned', false],
    ['publish-refused', 'failed', true],
    ['sign-in-refused', 'failed', false],
    ['in-place-applied', 'applied', true],
    ['in-place-rolled-back', 'rolled-back', true],
    ['rollback-failed', 'rollback-failed', true],
    ['drain-deadline-passed', 'rolled-back', true],
    ['recreate-applied', 'applied', true],
  ]
  for (const [name, outcome, changed] of endings) {
    it(`calls ${name.replaceAll('-', ' ')} ${outcome}, ${changed ? 'with' : 'without'} a change`, () => {
      const report = summarize(story(name))
      expect([report.outcome, report.changed]).toEqual([outcome, changed])
    })
  }

  it('stays applied when the signal comes after the last step', () => {
    expect(summarize({ ...story('first-run'), cancelled: true }).outcome).toBe('applied')
  })

  it('is cancelled when the signal comes before there is a plan', () => {
    expect(summarize(course([], { desired: desiredState(), cancelled: true })).outcome).toBe('cancelled')
  })

  it('never calls a run with an open step applied', () => {
    const cut = course(
      [
        [0, planned(firstPlan())],
        [1, started(publish.id)],
      ],
      { desired: desiredState() },
    )
    expect(summarize(cut).outcome).toBe('failed')
  })

  it('is blocked in mode plan, too', () => {
    const plan = firstPlan({ findings: [finding()], steps: [] })
    expect(summarize(course([[0, planned(plan)]], { desired: desiredState({ mode: 'plan' }) })).outcome).toBe('blocked')
  })

  it('adds what is found on the way to the findings', () => {
    const later = finding({ severity: 'warning', code: 'DataPlaneClosed' })
    const report = summarize(
      course(
        [
          [0, planned(firstPlan({ steps: [] }))],
          [1, { kind: 'found', finding: later }],
        ],
        { desired: desiredState() },
      ),
    )
    expect(report.plan?.findings).toEqual([later])
  })

  it('says what is left in whole sentences, however the run ends', () => {
    for (const name of Object.keys(STORIES)) {
      const { left } = summarize(story(name))
      expect(left.length).toBeGreaterThan(0)
      expect(left.filter((sentence) => !/^[A-Z0-9].*[.]$/.test(sentence))).toEqual([])
    }
  })

  it('says at every cut of a run what is left of image version and pool', () => {
    const whole = story('resize-failed-by-quota')
    for (const length of whole.events.keys()) {
      const events = whole.events.slice(0, length)
      if (!events.some(({ kind }) => kind === 'planned')) continue
      const { left, outcome } = summarize({ ...whole, events, failures: [], cancelled: true })
      expect(outcome).toBe('cancelled')
      expect(left.join(' ')).toMatch(/image version 1\.4\.0/i)
      expect(left.join(' ')).toMatch(/pool render-pool/i)
    }
  })
})
