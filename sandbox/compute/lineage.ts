import { isOfType, resourceKey } from '../../src/model/resource-id.ts'
import type { ImageBoot } from '../service.ts'
import type { ManagedImageProperties } from './bodies.ts'
import type { Blob, Disk, ImageSource, Origin } from './entities.ts'
import { latestVersion } from './latest.ts'
import { hasEncryptedDisk, hasExtensions, isEncrypted } from './machine.ts'
import { type MarketplaceImage, nodeAgentsFor } from './node-agent.ts'
import { planKey } from './plan.ts'
import type { ComputeStore } from './store.ts'

const NOWHERE: Origin = { boot: {} }

/** One step of the way back: what a resource says itself, and what it was made from. */
type Step = {
  readonly origin?: Origin | undefined
  readonly boot: Partial<ImageBoot>
  readonly base?: MarketplaceImage | undefined
  readonly plan?: string | undefined
  readonly from?: string | undefined
}

/**
 * What Batch's requirements of images come to where one of them is not met: the OS disk must not be encrypted in the
 * guest, and no extensions installed. Source: learn.microsoft.com/azure/batch/batch-sig-images, "Prerequisites".
 */
const UNFIT: Partial<ImageBoot> = { outcome: 'never-joins' }

/**
 * Where a resource comes from in the end: image, virtual machine, disk and snapshot are followed back to the
 * marketplace, or to the first that is gone. What is nearest says how nodes boot, and which plan there is.
 */
export function originOf(store: ComputeStore, id: string, now: number, seen: readonly string[] = []): Origin {
  const key = resourceKey(id)
  const step = seen.includes(key) ? undefined : stepAt(store, id, now)
  if (step === undefined) return NOWHERE
  if (step.origin !== undefined) return step.origin
  const before = step.from === undefined ? NOWHERE : originOf(store, step.from, now, [...seen, key])
  const base = step.base ?? before.base
  const plan = step.plan ?? before.plan
  return { boot: { ...before.boot, ...step.boot }, ...(base && { base }), ...(plan !== undefined && { plan }) }
}

/** Where an image version made from `source` comes from. */
export function originOfSource(store: ComputeStore, source: ImageSource, now: number): Origin {
  const { from, boot } = sourceStep(store, source, now)
  if (from === undefined) return { boot }
  const origin = originOf(store, from, now)
  return { ...origin, boot: { ...origin.boot, ...boot } }
}

/** Where a managed image of these properties comes from. */
export function imageOrigin(store: ComputeStore, properties: ManagedImageProperties, now: number): Origin {
  const { from, boot } = imageSource(store, properties, now)
  if (from === undefined) return { boot }
  const origin = originOf(store, from, now)
  return { ...origin, boot: { ...origin.boot, ...boot } }
}

function sourceStep(store: ComputeStore, source: ImageSource, now: number): Step {
  if (source.kind !== 'disks') return { boot: {}, from: source.id }
  const boot = source.dataDisks.some(({ source: disk }) => 'id' in disk && isEncryptedAt(store, disk, now)) ? UNFIT : {}
  if ('id' in source.osDisk) return { boot, from: source.osDisk.id }
  return { boot: { ...boot, ...blobAt(store, source.osDisk.uri)?.boot } }
}

function isEncryptedAt(store: ComputeStore, { id }: { readonly id?: string | undefined }, now: number): boolean {
  if (id === undefined) return false
  const found = store.disks.get(id, now) ?? store.snapshots.get(id, now)
  return found !== undefined && isEncrypted(found)
}

/** The VHD at a URL, whatever case its host is written in. */
export function blobAt(store: ComputeStore, uri: string): Blob | undefined {
  return store.blobs.find((blob) => URL.parse(blob.uri)?.href === URL.parse(uri)?.href)
}

/** How nodes boot from an image of that origin, with the sandbox's defaults. */
export function bootOf(origin: Origin): ImageBoot {
  const nodeAgentSkuIds = origin.base === undefined ? [] : nodeAgentsFor(origin.base)
  return { outcome: 'healthy', bootSeconds: 150, nodeAgentSkuIds, ...origin.boot }
}

