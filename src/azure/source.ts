import type { ImageReference } from '@azure/arm-compute'
import type { Reading } from '../model/ports.ts'
import { childId, isOfType, normalizeRegion } from '../model/resource-id.ts'
import type { MarketplaceImage, Source } from '../model/state.ts'
import { type Compute, partsOf, readWatched } from './compute.ts'
import { readImageVersion, readValidation } from './gallery.ts'

/** Links of a lineage that are followed before the walk ends. */
const MOST_HOPS = 5

/** What a version can be made from: a managed image, or a version of any gallery. */
export async function readSource(compute: Compute, id: string): Promise<Reading<Source>> {
  if (isOfType(id, 'Microsoft.Compute', 'images')) return readManagedImage(compute, id)
  const { observed, ...wait } = await readImageVersion(compute, id)
  if (observed.state !== 'present') return { observed, ...wait }
  const { location, provisioningState, replication } = observed.value
  const regions = replication.filter(({ state }) => state === 'Completed').map(({ region }) => region)
  const value: Source = {
    id,
    kind: 'gallery-image-version',
    location: normalizeRegion(location),
    regions,
    provisioningState,
  }
  return { observed: { state: 'present', value }, ...wait }
}

function readManagedImage(compute: Compute, id: string): Promise<Reading<Source>> {
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  return readWatched(
    (options) => compute.clientOf(id).images.get(resourceGroup, name, options),
    (image): Source => {
      const disk = image.storageProfile?.osDisk
      return {
        id,
        kind: 'managed-image',
        location: normalizeRegion(image.location),
        // A version is made in the region of its managed image and nowhere else.
        regions: [normalizeRegion(image.location)],
        provisioningState: image.provisioningState ?? 'Unknown',
        ...(disk?.osType && { osType: disk.osType === 'Windows' ? 'Windows' : 'Linux' }),
        ...(disk?.osState && { osState: disk.osState === 'Specialized' ? 'Specialized' : 'Generalized' }),
        ...(image.hyperVGeneration && { hyperVGeneration: image.hyperVGeneration === 'V1' ? 'V1' : 'V2' }),
      }
    },
  )
}

/**
 * The marketplace image at the end of a lineage: from a gallery version by its validation profile or its source,
 * from a managed image by the virtual machine it was captured from. A link that is gone or not readable ends the walk.
 */
export async function readBaseImage(compute: Compute, id: string): Promise<MarketplaceImage | undefined> {
  let link: string | undefined = id
  for (let hop = 0; hop < MOST_HOPS && link !== undefined; hop += 1) {
    const found: Link = await follow(compute, link)
    if (found.baseImage !== undefined) return found.baseImage
    link = found.next
  }
  return undefined
}

type Link = { readonly baseImage?: MarketplaceImage; readonly next?: string }

async function follow(compute: Compute, id: string): Promise<Link> {
  if (isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')) {
    const version = present(await readValidation(compute, id))
    return version?.baseImage ? { baseImage: version.baseImage } : version?.sourceId ? { next: version.sourceId } : {}
  }
  const { resourceGroup, names } = partsOf(id)
  const [name = ''] = names
  if (isOfType(id, 'Microsoft.Compute', 'images')) {
    const read = readWatched(
      (options) => compute.clientOf(id).images.get(resourceGroup, name, options),
      ({ sourceVirtualMachine }) => sourceVirtualMachine?.id,
    )
    const next = present(await read)
    return next === undefined ? {} : { next }
  }
  if (!isOfType(id, 'Microsoft.Compute', 'virtualMachines')) return {}
  const read = readWatched(
    (options) => compute.clientOf(id).virtualMachines.get(resourceGroup, name, options),
    ({ storageProfile }): Link => fromReference(storageProfile?.imageReference),
  )
  return present(await read) ?? {}
}

function fromReference(reference: ImageReference | undefined): Link {
  const { publisher, offer, sku, version, exactVersion, id } = reference ?? {}
  const number = exactVersion ?? version
  if (publisher && offer && sku) return { baseImage: { publisher, offer, sku, ...(number && { version: number }) } }
  if (id === undefined) return {}
  // A machine made from the latest version names the definition, and beside it the version that it got.
  const isDefinition = isOfType(id, 'Microsoft.Compute', 'galleries/images')
  return { next: isDefinition && exactVersion ? childId(id, 'versions', exactVersion) : id }
}

function present<T>({ observed }: Reading<T>): T | undefined {
  return observed.state === 'present' ? observed.value : undefined
}
