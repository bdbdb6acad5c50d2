import { ORIGIN_PREFIX } from '../model/origin.ts'
import { normalizeRegion } from '../model/resource-id.ts'
import type { VersionRequest } from '../model/state.ts'
import type { Reader } from './reader.ts'

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

/** Largest part of a version number: Azure keeps each in 32 bits. */
const LARGEST_PART = 2_147_483_647

const NO_VERSION: VersionRequest = { kind: 'exact', version: '0.0.0' }

/** What the runner says about the ref that triggered the workflow. */
export type TriggeringRef = { readonly type?: string | undefined; readonly name?: string | undefined }

/** `image-version`: a number, the git tag, or the next number. */
export function readVersion(reader: Reader, ref: TriggeringRef): VersionRequest {
  const value = reader.text('image-version')
  const rule =
    'has to be Major.Minor.Patch (each 0 to 2147483647, no leading zeros), tag, next-major, next-minor or next-patch'
  if (value === undefined) {
    reader.wrong('image-version', `is needed: it ${rule}`)
    return NO_VERSION
  }
  if (value === 'next-major' || value === 'next-minor' || value === 'next-patch') {
    return { kind: 'next', part: value === 'next-major' ? 'major' : value === 'next-minor' ? 'minor' : 'patch' }
  }
  if (value === 'tag') return fromTag(reader, ref)
  if (isVersion(value)) return { kind: 'exact', version: value }
  reader.wrong('image-version', rule, value)
  return NO_VERSION
}

function fromTag(reader: Reader, { type, name = '' }: TriggeringRef): VersionRequest {
  const version = name.replace(/^v/, '')
  if (type === 'tag' && isVersion(version)) return { kind: 'exact', version }
  const found = type === 'tag' ? `the tag is ${name}` : `the workflow was triggered by the ${type ?? 'ref'} ${name}`
  reader.wrong('image-version', `needs a workflow that a git tag such as v1.2.3 triggered, and ${found}`, 'tag')
  return NO_VERSION
}

function isVersion(text: string): boolean {
  return VERSION.test(text) && text.split('.').every((part) => Number(part) <= LARGEST_PART)
}

/** `target-regions`: `region` or `region=replicas`. */
export function readRegions(reader: Reader): { region: string; regionalReplicaCount?: number }[] {
  const seen = new Set<string>()
  return reader.list('target-regions').flatMap((item) => {
    const [name = '', count] = item.split('=').map((part) => part.trim())
    const region = normalizeRegion(name)
    if (!/^[a-z][a-z0-9]*$/.test(region)) {
      reader.wrong('target-regions', 'has to list names of Azure regions, such as westeurope or westeurope=3', item)
      return []
    }
    if (seen.has(region)) reader.wrong('target-regions', `names the region ${region} twice`, item)
    seen.add(region)
    if (count === undefined) return [{ region }]
    if (!/^\d+$/.test(count) || Number(count) < 1 || Number(count) > 100) {
      reader.wrong('target-regions', 'has to give each region from 1 to 100 replicas', item)
    }
    return [{ region, regionalReplicaCount: Number(count) }]
  })
}

/** `end-of-life-date`: a day or an instant in the future, as an ISO 8601 instant. */
export function readEndOfLife(reader: Reader, now: number): string | undefined {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/
  const value = reader.matching(
    'end-of-life-date',
    iso,
    'has to be a date such as 2027-06-30, or an instant such as 2027-06-30T00:00:00Z',
  )
  if (value === undefined || !iso.test(value)) return undefined
  const at = Date.parse(value)
  if (Number.isNaN(at) || at <= now) {
    reader.wrong('end-of-life-date', 'has to be a date that exists and lies in the future', value)
    return undefined
  }
  return new Date(at).toISOString()
}

/** Tags that an ARM resource may have, less the four that the action adds. */
const MOST_TAGS = 46

/** `image-tags`: `name=value`, by commas or lines. */
export function readTags(reader: Reader): Record<string, string> {
  const tags: Record<string, string> = {}
  for (const item of reader.list('image-tags')) {
    const equals = item.indexOf('=')
    const [name, value] = [item.slice(0, equals).trim(), item.slice(equals + 1).trim()]
    if (equals < 1 || name === '')
      reader.wrong('image-tags', 'has to list name=value, separated by commas or lines', item)
    else if (/[<>%&\\?/]/.test(name) || name.length > 512 || value.length > 256) {
      reader.wrong(
        'image-tags',
        'has to have names of up to 512 characters without <>%&\\?/ and values of up to 256',
        item,
      )
    } else if (name.startsWith(ORIGIN_PREFIX))
      reader.wrong('image-tags', `leaves names that begin with ${ORIGIN_PREFIX} to the action`, item)
    else if (name in tags) reader.wrong('image-tags', `names the tag ${name} twice`, item)
    else tags[name] = value
  }
  if (Object.keys(tags).length > MOST_TAGS) reader.wrong('image-tags', `may hold up to ${MOST_TAGS} tags`)
  return tags
}
