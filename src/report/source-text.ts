import { enumeration } from '../model/enumeration.ts'
import { diskName, type ImageSource, sourceId, sourceWords } from '../model/image-source.ts'
import { resourceName } from '../model/resource-id.ts'
import { withoutSignature } from '../model/secrets.ts'

/** What an image is made from, as people know it: `managed image NAME`, `snapshot NAME with data disks at LUN 0 and 1`. */
export function sourceText(source: ImageSource): string {
  const name = namedResource(sourceWords(source), sourceId(source))
  if (source.kind !== 'disks' || source.dataDisks.length === 0) return name
  const luns = source.dataDisks.map(({ lun }) => String(lun))
  return `${name} with ${luns.length === 1 ? 'a data disk' : 'data disks'} at LUN ${enumeration(luns)}`
}

/** A resource by its kind and name; an image version is named with its definition, a VHD without its query. */
export function namedResource(kind: string, id: string): string {
  const [path = ''] = id.split('?')
  if (kind !== 'gallery image version') return `${kind} ${resourceName(path)}`
  const [version = '', , definition = ''] = path.split('/').reverse()
  return `image version ${definition} ${version}`
}

/** Each disk or image that a source consists of, by the field in which the plan shows it. */
export function sourceFields(source: ImageSource): { readonly field: string; readonly to: string }[] {
  const whole = { field: 'source', to: withoutSignature(sourceId(source)) }
  if (source.kind !== 'disks') return [whole]
  const account = 'uri' in source.osDisk ? [{ field: 'sourceStorageAccount', to: source.osDisk.storageAccountId }] : []
  const disks = source.dataDisks.map(({ lun, source: disk }) => ({
    field: `dataDiskSources.${lun}`,
    to: withoutSignature(diskName(disk)),
  }))
  return [whole, ...account, ...disks]
}
