import type { DesiredDefinition, DesiredImage, DesiredState, Origin } from '../../model/desired.ts'
import type { DefinitionBody } from '../../model/image-step.ts'
import { toldBy } from '../../model/lineage.ts'
import type { ObservedState } from '../../model/observed.ts'
import { imageVersionTags } from '../../model/origin.ts'
import { parentId, resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import type { StepId } from '../../model/step-base.ts'

/** Steps that make what a version needs around it: gallery, definition, and the managed image it is to be made from. */
export function gallerySteps(desired: DesiredState, observed: ObservedState, location: string): Step[] {
  const gallery = galleryStep(desired, observed, location)
  const definition = definitionStep(desired, observed, location, idsOf(gallery))
  const image = managedImageStep(desired, observed, location)
  return [...gallery, ...definition, ...image]
}

function galleryStep({ image }: DesiredState, { gallery }: ObservedState, location: string): Step[] {
  if (!image.createGallery || gallery?.state !== 'absent') return []
  const galleryId = parentId(image.imageDefinitionId)
  const id = `create-gallery ${resourceName(galleryId)}`
  return [{ kind: 'create-gallery', id, after: [], disruption: 'none', galleryId, location }]
}

function definitionStep(
  { image, origin }: DesiredState,
  observed: ObservedState,
  location: string,
  after: readonly StepId[],
): Step[] {
  const { imageDefinitionId } = image
  if (!image.createGallery || observed.imageDefinition.state !== 'absent') return []
  const to = definitionBody(image, observed, { origin, name: resourceName(imageDefinitionId) })
  if (to === undefined) return []
  const id = `create-image-definition ${resourceName(imageDefinitionId)}`
  return [{ kind: 'create-image-definition', id, after, disruption: 'none', imageDefinitionId, location, to }]
}

type Naming = { readonly origin: Origin; readonly name: string }

/**
 * The definition that is created: as the workflow says, else as the source tells, else the default that most images
 * have. Undefined where operating system or generation are not known: they never change, so they are not guessed.
 */
function definitionBody(
  { definition: asked, managedImageId }: DesiredImage,
  { lineage }: ObservedState,
  { origin, name }: Naming,
): DefinitionBody | undefined {
  // What lies behind a source may be secured otherwise than what is published.
  const publishedLink = managedImageId === undefined ? lineage?.links[0] : undefined
  const osType = asked.osType ?? toldBy(lineage, 'osType')
  const hyperVGeneration = askedGeneration(asked) ?? toldBy(lineage, 'hyperVGeneration')
  if (osType === undefined || hyperVGeneration === undefined) return undefined
  const [owner = '', repository = ''] = origin.repository.split('/')
  const hasNvme = hyperVGeneration === 'V2' && /nvme/i.test(toldBy(lineage, 'diskControllers') ?? '')
  const purchasePlan = asked.purchasePlan ?? toldBy(lineage, 'purchasePlan') ?? undefined
  return {
    osType,
    hyperVGeneration,
    architecture: asked.architecture ?? toldBy(lineage, 'architecture') ?? 'x64',
    securityType: asked.securityType ?? publishedLink?.securityType ?? 'Standard',
    publisher: asked.publisher ?? identifier(owner, 128),
    offer: asked.offer ?? identifier(repository, 64),
    sku: asked.sku ?? identifier(name, 64),
    ...(hasNvme && { diskControllers: 'SCSI, NVMe' }),
    ...(purchasePlan && { purchasePlan }),
  }
}

/** The generation that is asked for, also by asking for what only V2 has: it is not taken from a source then. */
export function askedGeneration({
  hyperVGeneration,
  architecture,
  securityType,
}: Pick<DesiredDefinition, 'hyperVGeneration' | 'architecture' | 'securityType'>): 'V1' | 'V2' | undefined {
  const isV2 = architecture === 'Arm64' || (securityType !== undefined && securityType !== 'Standard')
  return hyperVGeneration ?? (isV2 ? 'V2' : undefined)
}

/** Letters, digits, hyphens, underscores and periods, none at the end: what publisher, offer and SKU may hold. */
function identifier(text: string, longest: number): string {
  return text
    .replace(/[^\w.-]/g, '-')
    .slice(0, longest)
    .replace(/\.+$/, '')
}

function managedImageStep({ image, origin }: DesiredState, observed: ObservedState, location: string): Step[] {
  const { managedImageId, source } = image
  const held = observed.managedImage
  const isMissing = held?.state === 'absent' || (held?.state === 'present' && isBeingMade(held.value.provisioningState))
  const wanted = observed.imageVersion.state === 'absent' && isMissing
  if (managedImageId === undefined || source === undefined || !wanted) return []
  const { imageDefinition, lineage } = observed
  const definition = imageDefinition.state === 'present' ? imageDefinition.value : image.definition
  const osType = toldBy(lineage, 'osType') ?? definition.osType
  const hyperVGeneration = toldBy(lineage, 'hyperVGeneration') ?? askedGeneration(definition)
  // Nothing is guessed that never changes; the check of the definition says what is missing.
  if (osType === undefined || hyperVGeneration === undefined) return []
  return [
    {
      kind: 'create-managed-image',
      id: `create-managed-image ${resourceName(managedImageId)}`,
      after: [],
      disruption: 'none',
      managedImageId,
      location,
      source,
      osType,
      hyperVGeneration,
      tags: { ...image.tags, ...imageVersionTags(origin, source) },
    },
  ]
}

/** Whether Azure is at work on something: what a run that was killed has begun is waited for by the step that makes it. */
export function isBeingMade(provisioningState: string): boolean {
  return provisioningState === 'Creating' || provisioningState === 'Updating'
}

function idsOf(steps: readonly Step[]): StepId[] {
  return steps.map(({ id }) => id)
}