function stepAt(store: ComputeStore, id: string, now: number): Step | undefined {
  const market = marketplaceImage(id)
  if (market !== undefined) return { boot: {}, base: market, plan: planKey(null) }
  if (isOfType(id, 'Microsoft.Compute', 'images')) return imageStep(store, id, now)
  if (isOfType(id, 'Microsoft.Compute', 'virtualMachines')) return machineStep(store, id, now)
  if (isOfType(id, 'Microsoft.Compute', 'disks')) return diskStep(store.disks.get(id, now))
  if (isOfType(id, 'Microsoft.Compute', 'snapshots')) return diskStep(store.snapshots.get(id, now))
  if (isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')) return versionStep(store, id, now)
  if (isOfType(id, 'Microsoft.Compute', 'galleries/images')) {
    const location = store.definitions.get(id, now)?.location
    const latest = location === undefined ? undefined : latestVersion(store, id, location, now)
    return latest && { boot: {}, from: latest.id }
  }
  return undefined
}

function imageStep(store: ComputeStore, id: string, now: number): Step | undefined {
  const image = store.images.get(id, now)
  if (image === undefined) return undefined
  const { boot, from } = imageSource(store, image.properties, now)
  return { origin: image.origin, boot: { ...boot, ...image.boot }, from }
}

function imageSource(store: ComputeStore, properties: ManagedImageProperties, now: number): Step {
  const { sourceVirtualMachine, storageProfile } = properties
  const { managedDisk, snapshot, blobUri } = storageProfile?.osDisk ?? {}
  const data = (storageProfile?.dataDisks ?? []).map((disk) => disk.managedDisk ?? disk.snapshot ?? {})
  const isUnfit = data.some((disk) => isEncryptedAt(store, disk, now))
  const sources = [sourceVirtualMachine?.id, managedDisk?.id, snapshot?.id]
  return {
    boot: { ...(isUnfit && UNFIT), ...(blobUri === undefined ? {} : blobAt(store, blobUri)?.boot) },
    // the machine may be gone and its disk still be there
    from: sources.find((source) => source !== undefined && stepAt(store, source, now) !== undefined),
  }
}

function machineStep(store: ComputeStore, id: string, now: number): Step | undefined {
  const machine = store.virtualMachines.get(id, now)
  if (machine === undefined) return undefined
  const { imageReference = {}, osDisk } = machine.view.properties?.storageProfile ?? {}
  const { publisher, offer, sku, version = 'latest', exactVersion = version } = imageReference
  const named = publisher !== undefined && offer !== undefined && sku !== undefined
  const isUnfit = hasExtensions(machine) || hasEncryptedDisk(store, machine, now)
  return {
    boot: { ...(isUnfit && UNFIT), ...machine.boot },
    base: named ? { publisher, offer, sku, version: exactVersion } : undefined,
    // a machine from the marketplace carries the plan of its image
    plan: machine.view.plan !== undefined || named ? planKey(machine.view.plan) : undefined,
    from: named ? undefined : (imageReference.id ?? osDisk?.managedDisk?.id),
  }
}

function diskStep(disk: Disk | undefined): Step | undefined {
  if (disk === undefined) return undefined
  const { purchasePlan } = disk.view.properties ?? {}
  return {
    boot: { ...(isEncrypted(disk) && UNFIT), ...disk.boot },
    plan: purchasePlan === undefined ? undefined : planKey(purchasePlan),
    from: creationOf(disk),
  }
}

function creationOf(disk: Disk): string | undefined {
  const creation = disk.view.properties?.creationData
  return creation?.galleryImageReference?.id ?? creation?.imageReference?.id ?? creation?.sourceResourceId
}

function versionStep(store: ComputeStore, id: string, now: number): Step | undefined {
  const version = store.versions.get(id, now)
  if (version === undefined) return undefined
  const step = sourceStep(store, version.source, now)
  return { ...step, origin: version.origin, boot: { ...step.boot, ...version.boot } }
}

const MARKETPLACE =
  /\/providers\/microsoft\.compute\/locations\/[^/]+\/publishers\/([^/]+)\/artifacttypes\/vmimage\/offers\/([^/]+)\/skus\/([^/]+)\/versions\/([^/]+)$/i

function marketplaceImage(id: string): MarketplaceImage | undefined {
  const [, publisher, offer, sku, version] = MARKETPLACE.exec(id) ?? []
  if (publisher === undefined || offer === undefined || sku === undefined || version === undefined) return undefined
  return { publisher, offer, sku, version }
}
