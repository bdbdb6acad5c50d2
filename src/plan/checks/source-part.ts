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
      return [absent({ role, id }, input, question)]
    case 'unreadable':
      return [notReadable(kindOf(id), id, observed)]
    case 'present':
      return [
        ...readinessFindings(observed.value, input),
        ...unfinishedFindings(observed.value, input),
        ...dataDiskFindings(observed.value, role),
        ...encryptionFindings(observed.value, gallerySubscription(question.desired)),
      ]
  }
}

/** A VHD is looked for by its storage account, which is what was not found. */
function absent({ role, id }: Pick<SourcePart, 'role' | 'id'>, input: string, { desired }: Question): Finding {
  const { source } = desired.image
  const disks = source?.kind === 'disks' ? source : undefined
  const isAt = (lun: number) => typeof role !== 'string' && role.lun === lun
  const disk = role === 'os-disk' ? disks?.osDisk : disks?.dataDisks.find(({ lun }) => isAt(lun))?.source
  if (disk === undefined || !('uri' in disk)) {
    const kind = kindOf(id)
    return found('SourceNotFound', id, { kind, source: id, inputs: inputsOf(kind, input) })
  }
  const account = disk.storageAccountId
  const inputs = inputsOf('storage account', 'source-storage-account')
  return found('SourceNotFound', account, { kind: 'storage account', source: account, inputs })
}

/** Only these two may be given by a plain name, which is looked for in the resource group of the run. */
function inputsOf(kind: string, input: string): string {
  const isNamed = kind === 'managed image' || kind === 'storage account'
  return `\`${input}\`${isNamed ? ', or `resource-group`, in which a plain name is looked for' : ''}`
}

/** A machine with such disks has findings of its own. */
function dataDiskFindings({ id, kind, unfitDisk, isGuestEncrypted }: LineageLink, role: SourcePart['role']): Finding[] {
  if (typeof role === 'string') return []
  const isUltra = kind !== 'virtual-machine' && unfitDisk === 'ultra'
  return [
    ...(isUltra ? [found('UltraDisk', id, { what: `Source ${resourceName(id)} is` })] : []),
    ...(isGuestEncrypted ? [found('DataDiskEncrypted', id, { disk: resourceName(id) })] : []),
  ]
}

function unfinishedFindings({ id, unfinished: why }: LineageLink, input: string): Finding[] {
  return why === undefined ? [] : [found('SourceUnfinished', id, { source: resourceName(id), why, input })]
}

/** `Unknown` stands for a state that Azure does not tell. */
const READY = ['Succeeded', 'Unknown']

function readinessFindings(link: LineageLink, input: string): Finding[] {
  const source = resourceName(link.id)
  switch (link.kind) {
    case 'virtual-machine':
      return machineFindings(link)
    case 'gallery-image-version':
      // One that is being replicated to more regions is a source where it is already.
      if (link.provisioningState === 'Deleting') {
        return [found('SourceNotReady', link.id, { source, state: link.provisioningState, input })]
      }
      return [
        ...(link.regions.length === 0 ? [found('SourceNotReplicated', link.id, { source })] : []),
        ...generalizedFindings(link),
      ]
    case 'vhd':
      return endpointFindings(link, input)
    default:
      return [
        ...(READY.includes(link.provisioningState)
          ? []
          : [found('SourceNotReady', link.id, { source, state: link.provisioningState, input })]),
        ...generalizedFindings(link),
      ]
  }
}

/** The same name may stand in another cloud, or in a zone of its own. */
function endpointFindings({ id, blobEndpoint }: LineageLink, input: string): Finding[] {
  const [host, endpoint] = [id, blobEndpoint ?? ''].map((url) => URL.parse(url)?.host)
  if (endpoint === undefined || host === endpoint) return []
  return [found('VhdOfOtherEndpoint', id, { vhd: id, endpoint: `https://${endpoint}/`, input })]
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
