import type { Origin, VersionRequest } from '../../model/desired.ts'
import type { ImageVersion } from '../../model/image.ts'
import { type ImageSource, sameSource } from '../../model/image-source.ts'
import type { LineageLink } from '../../model/lineage.ts'
import { isFromCommit } from '../../model/origin.ts'
import { resourceName } from '../../model/resource-id.ts'

/** A version that the versions of the definition tell. */
export type CountedVersion = Exclude<VersionRequest, { readonly kind: 'previous' }>

type Parts = readonly [major: number, minor: number, patch: number]

/**
 * Number of the version a run works on. `next-*` finds what an earlier attempt of the same commit made from the
 * same source, so that a re-run does not publish twice; otherwise it counts on from the highest that exists. `links` is
 * what is known of the source: one that was made anew under its name is another.
 */
export function resolveVersion(
  request: CountedVersion,
  existing: readonly ImageVersion[],
  origin: Origin,
  source: ImageSource | undefined,
  links: readonly LineageLink[] = [],
): string {
  if (request.kind === 'exact') return request.version
  const made = existing.filter(
    (version) =>
      isFromCommit(version.tags, origin) &&
      source !== undefined &&
      version.source !== undefined &&
      sameSource(version.source, source) &&
      youngerThan(version, links) === undefined,
  )
  const again = highest(made)
  if (again !== undefined) return again.join('.')
  const [major, minor, patch] = highest(existing) ?? [0, 0, 0]
  switch (request.part) {
    case 'major':
      return `${major + 1}.0.0`
    case 'minor':
      return `${major}.${minor + 1}.0`
    case 'patch':
      return `${major}.${minor}.${patch + 1}`
  }
}

/** What was made after a version was published: the version cannot hold it, whatever its name. */
export function youngerThan({ publishedDate }: ImageVersion, links: readonly LineageLink[]): LineageLink | undefined {
  const published = Date.parse(publishedDate ?? '')
  return links.find(({ createdAt }) => Date.parse(createdAt ?? '') > published)
}

/** Azure's order of version numbers: part by part, as numbers. Negative where the first is older. */
export function compareVersions(one: string, other: string): number {
  return compareParts(partsOf(one), partsOf(other))
}

/** Whether a version number is higher than another. */
export function isHigher(version: string, other: string): boolean {
  return compareVersions(version, other) > 0
}

function highest(versions: readonly ImageVersion[]): Parts | undefined {
  return versions
    .map((version) => partsOf(resourceName(version.id)))
    .sort(compareParts)
    .at(-1)
}

function partsOf(version: string): Parts {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  return [major, minor, patch]
}

function compareParts(one: Parts, other: Parts): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2]
}
