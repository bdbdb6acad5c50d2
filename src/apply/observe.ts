import type { Ports, Reading } from '../model/ports.ts'
import { childId, parentId, resourceKey } from '../model/resource-id.ts'
import type {
  BatchAccount,
  DesiredState,
  ImageVersion,
  MarketplaceImage,
  Observed,
  ObservedState,
  Pool,
  SupportedImage,
} from '../model/state.ts'
import { resolveVersion } from '../plan/version.ts'

/** Reads all that planning needs, in parallel, each thing once. */
export async function observe(desired: DesiredState, ports: Ports): Promise<ObservedState> {
  const { azure } = ports
  const { image } = desired
  const definitionId = image.imageDefinitionId
  const [gallery, imageDefinition, version, source, batchAccounts, pools] = await Promise.all([
    value(azure.readGallery(parentId(definitionId))),
    value(azure.readImageDefinition(definitionId)),
    observeVersion(desired, ports),
    image.sourceId === undefined ? undefined : value(azure.readSource(image.sourceId)),
    byId(
      desired.pools.map(({ batchAccountId }) => batchAccountId),
      (id) => azure.readBatchAccount(id),
    ),
    byId(
      desired.pools.map(({ poolId }) => poolId),
      (id) => azure.readPool(id),
    ),
  ])
  const state: ObservedState = {
    gallery,
    imageDefinition,
    ...version,
    ...(source && { source }),
    batchAccounts,
    pools,
    supportedImages: {},
  }
  return { ...state, ...(await observeNodeAgents(desired, state, ports)) }
}

type VersionReading = Pick<ObservedState, 'version' | 'imageVersion'>

async function observeVersion({ image, origin }: DesiredState, { azure }: Ports): Promise<VersionReading> {
  if (image.version.kind === 'exact') {
    const { version } = image.version
    return {
      version,
      imageVersion: await value(azure.readImageVersion(childId(image.imageDefinitionId, 'versions', version))),
    }
  }
  const { observed } = await azure.listImageVersions(image.imageDefinitionId)
  const existing: readonly ImageVersion[] = observed.state === 'present' ? observed.value : []
  const version = resolveVersion(image.version, existing, origin, image.sourceId)
  if (observed.state === 'unreadable') return { version, imageVersion: observed }
  const id = childId(image.imageDefinitionId, 'versions', version)
  const found = existing.some((other) => resourceKey(other.id) === resourceKey(id))
  // The list carries no replication status.
  return { version, imageVersion: found ? await value(azure.readImageVersion(id)) : { state: 'absent' } }
}

type NodeAgentReading = {
  readonly baseImage?: MarketplaceImage
  readonly supportedImages: ObservedState['supportedImages']
}

/** What an `auto` node agent of a pool that does not exist yet is found by; nothing otherwise. */
async function observeNodeAgents(
  desired: DesiredState,
  state: ObservedState,
  { azure }: Ports,
): Promise<NodeAgentReading> {
  const searching = desired.pools.filter(
    (pool) => pool.nodeAgentSkuId === 'auto' && state.pools[resourceKey(pool.poolId)]?.state === 'absent',
  )
  const accounts = searching.flatMap(({ batchAccountId }) => {
    const account = state.batchAccounts[resourceKey(batchAccountId)]
    return account?.state === 'present' ? [account.value] : []
  })
  if (accounts.length === 0) return { supportedImages: {} }
  const origin = state.imageVersion.state === 'present' ? state.imageVersion.value.id : desired.image.sourceId
  const known = state.source?.state === 'present' ? state.source.value.baseImage : undefined
  const [baseImage, supportedImages] = await Promise.all([
    known ?? (origin === undefined ? undefined : azure.readBaseImage(origin)),
    byKey<BatchAccount, readonly SupportedImage[]>(
      accounts,
      ({ id }) => id,
      (account) => azure.listSupportedImages(account),
    ),
  ])
  return { ...(baseImage && { baseImage }), supportedImages }
}

async function value<T>(reading: Promise<Reading<T>>): Promise<Observed<T>> {
  return (await reading).observed
}

function byId<T>(
  ids: readonly string[],
  read: (id: string) => Promise<Reading<T>>,
): Promise<Record<string, Observed<T>>> {
  return byKey(ids, (id) => id, read)
}

async function byKey<S, T>(
  subjects: readonly S[],
  idOf: (subject: S) => string,
  read: (subject: S) => Promise<Reading<T>>,
): Promise<Record<string, Observed<T>>> {
  const unique = new Map(subjects.map((subject) => [resourceKey(idOf(subject)), subject]))
  const entries = await Promise.all(
    [...unique].map(async ([key, subject]) => [key, await value(read(subject))] as const),
  )
  return Object.fromEntries(entries)
}

/** A pool among what was observed. */
export function observedPool(observed: ObservedState, poolId: string): Pool | undefined {
  const pool = observed.pools[resourceKey(poolId)]
  return pool?.state === 'present' ? pool.value : undefined
}

/** A Batch account among what was observed. */
export function observedAccount(observed: ObservedState, batchAccountId: string): BatchAccount | undefined {
  const account = observed.batchAccounts[resourceKey(batchAccountId)]
  return account?.state === 'present' ? account.value : undefined
}
