import type { VmSize } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { isJsonObject, type JsonValue, memberAt } from '../../model/json.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { propertyAfter, startsNodes } from '../draft/draft-changes.ts'
import { sizesFor } from '../draft/vm-sizes.ts'

type Feature = {
  readonly capability: string
  /** `{size} has no ...` */
  readonly feature: string
  readonly path: readonly string[]
  readonly isAsked: (value: JsonValue) => boolean
}

/** Source of the capabilities: Microsoft.Batch, locations/virtualMachineSkus. */
const FEATURES: readonly Feature[] = [
  {
    capability: 'PremiumIO',
    feature: 'premium disks',
    path: [...MACHINE, 'osDisk', 'managedDisk', 'storageAccountType'],
    isAsked: isPremium,
  },
  {
    capability: 'PremiumIO',
    feature: 'premium disks',
    path: [...MACHINE, 'dataDisks'],
    isAsked: (disks) =>
      Array.isArray(disks) &&
      disks.filter(isJsonObject).some((disk) => isPremium(memberAt(disk, ['managedDisk', 'storageAccountType']))),
  },
  {
    capability: 'EphemeralOSDiskSupported',
    feature: 'ephemeral OS disks',
    path: [...MACHINE, 'osDisk', 'ephemeralOSDiskSettings', 'placement'],
    isAsked: (placement) => typeof placement === 'string',
  },
  {
    capability: 'EncryptionAtHostSupported',
    feature: 'encryption at host',
    path: [...MACHINE, 'securityProfile', 'encryptionAtHost'],
    isAsked: (flag) => flag === true,
  },
  {
    capability: 'AcceleratedNetworkingEnabled',
    feature: 'accelerated networking',
    path: ['networkConfiguration', 'enableAcceleratedNetworking'],
    isAsked: (flag) => flag === true,
  },
]

/** Findings about what pools ask for beside their VM size, and what that size is told not to have. */
export function sizeFeatureFindings(question: Question): Finding[] {
  return question.draft.pools.filter(startsNodes).flatMap((pool) => {
    const size = sizesFor(pool, question)?.size
    return size === undefined ? [] : lackFindings(pool, size)
  })
}

function lackFindings(pool: DraftPool, { name: size, lacks = [] }: VmSize): Finding[] {
  const { poolId } = pool.desired
  return FEATURES.filter(({ capability }) => lacks.includes(capability)).flatMap(({ feature, path, isAsked }) => {
    const value = propertyAfter(pool, path)
    if (value === undefined || !isAsked(value)) return []
    return [found('VmSizeLacks', poolId, { size, feature, pool: resourceName(poolId), member: path.join('.') })]
  })
}

function isPremium(type: JsonValue | undefined): boolean {
  return typeof type === 'string' && /^premium/i.test(type)
}
