import { resourceName, sameResourceId } from '../../src/model/resource-id.ts'
import { currentNodes } from './allocation.ts'
import type { Demand } from './demand.ts'
import type { Pool, ResizeError } from './entities.ts'
import { listAt, numberAt, textAt } from './json.ts'
import { ownAddresses } from './public-addresses.ts'
import { providerError, reasonedError } from './resize-errors.ts'
import { mostCommunicatingNodes } from './scale-rules.ts'
import { sizeOf } from './sizes.ts'

/** How many of the wanted nodes fit (also a part of one, or fewer than none), and what is said of the others. */
export type Limit = { readonly nodes: number; readonly error: ResizeError }

/** Everything that lets only a part of the wanted nodes come. */
export function limitsOf(demand: Demand): readonly Limit[] {
  return [
    ...quotaLimits(demand),
    ...capacityLimit(demand),
    ...addressLimit(demand),
    ...publicAddressLimit(demand),
    ...communicationLimit(demand),
  ]
}

/** Core quotas of the account; where its pools live in the user's subscription it has none of its own. */
function quotaLimits(demand: Demand): readonly Limit[] {
  const { properties } = demand.pool.account
  if (textAt(properties, 'poolAllocationMode') === 'UserSubscription') return []
  return demand.isDedicated ? dedicatedQuotas(demand) : [spotQuota(demand)]
}

function dedicatedQuotas(demand: Demand): readonly Limit[] {
  const { pool, size } = demand
  const { properties } = pool.account
  const total = coreLimit(demand, numberAt(properties, 'dedicatedCoreQuota') - usedCores(demand, inAnyFamily), {
    code: 'AccountCoreQuotaReached',
    message: 'The specified account has reached core quota',
    values: [],
  })
  const family = listAt(properties, 'dedicatedCoreQuotaPerVMFamily').find(
    (each) => textAt(each, 'name')?.toLowerCase() === size.family.toLowerCase(),
  )
  if (family === undefined || properties['dedicatedCoreQuotaPerVMFamilyEnforced'] !== true) return [total]
  const ofFamily = coreLimit(demand, numberAt(family, 'coreQuota') - usedCores(demand, inSameFamily), {
    code: 'AccountVMSeriesCoreQuotaReached',
    message: `The specified account has reached VM series core quota for '${size.family}'`,
    values: [],
  })
  return [total, ofFamily]
}

function spotQuota(demand: Demand): Limit {
  const quota = numberAt(demand.pool.account.properties, 'lowPriorityCoreQuota')
  return coreLimit(demand, quota - usedCores(demand, inAnyFamily), {
    code: 'AccountLowPriorityCoreQuotaReached',
    message: 'The specified account has reached low priority core quota',
    values: [],
  })
}

/** What the region still has of the VM family for this account. */
function capacityLimit(demand: Demand): readonly Limit[] {
  const left = demand.pool.account.capacity[demand.size.family]
  if (left === undefined) return []
  const reason = 'Deployment allocation failed due to insufficient capacity for the requested VM size in the region.'
  return [coreLimit(demand, left - usedCores(demand, inSameFamily), reasonedError(demand.isDedicated, reason))]
}

function coreLimit({ size }: Demand, cores: number, error: ResizeError): Limit {
  return { nodes: cores / size.cores, error }
}

type Family = (family: string | undefined, own: string) => boolean
const inAnyFamily: Family = () => true
const inSameFamily: Family = (family, own) => family === own

/** Cores of the kind in use: what this pool holds, and what the account's other pools hold or are to hold. */
function usedCores({ pool, isDedicated, size, now, parts }: Demand, counts: Family): number {
  return parts.store
    .pools(pool.account, now)
    .filter((other) => other !== pool)
    .reduce(
      (sum, other) => {
        const its = sizeOf(parts, textAt(other.properties, 'vmSize') ?? '')
        return counts(its?.family, size.family) ? sum + heldNodes(other, now, isDedicated) * (its?.cores ?? 0) : sum
      },
      currentNodes(pool, now, isDedicated) * size.cores,
    )
}

/** Each node takes an address of the subnet, whichever pool of whichever account it is in. */
function addressLimit({ pool, isDedicated, wanted, granted, now, parts }: Demand): readonly Limit[] {
  const subnetId = subnetOf(pool)
  const facts = subnetId === undefined ? undefined : parts.subnets.subnetFacts(subnetId)
  if (subnetId === undefined || facts === undefined) return []
  const others = [...parts.store.accounts.values()]
    .flatMap((account) => parts.store.pools(account, now))
    .filter((other) => other !== pool && sameResourceId(subnetOf(other) ?? '', subnetId))
  const taken = others.reduce((sum, other) => sum + heldNodes(other, now, true) + heldNodes(other, now, false), 0)
  const nodes = facts.freeAddresses - taken - ownNodes(pool, now) - granted
  const message = `Subnet ${resourceName(subnetId)} does not have enough capacity for ${wanted} IP addresses.`
  return [{ nodes, error: providerError(isDedicated, 'SubnetIsFull', message) }]
}

/** Each public IP address that a pool brings serves 100 nodes of one kind. */
function publicAddressLimit({ pool, isDedicated, granted, now }: Demand): readonly Limit[] {
  const addresses = ownAddresses(pool)
  if (addresses === undefined) return []
  const others = currentNodes(pool, now, !isDedicated) + granted
  const left = addresses.length - Math.ceil(others / 100)
  const reason = 'Allocation failed as the public IP addresses of the pool do not suffice for its nodes.'
  return [{ nodes: left * 100 - currentNodes(pool, now, isDedicated), error: reasonedError(isDedicated, reason) }]
}

function communicationLimit({ pool, granted, now }: Demand): readonly Limit[] {
  if (textAt(pool.properties, 'interNodeCommunication') !== 'Enabled') return []
  const most = mostCommunicatingNodes(pool.account)
  const message = `A pool with inter-node communication may hold up to ${most} nodes`
  const error = { code: 'CommunicationEnabledPoolReachedMaxVMCount', message, values: [] }
  return [{ nodes: most - ownNodes(pool, now) - granted, error }]
}

function subnetOf({ properties }: Pool): string | undefined {
  return textAt(properties, 'networkConfiguration', 'subnetId')
}

function ownNodes(pool: Pool, now: number): number {
  return currentNodes(pool, now, true) + currentNodes(pool, now, false)
}

function heldNodes(pool: Pool, now: number, isDedicated: boolean): number {
  const { targetDedicated, targetSpot } = pool.resize
  return Math.max(currentNodes(pool, now, isDedicated), isDedicated ? targetDedicated : targetSpot)
}
