import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { diskName } from '../../model/image-source.ts'
import { presentValue } from '../../model/observed.ts'
import { managedImageFindings } from './managed-image.ts'
import { sourceFitFindings } from './source-fit.ts'
import { isPublished } from './source-lineage.ts'
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
    ...sourceFitFindings(question),
  ]
}

/** Whether a version needs its source is not known while it cannot be read; a right that is missing is told with the others. */
function unreadableFindings(question: Question): Finding[] {
  const parts = question.observed.source.filter(({ observed }) => observed.state === 'unreadable')
  return parts.flatMap((part) => sourcePartFindings(part, question))
}

/** All disks of a version are read in one region, that of its OS disk. */
function diskRegionFindings({ desired, observed }: Question): Finding[] {
  const { source } = desired.image
  const asked = presentValue(observed.source.find(({ role }) => role === 'os-disk')?.observed)?.location
  if (source?.kind !== 'disks' || asked === undefined) return []
  return observed.source.flatMap(({ role, observed: reading }) => {
    const held = presentValue(reading)?.location
    if (typeof role === 'string' || held === undefined || held === asked) return []
    const disk = source.dataDisks.find(({ lun }) => lun === role.lun)
    const name = disk ? diskName(disk.source) : 'data-disk-sources'
    return [found('SourceInOtherRegion', name, { part: `The data disk at LUN ${role.lun}`, held, asked, source: name })]
  })
}
