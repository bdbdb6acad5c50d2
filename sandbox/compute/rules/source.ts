import { isOfType, parseResourceId, sameResourceId } from '../../../src/model/resource-id.ts'
import { has, SINCE } from '../api-versions.ts'
import type { StorageProfileBody } from '../bodies.ts'
import type { DiskSource, ImageSource } from '../entities.ts'
import { invalidParameter } from '../refusals.ts'

const PATH = 'galleryImageVersion.properties.storageProfile'

function exactlyOneSource() {
  return invalidParameter(
    'The gallery artifact version source can only be specified either directly under storageProfile or within ' +
      'individual OS or data disks. One and only one source type (user image, snapshot, disk, virtual machine) can be ' +
      'provided.',
    PATH,
  )
}

/** What a body says the version is made from, or undefined when it says nothing; refuses what Azure cannot read. */
export function sourceIn(body: StorageProfileBody, apiVersion: string): ImageSource | undefined {
  const { source = {}, osDiskImage, dataDiskImages = [] } = body
  const whole = [source.id, source.virtualMachineId, source.communityGalleryImageId].filter((id) => id !== undefined)
  const dataSources = dataDiskImages.filter((disk) => disk.source !== undefined && !isEmpty(disk.source))
  const osSource = osDiskImage?.source !== undefined && !isEmpty(osDiskImage.source) ? osDiskImage.source : undefined
  const byDisks = osSource !== undefined || dataSources.length > 0
  if (whole.length > 1 || (whole.length === 1 && byDisks)) throw exactlyOneSource()
  if (whole.length === 1) return wholeSource(source, apiVersion)
  if (!byDisks) return undefined
  if (osSource === undefined) throw exactlyOneSource()
  const dataDisks = dataSources.map((disk) => ({
    lun: disk.lun ?? 0,
    source: diskSource(disk.source ?? {}, 'dataDiskImages', apiVersion),
  }))
  const disks = { kind: 'disks', osDisk: diskSource(osSource, 'osDiskImage', apiVersion), dataDisks } as const
  checkDisks(disks)
  return disks
}

/** Whether two sources are the same, whatever case their ids are written in. */
export function sameSource(one: ImageSource, other: ImageSource): boolean {
  if (one.kind !== 'disks' || other.kind !== 'disks') {
    return one.kind === other.kind && 'id' in one && 'id' in other && sameResourceId(one.id, other.id)
  }
  return (
    sameDisk(one.osDisk, other.osDisk) &&
    one.dataDisks.length === other.dataDisks.length &&
    one.dataDisks.every((disk) =>
      other.dataDisks.some((twin) => twin.lun === disk.lun && sameDisk(twin.source, disk.source)),
    )
  )
}

/** Path of the property that names the source, for a refusal to change it. */
export function sourcePath(source: ImageSource): string {
  switch (source.kind) {
    case 'virtualMachine':
      return `${PATH}.source.virtualMachineId`
    case 'community':
      return `${PATH}.source.communityGalleryImageId`
    case 'disks':
      return `${PATH}.osDiskImage.source.id`
    default:
      return `${PATH}.source.id`
  }
}

function isEmpty(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).length === 0
}

function wholeSource(source: NonNullable<StorageProfileBody['source']>, apiVersion: string): ImageSource {
  const { id, virtualMachineId, communityGalleryImageId } = source
  if (communityGalleryImageId !== undefined) {
    if (!has(apiVersion, SINCE.communityGalleryImageId)) throw exactlyOneSource()
    return { kind: 'community', id: communityGalleryImageId }
  }
  if (virtualMachineId !== undefined) {
    checkId(virtualMachineId, 'source.virtualMachineId')
    const isMachine = isOfType(virtualMachineId, 'Microsoft.Compute', 'virtualMachines')
    if (!has(apiVersion, SINCE.virtualMachineId) || !isMachine) throw exactlyOneSource()
    return { kind: 'virtualMachine', id: virtualMachineId }
  }
  return sourceById(id ?? '', apiVersion)
}

