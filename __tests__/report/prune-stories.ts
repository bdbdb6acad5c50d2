import type { EventBody } from '../../src/model/event.ts'
import type { DeleteImageVersion } from '../../src/model/image-step.ts'
import type { Course } from '../../src/report/summarize.ts'
import {
  ACCOUNT,
  awaitPool,
  course,
  DEFINITION,
  desiredState,
  failed,
  finished,
  firstPlan,
  POOL,
  planned,
  plannedPool,
  started,
  succeeded,
  VERSION,
  westEurope,
} from './story.ts'

const idOf = (number: string) => `${DEFINITION}/versions/${number}`
const NODES = 'await-pool render-pool'
const OLDEST = 'delete-image-version 1.0.0'
const OLDER = 'delete-image-version 1.1.0'

function removal(number: string): DeleteImageVersion {
  return {
    kind: 'delete-image-version',
    id: `delete-image-version ${number}`,
    after: [NODES],
    disruption: 'none',
    imageVersionId: idOf(number),
    targetRegions: [
      { region: 'westeurope', regionalReplicaCount: 10 },
      { region: 'northeurope', regionalReplicaCount: 2 },
    ],
    publishedDate: '2026-09-01T10:00:00.000Z',
    keepVersions: 2,
    accountIds: [ACCOUNT],
    followedPoolIds: [],
  }
}

const plan = firstPlan({
  replicas: [westEurope({ existing: 10 })],
  pools: [plannedPool({ action: 'keep', previousImageVersionId: VERSION })],
  steps: [awaitPool(undefined), removal('1.0.0'), removal('1.1.0')],
  keptVersions: [
    { imageVersionId: idOf('1.2.0'), because: { kind: 'way-back', poolId: POOL } },
    { imageVersionId: idOf('0.9.0'), because: { kind: 'before-end-of-life', date: '2027-06-30T00:00:00.000Z' } },
    { imageVersionId: idOf('0.8.0'), because: { kind: 'foreign' } },
  ],
  cores: [],
  timeBudget: { minutes: 10, terms: [{ what: 'deleting image versions', minutes: 10 }] },
})

const desired = desiredState({ prune: { keepVersions: 2, foreign: false, accountIds: [ACCOUNT] } })

const refused = {
  code: 'ScopeLocked',
  message: `The scope '${idOf('1.1.0')}' cannot perform delete operation because following scope(s) are locked.`,
  remedy: 'Remove the lock that Azure names from the resource or its group, and run again.',
  requestId: 'c0ffee00-0000-4000-8000-000000000001',
}

const unproven = (stepId: string, text: string): EventBody => ({ kind: 'step-unproven', stepId, text })
const skipped = (stepId: string): EventBody => ({
  kind: 'step-skipped',
  stepId,
  text: 'Not begun: a step before it ended without proof.',
})

/** Runs that remove old image versions. */
export const PRUNE_STORIES: Readonly<Record<string, Course>> = {
  'versions-pruned': course(
    [
      [3, planned(plan)],
      [3, started(NODES)],
      [4, succeeded(NODES, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
      [4, started(OLDEST)],
      [4, started(OLDER)],
      [80, succeeded(OLDEST, 'Image version 1.0.0 is deleted.')],
      [81, succeeded(OLDER, 'Image version 1.1.0 is kept: pool night-pool refers to it since the plan was made.')],
      [81, finished],
    ],
    { desired },
  ),
  'versions-not-pruned-without-proof': course(
    [
      [3, planned(plan)],
      [3, started(NODES)],
      [4, unproven(NODES, 'The Batch service of account renderfarm could not be reached; the pool is steady.')],
      [4, skipped(OLDEST)],
      [4, skipped(OLDER)],
      [4, finished],
    ],
    { desired },
  ),
  'version-not-deleted': course(
    [
      [3, planned(plan)],
      [3, started(NODES)],
      [4, succeeded(NODES, '2994 of 3000 nodes of pool render-pool are healthy.', 2994)],
      [4, started(OLDEST)],
      [4, started(OLDER)],
      [5, failed(OLDER, refused)],
      [80, succeeded(OLDEST, 'Image version 1.0.0 is deleted.')],
      [81, finished],
    ],
    { desired, failures: [refused] },
  ),
}
