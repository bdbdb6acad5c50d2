import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Finding } from '../../../src/model/finding.ts'
import { FINDINGS, type FindingCode, isFinal } from '../../../src/model/findings/catalog.ts'
import { openStory, type Story, type Told } from '../story.ts'
import { changed, type Json } from '../worlds.ts'
import type { Ending } from './ending.ts'
import type { Inputs } from './runs.ts'

/** A check that tells something in a world, and what comes of it where nobody listens to the check. */
export type Reason = {
  readonly code: FindingCode
  /** What is so in that world, in words. */
  readonly of: string
  /** How it differs from the world `sources`. */
  readonly world?: (world: Json) => void
  readonly inputs: Inputs
  /** What happens in it before the run. */
  readonly before?: (story: Story) => unknown
  /** Inputs with which nothing is wrong in that world, where it is they that make the difference. */
  readonly otherwise?: Inputs
  readonly bypassed: Ending
}

/**
 * Tests of each reason: the code is told in time, a run that does not listen comes to that end, and it is for that reason:
 * where the world, or else the inputs, are otherwise, the code is not told and the run ends well.
 */
export function reasons(list: readonly Reason[]): void {
  for (const reason of list) {
    describe(`${reason.code} of ${reason.of}`, () => {
      both(reason)
      if (reason.world !== undefined || reason.otherwise !== undefined) control(reason)
    })
  }
}

function control({ code, world, inputs, before, otherwise }: Reason): void {
  it('is not told otherwise, and the run ends well', async () => {
    const story = await openStory(changed('sources', (copy) => otherwise && world?.(copy)))
    try {
      await before?.(story)
      const told = await story.run(otherwise ?? inputs)
      expect(findingsOf(told).map((finding) => finding.code)).not.toContain(code)
      expect(['applied', 'unchanged']).toContain(told.report.outcome)
    } finally {
      await story.close()
    }
  })
}

function both({ code, world = () => {}, inputs, before, bypassed }: Reason): void {
  let story: Story
  let told: Told
  const { severity } = FINDINGS[code]
  beforeAll(async () => {
    story = await openStory(changed('sources', world))
    await before?.(story)
    // A blocker stops a run by itself; what is no blocker is told by a run that only plans.
    told = await story.run({ ...inputs, mode: severity === 'blocker' ? 'apply' : 'plan' })
  })
  afterAll(() => story.close())

  it('is told before anything is changed', () => {
    const findings = findingsOf(told).map((finding) => `${finding.severity} ${finding.code}`)
    expect(findings).toContain(`${severity} ${code}`)
    expect(told.report.outcome).toBe(severity === 'blocker' ? 'blocked' : 'planned')
    expect(told.requests.filter((request) => !request.startsWith('GET '))).toEqual([])
  })

  it(`stays, because without it ${bypassed.what}`, async () => {
    const run = (more: Inputs = {}) => story.run({ ...inputs, 'ignore-findings': ignorable(told), ...more })
    await bypassed.see({ story, run })
  })
}

function findingsOf({ report }: Told): readonly Finding[] {
  return report.plan?.findings ?? []
}

/** Every blocker that was told, save those without which there is no plan to go on with. */
function ignorable(told: Told): string {
  const blockers = findingsOf(told).filter(({ severity }) => severity === 'blocker')
  return [...new Set(blockers.map(({ code }) => code))].filter((code) => !isFinal(code)).join()
}
