import { describe, expect, it } from '@jest/globals'
import type { BatchAccount } from '../../../src/model/batch.ts'
import { accountFindings } from '../../../src/plan/checks/account.ts'
import {
  ABSENT,
  ACCOUNT,
  account,
  at,
  type Change,
  later,
  made,
  POOL,
  present,
  question,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const seen = (more: Partial<BatchAccount>): Change => ({ seen: { batchAccounts: at(ACCOUNT, account(more)) } })

/** The Batch service has not been asked, or has not answered. */
const UNANSWERED = { preflight: { supportedImages: {} } }

const DENY = { accountAccess: { defaultAction: 'Deny', ipRules: ['10.0.0.1'] } }

describe('accountFindings', () => {
  it('tells the command that lets Entra in, with the modes that are in use', () => {
    const [finding] = accountFindings(question(seen({ allowedAuthenticationModes: ['SharedKey'] })))
    expect(finding?.remedy).toBe(
      `Add AAD to the modes that it allows: \`az rest --method patch --url "${ACCOUNT}?api-version=2025-06-01" --body '{"properties":{"allowedAuthenticationModes":["SharedKey","AAD"]}}'\`.`,
    )
  })

  rows(accountFindings, [
    ['an account that is ready and open', []],
    [
      'an account that is not there',
      ['BatchAccountNotFound: batchAccounts/renderfarm.'],
      { seen: { batchAccounts: at(ACCOUNT, ABSENT) } },
    ],
    [
      'an account that could not be read',
      ['NotReadable: The Batch account'],
      { seen: { batchAccounts: at(ACCOUNT, unreadable()) } },
    ],
    [
      'an account that is still being made',
      ['BatchAccountNotReady: state Creating'],
      seen({ provisioningState: 'Creating' }),
    ],
    [
      'an account that is being made while nothing changes',
      [],
      { seen: { ...later(), ...seen({ provisioningState: 'Creating' }).seen } },
    ],
    [
      'an account that takes keys only',
      ['EntraSignInNotAllowed: (it allows SharedKey and TaskAuthenticationToken)'],
      seen({ allowedAuthenticationModes: ['SharedKey', 'TaskAuthenticationToken'] }),
    ],
    [
      'an account that takes nothing',
      ['EntraSignInNotAllowed: (it allows none)'],
      seen({ allowedAuthenticationModes: [] }),
    ],
    ['an account that takes Entra among others', [], seen({ allowedAuthenticationModes: ['SharedKey', 'Aad'] })],
    [
      'sign-in that a run without health needs not',
      [],
      { ...seen({ allowedAuthenticationModes: [] }), run: { wait: 'steady' } },
    ],
    [
      'an account closed to the public internet',
      ['DataPlaneClosed: is closed to all addresses of the public internet'],
      { ...seen({ publicNetworkAccess: 'Disabled', privateEndpoints: ['nodeManagement'] }), ...UNANSWERED },
    ],
    [
      'an account that lets single addresses in',
      ['DataPlaneClosed: every address that no rule names'],
      { ...seen(DENY), ...UNANSWERED },
    ],
    [
      'an account behind a perimeter',
      ['DataPlaneClosed: is closed to all that its network security perimeter does not let in, so'],
      { ...seen({ publicNetworkAccess: 'SecuredByPerimeter' }), ...UNANSWERED },
    ],
    [
      'a closed account that takes keys only',
      ['EntraSignInNotAllowed: (it allows SharedKey)', 'DataPlaneClosed: every address that no rule names'],
      { ...seen({ ...DENY, allowedAuthenticationModes: ['SharedKey'] }), ...UNANSWERED },
    ],
    ['an account that has let this runner in', [], seen(DENY)],
    [
      'an account that has told this runner of running tasks',
      [],
      { ...seen(DENY), preflight: { ...UNANSWERED.preflight, runningTasks: at(POOL, present(0)) } },
    ],
    [
      'rules that let everybody in',
      [],
      { ...seen({ accountAccess: { defaultAction: 'Allow', ipRules: [] } }), ...UNANSWERED },
    ],
    ['a closed account where nothing is waited for', [], { ...seen(DENY), ...UNANSWERED, run: { wait: 'none' } }],
    [
      'nodes that have no way to their account',
      ['NodesShutOut: nodes of pool render-pool could not report to Batch'],
      seen({ publicNetworkAccess: 'Disabled' }),
    ],
    [
      'nodes whose rules let in nobody',
      ['NodesShutOut'],
      seen({ nodeManagementAccess: { defaultAction: 'Deny', ipRules: [] }, privateEndpoints: ['batchAccount'] }),
    ],
    ['nodes whose rules name addresses', [], seen({ nodeManagementAccess: DENY.accountAccess })],
    [
      'a private endpoint for nodes',
      [],
      seen({ publicNetworkAccess: 'Disabled', privateEndpoints: ['nodeManagement'] }),
    ],
    ['a private endpoint that may be for nodes', [], seen({ publicNetworkAccess: 'Disabled', privateEndpoints: [''] })],
    [
      'a pool that only gives up nodes of a closed account',
      [],
      {
        seen: { ...later(), ...seen({ publicNetworkAccess: 'Disabled' }).seen },
        pool: { scale: { kind: 'fixed', targetDedicatedNodes: 50, targetSpotNodes: 0 } },
      },
    ],
    [
      'a pool that is emptied and filled again in a closed account',
      ['NodesShutOut'],
      {
        run: { rollout: { strategy: 'in-place', drain: 'requeue', drainDeadline: 'fail', onFailure: 'rollback' } },
        seen: { ...later(made({ seen: { version: '1.3.0' } })), ...seen({ publicNetworkAccess: 'Disabled' }).seen },
      },
    ],
    [
      'a pool without nodes in a closed account',
      [],
      {
        ...seen({ publicNetworkAccess: 'Disabled' }),
        pool: { scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 } },
      },
    ],
  ])
})
