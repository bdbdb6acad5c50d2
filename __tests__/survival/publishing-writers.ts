import { ask, poolOf, put, putVersion } from '../scenarios/reasons/requests.ts'
import { BOTH, compute, type Inputs, image, POOL, version } from '../scenarios/reasons/runs.ts'
import type { Story } from '../scenarios/story.ts'
import type { Json } from '../scenarios/worlds.ts'

/** Somebody else who makes or takes what a run that publishes is about to make or use. */
export type Rival = {
  readonly name: string
  readonly inputs: Inputs
  /** The call of the run that is met. */
  readonly meets: string
  /** The status that Azure answers with. */
  act(story: Story): number
  /** What has to stay as that somebody left it; undefined where nothing is left. */
  kept?(story: Story): Json
  /** Codes with which the run may end instead of doing what it was asked for. */
  readonly ends: readonly string[]
}

const GALLERY = compute('galleries/fresh')
const DEFINITION = `${GALLERY}/images/ubuntu-fresh`
const IMAGE = compute('images/render-2026-11')
const SNAPSHOT = compute('snapshots/render-os')
const THERE = { location: 'westeurope' }

const CLASSIC: Inputs = {
  ...BOTH,
  gallery: 'fresh',
  'image-definition': 'ubuntu-fresh',
  'create-gallery': 'true',
  source: SNAPSHOT,
  'managed-image': 'render-2026-11',
}
const DIRECT: Inputs = { ...BOTH, source: SNAPSHOT }

const definition = (hyperVGeneration: string): Json => ({
  ...THERE,
  properties: {
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration,
    architecture: 'x64',
    features: [{ name: 'SecurityType', value: 'Standard' }],
    identifier: { publisher: 'contoso', offer: 'render-farm', sku: 'ubuntu-fresh' },
  },
})

const imageFrom = (snapshot: string): Json => ({
  ...THERE,
  properties: {
    hyperVGeneration: 'V2',
    storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', snapshot: { id: snapshot } } },
  },
})

const putting = (id: string, body: Json) => (story: Story) => ask(story, put(id, body)).status
const deleting = (id: string) => (story: Story) => ask(story, { method: 'DELETE', id }).status
const propertiesOf = (id: string) => (story: Story) => ask(story, { method: 'GET', id }).body.properties

const keptDefinition: Rival['kept'] = (story) => propertiesOf(DEFINITION)(story).hyperVGeneration
const keptImage: Rival['kept'] = (story) => propertiesOf(IMAGE)(story).storageProfile.osDisk.snapshot.id
const keptVersion: Rival['kept'] = (story) => {
  const { source, osDiskImage } = propertiesOf(version('1.1.0'))(story).storageProfile
  return [source?.id, osDiskImage?.source?.id]
}
const keptPool: Rival['kept'] = (story) => propertiesOf(POOL)(story).deploymentConfiguration

/** Everyone who meets a run that publishes. */
export const RIVALS: readonly Rival[] = [
  {
    name: 'makes the gallery',
    inputs: CLASSIC,
    meets: 'createGallery',
    act: putting(GALLERY, THERE),
    ends: [],
  },
  {
    name: 'deletes the gallery that was just made',
    inputs: CLASSIC,
    meets: 'createGallery',
    act: deleting(GALLERY),
    ends: ['ResourceGone'],
  },
  {
    name: 'makes the definition as asked',
    inputs: CLASSIC,
    meets: 'createImageDefinition',
    act: putting(DEFINITION, definition('V2')),
    kept: keptDefinition,
    ends: [],
  },
  {
    name: 'makes the definition for another generation',
    inputs: CLASSIC,
    meets: 'createImageDefinition',
    act: putting(DEFINITION, definition('V1')),
    kept: keptDefinition,
    ends: ['PlanIsStale'],
  },
  {
    name: 'makes the managed image from the same snapshot',
    inputs: CLASSIC,
    meets: 'createManagedImage',
    act: putting(IMAGE, imageFrom(SNAPSHOT)),
    kept: keptImage,
    ends: [],
  },
  {
    name: 'makes the managed image from another snapshot',
    inputs: CLASSIC,
    meets: 'createManagedImage',
    act: putting(IMAGE, imageFrom(compute('snapshots/render-assets'))),
    kept: keptImage,
    ends: ['ManagedImageFromOtherSource', 'NodeAgentUnknown'],
  },
  {
    name: 'deletes the managed image that was just made',
    inputs: CLASSIC,
    meets: 'createImageVersion',
    act: deleting(IMAGE),
    ends: ['ResourceGone', 'Conflict'],
  },
  {
    name: 'publishes the version from the same source',
    inputs: DIRECT,
    meets: 'createImageVersion',
    act: (story) => ask(story, putVersion('1.1.0', { osDiskImage: { source: { id: SNAPSHOT } } })).status,
    kept: keptVersion,
    ends: [],
  },
  {
    name: 'publishes the same number from another source',
    inputs: DIRECT,
    meets: 'createImageVersion',
    act: (story) => ask(story, putVersion('1.1.0', { source: { id: image('2026-11') } })).status,
    kept: keptVersion,
    ends: ['ImageVersionFromOtherSource'],
  },
  {
    name: 'deletes the source',
    inputs: BOTH,
    meets: 'createImageVersion',
    act: deleting(image('2026-11')),
    ends: ['SourceNotReady', 'SourceNotFound', 'Conflict'],
  },
  {
    name: 'deletes the version once it is made',
    inputs: DIRECT,
    meets: 'createPool',
    act: deleting(version('1.1.0')),
    ends: ['ImageVersionGone', 'GalleryImageNotFound'],
  },
  {
    name: 'makes the pool from another version',
    inputs: DIRECT,
    meets: 'createPool',
    act: putting(POOL, { properties: poolOf(version('1.0.0')) }),
    kept: keptPool,
    ends: ['PoolNeedsRollout', 'PlanIsStale'],
  },
  {
    name: 'takes the cores',
    inputs: DIRECT,
    meets: 'createPool',
    act: putting(`${POOL}-2`, {
      properties: poolOf(version('1.0.0'), { scaleSettings: { fixedScale: { targetDedicatedNodes: 9999 } } }),
    }),
    ends: ['CoreQuotaShort', 'AccountCoreQuotaReached'],
  },
]
