import {
  type DataDiskSource,
  type DiskSource,
  type ImageSource,
  sameSource,
  sourceWords,
} from '../model/image-source.ts'
import { showable } from './mistakes.ts'
import type { Reader } from './reader.ts'
import { DISK, isResource, SNAPSHOT } from './resource-type.ts'
import { isUrl, readVhd } from './vhd.ts'

const INPUT = 'data-disk-sources'

/** `LUN=source`, with a LUN that Azure has. */
const ITEM = /^(\d|[1-5]\d|6[0-3])\s*=\s*(\S.*)$/

/** `data-disk-sources`: `LUN=source`, by commas or lines, only beside an OS disk. */
export function readDataDisks(
  reader: Reader,
  image: ImageSource | undefined,
  storageAccountId: string | undefined,
): DataDiskSource[] {
  const items = reader.list(INPUT)
  if (items.length > 0) tellWhereNoneBelong(reader, image)
  const disks: DataDiskSource[] = []
  for (const item of items) {
    const wrong = (rule: string) => reader.wrong(INPUT, rule, showable(item))
    const [, lun, text = ''] = ITEM.exec(item) ?? []
    if (lun === undefined) {
      wrong('has to list LUN=source, with LUNs from 0 to 63, separated by commas or lines')
      continue
    }
    const source = readDisk(text, storageAccountId, wrong)
    if (disks.some((disk) => disk.lun === Number(lun))) wrong(`names LUN ${lun} twice`)
    if (source === undefined) continue
    const used = [...(image?.kind === 'disks' ? [image.osDisk] : []), ...disks.map((disk) => disk.source)]
    if (used.some((other) => sameSource(alone(other), alone(source)))) {
      wrong('names a source that another disk of the image has; Azure takes each only once')
    }
    disks.push({ lun: Number(lun), source })
  }
  return disks
}

function readDisk(
  text: string,
  storageAccountId: string | undefined,
  wrong: (rule: string) => void,
): DiskSource | undefined {
  if (isUrl(text)) return readVhd(text, storageAccountId, wrong)
  if (isResource(text, SNAPSHOT) || isResource(text, DISK)) return { id: text.replace(/\/+$/, '') }
  wrong('has to give each LUN the resource ID of a snapshot or disk, or the https URL of a VHD')
  return undefined
}

function alone(osDisk: DiskSource): ImageSource {
  return { kind: 'disks', osDisk, dataDisks: [] }
}

function tellWhereNoneBelong(reader: Reader, image: ImageSource | undefined): void {
  if (reader.text('source') === undefined) reader.wrong(INPUT, 'is of use only with source, which gives the OS disk')
  else if (image !== undefined && image.kind !== 'disks') {
    reader.wrong(INPUT, `cannot stand beside a ${sourceWords(image)} as source, which brings its own data disks`)
  }
}
