import { isOfType, normalizeRegion, parentId } from '../../src/model/resource-id.ts'
import type { ImageBoot, ImageCatalog } from '../service.ts'
import type { ImageVersion } from './entities.ts'
import { latestVersion, readyReplicas } from './latest.ts'
import { bootOf, originOf } from './lineage.ts'
import { planKey } from './plan.ts'
import { isDeleting } from './provisioning.ts'
import { diskControllersOf, securityTypeOf } from './rules/definition.ts'
import type { ComputeStore } from './store.ts'

/** How much longer nodes boot from an OS disk that is not cached for reading and writing. */
const UNCACHED = 1.4

/** What Batch asks about images, answered from the galleries; a version that is being deleted is none. */
export function imageCatalog(store: ComputeStore): ImageCatalog {
  return {
    imageFacts(resourceId, region, now) {
      const place = normalizeRegion(region)
      const version = isOfType(resourceId, 'Microsoft.Compute', 'galleries/images')
        ? latestVersion(store, resourceId, place, now)
        : store.versions.get(resourceId, now)
      if (version === undefined || isDeleting(version.write, now)) return undefined
      const definition = store.definitions.get(parentId(version.id), now)
      if (definition === undefined) return undefined
      const origin = originOf(store, version.id, now)
      const { osType, osState, hyperVGeneration, architecture } = definition.properties
      return {
        imageVersionId: version.id,
        location: version.location,
        osType,
        osState,
        hyperVGeneration,
        architecture,
        securityType: securityTypeOf(definition.properties),
        diskControllers: diskControllersOf(definition.properties),
        osDiskGb: version.osDisk.sizeInGB,
        purchasePlan: planKey(definition.properties.purchasePlan),
        basePurchasePlan: origin.plan,
        readyReplicas: readyReplicas(version, place, now),
        boot: bootFrom(version, bootOf(origin)),
      }
    },
    latestChangesAt(imageDefinitionId, region, now) {
      const place = normalizeRegion(region)
      const jobs = store.versions
        .under(`${imageDefinitionId}/versions`, now)
        .flatMap(({ replication }) => replication.filter((job) => job.region === place))
      const copies = jobs.flatMap(({ readyAt }) => readyAt).filter((at) => at > now)
      return copies.reduce((next, at) => Math.min(next, at), Number.POSITIVE_INFINITY)
    },
  }
}

/** Batch advises ReadWrite caching for faster pools; what the version itself says of its nodes stands. */
function bootFrom({ osDisk, boot }: ImageVersion, inherited: ImageBoot): ImageBoot {
  if (osDisk.hostCaching === 'ReadWrite' || boot.bootSeconds !== undefined) return inherited
  return { ...inherited, bootSeconds: Math.round(inherited.bootSeconds * UNCACHED) }
}
