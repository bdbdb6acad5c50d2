import type { BatchAccount, Pool } from '../model/batch.ts'
import type { DesiredState } from '../model/desired.ts'
import type { ImageVersion } from '../model/image.ts'
import { type ObservedState, type Preflight, presentValue, type SourcePart } from '../model/observed.ts'
import type { Ports, Reading } from '../model/ports.ts'
import { childId, parentId, resourceKey, sameResourceId } from '../model/resource-id.ts'
import { inquire } from '../plan/draft/inquiry.ts'
import { publishedSource } from '../plan/image/image-steps.ts'
import { resolveVersion } from '../plan/image/version.ts'
import { currentPools } from '../plan/pool/pool-group.ts'
import { walkLineage } from './lineage.ts'
import { type ObservedPools, observePools } from './observe-pools.ts'
import { observePreflight } from './preflight.ts'
import { versionBefore } from './previous-version.ts'
import { observePruning } from './pruning.ts'
import { byId, eachOnce, value } from './reading.ts'
import { observeSource, readSource } from './source.ts'

/** A preflight of which nothing was asked for. */
export const NOTHING_ASKED: Preflight = {
  supportedImages: {},
  vmSizes: {},
  accountPools: {},
  subnets: {},
  permissions: {},
  registrations: {},
  regions: {},
  imageVersions: {},
  jobs: {},
  jobSchedules: {},
  canaries: {},
  runningTasks: {},
  nodeImages: {},
  versions: {},
  galleries: {},
  definitions: {},
}

/**
 * Reads all that planning needs, in parallel, each thing once: first what is named, then, where something would change,
 * what tells whether it may and can.
 */
export async function observe(desired: DesiredState, { azure, ...more }: Ports): Promise<ObservedState> {
  // What a name stands for, which versions are in use and the quotas are all told by the same list.
  const ports: Ports = { ...more, azure: { ...azure, listPools: eachOnce((id) => azure.listPools(id)) } }
  const named = await observeNamed(desired, ports)
  const inquiry = inquire(currentPools(desired, named), named)
  const [preflight, lineage] = await Promise.all([
    observePreflight(inquiry, ports),
    inquiry.lineageOf === undefined ? named.lineage : walkLineage(inquiry.lineageOf, ports),
  ])
  const accountPools = { ...named.preflight.accountPools, ...preflight.accountPools }
  return { ...named, preflight: { ...preflight, accountPools }, ...(lineage && { lineage }) }
}

/** What the workflow names, and where a new version would come from. */
async function observeNamed(desired: DesiredState, ports: Ports): Promise<ObservedState> {
  const { azure, clock } = ports
  const { image } = desired
  const pools = observePools(desired, ports)
  const isListed = image.version.kind === 'next' || desired.prune !== undefined
  const versions = isListed ? azure.listImageVersions(image.imageDefinitionId) : undefined
  const parts = readSource(image, ports)
  const version = observeVersion(desired, { pools, parts, ...(versions && { versions }) }, ports)
  const [found, number, source, batchAccounts, { accountPools, ...held }, pruning] = await Promise.all([
    observeDefinition(image.imageDefinitionId, ports),
    version,
    observeSource(image, parts, version, ports),
    byId(
      desired.pools.map(({ batchAccountId }) => batchAccountId),
      (id) => azure.readBatchAccount(id),
    ),
    pools,
    desired.prune && versions && observePruning(desired.prune, versions, ports),
  ])
  const preflight = { ...NOTHING_ASKED, accountPools }
  return {
    at: clock.now(),
    ...found,
    ...number,
    ...source,
    batchAccounts,
    ...held,
    ...(pruning && { pruning }),
    preflight,
  }
}

/** A definition that is not there leaves open whether its gallery is. */
async function observeDefinition(
  id: string,
  { azure }: Ports,
): Promise<Pick<ObservedState, 'imageDefinition' | 'gallery'>> {
  const imageDefinition = await value(azure.readImageDefinition(id))
  if (imageDefinition.state !== 'absent') return { imageDefinition }
  return { imageDefinition, gallery: await value(azure.readGallery(parentId(id))) }
}

/** Readings that tell which version a run works on. */
type Underway = {
  readonly pools: Promise<ObservedPools>
  readonly parts: Promise<readonly SourcePart[]>
  readonly versions?: Promise<Reading<readonly ImageVersion[]>>
}

/** Number of the version a run works on, and what there is of it. */
async function observeVersion(
  desired: DesiredState,
  { pools, parts, versions }: Underway,
  { azure }: Ports,
): Promise<Pick<ObservedState, 'version' | 'imageVersion'>> {
  const { image, origin } = desired
  const idOf = (version: string) => childId(image.imageDefinitionId, 'versions', version)
  if (image.version.kind !== 'next') {
    const version = image.version.kind === 'exact' ? image.version.version : formerVersion(desired, await pools)
    return { version, imageVersion: await value(azure.readImageVersion(idOf(version))) }
  }
  const { observed } = await (versions ?? azure.listImageVersions(image.imageDefinitionId))
  const existing: readonly ImageVersion[] = presentValue(observed) ?? []
  // Of a managed image in between it is not known when it was made, so what is behind it tells nothing.
  const links =
    image.managedImageId === undefined ? (await parts).flatMap(({ observed }) => presentValue(observed) ?? []) : []
  const version = resolveVersion(image.version, existing, origin, publishedSource(image), links)
  if (observed.state === 'unreadable') return { version, imageVersion: observed }
  const found = existing.some(({ id }) => resourceKey(id) === resourceKey(idOf(version)))
  // The list carries no replication status.
  return { version, imageVersion: found ? await value(azure.readImageVersion(idOf(version))) : { state: 'absent' } }
}

/** Number of the version that the pool which the name stands for ran on before. */
function formerVersion(desired: DesiredState, held: ObservedPools): string {
  const [{ poolId = '' } = {}] = currentPools(desired, held).pools
  const pool = held.pools[resourceKey(poolId)]
  const { others = [] } = held.groups?.find(({ currentId }) => sameResourceId(currentId, poolId)) ?? {}
  return versionBefore(poolId, { pool, others }, desired.image.imageDefinitionId)
}

/** A pool among what was observed. */
export function observedPool(observed: ObservedState, poolId: string): Pool | undefined {
  return presentValue(observed.pools[resourceKey(poolId)])
}

/** A Batch account among what was observed. */
export function observedAccount(observed: ObservedState, batchAccountId: string): BatchAccount | undefined {
  return presentValue(observed.batchAccounts[resourceKey(batchAccountId)])
}
