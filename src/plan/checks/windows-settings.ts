import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { isJsonObject } from '../../model/json.ts'
import { MACHINE } from '../../model/pool-field.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { changes, changesImage, propertyAfter } from '../draft/draft-changes.ts'

const WINDOWS = [...MACHINE, 'windowsConfiguration']

/**
 * Findings about settings of pools that Batch takes for Windows alone.
 * Source: learn.microsoft.com/rest/api/batchmanagement/pool/create, WindowsConfiguration and WindowsUserConfiguration.
 */
export function windowsSettingFindings(question: Question): Finding[] {
  if (definitionAfter(question)?.osType !== 'Linux') return []
  const definition = resourceName(question.desired.image.imageDefinitionId)
  return question.draft.pools.filter(isConcerned).flatMap((pool) => {
    const settings = windowsSettingsOf(pool)
    if (settings.length === 0) return []
    const { poolId } = pool.desired
    return [
      found('SettingForWindows', poolId, { pool: resourceName(poolId), settings: enumeration(settings), definition }),
    ]
  })
}

function isConcerned(pool: DraftPool): boolean {
  return changesImage(pool) || changes(pool, 'properties.userAccounts')
}

function windowsSettingsOf(pool: DraftPool): string[] {
  const users = propertyAfter(pool, ['userAccounts'])
  const hasUser =
    Array.isArray(users) && users.filter(isJsonObject).some((user) => isJsonObject(user['windowsUserConfiguration']))
  return [
    ...(isJsonObject(propertyAfter(pool, WINDOWS)) ? ['windowsConfiguration'] : []),
    ...(hasUser ? ['userAccounts with windowsUserConfiguration'] : []),
  ]
}
