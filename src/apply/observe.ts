import type { BatchAccount, Pool } from '../model/batch.ts'
import type { DesiredState } from '../model/desired.ts'
import type { ImageVersion } from '../model/image.ts'
import { type ObservedState, type Preflight, presentValue } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { childId, parentId, resourceKey } from '../model/resource-id.ts'
import { publishedSource } from '../plan/image-steps.ts'
import { inquire } from '../plan/inquiry.ts'
import { resolveVersion } from '../plan/version.ts'
import { walkLineage } from './lineage.ts'
import { observePreflight } from './preflight.ts'
import { versionBefore } from './previous-version.ts'
import { byId, value } from './reading.ts'
import { observeSource } from './source.ts'

const NOTHING_ASKED: Preflight = {
  supportedImages: {},
  vmSizes: {},
  accountPools: {},
  subnets: {},
  permissions: {},
  registrations: {},
  regions: {},
  imageVersions: {},
  runningTasks: {},
}

/**
 * Reads all that planning needs, in parallel, each thing once: first what is named, then, where something would change,
 * what tells whether it may and can.
 */
export async function observe(desired: DesiredState, ports: Ports): Promise<ObservedState> {
  const named = await observeNamed(desired, ports)
  const inquiry = inquire(desired, named)
  const [preflight, lineage] = await Promise.all([
    observePreflight(inquiry, ports),
    inquiry.lineageOf === undefined ? named.lineage : walkLineage(inquiry.lineageOf, ports),
  ])
  return { ...named, preflight, ...(lineage && { lineage }) }
}

/** What the workflow names, and where a new version would come from. */
async function observeNamed(desired: DesiredState, ports: Ports): Promise<ObservedState> {
  const { azure, clock } = ports
  const { image } = desired
  const pools = byId(
    desired.pools.map(({ poolId }) => poolId),
    (id) => azure.readPool(id),
  )
  const version = observeVersion(desired, pools, ports)
  const [found, number, source, batchAccounts, heldPools] = await Promise.all([
    observeDefinition(image.imageDefinitionId, ports),
    version,
    observeSource(image, version, ports),
    byId(
      desired.pools.map(({ batchAccountId }) => batchAccountId),
      (id) => azure.readBatchAccount(id),
    ),
    pools,
  ])
  return { at: clock.now(), ...found, ...number, ...source, batchAccounts, pools: heldPools, preflight: NOTHING_ASKED }
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

/** Number of the version a run works on, and what there is of it. */
async function observeVersion(
  { image, origin, pools: [pool] }: DesiredState,
  held: Promise<ObservedState['pools']>,
  { azure }: Ports,
): Promise<Pick<ObservedState, 'version' | 'imageVersion'>> {
  const idOf = (version: string) => childId(image.imageDefinitionId, 'versions', version)
  if (image.version.kind !== 'next') {
    const { poolId = '' } = pool ?? {}
    const version =
      image.version.kind === 'exact'
        ? image.version.version
        : versionBefore(poolId, (await held)[resourceKey(poolId)], image.imageDefinitionId)
    return { version, imageVersion: await value(azure.readImageVersion(idOf(version))) }
  }
  const { observed } = await azure.listImageVersions(image.imageDefinitionId)
  const existing: readonly ImageVersion[] = presentValue(observed) ?? []
  const version = resolveVersion(image.version, existing, origin, publishedSource(image))
  if (observed.state === 'unreadable') return { version, imageVersion: observed }
  const found = existing.some(({ id }) => resourceKey(id) === resourceKey(idOf(version)))
  // The list carries no replication status.
  return { version, imageVersion: found ? await value(azure.readImageVersion(idOf(version))) : { state: 'absent' } }
}

/** A pool among what was observed. */
export function observedPool(observed: ObservedState, poolId: string): Pool | undefined {
  return presentValue(observed.pools[resourceKey(poolId)])
}

/** A Batch account among what was observed. */
export function observedAccount(observed: ObservedState, batchAccountId: string): BatchAccount | undefined {
  return presentValue(observed.batchAccounts[resourceKey(batchAccountId)])
}
