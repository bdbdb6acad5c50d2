import type { DesiredImage } from '../model/desired.ts'
import { type DiskSource, diskName, type ImageSource } from '../model/image-source.ts'
import type { LineageLink } from '../model/lineage.ts'
import type { ObservedState, SourcePart } from '../model/observed.ts'
import type { Ports, Reading } from '../model/ports.ts'
import { walkLineage } from './lineage.ts'
import { value } from './reading.ts'

type Found = Pick<ObservedState, 'source' | 'managedImage' | 'lineage'>

/** Each resource that a version is made from; none where the run names no source. */
export async function readSource({ source }: DesiredImage, ports: Ports): Promise<readonly SourcePart[]> {
  return source === undefined ? [] : Promise.all(partsOf(source, ports))
}

/**
 * Everything a version is made from, and for a version that does not exist yet the way from there back to the
 * marketplace: one that exists no longer needs its source.
 */
export async function observeSource(
  { source, managedImageId }: DesiredImage,
  reading: Promise<readonly SourcePart[]>,
  version: Promise<Pick<ObservedState, 'imageVersion'>>,
  ports: Ports,
): Promise<Found> {
  if (source === undefined) return { source: [] }
  const [parts, managedImage, { imageVersion }] = await Promise.all([
    reading,
    managedImageId === undefined ? undefined : value(ports.azure.readLineageLink(managedImageId)),
    version,
  ])
  const found = { source: parts, ...(managedImage && { managedImage }) }
  const first = managedImage?.state === 'present' ? { id: managedImageId ?? '', observed: managedImage } : parts[0]
  if (imageVersion.state !== 'absent' || first?.observed.state !== 'present') return found
  return { ...found, lineage: await walkLineage(first.id, ports, first.observed) }
}

function partsOf(source: ImageSource, { azure }: Ports): Promise<SourcePart>[] {
  const part = async (role: SourcePart['role'], id: string, reading: Promise<Reading<LineageLink>>) => {
    return { role, id, observed: await value(reading) }
  }
  const readDisk = (disk: DiskSource) =>
    'id' in disk ? azure.readLineageLink(disk.id) : azure.readVhd(disk.uri, disk.storageAccountId)
  if (source.kind !== 'disks') {
    const read =
      source.kind === 'gallery-image-version' ? readVersion(source.id, azure) : azure.readLineageLink(source.id)
    return [part('whole', source.id, read)]
  }
  return [
    part('os-disk', diskName(source.osDisk), readDisk(source.osDisk)),
    ...source.dataDisks.map(({ lun, source: disk }) => part({ lun }, diskName(disk), readDisk(disk))),
  ]
}

/** A gallery image version as a source: a version can be made from it only in regions in which it is replicated. */
async function readVersion(id: string, azure: Ports['azure']): Promise<Reading<LineageLink>> {
  const [link, version] = await Promise.all([azure.readLineageLink(id), azure.readImageVersion(id)])
  if (link.observed.state !== 'present') return link
  if (version.observed.state !== 'present') return { observed: version.observed }
  const { replication } = version.observed.value
  const regions = replication.filter(({ state }) => state === 'Completed').map(({ region }) => region)
  return { observed: { state: 'present', value: { ...link.observed.value, regions } } }
}
