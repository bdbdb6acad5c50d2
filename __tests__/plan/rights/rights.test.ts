import { describe, expect, it } from '@jest/globals'
import type { Permission } from '../../../src/model/subscription.ts'
import { holderOf, isAllowed, roleFor } from '../../../src/plan/rights/rights.ts'

const role = (actions: readonly string[], notActions: readonly string[] = []): Permission => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
})

describe('isAllowed', () => {
  const WRITE = 'Microsoft.Batch/batchAccounts/pools/write'
  const cases: readonly [title: string, roles: Permission[], allowed: boolean][] = [
    ['no role', [], false],
    ['the very action', [role([WRITE])], true],
    ['the action in another case', [role([WRITE.toUpperCase()])], true],
    ['everything', [role(['*'])], true],
    ['a pattern in the middle', [role(['Microsoft.Batch/*/write'])], true],
    ['a star between slashes that stands for nothing', [role(['Microsoft.Batch/batchAccounts/pools/*/write'])], true],
    ['a pattern that is too short', [role(['Microsoft.Batch/batchAccounts'])], false],
    ['a pattern of which a dot stands for itself', [role(['MicrosoftxBatch/*'])], false],
    ['reading only', [role(['*/read'])], false],
    ['everything but this', [role(['*'], ['*/pools/write'])], false],
    ['everything but this, beside a role that has it', [role(['*'], ['*/pools/write']), role([WRITE])], true],
  ]
  for (const [title, roles, allowed] of cases) {
    it(`${allowed ? 'allows' : 'forbids'} it by ${title}`, () => {
      expect(isAllowed(roles, { action: WRITE })).toBe(allowed)
    })
  }

  const JOBS = 'Microsoft.Batch/batchAccounts/jobs/write'
  const data = (dataActions: readonly string[], notDataActions: readonly string[] = []) => ({
    ...role([]),
    dataActions,
    notDataActions,
  })
  const dataCases: readonly [title: string, roles: Permission[], allowed: boolean][] = [
    ['every action of pools', [role(['Microsoft.Batch/batchAccounts/pools/*'])], false],
    ['the keys of the account', [role(['Microsoft.Batch/batchAccounts/listKeys/action'])], true],
    ['every action, keys included', [role(['*'])], true],
    ['every action but the keys', [role(['*'], ['Microsoft.Batch/*/action'])], false],
    ['reading the account', [role(['Microsoft.Batch/batchAccounts/read'])], false],
    ['the very data action', [data([JOBS])], true],
    ['a pattern of data actions', [data(['Microsoft.Batch/batchAccounts/jobs/*'])], true],
    ['all data actions but this', [data(['*'], [JOBS])], false],
  ]
  for (const [title, roles, allowed] of dataCases) {
    it(`${allowed ? 'allows' : 'forbids'} a data action by ${title}`, () => {
      expect(isAllowed(roles, { action: JOBS, isDataAction: true })).toBe(allowed)
    })
  }

  it('allows reading data by reading the account', () => {
    const reader = [role(['Microsoft.Batch/batchAccounts/read'])]
    const action = 'Microsoft.Batch/batchAccounts/jobs/read'
    expect(isAllowed(reader, { action, isDataAction: true })).toBe(true)
    expect(isAllowed(reader, { action })).toBe(false)
  })
})

describe('roleFor', () => {
  const cases: readonly (readonly [action: string, role: string])[] = [
    ['Microsoft.Compute/snapshots/write', 'Disk Snapshot Contributor'],
    ['Microsoft.Compute/snapshots/read', 'Reader'],
    ['Microsoft.Compute/galleries/images/versions/read', 'Compute Gallery Image Reader'],
    ['Microsoft.Compute/galleries/write', 'Compute Gallery Artifacts Publisher'],
    ['Microsoft.Storage/storageAccounts/listKeys/action', 'Reader and Data Access'],
    ['Microsoft.Network/virtualNetworks/subnets/read', 'Reader'],
    ['Microsoft.Batch/register/action', 'Contributor'],
    ['Microsoft.Batch/batchAccounts/jobs/delete', 'Azure Batch Job Submitter'],
    ['Microsoft.Batch/batchAccounts/jobSchedules/write', 'Azure Batch Job Submitter'],
    ['Microsoft.Compute/galleries/read', 'Reader'],
    ['Microsoft.Batch/locations/virtualMachineSkus/read', 'Azure Batch Account Reader'],
    ['Microsoft.Batch/batchAccounts/pools/read', 'Azure Batch Account Reader'],
    ['Microsoft.Batch/batchAccounts/pools/write', 'Azure Batch Data Contributor'],
    ['Microsoft.Authorization/permissions/read', 'Reader'],
  ]
  for (const [action, name] of cases) {
    it(`is ${name} for ${action}`, () => {
      expect(roleFor(action)).toBe(name)
    })
  }

  it('is left open where no built-in role is right', () => {
    expect(holderOf('Microsoft.Quantum/x/write')).toBe('a role that holds Microsoft.Quantum/x/write')
  })
})
