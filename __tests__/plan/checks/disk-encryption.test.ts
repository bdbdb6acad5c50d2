import { describe } from '@jest/globals'
import { diskEncryptionFindings } from '../../../src/plan/checks/disk-encryption.ts'
import { ACCOUNT, account, at, type Change, definition, later, made, present, unreadable, vmSize } from './question.ts'
import { rows } from './rows.ts'

const asks = (lacks: readonly string[], targets: string[] = ['TemporaryDisk']): Change => ({
  pool: {
    properties: {
      deploymentConfiguration: { virtualMachineConfiguration: { diskEncryptionConfiguration: { targets } } },
    },
  },
  preflight: { vmSizes: at(ACCOUNT, present([vmSize({ lacks })])) },
})
const LACKING = asks(['EncryptionAtHostSupported'])

describe('diskEncryptionFindings', () => {
  rows(diskEncryptionFindings, [
    ['a pool that asks for none', [], asks(['EncryptionAtHostSupported'], [])],
    [
      'a VM size without encryption at host',
      ['DiskEncryptionNotPossible: only by encryption at host, and VM size Standard_D4s_v5 has none.'],
      LACKING,
    ],
    ['a VM size with encryption at host', [], asks(['PremiumIO'])],
    ['sizes that could not be read', [], { ...LACKING, preflight: { vmSizes: at(ACCOUNT, unreadable()) } }],
    [
      'an account in the mode UserSubscription',
      ['DiskEncryptionNotPossible: there is none in accounts of the mode UserSubscription, such as renderfarm'],
      { ...asks([]), seen: { batchAccounts: at(ACCOUNT, account({ poolAllocationMode: 'UserSubscription' })) } },
    ],
    ['an image of Windows', [], { ...LACKING, seen: { imageDefinition: definition({ osType: 'Windows' }) } }],
    ['a pool that stays as it is', [], { ...LACKING, seen: later(made(LACKING)) }],
  ])
})
