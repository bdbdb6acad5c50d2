import { describe, expect, it } from '@jest/globals'
import type { DesiredState } from '../../../src/model/desired.ts'
import type { StepState } from '../../../src/model/done.ts'
import type { BakePool, Forgiven } from '../../../src/model/pool-step.ts'
import type { Step } from '../../../src/model/step.ts'
import { type BakeSight, type BakeVerdict, judgeBake, unhealthyIn } from '../../../src/plan/health/bake.ts'
import { undoSteps } from '../../../src/plan/undo/undo.ts'
import { type Change, later, made, question } from '../checks/question.ts'

const BAKE: DesiredState['bake'] = { minutes: 30, maxFailedNodes: { percent: 2 } }

function stepsOf(change: Change): readonly Step[] {
  return question(change).draft.steps
}

function kindsOf(change: Change): readonly string[] {
  return stepsOf(change)
    .map(({ kind }) => kind)
    .filter((kind) => kind.endsWith('-pool'))
}

const autoscale = { kind: 'autoscale', formula: '$x=1', maximumNodes: 5 } as const
const empty = { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 } as const

describe('the watch in a plan', () => {
  it('comes after the wait, and knows what was asked', () => {
    const steps = stepsOf({ run: { bake: BAKE } })
    expect(steps.at(-2)).toMatchObject({
      ...BAKE,
      kind: 'bake-pool',
      id: 'bake-pool render-pool',
      after: ['await-pool render-pool'],
      disruption: 'none',
      healthyPercent: 90,
    })
  })

  it('counts the nodes that are asked for, and none where a formula decides', () => {
    const target = (change: Change) =>
      stepsOf({ ...change, run: { bake: BAKE } }).find((step) => step.kind === 'bake-pool')?.targetNodes
    expect([target({}), target({ pool: { scale: autoscale } })]).toEqual([100, undefined])
  })

  const grown = (minutesAgo: number): Change => {
    const at = Date.parse('2026-11-24T12:00:00Z')
    const startTime = new Date(at - minutesAgo * 60_000).toISOString()
    return { run: { bake: BAKE }, seen: { ...later(made({}, { resize: { startTime, errors: [] } })), at } }
  }
  const plans: readonly (readonly [title: string, change: Change, kinds: readonly string[]])[] = [
    ['is not there in a run that changes nothing', { run: { bake: BAKE }, seen: later() }, ['await-pool']],
    ['is there where a run before this one may not have watched to the end', grown(60), ['await-pool', 'bake-pool']],
    ['is not there once nodes have been there for long', grown(91), ['await-pool']],
    ['is not there where none is asked', {}, ['create-pool', 'await-pool']],
    ['is not there beside wait: steady', { run: { bake: BAKE, wait: 'steady' } }, ['create-pool', 'await-pool']],
    ['is not there beside wait: none', { run: { bake: BAKE, wait: 'none' } }, ['create-pool']],
    ['is not there without nodes', { run: { bake: BAKE }, pool: { scale: empty } }, ['create-pool', 'await-pool']],
  ]
  for (const [title, change, kinds] of plans) {
    it(title, () => {
      expect(kindsOf(change)).toEqual(kinds)
    })
  }
})

