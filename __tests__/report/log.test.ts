import { describe, expect, it } from '@jest/globals'
import type { Event, EventBody } from '../../src/model/event.ts'
import type { MoveJobs } from '../../src/model/pool-step.ts'
import { logLines } from '../../src/report/log.ts'
import { logText } from '../../src/report/log-text.ts'
import { STORIES } from './stories.ts'
import {
  ACCOUNT,
  desiredState,
  finding,
  finished,
  firstPlan,
  observed,
  POOL,
  planned,
  progressed,
  START,
  started,
} from './story.ts'

function logOf(bodies: readonly EventBody[]): string[] {
  const events = bodies.map((body, index): Event => ({ ...body, at: START + index * 1000 }))
  return events.flatMap((event, index) =>
    logLines(event, { desired: desiredState(), startedAt: START, before: events.slice(0, index) }).map(
      ({ kind, text }) => (kind === 'info' ? text : `${kind}:${text}`),
    ),
  )
}

const MOVE: MoveJobs = {
  kind: 'move-jobs',
  id: 'move-jobs render-pool',
  after: [],
  disruption: 'none',
  poolId: POOL,
  toPoolId: `${POOL}-2`,
  batchAccountId: ACCOUNT,
  running: 'wait',
}

describe('logLines', () => {
  it('tells the same progress of a step once', () => {
    const log = logOf([
      planned(firstPlan()),
      started('create-pool render-pool'),
      progressed('create-pool render-pool', 'looking'),
      progressed('create-pool render-pool', 'looking'),
      progressed('create-pool render-pool', 'waiting'),
    ])
    expect(log.filter((line) => line.includes('looking'))).toHaveLength(1)
    expect(log.at(-1)).toBe('+4 s      create-pool render-pool       waiting')
  })

  it('tells progress again when another step said the same', () => {
    const log = logOf([progressed('a', 'waiting'), progressed('b', 'waiting')])
    expect(log).toEqual(['+0 s      a waiting', '+1 s      b waiting'])
  })

  it('has no heading in a plan below which nothing stands', () => {
    const { lineage: _, ...plan } = firstPlan({ steps: [MOVE] })
    const desired = { ...desiredState(), mode: 'plan' } as const
    const log = logLines({ ...planned(plan), at: START }, { desired, startedAt: START, before: [] })
    const lines = log.flatMap(({ text }) => text.split('\n'))
    expect(lines).toContain('Steps')
    expect(lines).not.toContain('Changes')
    expect(lines).not.toContain('Made from')
  })

  it('closes the fold of observing when the run ends without a plan', () => {
    expect(logOf([observed('gallery', 'there'), finished])).toEqual(['group:Observe', 'gallery: there', 'endgroup:'])
  })

  it('tells what is found on the way with its remedy', () => {
    const log = logOf([
      { kind: 'found', finding: finding({ severity: 'warning', code: 'EndOfLifePast', message: 'M.', remedy: 'R.' }) },
    ])
    expect(log).toEqual(['+0 s      found warning EndOfLifePast: M.', '                Remedy: R.'])
  })

  it('lets no line of any story begin a workflow command', () => {
    for (const { events } of Object.values(STORIES)) {
      const lines = logOf([...events, observed('x', '::set-output name=a::b\n::error::c')])
      expect(lines.filter((line) => line.trimStart().startsWith('::') || line.includes('##['))).toEqual([])
    }
  })

  it('opens and closes every fold in turn', () => {
    for (const { events } of Object.values(STORIES)) {
      const folds = logOf(events).filter((line) => /^(end)?group:/.test(line))
      expect(folds.map((line) => line.startsWith('group:'))).toEqual(folds.map((_, index) => index % 2 === 0))
      expect(folds.length % 2).toBe(0)
    }
  })
})

describe('logText', () => {
  it('gives no line that the runner would obey', () => {
    expect(logText('a\r\n  ::error::b\n##[error]c ##[group]d\u001b[0m')).toEqual([
      'a',
      '> ::error::b',
      '# #[error]c # #[group]d[0m',
    ])
  })
})
