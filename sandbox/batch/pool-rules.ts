import { isOfType } from '../../src/model/resource-id.ts'
import type { Draft } from './draft.ts'
import type { Account } from './entities.ts'
import { checkImage } from './image-rules.ts'
import { at, isObject, type Json, textAt } from './json.ts'
import { requireRight } from './linked-access.ts'
import { conflict, invalidValue } from './refusals.ts'
import { checkScale } from './scale-rules.ts'
import { checkSize } from './size-rules.ts'
import { checkSubnet } from './subnet-rules.ts'

const CHECKS: readonly ((draft: Draft) => void)[] = [checkSize, checkImage, checkScale, checkStartTask, checkSubnet]

/** Checks a complete definition, and what it links to. Throws Azure's refusal. */
export function checkDefinition(draft: Draft): void {
  for (const check of CHECKS) check(draft)
}

function checkStartTask({ properties }: Draft): void {
  if (textAt(properties, 'startTask', 'commandLine') === '')
    throw invalidValue('properties.startTask.commandLine', '', 'The command line may not be empty.')
}

/** Checks the identities of a pool: the caller has to be allowed to assign each. */
export function checkIdentity(identity: Json | undefined, draft: Pick<Draft, 'request' | 'parts'>): void {
  const assigned = at(identity, 'userAssignedIdentities')
  for (const id of isObject(assigned) ? Object.keys(assigned) : []) {
    if (!isOfType(id, 'Microsoft.ManagedIdentity', 'userAssignedIdentities'))
      throw invalidValue('identity', id, 'The value is not the ID of a user-assigned identity.')
    requireRight(draft, 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', id)
  }
}

/** Whether the account is still below its number of pools. */
export function checkPoolQuota(account: Account, pools: number): void {
  const quota = at(account.properties, 'poolQuota')
  if (typeof quota !== 'number' || pools < quota) return
  throw conflict('PoolQuotaReached', 'The pool quota for the specified account has been reached.')
}
