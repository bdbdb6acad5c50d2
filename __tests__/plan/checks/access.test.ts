import { describe } from '@jest/globals'
import type { Permission } from '../../../src/model/subscription.ts'
import { accessFindings } from '../../../src/plan/checks/access.ts'
import {
  ABSENT,
  ACCOUNT,
  at,
  type Change,
  DEFINITION,
  later,
  made,
  present,
  SUBSCRIPTION,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const role = (actions: readonly string[], notActions: readonly string[] = []): Permission => ({
  actions,
  notActions,
  dataActions: [],
  notDataActions: [],
})

const may = (scope: string, ...roles: Permission[]): Change => ({
  preflight: { permissions: at(scope, present(roles)) },
})

const SMOKED: Change['run'] = { canary: { nodes: 2, smoke: { command: 'selftest', timeoutMinutes: 15 } } }
const POOLS = role(['Microsoft.Batch/batchAccounts/read', 'Microsoft.Batch/batchAccounts/pools/*'])
const { dataActions: _dataActions, ...UNTOLD } = POOLS

const registered = (state: string): Change['preflight'] => ({
  registrations: at(`/subscriptions/${SUBSCRIPTION}`, present(state)),
})

const BATCH = 'Microsoft.Batch/batchAccounts/pools'

describe('accessFindings', () => {
  rows(accessFindings, [
    ['an identity that may do everything', []],
    [
      'an identity that may do nothing on the account',
      [
        `RightMissing: may not do ${BATCH}/write at ${ACCOUNT}, which is needed for creating pool render-pool.`,
        `RightMissing: may not do ${BATCH}/read at ${ACCOUNT}, which is needed for watching pool render-pool.`,
      ],
      may(ACCOUNT),
    ],
    [
      'a right by a pattern in another case',
      [],
      may(ACCOUNT, role(['microsoft.batch/*/READ', 'Microsoft.Batch/batchAccounts/Pools/*'])),
    ],
    [
      'a right that the same role excepts',
      ['RightMissing: pools/write'],
      may(ACCOUNT, role(['*'], [`${BATCH}/write`])),
    ],
    ['a right that another role excepts', [], may(ACCOUNT, role(['*'], [`${BATCH}/write`]), role([`${BATCH}/write`]))],
    [
      'a reader of the gallery',
      ['RightMissing: galleries/images/versions/write', 'RightMissing: Microsoft.Compute/disks/beginGetAccess/action'],
      may(DEFINITION, role(['*/read'])),
    ],
    [
      'rights that only applying the plan would need, as a warning',
      ['RightMissing: pools/write', 'RightMissing: pools/read'],
      { run: { mode: 'plan' }, ...may(ACCOUNT) },
    ],
    ['permissions that could not be read', [], { preflight: { permissions: at(ACCOUNT, unreadable()) } }],
    ['permissions that were not asked for', [], { preflight: { permissions: {} } }],
    [
      'a provider that is not registered',
      [
        'ProviderNotRegistered: is not registered in subscription 11111111-2222-3333-4444-555555555555 (it is Registering)',
      ],
      { preflight: registered('Registering') },
    ],
    [
      'a provider that Azure does not know of',
      ['ProviderNotRegistered: (it is NotRegistered)'],
      { preflight: { registrations: at(`/subscriptions/${SUBSCRIPTION}`, ABSENT) } },
    ],
    [
      'a pool that starts anew from the version that it has, where the provider is gone',
      ['ProviderNotRegistered: (it is Unregistered)'],
      {
        run: { rollout: { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'stop' } },
        pool: { vmSize: 'Standard_D2s_v5' },
        preflight: registered('Unregistered'),
        seen: later(),
      },
    ],
    [
      'a provider that the run registers',
      [],
      { run: { registerProvider: true }, preflight: registered('NotRegistered') },
    ],
    [
      'a provider that the run may not register',
      [
        'RightMissing: may not do Microsoft.Batch/register/action at /subscriptions/11111111-2222-3333-4444-555555555555, which',
      ],
      {
        run: { registerProvider: true },
        preflight: {
          ...registered('NotRegistered'),
          permissions: at(`/subscriptions/${SUBSCRIPTION}/resourceGroups/render`, present([role(['*/read'])])),
        },
      },
    ],
    [
      'data actions that no role has',
      ['RightMissing: batchAccounts/jobs/write', 'RightMissing: batchAccounts/jobs/delete'],
      { run: SMOKED, ...may(ACCOUNT, POOLS) },
    ],
    [
      'data actions that Azure does not tell',
      [
        'NotChecked: whether this identity may do Microsoft.Batch/batchAccounts/jobs/write and Microsoft.Batch/batchAccounts/jobs/delete at',
      ],
      { run: SMOKED, ...may(ACCOUNT, UNTOLD) },
    ],
    [
      'data actions that Azure does not tell of a role beside one that has them',
      [],
      { run: SMOKED, ...may(ACCOUNT, UNTOLD, { ...POOLS, dataActions: ['*'] }) },
    ],
    ['a provider that no pool needs', [], { run: { pools: [] }, preflight: registered('NotRegistered') }],
    ['a provider while all pools stay', [], { preflight: registered('NotRegistered'), seen: later(made()) }],
  ])
})
