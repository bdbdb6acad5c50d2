import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { named } from '../../model/image-source.ts'
import { type Lineage, type LineageLink, linkThatTells } from '../../model/lineage.ts'
import { resourceName } from '../../model/resource-id.ts'
import { holderOf, missingRight } from '../rights/rights.ts'
import { isRefused, notChecked, readRight } from './reading.ts'
import { isPublished, sourceLineage } from './source-lineage.ts'

/** Findings that the chain behind the image tells: what its disk carries along, and where the chain cannot be followed. */
export function lineageFindings(question: Question): Finding[] {
  const lineage = sourceLineage(question)
  if (lineage === undefined) return []
  return [
    ...diskFindings(lineage),
    ...extensionFindings(lineage),
    ...dataDiskFindings(lineage, question),
    ...(question.observed.lineage ? endFindings(question.observed.lineage) : []),
  ]
}

function diskFindings(lineage: Lineage): Finding[] {
  const encryption = linkThatTells(lineage, 'isGuestEncrypted')
  const caching = beforeDisks(lineage).find(({ osDiskCaching }) => osDiskCaching !== undefined)
  return [
    ...(encryption?.isGuestEncrypted === true
      ? [found('OsDiskEncrypted', encryption.id, { origin: diskWords(encryption) })]
      : []),
    ...(caching?.osDiskCaching === undefined || caching.osDiskCaching === 'ReadWrite'
      ? []
      : [found('OsDiskCacheNotReadWrite', caching.id, { origin: named(caching.id), held: caching.osDiskCaching })]),
  ]
}

/** The disk itself, or that of an image or a machine. */
function diskWords(link: LineageLink): string {
  const name = named(link.id)
  return isDisk(link) ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : `The OS disk of ${name}`
}

function extensionFindings(lineage: Lineage): Finding[] {
  const { id, extensions = [] } = linkThatTells(lineage, 'extensions') ?? { id: '' }
  if (extensions.length === 0) return []
  return [found('VmHasExtensions', id, { vm: resourceName(id), extensions: extensions.join(', ') })]
}

function dataDiskFindings(lineage: Lineage, question: Question): Finding[] {
  const luns = dataDiskLuns(lineage, question)
  if (luns.length === 0) return []
  return [
    ...encryptedFindings(lineage, question),
    found('DataDisksToMount', question.draft.imageVersionId, { luns: enumeration(luns.map(String)) }),
  ]
}

/** Of single disks each is looked at by itself. */
function encryptedFindings(lineage: Lineage, question: Question): Finding[] {
  if (isPublished(question) && question.desired.image.source?.kind === 'disks') return []
  const { id, encryptedDataDisk: disk } =
    beforeDisks(lineage).find((link) => link.encryptedDataDisk !== undefined) ?? {}
  return id === undefined || disk === undefined ? [] : [found('DataDiskEncrypted', id, { disk })]
}

/** An image made from single disks has those disks, whatever the machine had that they once belonged to. */
function dataDiskLuns(lineage: Lineage, question: Question): readonly number[] {
  const { source } = question.desired.image
  if (isPublished(question) && source?.kind === 'disks') return source.dataDisks.map(({ lun }) => lun)
  return beforeDisks(lineage).find(({ dataDiskLuns: told }) => told !== undefined)?.dataDiskLuns ?? []
}

/** A disk carries neither host caching nor other disks along: what is behind it tells of other machines. */
function beforeDisks({ links }: Lineage): readonly LineageLink[] {
  const cut = links.findIndex(isDisk)
  return cut < 0 ? links : links.slice(0, cut)
}

function isDisk({ kind }: LineageLink): boolean {
  return kind === 'disk' || kind === 'snapshot' || kind === 'vhd'
}

function endFindings({ links, baseImage, end }: Lineage): Finding[] {
  const last = links.at(-1)
  if (last === undefined || end.kind === 'marketplace') return []
  if (baseImage !== undefined && end.kind === 'unreadable') {
    return [
      notChecked(
        { what: `what ${named(end.id)} tells of the image`, ...readRight(end.id) },
        { ...end, state: 'unreadable' },
      ),
    ]
  }
  const origin = named(last.id)
  return [found('LineageEnds', last.id, { origin, why: whyItEnds({ links, end }, origin) })]
}

function whyItEnds({ links, end }: Lineage, origin: string): string {
  switch (end.kind) {
    case 'missing':
      return `${named(end.id)} is not there any more, or is another by now`
    case 'unreadable':
      return `${named(end.id)} could not be read (${end.code}${rightWords(end)})`
    case 'too-long':
      return `the chain goes on behind the ${links.length} links that were followed`
    default:
      return `${origin} names no origin`
  }
}

function rightWords({ id, code, reason }: Extract<Lineage['end'], { readonly kind: 'unreadable' }>): string {
  if (!isRefused(code)) return ''
  const { action } = missingRight(reason) ?? readRight(id)
  return `: it takes ${holderOf(action)} at ${id}`
}
