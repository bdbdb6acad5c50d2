import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { kindOf } from '../../model/image-source.ts'
import type { LineageLink } from '../../model/lineage.ts'
import type { SourcePart } from '../../model/observed.ts'
import { parseResourceId, resourceName } from '../../model/resource-id.ts'
import { gallerySubscription } from '../image/provider-steps.ts'
import { notReadable } from './reading.ts'
import { machineFindings } from './virtual-machine.ts'

/** Findings about one resource that a version is made from: the whole image, or one disk. */
export function sourcePartFindings({ role, id, observed }: SourcePart, question: Question): Finding[] {
  const input = typeof role === 'string' ? 'source' : 'data-disk-sources'
  switch (observed.state) {
    case 'absent':
      return [found('SourceNotFound', id, { kind: kindOf(id), source: id, input })]
    case 'unreadable':
      return [notReadable(kindOf(id), id, observed)]
    case 'present':
      return [
        ...readinessFindings(observed.value, input),
        ...encryptionFindings(observed.value, gallerySubscription(question.desired)),
      ]
  }
}

/** `Unknown` stands for a state that Azure does not tell. */
const READY = ['Succeeded', 'Unknown']

function readinessFindings(link: LineageLink, input: string): Finding[] {
  const source = resourceName(link.id)
  switch (link.kind) {
    case 'virtual-machine':
      return machineFindings(link)
    case 'gallery-image-version':
      return [
        ...(link.regions.length === 0 ? [found('SourceNotReplicated', link.id, { source })] : []),
        ...generalizedFindings(link),
      ]
    case 'vhd':
      return []
    default:
      return [
        ...(READY.includes(link.provisioningState)
          ? []
          : [found('SourceNotReady', link.id, { source, state: link.provisioningState, input })]),
        ...generalizedFindings(link),
      ]
  }
}

function generalizedFindings({ id, osState }: LineageLink): Finding[] {
  return osState === 'Specialized' ? [found('SourceNotGeneralized', id, { source: resourceName(id) })] : []
}

/** Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", encrypted source. */
function encryptionFindings({ id, isCustomerEncrypted }: LineageLink, subscription: string): Finding[] {
  const held = parseResourceId(id)?.subscriptionId
  if (isCustomerEncrypted !== true || held === undefined || held.toLowerCase() === subscription.toLowerCase()) return []
  return [found('SourceEncryptedElsewhere', id, { source: resourceName(id), subscription })]
}
