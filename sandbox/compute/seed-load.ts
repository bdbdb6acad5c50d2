import { isOfType, normalizeRegion, parentId, sameResourceId } from '../../src/model/resource-id.ts'
import { diskView, galleryBody, imageDefinitionBody, managedImageBody, virtualMachineView } from './bodies.ts'
import type { Reader } from './body.ts'
import type { Disk, Seeded, Tracked } from './entities.ts'
import { bootOf, originOf } from './lineage.ts'
import type { ComputeParts } from './parts.ts'
import { newDefinition } from './rules/definition.ts'
import type { ComputeSeed, SeedBlob, SeedResource } from './seed.ts'
import { computeSeed, seedBlob, seedEnvelope } from './seed-bodies.ts'
import type { SeedEntry } from './seed-entry.ts'
import { seedVersion } from './seed-version.ts'

/** Api-version whose defaults fill in what seeded definitions leave out: V1 and Standard, as old ones are. */
const SEED_API_VERSION = '2022-03-03'

/** Puts everything of a seed in the store. Throws one error that tells every mistake by the id it is in. */
export function loadSeed(parts: ComputeParts, seed: ComputeSeed): void {
  const { store } = parts
  const mistakes: string[] = []
  computeSeed(seed, '')
  for (const name of Object.keys(seed.sandbox?.replication?.regions ?? {})) {
    if (!parts.regions.includes(normalizeRegion(name)))
      mistakes.push(`sandbox.replication.regions names '${name}', which is no region of this world`)
  }
  const each = (name: ListName, type: string, put: (entry: SeedEntry) => void): void =>
    collect(mistakes, seed[name] ?? [], (resource, at) => put(readEntry(parts, resource, `${name}[${at}]`, type)))

  each('galleries', 'galleries', (entry) => store.galleries.put(read(entry, galleryBody)))
  each('imageDefinitions', 'galleries/images', (entry) => loadDefinition(parts, entry))
  each('disks', 'disks', (entry) => store.disks.put(seeded(entry, diskView)))
  each('snapshots', 'snapshots', (entry) => store.snapshots.put(seeded(entry, diskView)))
  each('virtualMachines', 'virtualMachines', (entry) => store.virtualMachines.put(seeded(entry, virtualMachineView)))
  each('images', 'images', (entry) => store.images.put({ ...read(entry, managedImageBody), boot: entry.boot }))
  collect(mistakes, seed.blobs ?? [], (blob, at) => loadBlob(parts, blob, `blobs[${at}]`))
  each('imageVersions', 'galleries/images/versions', (entry) => store.versions.put(seedVersion(parts, entry)))
  mistakes.push(...withoutNodeAgent(parts))
  if (mistakes.length > 0) throw new Error(`compute cannot start from this seed:\n- ${mistakes.join('\n- ')}`)
}

type ListName =
  | 'galleries'
  | 'imageDefinitions'
  | 'imageVersions'
  | 'images'
  | 'virtualMachines'
  | 'disks'
  | 'snapshots'

function collect<T>(mistakes: string[], items: readonly T[], load: (item: T, at: number) => void): void {
  for (const [at, item] of items.entries()) {
    try {
      load(item, at)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const id = typeof item === 'object' && item !== null && 'id' in item ? `${item.id}: ` : ''
      mistakes.push(`${id}${error.message}`)
    }
  }
}

function readEntry(parts: ComputeParts, resource: SeedResource, where: string, type: string): SeedEntry {
  const { id = '', location = '', tags, sandbox = {} } = seedEnvelope(resource, where)
  if (!isOfType(id, 'Microsoft.Compute', type)) throw new Error(`${where} is not a Microsoft.Compute/${type}`)
  const region = normalizeRegion(location)
  if (!parts.regions.includes(region)) throw new Error(`its location '${location}' is no region of this world`)
  const { sandbox: _, ...body } = resource
  const { boot = {}, writtenMinutesAgo = 0, failedRegions = [] } = sandbox
  const now = parts.clock.now()
  const write = { kind: 'create', operationId: '', startedAt: now, endsAt: now } as const
  return { id, location: region, ...(tags && { tags }), write, body, boot, writtenMinutesAgo, failedRegions }
}

/** A resource whose properties are kept as they are written. */
function read<B extends { readonly properties?: P }, P extends object>(
  entry: SeedEntry,
  reader: Reader<B>,
): Tracked & { readonly properties: NonNullable<B['properties']> | Record<string, never> } {
  const { id, location, tags, write } = entry
  return { id, location, ...(tags && { tags }), write, properties: reader(entry.body, '').properties ?? {} }
}

function seeded<V>(entry: SeedEntry, view: Reader<V>): Seeded<V> {
  const { id, location, tags, write, body, boot } = entry
  return { id, location, ...(tags && { tags }), write, body, view: view(body, ''), boot }
}

function loadDefinition(parts: ComputeParts, entry: SeedEntry): void {
  const { store } = parts
  const gallery = store.galleries.get(parentId(entry.id), entry.write.startedAt)
  if (gallery === undefined) throw new Error('its gallery does not exist')
  const { properties = {} } = imageDefinitionBody(entry.body, '')
  const { id, location, tags, write } = entry
  const complete = newDefinition(properties, SEED_API_VERSION, Number.NEGATIVE_INFINITY)
  store.definitions.put({ id, location, ...(tags && { tags }), write, properties: complete })
}

function loadBlob(parts: ComputeParts, blob: SeedBlob, where: string): void {
  const { uri, storageAccountId, location, sizeInGB = 30, sandbox } = seedBlob(blob, where)
  if (uri === undefined || storageAccountId === undefined || location === undefined) {
    throw new Error(`${where} needs uri, storageAccountId and location`)
  }
  const { blobs } = parts.store
  const neighbour = blobs.find((one) => sameResourceId(one.storageAccountId, storageAccountId))
  if (neighbour !== undefined && normalizeRegion(neighbour.location) !== normalizeRegion(location)) {
    throw new Error(`${where} is in '${location}' and another VHD of its storage account in '${neighbour.location}'`)
  }
  blobs.push({ uri, storageAccountId, location, sizeInGB, boot: sandbox?.boot ?? {} })
}

/** Images of which it is not known what runs on them: nodes would never join, and nobody would see why. */
function withoutNodeAgent({ store, clock }: ComputeParts): readonly string[] {
  const now = clock.now()
  const systems: readonly Tracked[] = [
    ...store.virtualMachines.under('', now),
    ...store.images.under('', now),
    ...[...store.disks.under('', now), ...store.snapshots.under('', now)].filter(hasSystem),
    ...store.versions.under('', now),
  ]
  return systems
    .filter(({ id }) => bootOf(originOf(store, id, now)).nodeAgentSkuIds.length === 0)
    .map(({ id }) => `${id}: its base image is not known, so it must say sandbox.boot.nodeAgentSkuIds`)
}

function hasSystem(disk: Disk): boolean {
  return disk.view.properties?.osType !== undefined
}
