import { count } from '../../model/count.ts'
import type { DesiredImage } from '../../model/desired.ts'
import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ImageVersion } from '../../model/image.ts'
import { type ImageSource, sameSource, sourceInFull } from '../../model/image-source.ts'
import { presentValue } from '../../model/observed.ts'
import { normalizeRegion, resourceName } from '../../model/resource-id.ts'
import { awaitsPromotion, excludedRegions } from '../image/exclusion.ts'
import { publishedSource } from '../image/image-steps.ts'
import { youngerThan } from '../image/version.ts'
import { deadline, NEAR_LIFE_DAYS } from './deadline.ts'
import { isOfOtherTenant, notReadable } from './reading.ts'

/** Findings about the image version: readable, from the source that is asked, replicated, and not at its end. */
export function versionFindings(question: Question): Finding[] {
  const { desired, observed, draft } = question
  const id = draft.imageVersionId
  const { imageVersion, version } = observed
  if (imageVersion.state === 'unreadable') {
    // Of another tenant is the whole subscription, which the image definition has told.
    if (isOfOtherTenant(observed.imageDefinition)) return []
    // Which number comes next is told by the list, without which it is a guess that nobody is to look for.
    return desired.image.version.kind === 'next'
      ? [notReadable('list of image versions of', desired.image.imageDefinitionId, imageVersion)]
      : [notReadable('image version', id, imageVersion)]
  }
  if (imageVersion.state === 'absent') {
    return desired.image.source === undefined ? [found('SourceRequired', id, { version })] : []
  }
  const held = imageVersion.value
  if (held.provisioningState === 'Deleting') return [found('ImageVersionBeingDeleted', id, { version })]
  return [
    ...originFindings(held, question),
    ...failureFindings(held, question),
    ...shallowFindings(held, question),
    ...exclusionFindings(held, question),
    ...endOfLifeFindings(held, question),
  ]
}

/** What comes from another source anyhow is not told to be older than the one that is asked. */
function originFindings(held: ImageVersion, question: Question): Finding[] {
  const other = sourceFindings(held, question)
  return other.length > 0 ? other : ageFindings(held, question)
}

function sourceFindings({ source: held }: ImageVersion, { desired, observed, draft }: Question): Finding[] {
  const { source } = desired.image
  const asked = publishedSource(desired.image)
  const other = (one: ImageSource, another: ImageSource) => [
    found('ImageVersionFromOtherSource', draft.imageVersionId, {
      version: observed.version,
      held: sourceInFull(one),
      asked: sourceInFull(another),
    }),
  ]
  if (held === undefined || asked === undefined || source === undefined) return []
  if (!isFrom(held, desired.image)) return other(held, asked)
  // The managed image in between tells what the version comes from in the end.
  const madeFrom = sameSource(held, asked) ? presentValue(observed.managedImage)?.madeFrom : undefined
  return madeFrom === undefined || sameSource(madeFrom, source) ? [] : other(madeFrom, source)
}

/** A name can be given again to what is made anew; Azure does not look, and keeps what it has copied. */
function ageFindings(held: ImageVersion, { observed, draft }: Question): Finding[] {
  const links = observed.source.flatMap(({ observed: reading }) => presentValue(reading) ?? [])
  const newer = youngerThan(held, links)
  if (newer === undefined || held.source === undefined) return []
  const [made, published] = [newer.createdAt, held.publishedDate].map(
    (instant = '') => `${instant.slice(0, 16).replace('T', ' ')} UTC`,
  )
  const facts = { source: resourceName(newer.id), made: made ?? '', published: published ?? '' }
  return [found('SourceNewerThanVersion', draft.imageVersionId, { ...facts, version: observed.version })]
}

/** With `managed-image` a version may have been made of that image, or of the source without the way round. */
function isFrom(held: NonNullable<ImageVersion['source']>, image: DesiredImage): boolean {
  return [publishedSource(image), image.source].some((asked) => asked !== undefined && sameSource(held, asked))
}

function failureFindings(held: ImageVersion, { observed: { version }, draft }: Question): Finding[] {
  const failed = held.replication.filter(({ state }) => state === 'Failed')
  const told = failed.map(({ region, details }) => ({
    region,
    details: details.replace(/\.\s*$/, '') || 'Azure gives no details',
  }))
  const whole = {
    region: enumeration(held.targetRegions.map(({ region }) => region)),
    details: 'Azure says so of the version as a whole, and of no region',
  }
  const all = told.length === 0 && held.provisioningState === 'Failed' ? [whole] : told
  return all.map((facts) => found('ImageVersionFailed', draft.imageVersionId, { version, ...facts }))
}

function shallowFindings(held: ImageVersion, { observed: { version }, draft }: Question): Finding[] {
  const region = normalizeRegion(held.location)
  const more = draft.replicas.filter((one) => one.region !== region || one.regionalReplicaCount > 1)
  if (held.replicationMode !== 'Shallow' || more.length === 0) return []
  const needed = more.map((one) => `${count(one.regionalReplicaCount, 'replica')} in ${one.region}`)
  return [found('ImageVersionShallow', draft.imageVersionId, { version, region, needed: enumeration(needed) })]
}

/** What this action itself holds back until it has proven healthy is told by the plan and the report; what rolls needs it. */
function exclusionFindings(held: ImageVersion, { desired, observed: { version }, draft }: Question): Finding[] {
  const regions = excludedRegions(held)
  if (regions.length === 0 || awaitsPromotion(held) || desired.rollout.strategy === 'rolling') return []
  const where = regions.length === held.targetRegions.length ? 'every region' : enumeration(regions)
  return [found('ExcludedFromLatest', draft.imageVersionId, { version, where })]
}

function endOfLifeFindings(held: ImageVersion, { desired, observed, draft }: Question): Finding[] {
  const end = desired.image.endOfLifeDate ?? held.endOfLifeDate
  if (end === undefined) return []
  const { date, days, left } = deadline(end, observed.at)
  const { version } = observed
  if (days < 0) return [found('EndOfLifePast', draft.imageVersionId, { version, date })]
  return days <= NEAR_LIFE_DAYS ? [found('EndOfLifeNear', draft.imageVersionId, { version, date, days: left })] : []
}
