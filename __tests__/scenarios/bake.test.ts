import { describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import type { Event } from '../../src/model/event.ts'
import { imageOf, poolIn, ROLL as ROLL_SILENTLY, worldWithPool } from './busy-pool.ts'
import { ask, scaleTo } from './reasons/requests.ts'
import { type Inputs, POOL } from './reasons/runs.ts'
import { stories } from './stories.ts'
import { expectTranscript } from './transcript.ts'
import { CLOSED, changed, entry, type Json } from './worlds.ts'

const MINUTE = 60_000

/** Rolls the pool of two nodes from version 1.0.0 to a new one, and watches it for half an hour. */
const ROLL: Inputs = { ...ROLL_SILENTLY, 'bake-minutes': '30' }
const BAKE = 'bake-pool render-pool'

/** A pool on version 1.0.0; nodes of every image that is published from now on break as said. */
const world = (breaks?: Json, pool: Json = {}) => worldWithPool({ pool, ...(breaks && { boot: { breaks } }) })

/** Minutes that the watch took. */
function bakedMinutes(events: readonly Event[]): number {
  const own = events.filter((event) => 'stepId' in event && event.stepId === BAKE)
  return ((own.at(-1)?.at ?? 0) - (own[0]?.at ?? 0)) / MINUTE
}

/** Calls `act` once, when the watch has begun to tell. */
function once(act: () => void): (event: Event) => void {
  let isDone = false
  return (event) => {
    if (isDone || event.kind !== 'step-progressed' || event.stepId !== BAKE) return
    isDone = true
    act()
  }
}

describe('bake-minutes', () => {
  stories(world(), (story) => {
    it('are watched after a rollout, and nodes that stay healthy are trusted', async () => {
      const told = await story().run(ROLL)
      expectTranscript('bake', told)
      const { report, events } = told
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(bakedMinutes(events)).toBe(30)
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
      expect(report.left.join(' ')).toContain('Pool render-pool was watched for 30 minutes: 2 of 2 nodes are healthy.')
    })

    it('are over in the next run, which has nothing to do', async () => {
      await story().run(ROLL)
      story().served.sandbox.clock.advance(60 * MINUTE)
      const { report, durationMs } = await story().run(ROLL)
      expect(report.outcome).toBe('unchanged')
      expect(durationMs).toBe(0)
    })

    it('begin anew in the run after one that was cancelled', async () => {
      const controller = new AbortController()
      const onEvent = once(() => controller.abort(new Cancelled('The job was cancelled.')))
      await story().run(ROLL, { signal: controller.signal, onEvent })
      const { report, events } = await story().run(ROLL)
      expect(report.outcome).toBe('applied')
      expect(bakedMinutes(events)).toBe(30)
    })

    it('are told at every quarter of the time, and not at every look', async () => {
      const { events } = await story().run(ROLL)
      const told = events.filter((event) => event.kind === 'step-progressed' && event.stepId === BAKE)
      expect(told).toHaveLength(4)
    })

    it('cost a run without them no request', async () => {
      const { requests } = await story().run({ ...ROLL, 'bake-minutes': '0' })
      story().served.sandbox.reset()
      const { 'bake-minutes': _, ...silent } = ROLL
      const { requests: before } = await story().run(silent)
      // What is read at the same time arrives in any order.
      expect([...requests].sort()).toEqual([...before].sort())
    })

    it('are cut short by timeout-minutes, and nothing is undone', async () => {
      const whole = await story().run(ROLL)
      story().served.sandbox.reset()
      const minutes = Math.floor(whole.durationMs / MINUTE) - 10
      const { report } = await story().run({ ...ROLL, 'timeout-minutes': `${minutes}` })
      expect(report.outcome).toBe('cancelled')
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })

    it('are cut short by whoever cancels the job, and nothing is undone', async () => {
      const controller = new AbortController()
      const onEvent = once(() => controller.abort(new Cancelled('The job was cancelled.')))
      const { report } = await story().run(ROLL, { signal: controller.signal, onEvent })
      expect(report.outcome).toBe('cancelled')
      expect(report.left.join(' ')).toContain('go on working, and nobody watches them any more')
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })

    it('go on where somebody else makes the pool smaller', async () => {
      const onEvent = once(() => expect(ask(story(), scaleTo(1)).status).toBe(200))
      const { report } = await story().run(ROLL, { onEvent })
      expect(report.outcome).toBe('applied')
      expect(poolIn(story()).properties.currentDedicatedNodes).toBe(1)
    })

    it('go on where somebody else makes the pool larger', async () => {
      const onEvent = once(() => expect(ask(story(), scaleTo(20)).status).toBe(200))
      const { report } = await story().run(ROLL, { onEvent })
      expect(report.outcome).toBe('applied')
    })

    it('end where somebody deletes the pool', async () => {
      const onEvent = once(() => ask(story(), { method: 'DELETE', id: POOL }))
      const { report } = await story().run({ ...ROLL, 'on-failure': 'stop' }, { onEvent })
      expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'PoolDeleted' }] })
    })

    it('go on when the Batch service answers again', async () => {
      const onEvent = once(() =>
        story().served.sandbox.faults.add({
          match: { method: 'GET', path: '/nodecounts' },
          effect: { kind: 'answer', status: 403, code: 'Forbidden', message: 'The network was closed.' },
          nth: 1,
          count: 3,
        }),
      )
      const { report, events, log } = await story().run(ROLL, { onEvent })
      expect(report.outcome).toBe('applied')
      expect(log).toContain('The Batch service cannot be asked (Forbidden: The network was closed.); asking again.')
      expect(bakedMinutes(events)).toBe(30)
    })

    it('prove nothing where the Batch service cannot be asked any more', async () => {
      const onEvent = once(() =>
        story().served.sandbox.faults.add({
          match: { method: 'GET', path: '/nodecounts' },
          effect: { kind: 'answer', status: 403, code: 'Forbidden', message: 'The network was closed.' },
          nth: 1,
          count: 0,
        }),
      )
      const { report, events } = await story().run(ROLL, { onEvent })
      expect(report.outcome).toBe('applied-unproven')
      expect(bakedMinutes(events)).toBeLessThan(10)
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })
  })
})

