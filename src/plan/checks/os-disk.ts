import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { named } from '../../model/image-source.ts'
import { linkThatTells } from '../../model/lineage.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { propertyAfter, startsNodes } from '../draft/draft-changes.ts'
import { sizesFor } from '../draft/vm-sizes.ts'
import { sourceLineage } from './source-lineage.ts'

const OS_DISK = [...MACHINE, 'osDisk'] as const

/**
 * Findings about the OS disks that pools ask for: an OS disk is no smaller than that of its image, and an ephemeral one
 * fits into the cache of the VM size. What is further behind the image can only be smaller than what is nearer.
 * Source: learn.microsoft.com, "Ephemeral OS disks for Azure VMs", size requirements.
 */
export function osDiskFindings(question: Question): Finding[] {
  const starting = question.draft.pools.filter(startsNodes)
  return starting.flatMap((pool) => [...sizeFindings(pool, question), ...cacheFindings(pool, question)])
}

function sizeFindings(pool: DraftPool, question: Question): Finding[] {
  const asked = askedGb(pool)
  const { id = '', osDiskGb: held } = imageDisk(question) ?? {}
  if (asked === undefined || held === undefined || asked >= held) return []
  const { poolId } = pool.desired
  return [found('OsDiskTooSmall', poolId, { pool: resourceName(poolId), asked, held, origin: named(id) })]
}

function cacheFindings(pool: DraftPool, question: Question): Finding[] {
  const isEphemeral = propertyAfter(pool, [...OS_DISK, 'ephemeralOSDiskSettings', 'placement']) !== undefined
  const size = sizesFor(pool, question)?.size
  const needed = askedGb(pool) ?? imageDisk(question)?.osDiskGb
  if (!isEphemeral || size?.cacheGb === undefined || needed === undefined || needed <= size.cacheGb) return []
  const { poolId } = pool.desired
  const facts = { size: size.name, cache: Math.floor(size.cacheGb), pool: resourceName(poolId), needed }
  return [found('VmSizeCacheTooSmall', poolId, facts)]
}

function askedGb(pool: DraftPool): number | undefined {
  const size = propertyAfter(pool, [...OS_DISK, 'diskSizeGB'])
  return typeof size === 'number' ? size : undefined
}

function imageDisk(question: Question) {
  return linkThatTells(sourceLineage(question), 'osDiskGb')
}
