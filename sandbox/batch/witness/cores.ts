import type { Account } from '../entities.ts'
import { listAt, numberAt, textAt } from '../json.ts'
import type { BatchParts } from '../store.ts'
import type { NodeCount, SeenPool } from './record.ts'

/** The most cores that the pools of an account held together at one instant. */
export type CorePeak = {
  readonly account: string
  /** `dedicated`, `spot`, or the name of a VM family. */
  readonly kind: string
  readonly quota: number
  readonly peak: number
  readonly at: string
}

/** Peaks of everything of which an account has a quota; none where its pools live in the user's subscription. */
export function corePeaks({ store }: Pick<BatchParts, 'store'>): readonly CorePeak[] {
  return [...store.accounts.values()].flatMap((account) => {
    const pools = [...store.seen.pools.values()].filter(({ pool }) => pool.account === account)
    return quotasOf(account).map(({ kind, quota, count }) => ({
      account: account.name,
      kind,
      quota,
      ...peakOf(pools, count),
    }))
  })
}

type Quota = { readonly kind: string; readonly quota: number; readonly count: (nodes: NodeCount) => number }

function quotasOf({ properties }: Account): readonly Quota[] {
  if (textAt(properties, 'poolAllocationMode') === 'UserSubscription') return []
  const ofFamilies = properties['dedicatedCoreQuotaPerVMFamilyEnforced'] === true
  const families = ofFamilies ? listAt(properties, 'dedicatedCoreQuotaPerVMFamily') : []
  return [
    {
      kind: 'dedicated',
      quota: numberAt(properties, 'dedicatedCoreQuota'),
      count: ({ dedicated, cores }) => dedicated * cores,
    },
    { kind: 'spot', quota: numberAt(properties, 'lowPriorityCoreQuota'), count: ({ spot, cores }) => spot * cores },
    ...families.map((each) => familyQuota(textAt(each, 'name') ?? '', numberAt(each, 'coreQuota'))),
  ]
}

function familyQuota(name: string, quota: number): Quota {
  const isOf = (family: string) => family.toLowerCase() === name.toLowerCase()
  return { kind: name, quota, count: ({ dedicated, cores, family }) => (isOf(family) ? dedicated * cores : 0) }
}

/** Sums up all courses at each instant at which one of them changes. */
function peakOf(pools: readonly SeenPool[], count: Quota['count']): { readonly peak: number; readonly at: string } {
  const changes = pools.flatMap(({ pool, course }) =>
    course.map((nodes) => ({ pool, at: nodes.at, held: count(nodes) })),
  )
  const held = new Map<SeenPool['pool'], number>()
  let [sum, peak, peakAt] = [0, 0, 0]
  const instants = Map.groupBy(
    changes.toSorted((one, other) => one.at - other.at),
    ({ at }) => at,
  )
  for (const [at, together] of instants) {
    for (const change of together) {
      sum += change.held - (held.get(change.pool) ?? 0)
      held.set(change.pool, change.held)
    }
    if (sum > peak) [peak, peakAt] = [sum, at]
  }
  return { peak, at: new Date(peakAt).toISOString() }
}
