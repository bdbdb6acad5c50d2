import type { Pool } from '../model/batch.ts'
import { count, number } from '../model/count.ts'
import type { DesiredPool, DesiredState } from '../model/desired.ts'
import type { ImageVersion } from '../model/image.ts'
import type { LineageLink } from '../model/lineage.ts'
import type { Observed, ObservedState, SourcePart } from '../model/observed.ts'
import { isOfType, normalizeRegion, resourceKey, resourceName, sameResourceId } from '../model/resource-id.ts'
import { imageIn } from './pool/previous-image.ts'

/** One thing that was looked at, in a line. */
export type Observation = { readonly subject: string; readonly text: string }

/** What was found, a line for each thing. */
export function describeObserved(desired: DesiredState, observed: ObservedState): Observation[] {
  const { image } = desired
  const version = { subject: `image version ${observed.version}`, text: say(observed.imageVersion, describeVersion) }
  const definition = {
    subject: `image definition ${resourceName(image.imageDefinitionId)}`,
    text: say(observed.imageDefinition, ({ osType, osState, hyperVGeneration, location }) =>
      [osType, osState, hyperVGeneration, normalizeRegion(location)].join(', '),
    ),
  }
  const source = observed.source.map((part) => ({
    subject: `${roleWords(part.role)} ${resourceName(part.id)}`,
    text: say(
      part.observed,
      ({ kind, regions, location }) => `${kindWords(kind)}, ${regions.join(', ') || `no region ready (${location})`}`,
    ),
  }))
  const pools = desired.pools.flatMap((pool) => {
    const account = observed.batchAccounts[resourceKey(pool.batchAccountId)]
    const held = observed.pools[resourceKey(pool.poolId)]
    return [
      ...(account
        ? [
            {
              subject: `Batch account ${resourceName(pool.batchAccountId)}`,
              text: say(account, ({ location }) => normalizeRegion(location)),
            },
          ]
        : []),
      ...(held
        ? [
            {
              subject: `pool ${resourceName(pool.poolId)}`,
              text: `${say(held, describePool)}${nameText(pool, observed)}`,
            },
          ]
        : []),
    ]
  })
  return [
    definition,
    version,
    ...source,
    ...pools,
    ...describeCanaries(observed),
    ...describePruning(desired, observed),
  ]
}

/** What is there under the names of canary pools. */
function describeCanaries({ preflight }: ObservedState): Observation[] {
  return Object.values(preflight.canaries).flatMap((canary) =>
    canary.state === 'present'
      ? [{ subject: `pool ${resourceName(canary.value.id)}`, text: describePool(canary.value) }]
      : [],
  )
}

/** What was looked at to tell which image versions nobody needs any more. */
function describePruning({ prune, image }: DesiredState, { pruning }: ObservedState): Observation[] {
  if (prune === undefined || pruning === undefined) return []
  const versions = {
    subject: `versions of ${resourceName(image.imageDefinitionId)}`,
    text: say(pruning.versions, ({ length }) => `${length}`),
  }
  const accounts = prune.accountIds.flatMap((id) => {
    const pools = pruning.accountPools[resourceKey(id)]
    const subject = `pools of Batch account ${resourceName(id)}`
    return pools ? [{ subject, text: say(pools, ({ length }) => `${length}`) }] : []
  })
  return [versions, ...accounts]
}

/** The name that the workflow gives, where it stands for a pool of another. */
function nameText({ poolId }: DesiredPool, { groups = [] }: ObservedState): string {
  const group = groups.find(({ currentId, namedId }) => currentId === poolId && !sameResourceId(currentId, namedId))
  return group === undefined ? '' : `; it is the one that ${resourceName(group.namedId)} stands for`
}

function roleWords(role: SourcePart['role']): string {
  if (typeof role === 'object') return `data disk ${role.lun}`
  return role === 'whole' ? 'source' : 'OS disk'
}

function kindWords(kind: LineageLink['kind']): string {
  return kind === 'vhd' ? 'VHD' : kind.replaceAll('-', ' ')
}

function say<T>(observed: Observed<T>, describe: (value: T) => string): string {
  switch (observed.state) {
    case 'present':
      return describe(observed.value)
    case 'absent':
      return 'not there'
    case 'unreadable':
      return `not readable (${observed.code})`
  }
}

function describeVersion({ provisioningState, targetRegions, replication }: ImageVersion): string {
  const regions = targetRegions.map(({ region, regionalReplicaCount }) => {
    const state = replication.find((status) => status.region === region)?.state ?? 'Unknown'
    return `${region} ${regionalReplicaCount} (${state})`
  })
  return `${provisioningState}, replicas: ${regions.join(', ')}`
}

function describePool(pool: Pool): string {
  const image = imageIn(pool.definition)
  const runs = image === undefined ? '' : `, ${imageText(image)}`
  return `${pool.allocationState}, ${number(pool.currentDedicatedNodes)} dedicated and ${count(pool.currentSpotNodes, 'spot node')}${runs}`
}

/** A pool may name the definition alone: then Azure takes the latest version of it. */
function imageText(id: string): string {
  const isDefinition = isOfType(id, 'Microsoft.Compute', 'galleries/images')
  return isDefinition ? `latest of image definition ${resourceName(id)}` : `image version ${resourceName(id)}`
}
