import { describe } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import { canaryFindings } from '../../../src/plan/checks/canary.ts'
import { ACCOUNT, account, at, type Change, made, POOL, present, question, unreadable } from './question.ts'
import { rows } from './rows.ts'

const CANARY = `${POOL}-canary`
const run: Change['run'] = { canary: { nodes: 2 } }
const SMOKED: Change['run'] = { canary: { nodes: 2, smoke: { command: 'selftest', timeoutMinutes: 15 } } }
const CONTAINERS: Change['pool'] = {
  properties: {
    deploymentConfiguration: { virtualMachineConfiguration: { containerConfiguration: { type: 'DockerCompatible' } } },
  },
}
const found = (pool: Pool): Change => ({ run, preflight: { canaries: at(CANARY, present(pool)) } })
const create = question({ run }).draft.steps.find(({ id }) => id === 'create-pool render-pool-canary')
const own: Pool = { ...made(), id: CANARY, definition: create?.kind === 'create-pool' ? create.to : { properties: {} } }

describe('canaryFindings', () => {
  rows(canaryFindings, [
    ['a run without a canary', []],
    ['a name that is free', [], { run }],
    ['a canary that an earlier run has left', [], found(own)],
    [
      'a pool of somebody else',
      ['CanaryNameTaken: There is a pool render-pool-canary'],
      found({ ...made(), id: CANARY }),
    ],
    [
      'an account that takes shared keys only',
      ['CanaryNotProvable: (it allows SharedKey), so nodes of canary pool render-pool-canary cannot be seen'],
      { run, seen: { batchAccounts: at(ACCOUNT, account({ allowedAuthenticationModes: ['SharedKey'] })) } },
    ],
    [
      'such an account, in a run without a canary',
      [],
      { seen: { batchAccounts: at(ACCOUNT, account({ allowedAuthenticationModes: ['SharedKey'] })) } },
    ],
    [
      'a command, on nodes that are set up for containers',
      ['CommandOutsideContainer: Nodes of pool render-pool are set up for containers'],
      { run: SMOKED, pool: CONTAINERS },
    ],
    ['a canary without a command on such nodes', [], { run, pool: CONTAINERS }],
    ['a command on nodes for any task', [], { run: SMOKED }],
    [
      'a name of which nothing can be known',
      ['NotReadable: AuthorizationFailed'],
      { run, preflight: { canaries: at(CANARY, unreadable()) } },
    ],
  ])
})
