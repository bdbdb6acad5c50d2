import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { type JsonValue, memberAt } from '../../model/json.ts'
import { MACHINE, SECURITY_TYPE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { changesImage, propertyAfter } from '../draft/draft-changes.ts'
import { fittingSecurityTypes, type PoolSecurityType } from '../pool/security-profile.ts'

const UEFI = [...MACHINE, 'securityProfile', 'uefiSettings']
const ENCRYPTION = [...MACHINE, 'osDisk', 'managedDisk', 'securityProfile', 'securityEncryptionType']

/** Findings about the security profile of pools that get the image, against the security type of its definition. */
export function poolSecurityFindings(question: Question): Finding[] {
  const imageType = definitionAfter(question)?.securityType
  const fitting = imageType === undefined ? undefined : fittingSecurityTypes(imageType)
  if (imageType === undefined || fitting === undefined) return []
  const definition = resourceName(question.desired.image.imageDefinitionId)
  return question.draft.pools.filter(changesImage).flatMap((pool) => {
    const type = propertyAfter(pool, SECURITY_TYPE)
    const facts = {
      definition,
      imageType,
      pool: resourceName(pool.desired.poolId),
      poolType: String(type ?? 'Standard'),
    }
    const fault = faultOf(pool, type, fitting)
    if (fault !== undefined) return [found('SecurityProfileDiffers', pool.desired.poolId, { ...facts, ...fault })]
    if (!isSetByRun(pool, type)) return []
    return [found('SecurityProfileSet', pool.desired.poolId, { ...facts, settings: settingsOf(pool) })]
  })
}

type Fault = { readonly poolType?: string; readonly needed: string }

function faultOf(
  pool: DraftPool,
  type: JsonValue | undefined,
  fitting: readonly PoolSecurityType[],
): Fault | undefined {
  if (!fitting.some((each) => each?.toLowerCase() === textOf(type)?.toLowerCase())) {
    const needed = fitting.map((each) => (each === undefined ? 'left out' : `set to ${each}`)).join(' or ')
    return { needed: `securityProfile.securityType has to be ${needed}` }
  }
  if (textOf(type)?.toLowerCase() !== 'confidentialvm' || propertyAfter(pool, ENCRYPTION) !== undefined)
    return undefined
  const path = 'osDisk.managedDisk.securityProfile.securityEncryptionType'
  return { poolType: `${type} without ${path}`, needed: `${path} is needed` }
}

/** Whether it is the run that gives the pool its security type: the workflow named none, and the pool had none. */
function isSetByRun({ desired, pool }: DraftPool, type: JsonValue | undefined): boolean {
  const before = memberAt(pool?.definition.properties, SECURITY_TYPE)
  return type !== undefined && before === undefined && memberAt(desired.properties, SECURITY_TYPE) === undefined
}

/** What the profile holds besides its type, as far as the workflow leaves it so. */
function settingsOf(pool: DraftPool): string {
  const encryption = textOf(propertyAfter(pool, ENCRYPTION))
  const settings = [
    ...(propertyAfter(pool, [...UEFI, 'secureBootEnabled']) === true ? ['secure boot'] : []),
    ...(propertyAfter(pool, [...UEFI, 'vTpmEnabled']) === true ? ['vTPM'] : []),
    ...(encryption === undefined ? [] : [`securityEncryptionType ${encryption}`]),
  ]
  return enumeration(settings) || 'neither secure boot nor vTPM'
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}
