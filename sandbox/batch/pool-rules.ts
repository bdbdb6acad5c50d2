import { isOfType } from '../../src/model/resource-id.ts'
import { checkDiskEncryption } from './disk-encryption.ts'
import { checkDisplayName } from './display-name.ts'
import type { Draft } from './draft.ts'
import type { Account } from './entities.ts'
import { checkImage } from './image-rules.ts'
import { at, isObject, type Json, listAt, textAt } from './json.ts'
import { requireRight } from './linked-access.ts'
import { checkWindowsSettings } from './os-rules.ts'
import { conflict, invalidValue, missingProperty } from './refusals.ts'
import { checkRegistries } from './registry-rules.ts'
import { checkScale } from './scale-rules.ts'
import { checkSize } from './size-rules.ts'
import { checkSubnet } from './subnet-rules.ts'
import { checkUpgradePolicy } from './upgrade-rules.ts'

/** Lists of a pool whose entries are named; the service reads an entry only with all of these. */
const NAMED = { metadata: ['name', 'value'], userAccounts: ['name'] } as const

const CHECKS: readonly ((draft: Draft) => void)[] = [
  checkSize,
  checkImage,
  checkWindowsSettings,
  checkRegistries,
  checkScale,
  checkStartTask,
  checkSubnet,
  checkUpgradePolicy,
  checkNames,
  checkDataDisks,
  checkDiskEncryption,
  ({ properties }) => checkDisplayName(properties, 'properties.displayName'),
]

/** Checks a complete definition, and what it links to. Throws Azure's refusal. */
export function checkDefinition(draft: Draft): void {
  for (const check of CHECKS) check(draft)
}

/** An empty start task is none; one that says anything needs its command line. */
function checkStartTask({ properties }: Draft): void {
  const task = at(properties, 'startTask')
  if (!isObject(task) || Object.keys(task).length === 0) return
  const path = 'properties.startTask.commandLine'
  const commandLine = textAt(task, 'commandLine')
  if (commandLine === undefined) throw missingProperty(path)
  if (commandLine === '') throw invalidValue(path, '', 'The command line may not be empty.')
}

function checkNames({ properties }: Draft): void {
  for (const [list, members] of Object.entries(NAMED)) {
    listAt(properties, list).forEach((entry, index) => {
      const missing = members.find((name) => textAt(entry, name) === undefined)
      if (missing !== undefined) throw missingProperty(`properties.${list}[${index}].${missing}`)
    })
  }
}

/** Each data disk has a LUN of its own, from 0 to 63. */
function checkDataDisks({ properties }: Draft): void {
  const path = 'deploymentConfiguration.virtualMachineConfiguration.dataDisks'
  const luns = listAt(properties, ...path.split('.')).map((disk) => at(disk, 'lun'))
  luns.forEach((lun, index) => {
    const isFine = typeof lun === 'number' && lun >= 0 && lun <= 63 && luns.indexOf(lun) === index
    if (!isFine)
      throw invalidValue(
        `properties.${path}[${index}].lun`,
        lun,
        'Each data disk needs a LUN of its own, from 0 to 63.',
      )
  })
}

/** Checks the identities of a pool: the caller has to be allowed to assign each. */
export function checkIdentity(identity: Json | undefined, draft: Pick<Draft, 'request' | 'parts'>): void {
  const type = textAt(identity, 'type')
  if (identity !== undefined && type !== 'UserAssigned' && type !== 'None')
    throw invalidValue('identity.type', type, 'A pool takes user-assigned identities only.')
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
