import type { JsonValue } from '../../src/model/json.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { CreatePool, DeletePool, DrainPool, UpdatePool } from '../../src/model/pool-step.ts'
import { withPromotion } from '../../src/plan/image/promotion.ts'
import type { Course } from '../../src/report/summarize.ts'
import { bakeFailed, deadlinePassed, goneImage, unusable } from './rollout-failures.ts'
import {
  awaitPool,
  awaitReplication,
  bakePool,
  coreUse,
  course,
  createPool,
  desiredState,
  failed,
  finished,
  firstPlan,
  northEurope,
  observed,
  POOL,
  PROMOTE,
  planned,
  plannedPool,
  progressed,
  promoted,
  publish,
  skipped,
  started,
  succeeded,
  type Told,
  VERSION,
  westEurope,
} from './story.ts'

const WEST = awaitReplication('westeurope', 10, publish.id)
const NORTH = awaitReplication('northeurope', 2, publish.id)
const PREVIOUS = VERSION.replace('1.4.0', '1.3.0')

const scale = (nodes: number): JsonValue => ({
  fixedScale: { targetDedicatedNodes: nodes, targetLowPriorityNodes: 0, resizeTimeout: 'PT45M' },
})

const NO_NODES: JsonValue = { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } }

const image = (id: string): JsonValue => ({
  virtualMachineConfiguration: { imageReference: { id }, nodeAgentSkuId: 'batch.node.ubuntu 22.04' },
})

const NOTED = { 'sig-batch-pool-commit': '3f2a9c1d5e7b80f6a4c2d1e0b9f8a7c6d5e4f3a2' }

export const drain: DrainPool = {
  kind: 'drain-pool',
  id: 'drain-pool render-pool',
  after: [WEST.id],
  disruption: 'drain',
  poolId: POOL,
  from: scale(3000),
  drain: 'taskcompletion',
  deadlineMinutes: 60,
  onDeadline: 'fail',
  metadata: { ...NOTED, 'sig-batch-pool-restore': JSON.stringify(scale(3000)) },
}

function update(id: string, after: string, path: string, from: JsonValue, to: JsonValue): UpdatePool {
  const changes = [{ path, from, to }]
  const fixed = { disruption: 'none', poolId: POOL, metadata: NOTED, retriesResize: false } as const
  return { kind: 'update-pool', id, after: [after], changes, ...fixed }
}

/** The last write of a rollout takes the note of the scale away. */
function forgetting(step: UpdatePool): UpdatePool {
  return { ...step, forgets: ['sig-batch-pool-restore'] }
}

const DEPLOYMENT = 'properties.deploymentConfiguration'
const SCALE = 'properties.scaleSettings'

const changeImage = update('change-pool render-pool', drain.id, DEPLOYMENT, image(PREVIOUS), image(VERSION))
const restore = forgetting(update('update-pool render-pool', changeImage.id, SCALE, NO_NODES, scale(3000)))
const wait = awaitPool(restore.id)

const ROLLED = [publish, WEST, NORTH, drain, changeImage, restore, wait]

const inPlace: Plan = firstPlan({
  replicas: [westEurope(), northEurope()],
  pools: [plannedPool({ action: 'update', previousImageVersionId: PREVIOUS, runningTasks: 1240 })],
  steps: withPromotion(ROLLED, VERSION),
  cores: [coreUse()],
  timeBudget: {
    minutes: 175,
    terms: [
      { what: 'replicating image version 1.4.0 to westeurope', minutes: 60 },
      { what: 'draining pool render-pool', minutes: 60 },
      { what: 'resizing pool render-pool', minutes: 45 },
      { what: 'starting its nodes, without their start task', minutes: 10 },
    ],
  },
})

const IN_PLACE = desiredState({
  rollout: {
    strategy: 'in-place',
    drain: 'taskcompletion',
    drainTimeoutMinutes: 60,
    drainDeadline: 'fail',
    onFailure: 'rollback',
  },
})

const SEEN: readonly Told[] = [
  [1, observed('image version 1.4.0', 'not there')],
  [1, observed('pool render-pool', 'Steady, 3000 dedicated and 0 spot nodes, image version 1.3.0')],
]

const PUBLISHED: readonly Told[] = [
  [3, started(publish.id)],
  [6, succeeded(publish.id, 'Azure is making image version 1.4.0 from worker-2026-11-24.')],
  [6, started(WEST.id)],
  [6, started(NORTH.id)],
  [900, succeeded(NORTH.id, 'northeurope holds 2 replicas.')],
  [960, succeeded(WEST.id, 'westeurope holds 10 replicas.')],
]

