import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf, openBatch } from './batch-cloud.ts'

const POOLS = 'Microsoft.Batch/batchAccounts/pools'
const FORMULA = { scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes = 2;' } } }

/** The demo, in which the application may read and write pools, and what else is given. */
function holding(...more: readonly string[]) {
  return openBatch(({ applications: [application] }) => ({
    roleDefinitions: [
      {
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        name: 'tried',
        actions: [`${POOLS}/read`, `${POOLS}/write`, 'Microsoft.Compute/*', ...more],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
    roleAssignments: [
      { clientId: application?.clientId ?? '', role: 'tried', scope: ACCOUNT.replace(/\/resourceGroups.*/, '') },
    ],
  }))
}

describe('rights of their own', () => {
  it('Stopping a resize takes the right to pools/stopResize/action; the right to write pools is not enough.', () => {
    const stop = ({ put, arm }: ReturnType<typeof holding>) => {
      expect(put({ dedicated: 2 }).status).toBe(200)
      return arm('POST', `${ACCOUNT}/pools/p/stopResize`)
    }
    const refused = stop(holding())
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AuthorizationFailed'])
    expect(refused.text).toContain(`${POOLS}/stopResize/action`)
    expect(stop(holding(`${POOLS}/stopResize/action`)).status).toBe(200)
  })

  it('Disabling automatic scaling takes the right to pools/disableAutoscale/action; the right to write pools is not enough.', () => {
    const disable = ({ put, arm }: ReturnType<typeof holding>) => {
      expect(put({ properties: FORMULA }).status).toBe(200)
      return arm('POST', `${ACCOUNT}/pools/p/disableAutoScale`)
    }
    const refused = disable(holding())
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AuthorizationFailed'])
    expect(refused.text).toContain(`${POOLS}/disableAutoscale/action`)
    expect(disable(holding(`${POOLS}/disableAutoscale/action`)).status).toBe(200)
  })
})
