import type { GalleryImage } from '@azure/arm-compute'
import type { ImageDefinition } from '../model/image.ts'
import type { CreateImageDefinition } from '../model/image-step.ts'
import type { Reading } from '../model/ports.ts'
import { type Compute, isList, partsOf, readWatched, sendWatched } from './compute.ts'
import { planOf } from './image-facts.ts'

/** An image definition. */
export function readImageDefinition(compute: Compute, id: string): Promise<Reading<ImageDefinition>> {
  return readWatched(
    (options) => compute.clientOf(id).galleryImages.get(...definitionName(id), options),
    (image) => parseDefinition(id, image),
  )
}

/** All image definitions of a gallery. */
export function listImageDefinitions(
  compute: Compute,
  galleryId: string,
): Promise<Reading<readonly ImageDefinition[]>> {
  const { resourceGroup, names } = partsOf(galleryId)
  const [gallery = ''] = names
  const { galleryImages } = compute.clientOf(galleryId)
  return readWatched(
    async (options) => {
      const images: GalleryImage[] = []
      for await (const image of galleryImages.listByGallery(resourceGroup, gallery, options)) images.push(image)
      return images
    },
    (images) => images.map((image) => parseDefinition(`${galleryId}/images/${image.name}`, image)),
    isList,
  )
}

/** Makes an image definition; gives back once Azure has accepted it. */
export async function createImageDefinition(compute: Compute, step: CreateImageDefinition): Promise<void> {
  const { galleryImages } = compute.clientOf(step.imageDefinitionId)
  const name = definitionName(step.imageDefinitionId)
  await sendWatched((options) => galleryImages.createOrUpdate(...name, definitionBody(step), options).submitted())
}

/** Resource group, gallery and definition, as the SDK wants them. */
function definitionName(id: string): [string, string, string] {
  const { resourceGroup, names } = partsOf(id)
  const [gallery = '', definition = ''] = names
  return [resourceGroup, gallery, definition]
}

/** The body that makes a definition, with every default said: newer api-versions choose other ones where nothing is said. */
export function definitionBody({ location, to }: CreateImageDefinition): GalleryImage {
  const { osType, hyperVGeneration, architecture, securityType, diskControllers, publisher, offer, sku, purchasePlan } =
    to
  return {
    location,
    osType,
    osState: 'Generalized',
    hyperVGeneration,
    architecture,
    features: [
      { name: 'SecurityType', value: securityType },
      ...(diskControllers === undefined ? [] : [{ name: 'DiskControllerTypes', value: diskControllers }]),
    ],
    identifier: { publisher, offer, sku },
    ...(purchasePlan && { purchasePlan: { ...purchasePlan } }),
  }
}

/** A definition as the SDK gives it; `id` is spelled as it was asked for. */
export function parseDefinition(id: string, image: GalleryImage): ImageDefinition {
  const feature = (wanted: string) => image.features?.find(({ name }) => name === wanted)?.value
  const diskControllers = feature('DiskControllerTypes')
  const purchasePlan = planOf(image.purchasePlan)
  return {
    id,
    location: image.location,
    provisioningState: image.provisioningState ?? 'Unknown',
    osType: image.osType === 'Windows' ? 'Windows' : 'Linux',
    osState: image.osState === 'Specialized' ? 'Specialized' : 'Generalized',
    // A definition that says nothing is from before it had to be said, and the default was V1.
    hyperVGeneration: image.hyperVGeneration === 'V2' ? 'V2' : 'V1',
    architecture: image.architecture === 'Arm64' ? 'Arm64' : 'x64',
    securityType: feature('SecurityType') ?? 'Standard',
    ...(diskControllers && { diskControllers }),
    ...(image.endOfLifeDate && { endOfLifeDate: image.endOfLifeDate.toISOString() }),
    identifier: {
      publisher: image.identifier?.publisher ?? '',
      offer: image.identifier?.offer ?? '',
      sku: image.identifier?.sku ?? '',
    },
    ...(purchasePlan && { purchasePlan }),
  }
}
