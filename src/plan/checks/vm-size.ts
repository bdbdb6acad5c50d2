import type { VmSize } from '../../model/batch.ts'
import { count } from '../../model/count.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration, likest } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { changes, propertyAfter, startsNodes } from '../draft/draft-changes.ts'
import { spotNodesAfter } from '../draft/pool-nodes.ts'
import { sizesFor } from '../draft/vm-sizes.ts'
import { deadline, NEAR_SUPPORT_DAYS } from './deadline.ts'

/** Most task slots of any node. Source: learn.microsoft.com/azure/batch/batch-parallel-node-tasks. */
const MOST_SLOTS = 256

/** Findings about the VM size of pools that are new, grow, or get another size, image or number of task slots. */
export function vmSizeFindings(question: Question): Finding[] {
  return question.draft.pools.filter(isConcerned).flatMap((pool) => {
    const sizes = sizesFor(pool, question)
    if (sizes === undefined) return []
    const { name, size, offered } = sizes
    if (size === undefined) return [unknown(pool, name, offered)]
    return [
      ...supportFindings(pool, size, question.observed.at),
      ...fitFindings(pool, size, question),
      ...spotFindings(pool, size),
      ...slotFindings(pool, size),
    ]
  })
}

function isConcerned(pool: DraftPool): boolean {
  return startsNodes(pool) || changes(pool, 'properties.taskSlotsPerNode')
}

function unknown({ desired, region }: DraftPool, size: string, sizes: readonly VmSize[]): Finding {
  const closest = likest(
    size,
    sizes.map(({ name }) => name),
  )
  return found('VmSizeUnknown', desired.poolId, { size, region, closest })
}

function supportFindings({ desired: { poolId } }: DraftPool, size: VmSize, at: number): Finding[] {
  if (size.batchSupportEndOfLife === undefined) return []
  const { date, days, left } = deadline(size.batchSupportEndOfLife, at)
  if (days < 0) return [found('VmSizeRetired', poolId, { size: size.name, date })]
  return days <= NEAR_SUPPORT_DAYS ? [found('VmSizeRetiring', poolId, { size: size.name, date, days: left })] : []
}

function fitFindings({ desired: { poolId } }: DraftPool, size: VmSize, question: Question): Finding[] {
  const image = definitionAfter(question)
  if (image === undefined) return []
  const { hyperVGenerations: generations, architecture } = size
  const facts = { size: size.name, definition: resourceName(question.desired.image.imageDefinitionId) }
  const generation = { ...facts, offered: enumeration(generations ?? []), needed: image.hyperVGeneration }
  return [
    ...(generations === undefined || generations.includes(image.hyperVGeneration)
      ? []
      : [found('VmSizeGenerationDiffers', poolId, generation)]),
    ...(architecture === undefined || architecture.toLowerCase() === image.architecture.toLowerCase()
      ? []
      : [found('VmSizeArchitectureDiffers', poolId, { ...facts, offered: architecture, needed: image.architecture })]),
  ]
}

function spotFindings(pool: DraftPool, { name, isSpotCapable }: VmSize): Finding[] {
  const { poolId } = pool.desired
  const nodes = spotNodesAfter(pool)
  if (isSpotCapable !== false || nodes === 0) return []
  return [
    found('VmSizeNotSpotCapable', poolId, { size: name, pool: resourceName(poolId), nodes: count(nodes, 'spot node') }),
  ]
}

function slotFindings(pool: DraftPool, { name, cores }: VmSize): Finding[] {
  const asked = propertyAfter(pool, ['taskSlotsPerNode'])
  if (cores === undefined || typeof asked !== 'number') return []
  const most = Math.min(MOST_SLOTS, 4 * cores)
  return asked > most ? [found('TaskSlotsTooMany', pool.desired.poolId, { size: name, most, cores, asked })] : []
}
