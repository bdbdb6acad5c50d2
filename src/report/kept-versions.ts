import { enumeration } from '../model/enumeration.ts'
import type { KeptBecause, Plan } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { code, prose } from './markdown.ts'
import { section } from './section.ts'
import { table } from './table.ts'

/** Why a version stays that is not among the newest, in words without a full stop. */
export function keptWords(because: KeptBecause): string {
  switch (because.kind) {
    case 'this-run':
      return 'it is the version of this run'
    case 'pool-runs':
      return `pool ${resourceName(because.poolId)} runs on it`
    case 'pool-may-run':
      return `nodes of pool ${resourceName(because.poolId)}, which names no version, may run on it`
    case 'way-back':
      return `it is the way back of pool ${resourceName(because.poolId)}`
    case 'pool-names':
      return `pool ${resourceName(because.poolId)} names it in its properties`
    case 'latest':
      return `it is the latest in ${enumeration(because.regions)} for whoever names no version`
    case 'foreign':
      return 'it was not published by this action'
    case 'being-written':
      return 'another run is writing it'
    case 'before-end-of-life':
      return because.date === undefined
        ? 'Azure deletes it only after an end of life, and it has none'
        : `Azure does not delete it before its end of life on ${because.date.slice(0, 10)}`
  }
}

/** The versions that stay, a line each. */
export function keptLines({ keptVersions = [] }: Pick<Plan, 'keptVersions'>): string[] {
  return keptVersions.map(({ imageVersionId, because }) => `${resourceName(imageVersionId)}: ${keptWords(because)}`)
}

/** The versions that stay, as a table; undefined where all that are not among the newest go. */
export function keptSection({ plan }: Report): string | undefined {
  const kept = plan?.keptVersions ?? []
  if (kept.length === 0) return undefined
  const rows = kept.map(({ imageVersionId, because }) => [
    code(resourceName(imageVersionId)),
    prose(keptWords(because)),
  ])
  return section('Image versions kept', table(['Not among the newest', 'Kept because'], rows))
}
