import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceName } from '../../model/resource-id.ts'
import { deadline, NEAR_LIFE_DAYS } from './deadline.ts'

/** Findings about the end of life of the image definition, which has one of its own beside that of each version. */
export function definitionEndFindings({ desired, observed }: Question): Finding[] {
  const end = presentValue(observed.imageDefinition)?.endOfLifeDate
  if (end === undefined) return []
  const id = desired.image.imageDefinitionId
  const { date, days, left } = deadline(end, observed.at)
  const facts = { definition: resourceName(id), date }
  if (days < 0) return [found('DefinitionEndOfLifePast', id, facts)]
  return days <= NEAR_LIFE_DAYS ? [found('DefinitionEndOfLifeNear', id, { ...facts, days: left })] : []
}
