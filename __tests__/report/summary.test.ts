import { describe, expect, it } from '@jest/globals'
import type { Report } from '../../src/model/report.ts'
import { annotations, findingAnnotations } from '../../src/report/annotations.ts'
import { outputs } from '../../src/report/outputs.ts'
import { summarize } from '../../src/report/summarize.ts'
import { summary } from '../../src/report/summary.ts'
import { timeline } from '../../src/report/timeline.ts'
import { STORIES } from './stories.ts'
import { course, createPool, desiredState, finding, PORTAL } from './story.ts'

function reportOf(name: string): Report {
  return summarize(STORIES[name] ?? course([], { desired: desiredState() }))
}

const HOSTILE = '</details><script>x</script> | `a` ``` ::error::y\n# z\n| b |\n<!-- '

describe('summary', () => {
  it('stays below 1,024 KiB whatever Azure says, and names what it leaves out', () => {
    const report = reportOf('resize-failed-by-quota')
    const failure = { code: 'X', message: '|<&`'.repeat(100_000), remedy: '|'.repeat(100_000) }
    const findings = Array.from({ length: 3000 }, () => finding({ message: '<'.repeat(9000) }))
    const text = summary(
      {
        ...report,
        failures: Array.from({ length: 500 }, () => failure),
        left: Array.from({ length: 9000 }, () => '<'.repeat(9000)),
        ...(report.plan && { plan: { ...report.plan, findings } }),
      },
      PORTAL,
    )
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024)
    expect(text).toContain('Left out here because of their length')
    expect(text).toContain('## ❌ Failed')
  })

  it('shows text from outside as text', () => {
    const report = reportOf('blocked')
    const failure = { code: HOSTILE, message: HOSTILE, remedy: HOSTILE, requestId: HOSTILE }
    const findings = [finding({ subject: HOSTILE, message: HOSTILE, remedy: HOSTILE })]
    const text = summary(
      { ...report, failures: [failure], left: [HOSTILE], ...(report.plan && { plan: { ...report.plan, findings } }) },
      PORTAL,
    )
    expect(text).not.toMatch(/<script|<!--|^# z|^\| b|^::/m)
    expect(text).not.toContain('</details>')
  })

  it('shows no secret of a new pool', () => {
    expect(summary(reportOf('first-run'), PORTAL)).not.toContain('hunter2')
  })
})

describe('timeline', () => {
  it('is missing when no step was begun', () => {
    expect(timeline(reportOf('blocked'))).toBeUndefined()
  })

  it('draws a step that took no time one second long', () => {
    const report = reportOf('publish-refused')
    const steps = report.steps.map((result) => ({ ...result, ...(result.startedAt && { endedAt: result.startedAt }) }))
    expect(timeline({ ...report, steps })).toContain(':crit, 2000-01-01 00:00:03, 2000-01-01 00:00:04')
  })

  it('shows days where a run takes longer than one', () => {
    const report = reportOf('first-run')
    expect(timeline({ ...report, endedAt: report.startedAt + 30 * 3_600_000 })).toContain('axisFormat day %d %H:%M')
  })
})

describe('outputs', () => {
  it('gives every output, empty, when there is no plan', () => {
    expect(outputs(reportOf('sign-in-refused'), PORTAL)).toEqual({
      'image-version-id': '',
      'image-version': '',
      'previous-image-version': '',
      replicas: '',
      'pool-id': '',
      'pool-url': '',
      'node-agent-sku': '',
      'resize-timeout-minutes': '',
      'healthy-nodes': '',
      outcome: 'failed',
      changed: 'false',
      plan: '',
      'plan-hash': '',
    })
  })

  it('names the version the pool ran on before', () => {
    expect(outputs(reportOf('blocked'), PORTAL)['previous-image-version']).toBe('1.3.0')
  })

  it('shows no secret in the plan', () => {
    expect(JSON.stringify(createPool)).toContain('hunter2')
    expect(outputs(reportOf('first-run'), PORTAL).plan).not.toContain('hunter2')
  })
})

describe('annotations', () => {
  it('says how many are left out beyond the ten that GitHub shows', () => {
    const report = reportOf('blocked')
    const findings = Array.from({ length: 14 }, () => finding())
    const told = annotations({ ...report, ...(report.plan && { plan: { ...report.plan, findings } }) })
    expect(told).toHaveLength(10)
    expect(told.at(-1)?.message).toBe('5 more are told in the log and in the job summary.')
  })

  it('are not made for notes', () => {
    expect(findingAnnotations([finding({ severity: 'note' })])).toEqual([])
  })

  it('name the input that is wrong', () => {
    const [mistake] = findingAnnotations([finding({ code: 'SourceRequired', subject: 'source' })])
    expect(mistake?.title).toBe('source: SourceRequired')
  })
})
