import { describe } from '@jest/globals'
import { windowsSettingFindings } from '../../../src/plan/checks/windows-settings.ts'
import { type Change, definition, later, made } from './question.ts'
import { rows } from './rows.ts'

const PATCHING: Change['pool'] = {
  properties: {
    deploymentConfiguration: {
      virtualMachineConfiguration: { windowsConfiguration: { enableAutomaticUpdates: false } },
    },
  },
}
const USER: Change['pool'] = {
  properties: {
    userAccounts: [{ name: 'render', windowsUserConfiguration: { loginMode: 'Batch' } }, { name: 'other' }],
  },
}

describe('windowsSettingFindings', () => {
  rows(windowsSettingFindings, [
    ['a pool without settings for Windows', []],
    [
      'patching by Windows for an image of Linux',
      ['SettingForWindows: Pool render-pool has windowsConfiguration, for Windows alone'],
      { pool: PATCHING },
    ],
    [
      'a user of Windows for an image of Linux',
      ['SettingForWindows: userAccounts with windowsUserConfiguration'],
      { pool: USER },
    ],
    [
      'both for an image of Windows',
      [],
      { pool: PATCHING, seen: { imageDefinition: definition({ osType: 'Windows' }) } },
    ],
    ['a pool that stays as it is', [], { pool: PATCHING, seen: later(made({ pool: PATCHING })) }],
  ])
})
