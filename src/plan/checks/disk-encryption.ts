import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { propertyAfter, startsNodes } from '../draft/draft-changes.ts'
import { sizesFor } from '../draft/vm-sizes.ts'

const TARGETS = [...MACHINE, 'diskEncryptionConfiguration', 'targets']

/**
 * Findings about disk encryption that pools of a Linux image ask for. An image of a gallery is a custom one.
 * Source: learn.microsoft.com/azure/batch/disk-encryption.
 */
export function diskEncryptionFindings(question: Question): Finding[] {
  if (definitionAfter(question)?.osType !== 'Linux') return []
  const concerned = question.draft.pools.filter((pool) => startsNodes(pool) && isAsked(pool))
  return concerned.flatMap((pool) => {
    const obstacle = obstacleTo(pool, question)
    const { poolId } = pool.desired
    return obstacle ? [found('DiskEncryptionNotPossible', poolId, { pool: resourceName(poolId), ...obstacle })] : []
  })
}

function isAsked(pool: DraftPool): boolean {
  const targets = propertyAfter(pool, TARGETS)
  return Array.isArray(targets) && targets.length > 0
}

function obstacleTo(pool: DraftPool, question: Question) {
  const { id, poolAllocationMode: mode } = pool.account
  if (mode === 'UserSubscription') {
    const why = `there is none in accounts of the mode UserSubscription, such as ${resourceName(id)}`
    return { why, way: 'use a Batch account of the mode BatchService' }
  }
  const size = sizesFor(pool, question)?.size
  if (!size?.lacks?.includes('EncryptionAtHostSupported')) return undefined
  return { why: `VM size ${size.name} has none`, way: 'choose a `vm-size` that has encryption at host' }
}
