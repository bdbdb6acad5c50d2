import { isOfType, normalizeRegion } from '../../src/model/resource-id.ts'
import type { AccessCheck, ImageCatalog, Route, SandboxClock } from '../service.ts'
import { imageCatalog } from './catalog.ts'
import { type ComputeParts, timesOf } from './parts.ts'
import { definitionAnswer, definitionRoutes } from './routes/definitions.ts'
import { galleryAnswer, galleryRoutes } from './routes/galleries.ts'
import { imageAnswer, imageRoutes } from './routes/images.ts'
import { operationRoutes, type Teller } from './routes/operations.ts'
import { seededRoutes } from './routes/seeded.ts'
import { storageAccountRoutes } from './routes/storage-accounts.ts'
import { answerVersion, versionRoutes } from './routes/versions.ts'
import type { ComputeSeed } from './seed.ts'
import { loadSeed } from './seed-load.ts'
import { ComputeStore } from './store.ts'

/** What Microsoft.Compute needs of the rest of the sandbox. */
export type ComputeContext = {
  readonly seed: ComputeSeed
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly regions: readonly string[]
}

/**
 * Microsoft.Compute over a seed: galleries, image definitions, image versions, managed images, and what a world
 * holds of machines, disks, snapshots and the storage accounts of VHDs. Throws when the seed has mistakes, telling all of them.
 */
export function computeService(context: ComputeContext): {
  readonly routes: readonly Route[]
  readonly images: ImageCatalog
} {
  const { seed, clock, access } = context
  const parts: ComputeParts = {
    store: new ComputeStore(),
    clock,
    access,
    regions: context.regions.map(normalizeRegion),
    times: timesOf(seed.sandbox ?? {}),
  }
  loadSeed(parts, seed)
  return {
    routes: [
      ...galleryRoutes(parts),
      ...definitionRoutes(parts),
      ...versionRoutes(parts),
      ...imageRoutes(parts),
      ...seededRoutes(parts, seed.skus ?? []),
      ...storageAccountRoutes(parts),
      ...operationRoutes(parts, tellerOf(parts)),
    ],
    images: imageCatalog(parts.store),
  }
}

function tellerOf(parts: ComputeParts): Teller {
  const { store } = parts
  return (request, id) => {
    const { now } = request
    if (isOfType(id, 'Microsoft.Compute', 'galleries')) {
      const gallery = store.galleries.get(id, now)
      return gallery && galleryAnswer(gallery, now)
    }
    if (isOfType(id, 'Microsoft.Compute', 'galleries/images')) {
      const definition = store.definitions.get(id, now)
      return definition && definitionAnswer(definition, now)
    }
    if (isOfType(id, 'Microsoft.Compute', 'images')) {
      const image = store.images.get(id, now)
      return image && imageAnswer(image, now)
    }
    const version = store.versions.get(id, now)
    return version && answerVersion(parts, request, version)
  }
}
