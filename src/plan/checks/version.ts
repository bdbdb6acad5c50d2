import { count } from '../../model/count.ts'
import type { DesiredImage } from '../../model/desired.ts'
import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ImageVersion } from '../../model/image.ts'
import { sameSource, sourceId } from '../../model/image-source.ts'
import { normalizeRegion } from '../../model/resource-id.ts'
import { awaitsPromotion, excludedRegions } from '../image/exclusion.ts'
import { publishedSource } from '../image/image-steps.ts'
import { deadline } from './deadline.ts'
import { isOfOtherTenant, notReadable } from './reading.ts'

/** Days before its end of life at which a version is warned of. */
export const NEAR_DAYS = 90

/** Findings about the image version: readable, from the source that is asked, replicated, and not at its end. */
export function versionFindings(question: Question): Finding[] {
  const { desired, observed, draft } = question
  const id = draft.imageVersionId
  const { imageVersion, version } = observed
  if (imageVersion.state === 'unreadable') {
    // Of another tenant is the whole subscription, which the image definition has told.
    return isOfOtherTenant(observed.imageDefinition) ? [] : [notReadable('image version', id, imageVersion)]
  }
  if (imageVersion.state === 'absent') {
    return desired.image.source === undefined ? [found('SourceRequired', id, { version })] : []
  }
  const held = imageVersion.value
  if (held.provisioningState === 'Deleting') return [found('ImageVersionBeingDeleted', id, { version })]
  return [
    ...sourceFindings(held, question),
    ...failureFindings(held, question),
    ...shallowFindings(held, question),
    ...exclusionFindings(held, question),
    ...endOfLifeFindings(held, question),
  ]
}

function sourceFindings({ source: held }: ImageVersion, { desired, observed, draft }: Question): Finding[] {
  const asked = publishedSource(desired.image)
  if (held === undefined || asked === undefined || isFrom(held, desired.image)) return []
  const facts = { version: observed.version, held: sourceId(held), asked: sourceId(asked) }
  return [found('ImageVersionFromOtherSource', draft.imageVersionId, facts)]
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
  return days <= NEAR_DAYS ? [found('EndOfLifeNear', draft.imageVersionId, { version, date, days: left })] : []
}
