import { type ImageSource, sourceOfId, sourceWords } from '../model/image-source.ts'
import { readDataDisks } from './data-disks.ts'
import { showable } from './mistakes.ts'
import type { Reader } from './reader.ts'
import type { NamedInput, Resolve } from './resolver.ts'
import { DISK, MANAGED_IMAGE, SNAPSHOT, VERSION, VIRTUAL_MACHINE } from './resource-type.ts'
import { isUrl, readStorageAccount, readVhd } from './vhd.ts'

const SOURCE_INPUT: NamedInput = {
  input: 'source',
  types: [MANAGED_IMAGE, VIRTUAL_MACHINE, DISK, SNAPSHOT, VERSION],
  rule: 'has to be the name of a managed image, the resource ID of a managed image, virtual machine, disk, snapshot or gallery image version (galleries/.../images/.../versions/...), or the https URL of a VHD',
}
const MANAGED_IMAGE_INPUT: NamedInput = {
  input: 'managed-image',
  types: [MANAGED_IMAGE],
  rule: 'has to be the name of a managed image (up to 80 letters, digits, underscores, periods and hyphens) or its resource ID',
}

/** What a version is made from, and the managed image that is made on the way to it. */
export type SourceInputs = { readonly source?: ImageSource; readonly managedImageId?: string }

/** `source` with its data disks, and `managed-image`. */
export function readSource(reader: Reader, resolve: Resolve): SourceInputs {
  const storageAccountId = readStorageAccount(reader, resolve)
  const image = readImage(reader, resolve, storageAccountId)
  const dataDisks = readDataDisks(reader, image, storageAccountId)
  const managedImageId = readManagedImage(reader, resolve, image)
  const source = image?.kind === 'disks' ? { ...image, dataDisks } : image
  return { ...(source && { source }), ...(managedImageId !== undefined && { managedImageId }) }
}

/** The whole image, or the OS disk without data disks. */
function readImage(reader: Reader, resolve: Resolve, storageAccountId: string | undefined): ImageSource | undefined {
  const value = reader.text('source')
  if (value !== undefined && isUrl(value)) {
    const wrong = (rule: string) => reader.wrong('source', rule, showable(value))
    return { kind: 'disks', osDisk: readVhd(value, storageAccountId, wrong), dataDisks: [] }
  }
  const id = resolve(SOURCE_INPUT)
  return id === undefined ? undefined : sourceOfId(id)
}

/** `managed-image`, which Azure makes of a virtual machine or of disks. */
function readManagedImage(reader: Reader, resolve: Resolve, source: ImageSource | undefined): string | undefined {
  const id = resolve(MANAGED_IMAGE_INPUT)
  if (id === undefined) return undefined
  const wrong = (rule: string) => reader.wrong('managed-image', rule, reader.text('managed-image'))
  if (reader.text('source') === undefined) wrong('is of use only with source, of which it is made')
  else if (source?.kind === 'managed-image' || source?.kind === 'gallery-image-version') {
    wrong(`cannot stand beside a ${sourceWords(source)} as source: it is made of a virtual machine or of disks`)
  }
  return id
}