function sourceById(id: string, apiVersion: string): ImageSource {
  checkId(id, 'source.id')
  if (isOfType(id, 'Microsoft.Compute', 'images')) return { kind: 'image', id }
  if (isOfType(id, 'Microsoft.Compute', 'galleries/images/versions')) return { kind: 'imageVersion', id }
  if (isOfType(id, 'Microsoft.Compute', 'virtualMachines')) {
    // a virtual machine moved from source.id to source.virtualMachineId
    if (has(apiVersion, SINCE.virtualMachineId)) throw exactlyOneSource()
    return { kind: 'virtualMachine', id }
  }
  throw invalidParameter(
    `The source id: ${id} must either be a managed image, virtual machine or another gallery image version.`,
    `${PATH}.source.id`,
  )
}

function diskSource(
  source: { readonly id?: string; readonly uri?: string; readonly storageAccountId?: string },
  disks: string,
  apiVersion: string,
): DiskSource {
  const { id, uri } = source
  if (uri === undefined) {
    if (id === undefined || source.storageAccountId !== undefined) throw exactlyOneSource()
    checkId(id, `${disks}.source.id`)
    const isDisk = isOfType(id, 'Microsoft.Compute', 'disks') || isOfType(id, 'Microsoft.Compute', 'snapshots')
    if (isDisk) return { id }
    throw invalidParameter(`The source id: ${id} must be a managed disk or snapshot.`, `${PATH}.${disks}.source.id`)
  }
  // before storage accounts had a field of their own, source.id named them
  const named = has(apiVersion, SINCE.virtualMachineId) ? source.storageAccountId : (source.storageAccountId ?? id)
  const isExtra = id !== undefined && id !== named
  if (named === undefined || isExtra || !isOfType(named, 'Microsoft.Storage', 'storageAccounts')) {
    throw invalidParameter(
      `The value of parameter ${disks}.source is invalid: a VHD needs 'uri' and 'storageAccountId' together.`,
      `${PATH}.${disks}.source.storageAccountId`,
    )
  }
  checkAccount(uri, named, disks)
  return { uri, storageAccountId: named }
}

function checkAccount(uri: string, storageAccountId: string, disks: string): void {
  const account = parseResourceId(storageAccountId)?.names.at(-1)?.toLowerCase()
  const url = URL.parse(uri)
  if (url?.protocol === 'https:' && url.hostname.split('.')[0] === account && url.search === '') return
  throw invalidParameter(
    `The value '${uri}' of parameter ${disks}.source.uri is not a blob of the storage account '${storageAccountId}'.`,
    `${PATH}.${disks}.source.uri`,
  )
}

function checkId(id: string, path: string): void {
  if (parseResourceId(id) !== undefined) return
  throw invalidParameter(
    `Property id '${id}' at path 'properties.storageProfile.${path}' is invalid. Expect fully qualified resource Id ` +
      "that start with '/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.",
    `${PATH}.${path}`,
  )
}

function checkDisks(source: Extract<ImageSource, { kind: 'disks' }>): void {
  const luns = source.dataDisks.map(({ lun }) => lun)
  if (new Set(luns).size < luns.length) {
    throw invalidParameter(
      'Duplicated lun numbers have been detected in the input data disks. Lun number must be unique for each data disk.',
      `${PATH}.dataDiskImages`,
    )
  }
  const all = [source.osDisk, ...source.dataDisks.map((disk) => disk.source)]
  if (all.some((disk, at) => all.findIndex((other) => sameDisk(disk, other)) !== at)) {
    throw invalidParameter(
      'Duplicated source ids are found in the input disks. Source id should be unique for each disk.',
      PATH,
    )
  }
}

function sameDisk(one: DiskSource, other: DiskSource): boolean {
  if ('id' in one && 'id' in other) return sameResourceId(one.id, other.id)
  return 'uri' in one && 'uri' in other && one.uri === other.uri
}
