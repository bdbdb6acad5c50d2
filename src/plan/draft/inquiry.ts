import type { BatchAccount } from '../../model/batch.ts'
import type { DesiredState } from '../../model/desired.ts'
import type { Draft, DraftPool } from '../../model/draft.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import { parentId, resourceKey } from '../../model/resource-id.ts'
import { isChange, type Step } from '../../model/step.ts'
import { gallerySubscription } from '../image/provider-steps.ts'
import { requiredRights, resourceGroupOf } from '../rights/required-rights.ts'
import { mayFollow } from '../rollout/rolling.ts'
import {
  accountsOf,
  changes,
  changesImage,
  grows,
  isRolled,
  isWritten,
  needsRollout,
  startsFromImage,
  subnetAfter,
} from './draft-changes.ts'
import { draftOf } from './drafting.ts'

/** What has to be read before it can be told whether a plan may and can be carried out. Empty where nothing changes. */
export type Inquiry = {
  readonly supportedImages: readonly BatchAccount[]
  readonly vmSizes: readonly BatchAccount[]
  readonly accountPools: readonly BatchAccount[]
  readonly subnetIds: readonly string[]
  /** Resources and resource groups at which the caller's permissions are asked. */
  readonly scopes: readonly string[]
  /** Subscriptions in which the registration of Microsoft.Batch is asked. */
  readonly registrations: readonly string[]
  /** Subscriptions whose regions are asked. */
  readonly regions: readonly string[]
  /** Image versions that a rollout may have to go back to. */
  readonly imageVersionIds: readonly string[]
  /** Accounts whose jobs and job schedules are listed. */
  readonly jobs: readonly BatchAccount[]
  /** Canary pools that the run would make, and that an earlier one may have left. */
  readonly canaryIds: readonly string[]
  /** Pools whose running tasks are counted. */
  readonly runningTasks: readonly { readonly poolId: string; readonly account: BatchAccount }[]
  /** Pools that Azure upgrades by itself, whose nodes may be on another version. */
  readonly nodeImages: readonly DraftPool[]
  /** Image definitions whose versions are listed: Azure will choose among them. */
  readonly versionsOf: readonly string[]
  /** Galleries that the run makes, and beside which the others of the subscription are listed: no two have the same name. */
  readonly galleriesBeside: readonly string[]
  /** Galleries whose image definitions are listed: the run makes one, and no two have the same identifier. */
  readonly definitionsOf: readonly string[]
  /** Image version whose way back to the marketplace is asked, where its source does not tell it. */
  readonly lineageOf?: string
}

/** The questions that follow from what was observed first: each is asked only where a check or the plan needs it. */
export function inquire(desired: DesiredState, observed: ObservedState): Inquiry {
  const draft = draftOf(desired, observed)
  const written = draft.pools.filter(isWritten)
  const imaged = written.filter(changesImage)
  const grown = written.filter(grows)
  const slotted = written.filter((pool) => changes(pool, 'properties.taskSlotsPerNode'))
  const exists = observed.imageVersion.state === 'present'
  const galleryId = parentId(desired.image.imageDefinitionId)
  const makes = (wanted: Step['kind']) => draft.steps.some(({ kind }) => kind === wanted)
  return {
    supportedImages: accountsOf(imaged),
    vmSizes: accountsOf([...imaged, ...grown, ...slotted]),
    accountPools: accountsOf(grown),
    subnetIds: unique(grown.flatMap((pool) => subnetAfter(pool) ?? [])),
    scopes: scopesOf(desired, observed, draft),
    registrations: written.some(startsFromImage) ? [gallerySubscription(desired)] : [],
    regions: asksRegions(desired, observed, draft) ? [gallerySubscription(desired)] : [],
    imageVersionIds: desired.rollout.onFailure === 'stop' ? [] : unique(written.flatMap(waysBack)),
    jobs: accountsOf(draft.pools.filter(({ replaces }) => replaces !== undefined)),
    canaryIds: draft.pools.flatMap(({ canary }) => (canary ? [canary.poolId] : [])),
    runningTasks: draft.pools.filter((pool) => disturbs(pool) || (isWritten(pool) && needsRollout(pool))).map(busyPool),
    nodeImages: draft.pools.filter(({ pool }) => mayFollow(desired, pool)),
    versionsOf: choosesLatest(desired, draft) ? [desired.image.imageDefinitionId] : [],
    galleriesBeside: makes('create-gallery') ? [galleryId] : [],
    // A gallery that is made holds no definition yet.
    definitionsOf: makes('create-image-definition') && !makes('create-gallery') ? [galleryId] : [],
    ...(exists && imaged.length > 0 && { lineageOf: draft.imageVersionId }),
  }
}

/** Whether nodes are to get the latest version, whichever that is. */
function choosesLatest({ rollout }: DesiredState, { steps }: Draft): boolean {
  const kinds = ['follow-upgrade', 'set-latest', 'create-pool']
  return rollout.strategy === 'rolling' && steps.some(({ kind }) => kinds.includes(kind))
}

/** A new region has to be one that the subscription may use; those of pools are known by their accounts. */
function asksRegions({ image }: DesiredState, observed: ObservedState, { replicas, pools, steps }: Draft): boolean {
  const writes = steps.some(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version')
  const added = replicas.filter(({ existing }) => existing === 0)
  const isKnown = (region: string) => pools.some((pool) => pool.region === region)
  const { storageAccountType = image.replicaStorageType } = presentValue(observed.imageVersion) ?? {}
  const isZonal = storageAccountType === 'Standard_ZRS' && added.length > 0
  return writes && (isZonal || added.some(({ region }) => !isKnown(region) && isAsked(image.extraRegions, region)))
}

function isAsked(extra: DesiredState['image']['extraRegions'], name: string): boolean {
  return extra.some(({ region }) => region === name)
}

/** Every scope of which a right is needed, and that of the gallery where a provider may have to be registered. */
function scopesOf(desired: DesiredState, observed: ObservedState, draft: Draft): string[] {
  if (!draft.steps.some(isChange)) return []
  const rights = requiredRights(draft.steps, { desired, observed, draft })
  const registers = desired.registerProvider && draft.pools.some(isWritten)
  const group = resourceGroupOf(desired.image.imageDefinitionId)
  return unique([...rights.map(({ scope }) => scope), ...(registers ? [group] : [])])
}

/** The version that a pool runs on, where it is emptied or replaced on the way to another. */
function waysBack(pool: DraftPool): string[] {
  const { previousImageVersionId: id } = pool.planned
  return id !== undefined && isRolled(pool) ? [id] : []
}

/** The pool on whose nodes tasks run: another, where a pool takes its place. */
function busyPool({ account, desired, replaces }: DraftPool): Inquiry['runningTasks'][number] {
  return { account, poolId: replaces?.id ?? desired.poolId }
}

function disturbs({ steps }: DraftPool): boolean {
  return steps.some(({ disruption }) => disruption !== 'none')
}

/** Each ID once, whatever its case. */
function unique(ids: readonly string[]): string[] {
  return [...new Map(ids.map((id) => [resourceKey(id), id])).values()]
}
