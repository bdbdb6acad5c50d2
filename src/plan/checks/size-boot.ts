import type { VmSize } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { SECURITY_TYPE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { propertyAfter, startsNodes } from '../draft/draft-changes.ts'
import { sizesFor } from '../draft/vm-sizes.ts'

/** Findings about what machines of a VM size boot: their security type, and the disk controllers of the image. */
export function sizeBootFindings(question: Question): Finding[] {
  return question.draft.pools.filter(startsNodes).flatMap((pool) => {
    const { size, offered = [] } = sizesFor(pool, question) ?? {}
    if (size === undefined) return []
    return [...controllerFindings(pool, size, question), ...securityFindings(pool, size, offered)]
  })
}

/** An image that names no controllers is taken for one of SCSI. Source: learn.microsoft.com, "NVMe overview". */
function controllerFindings({ desired: { poolId } }: DraftPool, size: VmSize, question: Question): Finding[] {
  const definition = definitionAfter(question)
  const offered = size.diskControllers ?? []
  if (definition === undefined || offered.length === 0) return []
  const needed = (definition.diskControllers ?? 'SCSI').split(',').map((each) => each.trim())
  const isNeeded = (controller: string) => needed.some((each) => each.toLowerCase() === controller.toLowerCase())
  if (offered.some(isNeeded)) return []
  return [
    found('VmSizeDiskControllerDiffers', poolId, {
      size: size.name,
      offered: enumeration(offered),
      definition: resourceName(question.desired.image.imageDefinitionId),
      needed: enumeration(needed),
    }),
  ]
}

type SecurityType = 'Standard' | 'TrustedLaunch' | 'ConfidentialVM'

/** Source: learn.microsoft.com, "Trusted Launch for Azure virtual machines", and "Azure confidential VM options". */
function securityFindings(pool: DraftPool, size: VmSize, sizes: readonly VmSize[]): Finding[] {
  const { poolId } = pool.desired
  const needed = askedOf(pool)
  const offered: readonly SecurityType[] = [
    ...(size.isConfidential ? [] : (['Standard'] as const)),
    ...(size.isTrustedLaunchDisabled ? [] : (['TrustedLaunch'] as const)),
    ...(size.isConfidential ? (['ConfidentialVM'] as const) : []),
  ]
  if (offered.includes(needed) || (needed === 'ConfidentialVM' && !isToldAtAll(sizes))) return []
  const facts = { size: size.name, offered: enumeration(offered), pool: resourceName(poolId), needed }
  return [found('VmSizeSecurityDiffers', poolId, facts)]
}

/** A list in which no size is confidential may leave that out. */
function isToldAtAll(sizes: readonly VmSize[]): boolean {
  return sizes.some(({ isConfidential }) => isConfidential)
}

function askedOf(pool: DraftPool): SecurityType {
  const asked = String(propertyAfter(pool, SECURITY_TYPE) ?? '').toLowerCase()
  if (asked === 'trustedlaunch') return 'TrustedLaunch'
  return asked === 'confidentialvm' ? 'ConfidentialVM' : 'Standard'
}
