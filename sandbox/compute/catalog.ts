import { isOfType, normalizeRegion, parentId } from '../../src/model/resource-id.ts'
import type { ImageCatalog } from '../service.ts'
import { latestVersion, readyReplicas } from './latest.ts'
import { bootOf, originOf } from './lineage.ts'
import { isDeleting } from './provisioning.ts'
import { securityTypeOf } from './rules/definition.ts'
import type { ComputeStore } from './store.ts'

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
      const { osType, osState, hyperVGeneration, architecture } = definition.properties
      return {
        imageVersionId: version.id,
        location: version.location,
        osType,
        osState,
        hyperVGeneration,
        architecture,
        securityType: securityTypeOf(definition.properties),
        readyReplicas: readyReplicas(version, place, now),
        boot: bootOf(originOf(store, version.id, now)),
      }
    },
  }
}
