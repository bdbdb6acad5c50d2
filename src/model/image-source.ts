import { isOfType, resourceName, sameResourceId } from './resource-id.ts'

/** One disk an image version can be made from: a managed disk or snapshot, or a VHD with its storage account. */
export type DiskSource = { readonly id: string } | { readonly uri: string; readonly storageAccountId: string }

/** A data disk of an image version; `lun` 0 to 63. */
export type DataDiskSource = { readonly lun: number; readonly source: DiskSource }

/** What an image version is made from: one whole image, or disks, each in the field that Azure wants for it. */
export type ImageSource =
  | {
      readonly kind: 'managed-image' | 'virtual-machine' | 'gallery-image-version' | 'community-image'
      readonly id: string
    }
  | { readonly kind: 'disks'; readonly osDisk: DiskSource; readonly dataDisks: readonly DataDiskSource[] }

const WHOLE_TYPES = {
  images: 'managed-image',
  virtualMachines: 'virtual-machine',
  'galleries/images/versions': 'gallery-image-version',
} as const

/** The source that a resource ID stands for; undefined for what no image can be made from. */
export function sourceOfId(id: string): ImageSource | undefined {
  for (const [type, kind] of Object.entries(WHOLE_TYPES)) {
    if (isOfType(id, 'Microsoft.Compute', type)) return { kind, id }
  }
  const isDisk = ['disks', 'snapshots'].some((type) => isOfType(id, 'Microsoft.Compute', type))
  return isDisk ? { kind: 'disks', osDisk: { id }, dataDisks: [] } : undefined
}

/** Resource ID of a disk, or the URL of a VHD. */
export function diskName(disk: DiskSource): string {
  return 'id' in disk ? disk.id : disk.uri
}

/** Resource ID or URL that names a source to people: the image, or the OS disk. */
export function sourceId(source: ImageSource): string {
  return source.kind === 'disks' ? diskName(source.osDisk) : source.id
}

/** Everything that a source consists of: its ID, and that of each data disk which it was given by LUN. */
export function sourceInFull(source: ImageSource): string {
  if (source.kind !== 'disks' || source.dataDisks.length === 0) return sourceId(source)
  const disks = source.dataDisks.toSorted((one, other) => one.lun - other.lun)
  return `${sourceId(source)} (data disks ${disks.map((disk) => `${disk.lun}=${diskName(disk.source)}`).join(', ')})`
}

/** What a source is, in words: `managed image`, `snapshot`, `VHD`. */
export function sourceWords(source: ImageSource): string {
  if (source.kind !== 'disks') return source.kind.replaceAll('-', ' ')
  if ('uri' in source.osDisk) return 'VHD'
  return isOfType(source.osDisk.id, 'Microsoft.Compute', 'snapshots') ? 'snapshot' : 'managed disk'
}

/** Last name of a source, as people know it: `ubuntu-2026-11`, `disk.vhd`. */
export function sourceName(source: ImageSource): string {
  return resourceName(sourceId(source))
}

/** Whether two sources are the same, down to each data disk; case does not count in resource IDs. */
export function sameSource(one: ImageSource, other: ImageSource): boolean {
  if (one.kind !== 'disks' || other.kind !== 'disks') {
    return one.kind === other.kind && sameResourceId(sourceId(one), sourceId(other))
  }
  return (
    sameDisk(one.osDisk, other.osDisk) &&
    one.dataDisks.length === other.dataDisks.length &&
    one.dataDisks.every(({ lun, source }) =>
      other.dataDisks.some((twin) => twin.lun === lun && sameDisk(source, twin.source)),
    )
  )
}

function sameDisk(one: DiskSource, other: DiskSource): boolean {
  if ('id' in one && 'id' in other) return sameResourceId(one.id, other.id)
  // The path of a blob keeps its case; that of its host does not count.
  return 'uri' in one && 'uri' in other && URL.parse(one.uri)?.href === URL.parse(other.uri)?.href
}

/** What an image can come from, by its ID or URL, in words: `snapshot`, `VHD`. */
export function kindOf(id: string): string {
  const source = sourceOfId(id)
  if (source !== undefined) return sourceWords(source)
  return /^https?:/i.test(id) ? 'VHD' : 'resource'
}

/** What an image can come from, with its name: `managed image golden`, `image version worker 1.4.0`, `VHD os.vhd`. */
export function named(id: string): string {
  const kind = kindOf(id)
  // A signature in the URL of a VHD is a secret.
  const [path = ''] = kind === 'VHD' ? id.split('?') : [id]
  if (kind !== 'gallery image version') return `${kind} ${resourceName(path)}`
  const [version = '', , definition = ''] = path.split('/').reverse()
  return `image version ${definition} ${version}`
}
