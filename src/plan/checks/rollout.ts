import type { Pool } from '../../model/batch.ts'
import { count } from '../../model/count.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { isJsonObject, memberAt } from '../../model/json.ts'
import { presentValue } from '../../model/observed.ts'
import { fieldDisruption, fieldName, MACHINE } from '../../model/pool-field.ts'
import { isEmptyPool, nodesIn } from '../../model/pool-nodes.ts'
import type { FieldChange } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { changesImage, isNew, isRolled, propertyAfter } from '../draft/draft-changes.ts'
import { missingToRoll } from '../rollout/rolling.ts'
import { differingMembers } from './differing-members.ts'

/** Findings about what the changes of a pool need, and what they do not reach. */
export function rolloutFindings({ desired, observed, draft }: Question): Finding[] {
  return draft.pools.flatMap((draftPool) => {
    const { pool, steps, replaces } = draftPool
    if (replaces !== undefined) return [...secretFindings(draftPool, replaces), ...lossFindings(draftPool, replaces)]
    if (isNew(draftPool)) return commandFindings(draftPool)
    // A pool that is being deleted takes no change at all, and is made anew once it is gone.
    if (pool === undefined || pool.provisioningState === 'Deleting') return []
    const changes = steps.flatMap((step) => (step.kind === 'update-pool' ? step.changes : []))
    const tasks = presentValue(observed.preflight.runningTasks[resourceKey(pool.id)])
    return [
      ...(isLeft(desired, pool) ? nodeFindings(pool, changes, tasks) : []),
      ...(isRolled(draftPool) ? [] : reachFindings(pool, changes)),
      ...secretFindings(draftPool, pool),
      ...lossFindings(draftPool, pool),
      ...(desired.rollout.onFailure === 'rollback' ? wayBackFindings(draftPool, observed.preflight) : []),
    ]
  })
}

/** Whether the strategy empties no pool; one that does not roll yet has a finding of its own. */
function isLeft({ rollout, image }: Question['desired'], pool: Pool): boolean {
  if (rollout.strategy !== 'rolling') return rollout.strategy === 'fail'
  return missingToRoll(pool, image.imageDefinitionId).length === 0
}

/** A new pool with members of a start task in `pool-properties` and no command to run. */
function commandFindings({ desired: { poolId, startTask, properties } }: DraftPool): Finding[] {
  const asked = properties['startTask']
  if (asked === undefined || startTask !== undefined || memberAt(asked, ['commandLine']) !== undefined) return []
  return [found('StartTaskWithoutCommand', poolId, { pool: resourceName(poolId) })]
}

/** Azure changes most members only while a pool holds no nodes, and none are on their way. */
function nodeFindings(pool: Pool, changes: readonly FieldChange[], tasks: number | undefined): Finding[] {
  const offline = changes.filter(({ path }) => fieldDisruption(path) !== 'none')
  const nodes = nodesIn(pool)
  if (offline.length === 0 || isEmptyPool(pool)) return []
  const holds =
    nodes > 0
      ? `holds ${count(nodes, 'node')}`
      : `is ${pool.allocationState.toLowerCase()}, so nodes may be on their way`
  return [
    found('PoolNeedsRollout', pool.id, {
      pool: resourceName(pool.id),
      fields: enumeration(offline.flatMap(differingMembers)),
      holds,
      inPlace: `${runningWords(tasks, 'may finish first')}, and jobs wait until its nodes are back`,
      blueGreen: 'its jobs go on there, and for a while both pools take cores and quota',
      recreate: `${runningWords(tasks, tasks === 1 ? 'is queued again' : 'are queued again')}, and jobs wait until the pool is there`,
    }),
  ]
}

function runningWords(tasks: number | undefined, what: string): string {
  if (tasks === 0) return 'no task runs on it now'
  return `${tasks === undefined ? 'its running tasks' : `its ${count(tasks, 'running task')}`} ${what}`
}

/** Members with secrets in them that a pool has, and that the workflow does not give anew. */
function lossFindings({ desired, steps }: DraftPool, pool: Pool): Finding[] {
  if (!steps.some(({ kind }) => kind === 'create-pool')) return []
  const lost = ['userAccounts', 'mountConfiguration'].filter(
    (name) => pool.definition.properties[name] !== undefined && desired.properties[name] === undefined,
  )
  return lost.map((what) => found('SecretsLost', pool.id, { pool: resourceName(pool.id), what }))
}

/** The version that the pool runs on has to be there, and in its region, for as long as it may be needed again. */
function wayBackFindings(draftPool: DraftPool, { imageVersions }: Question['observed']['preflight']): Finding[] {
  const { region, planned } = draftPool
  const id = planned.previousImageVersionId
  const reading = id === undefined ? undefined : imageVersions[resourceKey(id)]
  if (id === undefined || reading === undefined || reading.state === 'unreadable' || !isRolled(draftPool)) return []
  const state = presentValue(reading)?.replication.find((each) => each.region === region)?.state
  if (state === 'Completed') return []
  const why = reading.state === 'absent' ? 'is not there any more' : `is not replicated in ${region}`
  const facts = { pool: resourceName(planned.poolId), version: resourceName(id), why, region }
  return [found('RollbackImageMissing', planned.poolId, facts)]
}

const LATE = ['properties.startTask', 'properties.applicationPackages']

function reachFindings(pool: Pool, changes: readonly FieldChange[]): Finding[] {
  const late = changes.filter(({ path }) => LATE.includes(path)).map(({ path }) => fieldName(path))
  const nodes = nodesIn(pool)
  if (late.length === 0 || nodes === 0) return []
  const facts = { pool: resourceName(pool.id), fields: enumeration(late), nodes: count(nodes, 'existing node') }
  return [found('ReachesNewNodesOnly', pool.id, facts)]
}

/** Passwords of container registries never come back from Azure: a write that sends the configuration needs them anew. */
function secretFindings(draftPool: DraftPool, pool: Pool): Finding[] {
  if (!changesImage(draftPool)) return []
  const registries = propertyAfter(draftPool, [...MACHINE, 'containerConfiguration', 'containerRegistries'])
  const isBare = (Array.isArray(registries) ? registries : [])
    .filter(isJsonObject)
    .some((registry) => registry['username'] !== undefined && registry['password'] === undefined)
  return isBare ? [found('SecretNotReadable', pool.id, { pool: resourceName(pool.id) })] : []
}
