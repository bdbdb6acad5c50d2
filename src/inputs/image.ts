import type { VersionRequest } from '../model/desired.ts'
import { ORIGIN_PREFIX } from '../model/origin.ts'
import { normalizeRegion } from '../model/resource-id.ts'
import { INT32_MAX, type Reader } from './reader.ts'

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

const NO_VERSION: VersionRequest = { kind: 'exact', version: '0.0.0' }

/** What the runner says about the ref that triggered the workflow. */
export type TriggeringRef = { readonly type?: string | undefined; readonly name?: string | undefined }

/** `image-version`: a number, the git tag, or the next number. */
export function readVersion(reader: Reader, ref: TriggeringRef): VersionRequest {
  const value = reader.text('image-version')
  const rule =
    'has to be Major.Minor.Patch (each 0 to 2147483647, no leading zeros), tag, next-major, next-minor, next-patch or previous'
  if (value === undefined) {
    reader.wrong('image-version', `is needed: it ${rule}`)
    return NO_VERSION
  }
  if (value === 'next-major' || value === 'next-minor' || value === 'next-patch') {
    return { kind: 'next', part: value === 'next-major' ? 'major' : value === 'next-minor' ? 'minor' : 'patch' }
  }
  if (value === 'previous') return { kind: 'previous' }
  if (value === 'tag') return fromTag(reader, ref)
  if (isVersion(value)) return { kind: 'exact', version: value }
  reader.wrong('image-version', rule, value)
  return NO_VERSION
}

function fromTag(reader: Reader, { type, name = '' }: TriggeringRef): VersionRequest {
  const version = name.replace(/^v/, '')
  if (type === 'tag' && isVersion(version)) return { kind: 'exact', version }
  const ref = name === '' ? 'no ref is known' : `the ref is the ${type ?? 'ref'} ${name}`
  reader.wrong('image-version', `needs a workflow that a git tag such as v1.2.3 triggered, and ${ref}`, 'tag')
  return NO_VERSION
}

/** A version that a pool ran on before is there already, and there is one only of a pool. */
export function tellPreviousContradictions(reader: Reader, { kind }: VersionRequest, hasPool: boolean): void {
  if (kind !== 'previous') return
  if (!hasPool) reader.wrong('image-version', 'needs batch-account and pool-id, whose pool tells what it ran on', kind)
  if (reader.text('source') !== undefined) {
    reader.wrong('source', 'cannot stand beside image-version previous: that version is there already')
  }
}

function isVersion(text: string): boolean {
  return VERSION.test(text) && text.split('.').every((part) => Number(part) <= INT32_MAX)
}

/** `target-regions`: `region` or `region=replicas`. */
export function readRegions(reader: Reader): { region: string; regionalReplicaCount?: number }[] {
  const seen = new Set<string>()
  const wrong = (rule: string, item: string) => reader.wrong('target-regions', rule, item)
  return reader.list('target-regions').map((item) => {
    const equals = item.indexOf('=')
    const region = normalizeRegion(equals < 0 ? item : item.slice(0, equals))
    if (!/^[a-z][a-z0-9]*$/.test(region)) {
      wrong('has to list names of Azure regions, such as westeurope or westeurope=3', item)
    } else if (seen.has(region)) wrong(`names the region ${region} twice`, item)
    seen.add(region)
    if (equals < 0) return { region }
    const count = item.slice(equals + 1).trim()
    const regionalReplicaCount = Number(count)
    if (!/^\d+$/.test(count) || regionalReplicaCount < 1 || regionalReplicaCount > 100) {
      wrong('has to give each region from 1 to 100 replicas', item)
    }
    return { region, regionalReplicaCount }
  })
}

const ISO_DATE = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/

/** `end-of-life-date`: a day or an instant in the future, as an ISO 8601 instant. */
export function readEndOfLife(reader: Reader, now: number): string | undefined {
  const value = reader.text('end-of-life-date')
  if (value === undefined) return undefined
  const wrong = (rule: string) => {
    reader.wrong('end-of-life-date', rule, value)
    return undefined
  }
  const day = ISO_DATE.exec(value)?.[1]
  if (day === undefined) return wrong('has to be a date such as 2027-06-30, or an instant such as 2027-06-30T00:00:00Z')
  const at = Date.parse(value)
  // The 30th of February is read as a day in March.
  const isReal = !Number.isNaN(at) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
  if (!isReal) return wrong('has to be a date that exists')
  return at > now ? new Date(at).toISOString() : wrong('has to lie in the future')
}

/** Tags that an ARM resource may have, less the five that the action adds. */
const MOST_TAGS = 45

/** `image-tags`: `name=value`, by commas or lines. Azure tells names apart without case. */
export function readTags(reader: Reader): Record<string, string> {
  const tags = new Map<string, { name: string; value: string }>()
  for (const item of reader.list('image-tags')) {
    const equals = item.indexOf('=')
    const name = item.slice(0, Math.max(0, equals)).trim()
    const value = item.slice(equals + 1).trim()
    const mistake = mistakeInTag(name, value) ?? (tags.has(name.toLowerCase()) && `names the tag ${name} twice`)
    if (mistake) reader.wrong('image-tags', mistake, item)
    tags.set(name.toLowerCase(), { name, value })
  }
  if (tags.size > MOST_TAGS) reader.wrong('image-tags', `may hold up to ${MOST_TAGS} tags, and holds ${tags.size}`)
  return Object.fromEntries([...tags.values()].map(({ name, value }) => [name, value]))
}

/** Rules of ARM for tags. Source: learn.microsoft.com, "Use tags to organize your Azure resources", limitations. */
function mistakeInTag(name: string, value: string): string | undefined {
  if (name === '') return 'has to list name=value, separated by commas or lines'
  if (/[<>%&\\?/]/.test(name)) return 'has to have names without the characters <>%&\\?/'
  if (name.length > 512) return 'has to have names of up to 512 characters'
  if (value.length > 256) return 'has to have values of up to 256 characters'
  if (name.toLowerCase().startsWith(ORIGIN_PREFIX)) return `leaves names that begin with ${ORIGIN_PREFIX} to the action`
  return undefined
}
