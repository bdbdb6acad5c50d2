import type { Pool } from '../../model/batch.ts'
import { count } from '../../model/count.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { type JsonValue, memberAt } from '../../model/json.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { letsNodesCome } from '../draft/cores.ts'
import { grows, propertyAfter } from '../draft/draft-changes.ts'
import { kindsAfter, nodesAfter } from '../draft/pool-nodes.ts'

/**
 * Nodes of one kind that one public IP address serves.
 * Source: learn.microsoft.com/azure/batch/create-pool-public-ip.
 */
const NODES_PER_ADDRESS = 100

/** Pools that bring public IP addresses of their own, against the nodes that those serve and the pools that have them already. */
export function publicAddressFindings({ draft, observed }: Question): Finding[] {
  return draft.pools.filter(grows).flatMap((pool) => {
    const listed = presentValue(observed.preflight.accountPools[resourceKey(pool.account.id)]) ?? []
    return [...(letsNodesCome(pool) ? numberFindings(pool) : []), ...newcomers(pool, listed).flatMap(sharedFindings)]
  })
}

function numberFindings(pool: DraftPool): Finding[] {
  const { poolId } = pool.desired
  const ids = addressesIn(propertyAfter(pool, ['networkConfiguration']))
  const needed = addressesFor(pool)
  if (ids === undefined || needed <= ids.length) return []
  const facts = { pool: resourceName(poolId), held: ids.length, needed, nodes: count(nodesAfter(pool), 'node') }
  return [found('PublicAddressesTooFew', poolId, facts)]
}

/** A pool that is to have addresses, and the pools that it stands beside. */
type Newcomer = {
  readonly poolId: string
  readonly network: JsonValue | undefined
  readonly beside: readonly Pool[]
}

/** The pool stands beside every other one; its canary beside the pool as it is, too. */
function newcomers(pool: DraftPool, listed: readonly Pool[]): Newcomer[] {
  const { desired, canary } = pool
  const own = [desired.poolId, ...(canary ? [canary.poolId] : [])]
  const others = listed.filter(({ id }) => !own.some((each) => sameResourceId(each, id)))
  const create = canary?.steps.find((step) => step.kind === 'create-pool')
  return [
    { poolId: desired.poolId, network: propertyAfter(pool, ['networkConfiguration']), beside: others },
    ...(create === undefined
      ? []
      : [
          {
            poolId: create.poolId,
            network: create.to.properties['networkConfiguration'],
            beside: [...(pool.pool ? [pool.pool] : []), ...others],
          },
        ]),
  ]
}

function sharedFindings({ poolId, network, beside }: Newcomer): Finding[] {
  const ids = addressesIn(network) ?? []
  return beside.flatMap(({ id, definition }) => {
    const held = addressesIn(definition.properties['networkConfiguration']) ?? []
    const address = ids.find((one) => held.some((other) => sameResourceId(one, other)))
    if (address === undefined) return []
    const facts = { pool: resourceName(poolId), address: resourceName(address), other: resourceName(id) }
    return [found('PublicAddressTaken', poolId, facts)]
  })
}

/** Addresses that a pool brings; undefined where Batch makes them, or none is wanted. */
function addressesIn(network: JsonValue | undefined): readonly string[] | undefined {
  const configuration = memberAt(network, ['publicIPAddressConfiguration'])
  if (memberAt(configuration, ['provision']) !== 'UserManaged') return undefined
  const ids = memberAt(configuration, ['ipAddressIds'])
  return (Array.isArray(ids) ? ids : []).map(String)
}

/** Addresses for the nodes of each kind; where a formula divides them, those for as many of one kind. */
function addressesFor(pool: DraftPool): number {
  const { dedicated, spot } = kindsAfter(pool) ?? { dedicated: nodesAfter(pool), spot: 0 }
  return Math.ceil(dedicated / NODES_PER_ADDRESS) + Math.ceil(spot / NODES_PER_ADDRESS)
}
