import type { Pool } from '../../model/batch.ts'
import { type Finding, found } from '../../model/finding.ts'
import { isJsonObject, memberAt } from '../../model/json.ts'
import { fieldDisruption } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { FieldChange } from '../../model/step.ts'
import type { DraftPool, Question } from '../draft.ts'
import { isNew } from '../draft-changes.ts'
import { nodesNow } from '../pool-nodes.ts'
import { counted, enumerated } from '../wording.ts'

/** Findings about what the changes of a pool need, and what they do not reach. */
export function rolloutFindings({ draft }: Question): Finding[] {
  return draft.pools.flatMap((draftPool) => {
    if (isNew(draftPool)) return commandFindings(draftPool)
    const { pool, steps } = draftPool
    if (pool === undefined) return []
    const changes = steps.flatMap((step) => (step.kind === 'update-pool' ? step.changes : []))
    return [...nodeFindings(pool, changes), ...reachFindings(pool, changes), ...secretFindings(pool, changes)]
  })
}

/** A new pool with members of a start task in `pool-properties` and no command to run. */
function commandFindings({ desired: { poolId, startTask, properties } }: DraftPool): Finding[] {
  const asked = properties['startTask']
  if (asked === undefined || startTask !== undefined || memberAt(asked, ['commandLine']) !== undefined) return []
  return [found('StartTaskWithoutCommand', poolId, { pool: resourceName(poolId) })]
}

/** Azure changes most members only while a pool holds no nodes, and none are on their way. */
function nodeFindings(pool: Pool, changes: readonly FieldChange[]): Finding[] {
  const offline = changes.filter(({ path }) => fieldDisruption(path) !== 'none')
  const nodes = nodesNow(pool)
  if (offline.length === 0 || (nodes === 0 && pool.allocationState === 'Steady')) return []
  const holds =
    nodes > 0
      ? `holds ${counted(nodes, 'node')}`
      : `is ${pool.allocationState.toLowerCase()}, so nodes may be on their way`
  return [
    found('PoolNeedsRollout', pool.id, {
      pool: resourceName(pool.id),
      fields: offline.map(fieldName).join(', '),
      holds,
    }),
  ]
}

const LATE = ['properties.startTask', 'properties.applicationPackages']

function reachFindings(pool: Pool, changes: readonly FieldChange[]): Finding[] {
  const late = changes.filter(({ path }) => LATE.includes(path)).map(fieldName)
  const nodes = nodesNow(pool)
  if (late.length === 0 || nodes === 0) return []
  const facts = { pool: resourceName(pool.id), fields: enumerated(late), nodes }
  return [found('ReachesNewNodesOnly', pool.id, facts)]
}

/** Passwords of container registries never come back from Azure: a change that sends the configuration needs them anew. */
function secretFindings(pool: Pool, changes: readonly FieldChange[]): Finding[] {
  const change = changes.find(({ path }) => path === 'properties.deploymentConfiguration')
  const registries = memberAt(change?.to, [
    'virtualMachineConfiguration',
    'containerConfiguration',
    'containerRegistries',
  ])
  const isBare = (Array.isArray(registries) ? registries : [])
    .filter(isJsonObject)
    .some((registry) => registry['username'] !== undefined && registry['password'] === undefined)
  return isBare ? [found('SecretNotReadable', pool.id, { pool: resourceName(pool.id) })] : []
}

function fieldName({ path }: FieldChange): string {
  return path.replace('properties.', '')
}