describe('an account whose nodes cannot be seen', () => {
  const closed = changed('sources', (copy) => {
    Object.assign(copy.batch.accounts[0].properties, CLOSED)
  })
  stories(closed, (story) => {
    it('is not watched for nothing', async () => {
      const { report, events } = await story().run(ROLL)
      expect(report.outcome).toBe('applied-unproven')
      expect(bakedMinutes(events)).toBe(0)
      expect(report.left.join(' ')).toContain('Whether the nodes are healthy could not be proven')
    })
  })
})

describe('nodes that go bad while they are watched', () => {
  stories(world({ afterSeconds: 600 }), (story) => {
    it('bring the old image back, with its nodes', async () => {
      const { report } = await story().run(ROLL)
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'BakeFailed' }] })
      expect(report.failures[0]?.message).toContain('2 nodes went bad, and `max-failed-nodes` forgives 0')
      const pool = poolIn(story())
      expect(imageOf(pool)).toBe('1.0.0')
      expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
    })

    it('are seen nowhere without bake-minutes', async () => {
      const { report } = await story().run({ ...ROLL, 'bake-minutes': '0' })
      expect(report.outcome).toBe('applied')
    })

    it('stay with on-failure: stop', async () => {
      const { report } = await story().run({ ...ROLL, 'on-failure': 'stop' })
      expect(report.outcome).toBe('failed')
      expect(imageOf(poolIn(story()))).toBe('1.1.0')
    })

    it('are waited for beyond the end of the watch, for Batch may mend them', async () => {
      const { report, events } = await story().run({ ...ROLL, 'bake-minutes': '12' })
      expect(report.outcome).toBe('rolled-back')
      expect(bakedMinutes(events)).toBeGreaterThan(12)
    })
  })
})

describe('a new pool whose nodes go bad', () => {
  const noPool = changed('sources', (copy) => {
    entry(copy.compute.images, '2026-11').sandbox = { boot: { breaks: { afterSeconds: 600 } } }
  })
  stories(noPool, (story) => {
    it('fails, and stays to be looked at', async () => {
      const { report } = await story().run(ROLL)
      expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'BakeFailed' }] })
      expect(report.left.join(' ')).toContain('The watch over the nodes of pool render-pool ended with BakeFailed.')
    })
  })
})

describe('max-failed-nodes', () => {
  stories(world({ afterSeconds: 600, nodes: 1 }), (story) => {
    const HALF = { ...ROLL, 'healthy-percent': '50' }
    it('forgives as many nodes as it says', async () => {
      const { report } = await story().run({ ...HALF, 'max-failed-nodes': '1' })
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(report.left.join(' ')).toContain('1 of 2 nodes are healthy (1 went bad')
    })

    it('forgives as many percent of the nodes as it says', async () => {
      expect((await story().run({ ...HALF, 'max-failed-nodes': '50%' })).report.outcome).toBe('applied')
    })

    it('forgives no part of a node', async () => {
      expect((await story().run({ ...HALF, 'max-failed-nodes': '49%' })).report.outcome).toBe('rolled-back')
    })

    it('does not forgive what healthy-percent demands', async () => {
      const { report } = await story().run({ ...ROLL, 'max-failed-nodes': '1' })
      expect(report.outcome).toBe('rolled-back')
      expect(report.failures[0]?.message).toContain('1 of 2 nodes are healthy, and `healthy-percent` asks for 2')
    })
  })
})

/** The number of nodes is a formula's to decide. */
const formula = '$TargetDedicatedNodes = 2;'
const scaleSettings = { autoScale: { formula, evaluationInterval: 'PT5M' } }
const AUTO = { ...ROLL, 'autoscale-formula': formula }

describe('a pool that scales by a formula', () => {
  stories(world(undefined, { scaleSettings }), (story) => {
    it('is watched as well', async () => {
      const { report, events } = await story().run(AUTO)
      expect(report.outcome).toBe('applied')
      expect(bakedMinutes(events)).toBe(30)
    })
  })
})

describe('a pool that scales by a formula, of which a node goes bad,', () => {
  stories(world({ afterSeconds: 600, nodes: 1 }, { scaleSettings }), (story) => {
    it('goes back to its old image', async () => {
      const { report } = await story().run(AUTO)
      expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'BakeFailed' }] })
      expect(imageOf(poolIn(story()))).toBe('1.0.0')
    })
  })
})
