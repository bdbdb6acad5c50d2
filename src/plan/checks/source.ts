import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { diskName, kindOf, named } from '../../model/image-source.ts'
import { linkThatTells } from '../../model/lineage.ts'
import { presentValue, type SourcePart } from '../../model/observed.ts'
import { resourceName } from '../../model/resource-id.ts'
import { managedImageFindings } from './managed-image.ts'
import { securityTypeFindings } from './security-type.ts'
import { sourceFitFindings } from './source-fit.ts'
import { isPublished, sourceLineage } from './source-lineage.ts'
import { sourcePartFindings } from './source-part.ts'

/**
 * Findings about what a version is made from. A version that exists no longer needs its source: people delete managed
 * images after publishing. Neither does a managed image that was made from it already.
 */
export function sourceFindings(question: Question): Finding[] {
  const { observed } = question
  if (observed.imageVersion.state === 'unreadable') return unreadableFindings(question)
  if (!isPublished(question)) return []
  const parts = observed.managedImage?.state === 'present' ? [] : observed.source
  return [
    ...managedImageFindings(question),
    ...parts.flatMap((part) => sourcePartFindings(part, question)),
    ...(parts.length > 0 ? diskRegionFindings(question) : []),
    ...sizeFindings(question, parts),
    ...securityTypeFindings(question),
    ...sourceFitFindings(question),
    ...unknowableFindings(question),
  ]
}

/** Whether a version needs its source is not known while it cannot be read; a right that is missing is told with the others. */
function unreadableFindings(question: Question): Finding[] {
  const parts = question.observed.source.filter(({ observed }) => observed.state === 'unreadable')
  return parts.flatMap((part) => sourcePartFindings(part, question))
}

/** Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", limits: a disk has up to 2 TB. */
const MOST_GB = 2048

/** The image and its OS disk by the nearest link that knows each size, and each data disk. */
function sizeFindings(question: Question, parts: readonly SourcePart[]): Finding[] {
  const lineage = sourceLineage(question)
  const whole = [linkThatTells(lineage, 'largestDiskGb'), linkThatTells(lineage, 'osDiskGb')]
  const data = parts.slice(1).flatMap(({ observed }) => presentValue(observed) ?? [])
  const links = new Set([...whole.flatMap((link) => link ?? []), ...data])
  return [...links].flatMap(({ id, largestDiskGb = 0, osDiskGb = 0 }) => {
    const size = Math.max(largestDiskGb, osDiskGb)
    return size > MOST_GB ? [found('SourceTooLarge', id, { source: resourceName(id), size, most: MOST_GB })] : []
  })
}

/** Of a disk, Azure keeps no mark that its system is generalized; of a VHD, Resource Manager knows nothing at all. */
function unknowableFindings({ desired }: Question): Finding[] {
  const { source } = desired.image
  if (source?.kind !== 'disks') return []
  const [name, isBlob] = [named(diskName(source.osDisk)), 'uri' in source.osDisk]
  const what = `whether ${name} ${isBlob ? 'is there, and whether it ' : ''}is generalized`
  const why = isBlob ? 'Azure Resource Manager knows no blobs.' : 'Azure keeps no such mark of disks and snapshots.'
  const remedy =
    'Make sure that the system was deprovisioned (`sudo waagent -deprovision+user`, or sysprep) before its disk was captured: from another, nodes never become idle.'
  return [found('NotChecked', diskName(source.osDisk), { what, why, remedy })]
}

/** All disks of a version are read in one region, that of its OS disk. */
function diskRegionFindings({ desired, observed }: Question): Finding[] {
  const { source } = desired.image
  const asked = presentValue(observed.source.find(({ role }) => role === 'os-disk')?.observed)?.location
  if (source?.kind !== 'disks' || asked === undefined) return []
  return observed.source.flatMap(({ role, id, observed: reading }) => {
    const held = presentValue(reading)?.location
    if (typeof role === 'string' || held === undefined || held === asked) return []
    const facts = { part: `The data disk at LUN ${role.lun}`, held, asked, way: wayTo(asked, id) }
    return [found('SourceInOtherRegion', id, facts)]
  })
}

/** How a disk comes to another region. Azure copies incremental snapshots there, and no disks. */
function wayTo(region: string, id: string): string {
  const copy = (source: string) =>
    `\`az snapshot create --resource-group GROUP --name COPY --location ${region} --source ${source} --incremental true --copy-start true\``
  switch (kindOf(id)) {
    case 'VHD':
      return `Copy the blob to a storage account in ${region} (\`az storage blob copy start\`)`
    case 'snapshot':
      return `Copy the snapshot, which has to be an incremental one, by ${copy(id)}`
    default:
      return `Take an incremental snapshot of the disk, copy that by ${copy('SNAPSHOT_ID')}`
  }
}