const DRAINING: readonly Told[] = [
  ...SEEN,
  [2, planned(inPlace)],
  ...PUBLISHED,
  [960, started(drain.id)],
  [965, progressed(drain.id, 'Pool render-pool lets its tasks finish: 3000 nodes are left.')],
  [2100, progressed(drain.id, 'Pool render-pool lets its tasks finish: 412 nodes are left.')],
]

const CHANGED: readonly Told[] = [
  ...DRAINING,
  [3000, succeeded(drain.id, 'Pool render-pool has no node left.')],
  [3000, started(changeImage.id)],
  [3003, succeeded(changeImage.id, 'Azure took the change of deploymentConfiguration of pool render-pool.')],
  [3003, started(restore.id)],
  [3006, succeeded(restore.id, 'Azure took the change of scaleSettings of pool render-pool.')],
  [3006, started(wait.id)],
  [3010, progressed(wait.id, 'Pool render-pool is resizing: 0 of 3000 nodes are there.')],
]

const inPlaceApplied = course(
  [
    ...CHANGED,
    [4500, succeeded(wait.id, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
    ...promoted(4500),
    [4504, finished],
  ],
  { desired: IN_PLACE },
)

const { deadlineMinutes: _, ...untimed } = drain
const undoDrain: DrainPool = {
  ...untimed,
  id: 'undo drain-pool render-pool',
  after: [],
  drain: 'requeue',
  onDeadline: 'requeue',
  metadata: {},
}
const undoImage = update('undo change-pool render-pool', undoDrain.id, DEPLOYMENT, image(VERSION), image(PREVIOUS))
const undoScale = { ...restore, id: 'undo update-pool render-pool', after: [undoImage.id] }
const undoWait = { ...awaitPool(undoScale.id), id: 'undo await-pool render-pool' }

const UNDOING: readonly Told[] = [
  ...CHANGED,
  [4100, progressed(wait.id, '0 of 3000 nodes are healthy (unusable 3000).')],
  [4700, failed(wait.id, unusable)],
  [4700, skipped(PROMOTE)],
  [4700, { kind: 'rollback-started', steps: [undoDrain, undoImage, undoScale, undoWait] }],
  [4700, started(undoDrain.id)],
  [4705, progressed(undoDrain.id, 'Pool render-pool is resizing: 3000 nodes are left.')],
  [5000, succeeded(undoDrain.id, 'Pool render-pool has no node left.')],
  [5000, started(undoImage.id)],
]

const inPlaceRolledBack = course(
  [
    ...UNDOING,
    [5003, succeeded(undoImage.id, 'Azure took the change of deploymentConfiguration of pool render-pool.')],
    [5003, started(undoScale.id)],
    [5006, succeeded(undoScale.id, 'Azure took the change of scaleSettings of pool render-pool.')],
    [5006, started(undoWait.id)],
    [6000, progressed(undoWait.id, '1700 of 3000 nodes are healthy (starting 1300).')],
    [6600, succeeded(undoWait.id, '2850 of 3000 nodes of pool render-pool are healthy.', 2850)],
    [6600, finished],
  ],
  { desired: IN_PLACE, failures: [unusable] },
)

const rollbackFailed = course(
  [
    ...UNDOING,
    [5003, failed(undoImage.id, goneImage)],
    [5003, skipped(undoScale.id)],
    [5003, skipped(undoWait.id)],
    [5003, finished],
  ],
  { desired: IN_PLACE, failures: [unusable, goneImage] },
)

const undoResize = { ...restore, id: undoScale.id, after: [] }
const undoResizeWait = { ...undoWait, after: [undoResize.id] }

const drainDeadlinePassed = course(
  [
    ...DRAINING,
    [4560, failed(drain.id, deadlinePassed)],
    ...[changeImage.id, restore.id, wait.id, PROMOTE].map((id): Told => [4560, skipped(id)]),
    [4560, { kind: 'rollback-started', steps: [undoResize, undoResizeWait] }],
    [4560, started(undoResize.id)],
    [4565, succeeded(undoResize.id, 'Azure took the change of scaleSettings of pool render-pool.')],
    [4565, started(undoResizeWait.id)],
    [5900, succeeded(undoResizeWait.id, '2998 of 3000 nodes of pool render-pool are healthy.', 2998)],
    [5900, finished],
  ],
  { desired: IN_PLACE, failures: [deadlinePassed] },
)

const bake = bakePool(wait.id)
const baked: Plan = {
  ...inPlace,
  steps: withPromotion([...ROLLED, bake], VERSION),
  timeBudget: {
    minutes: inPlace.timeBudget.minutes + 30,
    terms: [...inPlace.timeBudget.terms, { what: 'watching the nodes of pool render-pool', minutes: 30 }],
  },
}

const bakeFailedCourse = course(
  [
    ...CHANGED.map((told): Told => (told[1].kind === 'planned' ? [told[0], planned(baked)] : told)),
    [4500, succeeded(wait.id, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
    [4500, started(bake.id)],
    [4500, progressed(bake.id, '0 of 30 minutes: 2994 of 3000 nodes are healthy.')],
    [
      4980,
      progressed(
        bake.id,
        '7 of 30 minutes: 2970 of 3000 nodes are healthy (24 went bad, which `max-failed-nodes` forgives).',
      ),
    ],
    [
      5100,
      progressed(
        bake.id,
        '412 nodes went bad, and `max-failed-nodes` forgives 60; it fails where that lasts for 10 minutes.',
      ),
    ],
    [5700, failed(bake.id, bakeFailed)],
    [5700, skipped(PROMOTE)],
    [5700, { kind: 'rollback-started', steps: [undoDrain, undoImage, undoScale, undoWait] }],
    [5700, started(undoDrain.id)],
    [6000, succeeded(undoDrain.id, 'Pool render-pool has no node left.')],
    [6000, started(undoImage.id)],
    [6003, succeeded(undoImage.id, 'Azure took the change of deploymentConfiguration of pool render-pool.')],
    [6003, started(undoScale.id)],
    [6006, succeeded(undoScale.id, 'Azure took the change of scaleSettings of pool render-pool.')],
    [6006, started(undoWait.id)],
    [7600, succeeded(undoWait.id, '2850 of 3000 nodes of pool render-pool are healthy.', 2850)],
    [7600, finished],
  ],
  {
    desired: { ...IN_PLACE, bake: { minutes: bake.minutes, maxFailedNodes: bake.maxFailedNodes } },
    failures: [bakeFailed],
  },
)

const before = { ...createPool.to.properties, deploymentConfiguration: image(PREVIOUS) }

export const deletePool: DeletePool = {
  kind: 'delete-pool',
  id: 'delete-pool render-pool',
  after: [WEST.id],
  disruption: 'replace',
  poolId: POOL,
  from: { properties: before, tags: { team: 'render' } },
}

const remake: CreatePool = { ...createPool, after: [deletePool.id] }

const recreate: Plan = {
  ...inPlace,
  steps: withPromotion([publish, WEST, NORTH, deletePool, remake, awaitPool(remake.id)], VERSION),
  timeBudget: {
    minutes: 130,
    terms: [
      { what: 'replicating image version 1.4.0 to westeurope', minutes: 60 },
      { what: 'deleting pool render-pool', minutes: 15 },
      { what: 'resizing pool render-pool', minutes: 45 },
      { what: 'starting its nodes, without their start task', minutes: 10 },
    ],
  },
}

const recreateApplied = course(
  [
    ...SEEN,
    [2, planned(recreate)],
    ...PUBLISHED,
    [960, started(deletePool.id)],
    [970, progressed(deletePool.id, 'Azure is deleting pool render-pool.')],
    [1300, succeeded(deletePool.id, 'Pool render-pool is gone.')],
    [1300, started(remake.id)],
    [1304, succeeded(remake.id, 'Azure made pool render-pool.')],
    [1304, started(wait.id)],
    [2800, succeeded(wait.id, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
    ...promoted(2800),
    [2804, finished],
  ],
  { desired: desiredState({ rollout: { ...IN_PLACE.rollout, strategy: 'recreate' } }) },
)

/** Runs that bring an image onto a pool that has nodes, by the name of their golden file. */
export const ROLLOUT_STORIES: Readonly<Record<string, Course>> = {
  'in-place-applied': inPlaceApplied,
  'in-place-rolled-back': inPlaceRolledBack,
  'rollback-failed': rollbackFailed,
  'drain-deadline-passed': drainDeadlinePassed,
  'bake-failed': bakeFailedCourse,
  'recreate-applied': recreateApplied,
}
