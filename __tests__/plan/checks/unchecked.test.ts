import { describe, expect, it } from '@jest/globals'
import { uncheckedFindings } from '../../../src/plan/checks/unchecked.ts'
import { ACCOUNT, account, at, DEFINITION, POOL, question, SUBNET, SUBSCRIPTION, unreadable } from './question.ts'
import { rows } from './rows.ts'

const HERE = `/subscriptions/${SUBSCRIPTION}`

const refused = (id: string) => at(id, unreadable())

const CLOSED = { batchAccounts: at(ACCOUNT, account({ publicNetworkAccess: 'Disabled' })) }

describe('uncheckedFindings', () => {
  it('tells how a closed account is asked, and not which right is missing', () => {
    const [{ remedy } = { remedy: '' }] = uncheckedFindings(
      question({ preflight: { runningTasks: refused(POOL) }, seen: CLOSED }),
    )
    expect(remedy).toBe(
      'To have it checked, let this runner reach the Batch service of account renderfarm (networkProfile.accountAccess, or a runner inside its network).',
    )
  })

  it('tells all that a closed account without Entra takes', () => {
    const seen = {
      batchAccounts: at(ACCOUNT, account({ publicNetworkAccess: 'Disabled', allowedAuthenticationModes: [] })),
    }
    const [{ remedy } = { remedy: '' }] = uncheckedFindings(
      question({ preflight: { runningTasks: refused(POOL) }, seen }),
    )
    expect(remedy).toContain('add AAD to `allowedAuthenticationModes` of Batch account renderfarm, and let this runner')
  })

  rows(uncheckedFindings, [
    ['a preflight that was read whole', []],
    [
      'supported images',
      [
        'NotChecked: node agent SKU and base image against what Batch account renderfarm supports, because Azure says AuthorizationFailed: No right',
      ],
      { preflight: { supportedImages: refused(ACCOUNT) } },
    ],
    [
      'VM sizes',
      ['NotChecked: the VM sizes of the pools in Batch account renderfarm'],
      { preflight: { vmSizes: refused(ACCOUNT) } },
    ],
    [
      'pools of the account',
      ['NotChecked: the core quotas of Batch account renderfarm against all its pools'],
      { preflight: { accountPools: refused(ACCOUNT) } },
    ],
    ['a subnet', ['NotChecked: free addresses of subnet nodes'], { preflight: { subnets: refused(SUBNET) } }],
    [
      'permissions',
      [`NotChecked: whether this identity may do what the plan needs at ${DEFINITION}, because`],
      { preflight: { permissions: refused(DEFINITION) } },
    ],
    [
      'permissions at several places, refused alike',
      [`NotChecked: what the plan needs at ${DEFINITION} and ${ACCOUNT}, because`],
      { preflight: { permissions: { ...refused(DEFINITION), ...refused(ACCOUNT) } } },
    ],
    [
      'what lies in a subscription that has its own finding',
      [],
      {
        preflight: {
          permissions: at(DEFINITION, unreadable('InvalidAuthenticationTokenTenant')),
          registrations: at(HERE, unreadable('SubscriptionNotFound')),
        },
      },
    ],
    [
      'a registration',
      [`NotChecked: registered in subscription ${SUBSCRIPTION}`],
      { preflight: { registrations: refused(HERE) } },
    ],
    ['regions', ['NotChecked: may use the regions'], { preflight: { regions: refused(HERE) } }],
    [
      'running tasks',
      ['NotChecked: how many running tasks of pool render-pool'],
      { preflight: { runningTasks: refused(POOL) } },
    ],
    [
      'supported images of an account that is closed',
      ['NotChecked: node agent SKU and base image'],
      { preflight: { supportedImages: refused(ACCOUNT) }, seen: CLOSED },
    ],
    [
      'two things at once',
      ['NotChecked: VM sizes', 'NotChecked: registered'],
      { preflight: { vmSizes: refused(ACCOUNT), registrations: at(HERE, unreadable('ETIMEDOUT', 'No answer.')) } },
    ],
  ])

  it('names no role where a deny assignment closes it', () => {
    const denied = at(HERE, unreadable('DenyAssignmentAuthorizationFailed', 'Denied.'))
    const [finding] = uncheckedFindings(question({ preflight: { regions: denied } }))
    expect(finding?.remedy).toContain('Have the owner of the deny assignment')
  })
})