describe('the undo of a watch that failed', () => {
  const undone = (strategy: 'in-place' | 'recreate') => {
    const pool = made({ seen: { version: '1.3.0' } })
    const rollout = { strategy, drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' } as const
    const { steps } = question({ run: { rollout, bake: BAKE }, seen: later(pool) }).draft
    const end = ({ kind }: Step): StepState => (kind === 'bake-pool' ? 'failed' : 'succeeded')
    const states = new Map(steps.map((step) => [step.id, end(step)]))
    const sent = new Set(steps.map(({ id }) => id))
    return undoSteps({ steps, states, sent, before: () => pool }).map(({ kind }) => kind)
  }

  it('is that of a wait that failed, and has no watch of its own', () => {
    expect(undone('in-place')).toEqual(['drain-pool', 'update-pool', 'update-pool', 'await-pool'])
    expect(undone('recreate')).toEqual(['delete-pool', 'create-pool', 'await-pool'])
  })
})

type Seen = {
  readonly states: Readonly<Record<string, number>>
  readonly minutes?: number
  readonly forgiven?: Forgiven
  readonly spared?: number
  /** Minutes for which it is out of bounds. */
  readonly troubled?: number
  readonly isResized?: boolean
  readonly isAutoscaled?: boolean
}

/** A verdict on a pool of ten nodes that is watched for 30 minutes. */
function verdict({ states, minutes = 15, forgiven = { nodes: 0 }, troubled, ...seen }: Seen): BakeVerdict {
  const total = Object.values(states).reduce((sum, nodes) => sum + nodes, 0)
  const step: BakePool = {
    kind: 'bake-pool',
    id: 'bake-pool render-pool',
    after: [],
    disruption: 'none',
    poolId: '/pools/render-pool',
    batchAccountId: '/account',
    minutes: 30,
    maxFailedNodes: forgiven,
    ...(seen.isAutoscaled !== true && { targetNodes: 10 }),
    healthyPercent: 50,
  }
  const now = minutes * 60_000
  const sight: BakeSight = {
    step,
    counts: { total, byState: states },
    now,
    startedAt: 0,
    spared: seen.spared ?? 0,
    isResized: seen.isResized ?? false,
    ...(troubled !== undefined && { troubledSince: now - troubled * 60_000 }),
  }
  return judgeBake(sight)
}

describe('judgeBake', () => {
  const good = { idle: 6, running: 4 }
  const one = { idle: 9, unusable: 1 }
  const few = { idle: 4, rebooting: 6 }
  const verdicts: readonly (readonly [title: string, seen: Seen, kind: BakeVerdict['kind']])[] = [
    ['goes on while all is well', { states: good }, 'watching'],
    ['ends well when the time is over', { states: good, minutes: 30 }, 'passed'],
    ['gives an unusable node time', { states: one, troubled: 9 }, 'watching'],
    ['gives an unusable node ten minutes', { states: one, troubled: 10 }, 'failed'],
    ['gives a node that is lost no more', { states: { idle: 9, unknown: 1 }, troubled: 10 }, 'failed'],
    ['gives a node that is offline no more', { states: { idle: 9, offline: 1 }, troubled: 10 }, 'failed'],
    ['gives a failed start task no time', { states: { idle: 9, starttaskfailed: 1 } }, 'failed'],
    ['does not end well while a node is bad', { states: one, minutes: 30, troubled: 3 }, 'watching'],
    ['forgives nodes by number', { states: one, minutes: 30, forgiven: { nodes: 1 } }, 'passed'],
    ['forgives nodes by percent', { states: one, minutes: 30, forgiven: { percent: 10 } }, 'passed'],
    ['forgives no part of a node', { states: one, troubled: 10, forgiven: { percent: 19 }, spared: 0 }, 'watching'],
    ['rounds percent down', { states: one, troubled: 10, forgiven: { percent: 9 } }, 'failed'],
    ['forgives nodes that were never healthy', { states: one, minutes: 30, spared: 1 }, 'passed'],
    ['has no word against spot nodes taken back', { states: { idle: 5, preempted: 5 }, minutes: 30 }, 'passed'],
    ['has no word against nodes that leave', { states: { idle: 3, leavingpool: 7 }, minutes: 30 }, 'passed'],
    ['fails where too few are healthy for whatever reason', { states: few, troubled: 10 }, 'failed'],
    ['gives nodes that reboot time', { states: few, troubled: 9 }, 'watching'],
    ['counts only bad nodes after a resize', { states: few, minutes: 30, isResized: true }, 'passed'],
    ['counts bad nodes after a resize', { states: one, troubled: 10, isResized: true }, 'failed'],
    ['counts only bad nodes of a formula', { states: few, minutes: 30, isAutoscaled: true }, 'passed'],
    ['counts bad nodes of a formula', { states: one, troubled: 10, isAutoscaled: true }, 'failed'],
  ]
  for (const [title, seen, kind] of verdicts) {
    it(title, () => {
      expect(verdict(seen).kind).toBe(kind)
    })
  }

  it('says how far it is, and what is wrong', () => {
    expect(verdict({ states: good })).toMatchObject({ text: '15 of 30 minutes: 10 of 10 nodes are healthy.' })
    expect(verdict({ states: one })).toMatchObject({
      text: '1 node went bad, and `max-failed-nodes` forgives 0; it fails where that lasts for 10 minutes.',
    })
  })

  it('tells of the same quarter of the time once', () => {
    const mark = (minutes: number) => {
      const told = verdict({ states: good, minutes })
      return told.kind === 'watching' ? told.mark : ''
    }
    expect(new Set([0, 1, 7, 8, 14, 15, 22, 23, 29].map(mark)).size).toBe(4)
  })
})

describe('unhealthyIn', () => {
  it('counts nodes that stay and are not healthy', () => {
    const byState = { idle: 3, running: 2, starting: 1, unusable: 1, preempted: 4, leavingpool: 5 }
    expect(unhealthyIn({ total: 16, byState })).toBe(2)
  })
})
