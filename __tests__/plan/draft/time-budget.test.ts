import { describe, expect, it } from '@jest/globals'
import type { Rollout } from '../../../src/model/desired.ts'
import { timeBudget } from '../../../src/plan/draft/time-budget.ts'
import {
  ABSENT,
  at,
  BUILDER,
  type Change,
  definition,
  IMAGE,
  later,
  machine,
  made,
  present,
  question,
  SUBSCRIPTION,
} from '../checks/question.ts'

const nodes = (targetDedicatedNodes: number): Change['pool'] => ({
  scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes: 0 },
})

const REPLICATE = [60, 'replicating image version 1.4.0 to westeurope'] as const
const RESIZE = [15, 'resizing pool render-pool'] as const
const START = [10, 'starting its nodes, without their start task'] as const

const EMPTY = 'emptying pool render-pool'

/** A pool of 100 nodes from 1.3.0, for version 1.4.0 that is there. */
function rolled(strategy: Rollout['strategy'], more: Partial<Rollout> = {}): Change {
  const rollout: Rollout = { strategy, drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback', ...more }
  return { run: { rollout }, seen: later(made({ seen: { version: '1.3.0' } })) }
}

type Term = readonly [minutes: number, what: string]

describe('timeBudget', () => {
  const cases: readonly [title: string, change: Change, terms: readonly Term[]][] = [
    ['a publish and a new pool, one after the other', {}, [REPLICATE, RESIZE, START]],
    ['a pool that is not waited for', { run: { wait: 'none' } }, [REPLICATE]],
    [
      'a version alone, which is set latest once it is made',
      { run: { wait: 'none', pools: [] } },
      [[60, 'making image version 1.4.0']],
    ],
    ['a version alone that is not set latest', { run: { wait: 'none', pools: [] }, image: { promote: false } }, []],
    ['a pool of which only the nodes are waited for', { run: { wait: 'steady' } }, [REPLICATE, RESIZE]],
    [
      'nodes of Windows',
      { seen: { imageDefinition: definition({ osType: 'Windows' }) } },
      [REPLICATE, RESIZE, [20, START[1]]],
    ],
    ['the timeout of a large resize', { pool: nodes(3000) }, [REPLICATE, [45, RESIZE[1]], START]],
    [
      'a formula',
      { pool: { scale: { kind: 'autoscale', formula: '$x=1', maximumNodes: 5 } } },
      [REPLICATE, RESIZE, START],
    ],
    ['a pool without nodes', { pool: nodes(0) }, [REPLICATE]],
    [
      'the watch over nodes that are healthy',
      { run: { bake: { minutes: 30, maxFailedNodes: { nodes: 0 } } } },
      [REPLICATE, RESIZE, START, [30, 'watching the nodes of pool render-pool']],
    ],
    ['a run that changes nothing', { seen: later() }, []],
    [
      'a pool that is emptied in place',
      rolled('in-place'),
      [[5, `${EMPTY}, without the time of its tasks`], RESIZE, START],
    ],
    ['a drain that has a deadline', rolled('in-place', { drainTimeoutMinutes: 60 }), [[65, EMPTY], RESIZE, START]],
    ['a drain that waits for no task', rolled('in-place', { drain: 'requeue' }), [[5, EMPTY], RESIZE, START]],
    ['a pool that is made anew', rolled('recreate'), [[10, 'deleting pool render-pool'], RESIZE, START]],
    ['a pool that shrinks', { pool: nodes(10), seen: later() }, [RESIZE]],
    [
      'a resize that is under way',
      { seen: later(made({}, { allocationState: 'Resizing', currentDedicatedNodes: 5 })) },
      [RESIZE, START],
    ],
    [
      'a managed image in between',
      {
        run: { pools: [] },
        image: { source: { kind: 'virtual-machine', id: BUILDER }, managedImageId: IMAGE },
        seen: { managedImage: ABSENT, source: [{ role: 'whole', id: BUILDER, observed: present(machine()) }] },
      },
      [[15, 'making managed image golden'], REPLICATE],
    ],
    [
      'a provider that is registered while the image replicates',
      {
        run: { registerProvider: true },
        preflight: { registrations: at(`/subscriptions/${SUBSCRIPTION}`, present('NotRegistered')) },
      },
      [REPLICATE, RESIZE, START],
    ],
    [
      'a second region, which takes no longer',
      { image: { extraRegions: [{ region: 'uksouth' }] } },
      [REPLICATE, RESIZE, START],
    ],
  ]
  for (const [title, change, terms] of cases) {
    it(`counts ${title}`, () => {
      const budget = timeBudget(question(change))
      expect(budget.terms.map(({ minutes, what }) => [minutes, what])).toEqual(terms)
      expect(budget.minutes).toBe(terms.reduce((sum, [minutes]) => sum + minutes, 0))
    })
  }
})
