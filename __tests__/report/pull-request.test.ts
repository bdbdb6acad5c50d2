import { describe, expect, it } from '@jest/globals'
import { downgraded, found } from '../../src/model/finding.ts'
import type { Report } from '../../src/model/report.ts'
import { pullRequestText } from '../../src/report/pull-request-text.ts'
import { summarize } from '../../src/report/summarize.ts'
import { STORIES } from './stories.ts'
import { course, desiredState, finding, firstPlan, growPool, HASH, POOL, planned } from './story.ts'

const PLANNING = desiredState({ mode: 'plan' })

function reportOf(plan: Parameters<typeof firstPlan>[0]): Report {
  return summarize(course([[0, planned(firstPlan(plan))]], { desired: PLANNING }))
}

describe('pullRequestText', () => {
  it('ends with how to apply exactly this plan', () => {
    const text = pullRequestText(reportOf({}))
    expect(text).toMatch(/mode: apply\nplan-hash: [0-9a-f]{64}\n```\n$/)
    expect(text).toContain(HASH)
  })

  it('says nothing of applying where there is nothing to apply, or nothing may be', () => {
    for (const plan of [{ steps: [] }, { steps: [], findings: [finding()] }]) {
      expect(pullRequestText(reportOf(plan))).not.toContain('plan-hash')
    }
  })

  it('is the same for the same plan of the same run', () => {
    expect(pullRequestText(reportOf({}))).toBe(pullRequestText(reportOf({})))
  })

  it('tells of a blocker that was ignored', () => {
    const findings = downgraded([found('SubnetNotFound', POOL, { subnet: 'render' })], ['SubnetNotFound'])
    expect(pullRequestText(reportOf({ findings }))).toContain('blocker, ignored by ignore-findings')
  })

  it('fits into a comment, says what it leaves out, and keeps the hash', () => {
    const path = 'properties.startTask'
    const changes = Array.from({ length: 40 }, () => ({ path, from: '<'.repeat(400), to: '>'.repeat(400) }))
    const steps = Array.from({ length: 20 }, (_, index) => ({ ...growPool('x'), id: `update-pool p${index}`, changes }))
    const text = pullRequestText(reportOf({ steps }))
    expect(text.length).toBeLessThan(65_536 - 100)
    expect(text).toContain('_Left out here because of their length: what would change. The job summary has them._')
    expect(text).toContain(`plan-hash: ${HASH}`)
  })

  it('tells why there is no plan where a run fails before it', () => {
    const signIn = STORIES['sign-in-refused']
    if (signIn === undefined) throw new Error('no such story')
    expect(pullRequestText(summarize(signIn))).toContain('GitHub gives this job no ID token.')
  })
})
