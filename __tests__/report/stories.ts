import type { Failure } from '../../src/model/event.ts'
import type { UpdateImageVersion } from '../../src/model/image-step.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Course } from '../../src/report/summarize.ts'
import { PREFLIGHT_STORIES } from './preflight-stories.ts'
import { PRUNE_STORIES } from './prune-stories.ts'
import { ROLLOUT_STORIES } from './rollout-stories.ts'
import {
  awaitPool,
  awaitReplication,
  coreUse,
  course,
  createPool,
  desiredPool,
  desiredState,
  failed,
  finding,
  finished,
  firstPlan,
  growPool,
  northEurope,
  observed,
  PROMOTE,
  planned,
  plannedPool,
  progressed,
  promoted,
  publish,
  quota,
  skipped,
  started,
  succeeded,
  type Told,
  VERSION,
  westEurope,
} from './story.ts'

const WEST = 'await-replication westeurope'
const NORTH = 'await-replication northeurope'
const NODES = 'await-pool render-pool'

const NOTHING_THERE: readonly Told[] = [
  [2, observed('image definition worker', 'Linux, Generalized, V2, westeurope')],
  [2, observed('image version 1.4.0', 'not there')],
  [2, observed('source worker-2026-11-24', 'managed image, westeurope')],
  [2, observed('Batch account renderfarm', 'westeurope')],
  [2, observed('pool render-pool', 'not there')],
  [3, planned(firstPlan())],
]

const PUBLISHED: readonly Told[] = [
  [3, started(publish.id)],
  [6, succeeded(publish.id, 'Azure is making image version 1.4.0 from worker-2026-11-24.')],
  [6, started(WEST)],
  [6, started(NORTH)],
  [7, progressed(WEST, 'Replication to westeurope has not begun (10 replicas).')],
  [7, progressed(NORTH, 'Replication to northeurope has not begun (2 replicas).')],
  [195, progressed(WEST, 'Replication to westeurope is at 20 % (10 replicas).')],
  [431, progressed(NORTH, 'Replication to northeurope is at 35 % (2 replicas).')],
]

const REPLICATED: readonly Told[] = [
  [780, progressed(WEST, 'Replication to westeurope is at 80 % (10 replicas).')],
  [960, succeeded(WEST, 'westeurope holds 10 replicas.')],
]

const POOL_MADE: readonly Told[] = [
  [960, started(createPool.id)],
  [964, succeeded(createPool.id, 'Azure made pool render-pool.')],
  [964, started(NODES)],
  [965, progressed(NODES, 'Pool render-pool is resizing: 0 of 3000 nodes are there.')],
]

