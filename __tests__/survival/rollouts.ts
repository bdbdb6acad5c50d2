import type { World } from '../../sandbox/world.ts'
import type { Expectation } from '../scenarios/promises.ts'
import { ask, poolOf } from '../scenarios/reasons/requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from '../scenarios/reasons/runs.ts'
import type { Story } from '../scenarios/story.ts'
import { ROLL as BLUE_GREEN, twoPools, unchangedOn } from '../scenarios/two-pools.ts'
import { changed, type Json } from '../scenarios/worlds.ts'

/** A rollout that is to survive, and what Azure is to hold once it has. */
export type Rollout = {
  readonly name: string
  readonly world: World
  /** Run beforehand, whole. */
  readonly first?: readonly Inputs[]
  readonly inputs: Inputs
  readonly expects?: Expectation
  readonly pools: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, string>>
  /** What may have befallen a task on its way to its one end. */
  readonly mayRequeue?: boolean
  /** The version that has to be the latest; none where the workflow goes back. */
  readonly promoted?: string
  readonly versions?: readonly string[]
}

const IN_PLACE: Inputs = { ...BLUE_GREEN, 'update-strategy': 'in-place' }
const SMOKE = "/bin/sh -c 'echo renderer 4.2 is ready'"
const GREEN = 'render-pool-1-1-0'
const KEEP: Inputs = { ...BLUE_GREEN, 'keep-old-pool': 'true' }

/** The pool of two nodes, each with a task, is to have two nodes from the new version, under its name or another. */
const onPool = (name: string, version = '1.1.0') => ({
  pools: { [name]: `${version} on 2 nodes` },
  jobs: unchangedOn(name),
})

const TASK = "/bin/sh -c 'sleep 900'"

/** The world of two pools, whose tasks are short, so that a drain is not hundreds of looks. */
export function busy(change: (world: Json) => void = () => {}, more: Json = {}): World {
  return twoPools((world) => {
    for (const { tasks } of world.batch.jobs) for (const task of tasks) task.commandLine = TASK
    change(world)
  }, more)
}

const BUSY = busy()

const OWN = { 'sig-batch-pool-commit': 'c0ffee', 'sig-batch-pool-repository': 'contoso/render-farm' }

/** Versions 0.8.0 and 0.9.0 are there, too. */
function olderVersions({ compute }: Json): void {
  const first = compute.imageVersions.find(({ id }: Json) => id.endsWith('ubuntu-render/versions/1.0.0'))
  for (const number of ['0.8.0', '0.9.0'])
    compute.imageVersions.push({ ...structuredClone(first), id: version(number), tags: OWN })
}

const UPGRADES = {
  upgradePolicy: {
    mode: 'automatic',
    automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
  },
}

/** The pool has five nodes from the latest version. */
const ROLLING_WORLD = changed('sources', (world) => {
  const definition = version('1.0.0').replace(/\/versions\/.*/, '')
  const scaleSettings = { fixedScale: { targetDedicatedNodes: 5 } }
  world.batch.pools = [{ id: POOL, properties: poolOf(definition, { ...UPGRADES, scaleSettings }) }]
  const tasks = ['t1', 't2'].map((id) => ({ id, commandLine: TASK }))
  world.batch.jobs = [{ account: 'contosorenders', id: 'frames', poolInfo: { poolId: 'render-pool' }, tasks }]
})

const SCALED = '$TargetDedicatedNodes = 2;'

/** The pool has a formula. */
const withFormula = busy(undefined, { scaleSettings: { autoScale: { formula: SCALED, evaluationInterval: 'PT5M' } } })

/** Every way to bring an image onto a pool that works. */
export const ROLLOUTS: readonly Rollout[] = [
  { name: 'in-place', world: BUSY, inputs: IN_PLACE, ...onPool('render-pool'), promoted: '1.1.0' },
  {
    name: 'in-place with a formula and requeue',
    world: withFormula,
    inputs: { ...IN_PLACE, 'node-count': '2', 'autoscale-formula': SCALED, drain: 'requeue' },
    ...onPool('render-pool'),
    mayRequeue: true,
    promoted: '1.1.0',
  },
  {
    name: 'recreate',
    world: BUSY,
    inputs: { ...IN_PLACE, 'update-strategy': 'recreate' },
    ...onPool('render-pool'),
    mayRequeue: true,
    promoted: '1.1.0',
  },
  {
    name: 'blue-green with wait',
    world: BUSY,
    inputs: { ...BLUE_GREEN, 'job-move': 'wait' },
    ...onPool(GREEN),
    promoted: '1.1.0',
  },
  {
    name: 'blue-green with requeue',
    world: BUSY,
    inputs: { ...BLUE_GREEN, 'job-move': 'requeue', 'bake-minutes': '5' },
    ...onPool(GREEN),
    mayRequeue: true,
    promoted: '1.1.0',
  },
  {
    name: 'blue-green that keeps the old pool',
    world: BUSY,
    inputs: KEEP,
    ...onPool(GREEN),
    pools: { 'render-pool': '1.0.0 on 0 nodes', [GREEN]: '1.1.0 on 2 nodes' },
    promoted: '1.1.0',
  },
  {
    name: 'blue-green back to the pool that was kept',
    world: BUSY,
    first: [KEEP],
    inputs: { ...KEEP, source: '', 'image-version': 'previous' },
    ...onPool('render-pool', '1.0.0'),
    pools: { 'render-pool': '1.0.0 on 2 nodes', [GREEN]: '1.1.0 on 0 nodes' },
  },
  {
    name: 'a canary and a command before in-place',
    world: BUSY,
    inputs: { ...IN_PLACE, 'canary-nodes': '1', 'smoke-command': SMOKE },
    ...onPool('render-pool'),
    promoted: '1.1.0',
  },
  {
    name: 'keep-versions behind in-place',
    world: busy(olderVersions),
    inputs: { ...IN_PLACE, 'keep-versions': '2', drain: 'requeue' },
    ...onPool('render-pool'),
    mayRequeue: true,
    promoted: '1.1.0',
    versions: ['1.0.0', '1.1.0'],
  },
  {
    name: 'promote of a version that a run has left excluded',
    world: BUSY,
    first: [{ ...IN_PLACE, promote: 'false' }],
    inputs: IN_PLACE,
    ...onPool('render-pool'),
    promoted: '1.1.0',
  },
  {
    name: 'rolling',
    world: ROLLING_WORLD,
    inputs: {
      ...DEPLOY,
      ...AGENT,
      'image-version': '1.1.0',
      source: 'ubuntu-render-2026-11',
      'node-count': '5',
      'update-strategy': 'rolling',
    },
    pools: { 'render-pool': 'ubuntu-render on 5 nodes' },
    jobs: { frames: 'active on render-pool' },
    promoted: '1.1.0',
  },
]

/** Whether a version counts as the latest. */
export function isPromoted(story: Story, number: string): boolean {
  const { tags, properties } = ask(story, { method: 'GET', id: version(number) }).body
  return tags['sig-batch-pool-latest'] === 'promoted' && properties.publishingProfile.excludeFromLatest === false
}
