import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { type ImageSource, sameSource, sourceInFull } from '../../model/image-source.ts'
import type { LineageLink } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceName } from '../../model/resource-id.ts'
import { isBeingMade } from '../image/gallery-steps.ts'
import { groupMissing, notReadable } from './reading.ts'

/** Findings about the managed image that is made of the source first, and becomes the version. */
export function managedImageFindings({ desired, observed }: Question): Finding[] {
  const { managedImageId: id, source } = desired.image
  if (id === undefined || source === undefined) return []
  switch (observed.managedImage?.state) {
    case 'unreadable':
      return [notReadable('managed image', id, observed.managedImage)]
    case 'present':
      return presentFindings(id, observed.managedImage.value, source)
    case 'absent':
      if (observed.managedImage.isGroupMissing) return [groupMissing(id)]
      return machineFindings(presentValue(observed.source[0]?.observed))
    default:
      return []
  }
}

function presentFindings(id: string, { madeFrom, provisioningState }: LineageLink, asked: ImageSource): Finding[] {
  const image = resourceName(id)
  if (madeFrom !== undefined && !sameSource(madeFrom, asked)) {
    const facts = { image, held: sourceInFull(madeFrom), asked: sourceInFull(asked) }
    return [found('ManagedImageFromOtherSource', id, facts)]
  }
  if (provisioningState === 'Succeeded' || isBeingMade(provisioningState)) return []
  return [found('SourceNotReady', id, { source: image, state: provisioningState, input: 'managed-image' })]
}

/** Source: learn.microsoft.com, "Trusted Launch for Azure virtual machines", unsupported features: managed images. */
function machineFindings(machine: LineageLink | undefined): Finding[] {
  if (machine?.kind !== 'virtual-machine' || machine.securityType === undefined) return []
  if (/^standard$/i.test(machine.securityType)) return []
  const facts = { vm: resourceName(machine.id), type: machine.securityType }
  return [found('ManagedImageNotPossible', machine.id, facts)]
}