const firstRun = course(
  [
    ...NOTHING_THERE,
    ...PUBLISHED,
    ...REPLICATED,
    ...POOL_MADE,
    [1505, progressed(NODES, 'Pool render-pool is resizing: 1800 of 3000 nodes are there (starting 1200).')],
    [1920, succeeded(NORTH, 'northeurope holds 2 replicas.')],
    [2105, progressed(NODES, '2400 of 3000 nodes are healthy (starting 600).')],
    [2460, succeeded(NODES, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
    ...promoted(2460),
    [2464, finished],
  ],
  { desired: desiredState() },
)

/** A plan that changes nothing: it is not asked where the image comes from, and nothing is counted. */
function quiet({ lineage: _, ...plan }: Plan): Plan {
  return { ...plan, cores: [], timeBudget: { minutes: 0, terms: [] } }
}

const nothingToDo = course(
  [
    [1, observed('image version 1.4.0', 'Succeeded, replicas: westeurope 10 (Completed), northeurope 2 (Completed)')],
    [1, observed('pool render-pool', 'Steady, 3000 dedicated and 0 spot nodes, image version 1.4.0')],
    [
      2,
      planned(
        quiet(
          firstPlan({
            replicas: [westEurope({ existing: 10 }), northEurope({ existing: 2 })],
            pools: [plannedPool({ action: 'keep', previousImageVersionId: VERSION })],
            steps: [awaitPool(undefined)],
          }),
        ),
      ),
    ],
    [2, started(NODES)],
    [3, succeeded(NODES, '2998 of 3000 nodes of pool render-pool are healthy.', 2998)],
    [3, finished],
  ],
  { desired: desiredState() },
)

const raise: UpdateImageVersion = {
  kind: 'update-image-version',
  id: 'update-image-version 1.4.0',
  after: [],
  disruption: 'none',
  imageVersionId: VERSION,
  from: [
    { region: 'westeurope', regionalReplicaCount: 10 },
    { region: 'northeurope', regionalReplicaCount: 2 },
  ],
  to: [
    { region: 'westeurope', regionalReplicaCount: 15 },
    { region: 'northeurope', regionalReplicaCount: 2 },
  ],
  tags: {},
}

const larger: Plan = firstPlan({
  replicas: [
    westEurope({ existing: 10, regionalReplicaCount: 15, pools: [{ ...pool4500(), replicas: 15 }] }),
    northEurope({ existing: 2 }),
  ],
  pools: [plannedPool({ action: 'update', nodes: 4500, resizeTimeoutMinutes: 75, previousImageVersionId: VERSION })],
  steps: [
    raise,
    awaitReplication('westeurope', 15, raise.id),
    growPool(WEST),
    awaitPool('update-pool render-pool', 4500),
  ],
  cores: [coreUse({ planned: 18_000 })],
  timeBudget: {
    minutes: 145,
    terms: [
      { what: 'replicating image version 1.4.0 to westeurope', minutes: 60 },
      { what: 'resizing pool render-pool', minutes: 75 },
      { what: 'starting its nodes, without their start task', minutes: 10 },
    ],
  },
})

function pool4500() {
  return { poolId: plannedPool().poolId, nodes: 4500 }
}

const larger4500 = desiredState({
  pools: [desiredPool({ scale: { kind: 'fixed', targetDedicatedNodes: 4500, targetSpotNodes: 0 } })],
})

const largerPool = course(
  [
    [2, planned(larger)],
    [2, started(raise.id)],
    [5, succeeded(raise.id, 'Azure took the new regions, counts or tags of image version 1.4.0.')],
    [5, started(WEST)],
    [5, progressed(WEST, 'Replication to westeurope is at 66 % (15 replicas).')],
    [610, succeeded(WEST, 'westeurope holds 15 replicas.')],
    [610, started('update-pool render-pool')],
    [612, succeeded('update-pool render-pool', 'Azure took the change of scaleSettings of pool render-pool.')],
    [612, started(NODES)],
    [613, progressed(NODES, 'Pool render-pool is resizing: 3000 of 4500 nodes are there.')],
    [1510, succeeded(NODES, '4490 of 4500 nodes of pool render-pool are healthy.', 4490)],
    [1510, finished],
  ],
  { desired: larger4500 },
)

const blocked = course(
  [
    [1, observed('image version 1.4.0', 'Succeeded, replicas: westeurope 1 (Completed)')],
    [1, observed('pool render-pool', 'Steady, 40 dedicated and 0 spot nodes, image version 1.3.0')],
    [
      2,
      planned(
        firstPlan({
          replicas: [westEurope({ existing: 1 }), northEurope()],
          pools: [plannedPool({ action: 'update', previousImageVersionId: VERSION.replace('1.4.0', '1.3.0') })],
          findings: [
            finding({
              code: 'ReachesNewNodesOnly',
              severity: 'warning',
              message: 'The new startTask of pool render-pool reaches its 40 existing nodes only when they reboot.',
              remedy: 'Reboot the nodes when their tasks allow it.',
            }),
            finding({
              message:
                'Pool render-pool differs from what is asked in deploymentConfiguration, and Azure changes that only while a pool holds no nodes; this pool holds 40 nodes.',
              remedy:
                'Resize the pool to 0 nodes and run again (the change is then made in place), or give a pool-id that does not exist yet to put the new image on a pool of its own.',
            }),
            finding({
              code: 'ImageVersionFromOtherSource',
              subject: VERSION,
              message: `Image version 1.4.0 exists and was made from another image. The source of a version never changes.`,
              remedy: 'Give an `image-version` that does not exist yet (or `next-patch`).',
            }),
          ],
          steps: [],
        }),
      ),
    ],
    [2, finished],
  ],
  { desired: desiredState() },
)

const resizeFailed = course(
  [
    ...NOTHING_THERE,
    ...PUBLISHED,
    ...REPLICATED,
    ...POOL_MADE,
    [1505, progressed(NODES, 'Pool render-pool is resizing: 1900 of 3000 nodes are there (starting 400).')],
    [1710, failed(NODES, quota)],
    [1920, succeeded(NORTH, 'northeurope holds 2 replicas.')],
    [1920, skipped(PROMOTE)],
    [1920, finished],
  ],
  { desired: desiredState(), failures: [quota] },
)

const unusable: Failure = {
  code: 'NodesUnusable',
  message:
    '412 of 3000 nodes of pool render-pool cannot be used, 2588 are healthy. The image is to blame, not the capacity. What Azure says of them:\n  400 nodes: unusable: Azure gives no reason\n  12 nodes: unusable: DiskFull: There is not enough disk space on the node | see <https://aka.ms/batch-disk>',
  remedy: 'Publish a corrected image under a new version number; compare its generation, OS state and plan.',
}

const nodesUnusable = course(
  [
    ...NOTHING_THERE,
    ...PUBLISHED,
    ...REPLICATED,
    ...POOL_MADE,
    [1505, progressed(NODES, '2588 of 3000 nodes are healthy (unusable 412).')],
    [1920, succeeded(NORTH, 'northeurope holds 2 replicas.')],
    [2110, failed(NODES, unusable)],
    [2110, skipped(PROMOTE)],
    [2110, finished],
  ],
  { desired: desiredState(), failures: [unusable] },
)

const cut: Failure = {
  code: 'Cancelled',
  message: 'The job was cancelled.',
  remedy:
    'Run again: what Azure was told to do goes on without this run, and the next one takes it up where it stands.',
}

const cancelled = course(
  [
    ...NOTHING_THERE,
    ...PUBLISHED,
    [611, failed(WEST, cut)],
    [611, failed(NORTH, cut)],
    [611, skipped(createPool.id)],
    [611, skipped(NODES)],
    [611, skipped(PROMOTE)],
    [611, finished],
  ],
  { desired: desiredState(), failures: [cut], cancelled: true },
)

const UNREACHABLE = 'PublicNetworkAccessDisabled: Public network access is disabled for this Batch account.'

const dataPlaneUnreachable = course(
  [
    ...NOTHING_THERE,
    ...PUBLISHED,
    ...REPLICATED,
    ...POOL_MADE,
    [966, progressed(NODES, `The Batch service cannot be asked (${UNREACHABLE}); asking again.`)],
    [
      1620,
      {
        kind: 'step-unproven',
        stepId: NODES,
        text: `Pool render-pool is steady with 3000 nodes. Whether the nodes are healthy could not be proven: the Batch service of the account cannot be asked (${UNREACHABLE})`,
      },
    ],
    [1920, succeeded(NORTH, 'northeurope holds 2 replicas.')],
    [1920, { kind: 'step-skipped', stepId: PROMOTE, text: 'Not begun: a step before it ended without proof.' }],
    [1920, finished],
  ],
  { desired: desiredState() },
)

const planOnly = course([...NOTHING_THERE, [3, finished]], { desired: desiredState({ mode: 'plan' }) })

const refused: Failure = {
  code: 'AuthorizationFailed',
  message:
    "The client 'c0ffee' with object id 'c0ffee' does not have authorization to perform action 'Microsoft.Compute/galleries/images/versions/write' over scope '/subscriptions/1/resourceGroups/render' or the scope is invalid.",
  remedy:
    'Give the identity of this workflow the role Compute Gallery Artifacts Publisher, which holds Microsoft.Compute/galleries/images/versions/write, at /subscriptions/1/resourceGroups/render, and run again after some minutes.',
  requestId: '7b0c9a52-6d8c-4d0e-9a4f-0b8f6b1d2c3e',
}

const publishRefused = course(
  [
    ...NOTHING_THERE,
    [3, started(publish.id)],
    [4, failed(publish.id, refused)],
    ...[WEST, NORTH, createPool.id, NODES, PROMOTE].map((id): Told => [4, skipped(id)]),
    [4, finished],
  ],
  { desired: desiredState(), failures: [refused] },
)

const signInRefused = course([[1, finished]], {
  desired: desiredState(),
  failures: [
    {
      code: 'NoIdToken',
      message: 'GitHub gives this job no ID token.',
      remedy: 'Add `permissions: id-token: write` to the job.',
    },
  ],
})

/** Runs by the name of their golden file; those of the preflight and of rollouts are in files of their own. */
export const STORIES: Readonly<Record<string, Course>> = {
  'first-run': firstRun,
  'nothing-to-do': nothingToDo,
  'larger-pool': largerPool,
  blocked,
  'resize-failed-by-quota': resizeFailed,
  'nodes-unusable': nodesUnusable,
  cancelled,
  'data-plane-unreachable': dataPlaneUnreachable,
  'plan-only': planOnly,
  'publish-refused': publishRefused,
  'sign-in-refused': signInRefused,
  ...PREFLIGHT_STORIES,
  ...ROLLOUT_STORIES,
  ...PRUNE_STORIES,
}
