import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf, GROUP, openBatch, shortfall, withAccount } from './batch-cloud.ts'

const LOCATION = '/subscriptions/11111111-2222-4333-8444-555555555555/providers/Microsoft.Batch/locations/westeurope'

/** Names on each page of a list, as its links lead from one to the next. */
function pagesOf({ arm, sandbox }: ReturnType<typeof openBatch>, path: string, query: string): readonly string[][] {
  const pages: string[][] = []
  let reply = arm('GET', path, undefined, query)
  for (;;) {
    const { value, nextLink } = JSON.parse(reply.text)
    pages.push(value.map(({ name }: { name: string }) => name))
    if (nextLink === undefined) return pages
    reply = sandbox.ask({ method: 'GET', url: nextLink, as: sandbox.world.applications[0]?.clientId ?? '' })
  }
}

describe('what an account refuses', () => {
  it('An account whose rules deny every address refuses its Batch service with 403, unless one lets all in.', () => {
    const denying = (ipRules: readonly object[]) =>
      openBatch(withAccount({ networkProfile: { accountAccess: { defaultAction: 'Deny', ipRules } } }))
    const status = (ipRules: readonly object[]) => denying(ipRules).service('GET', '/pools').status
    expect(status([])).toBe(403)
    expect(status([{ action: 'Allow', value: '203.0.113.7' }])).toBe(403)
    expect(status([{ action: 'Allow', value: '0.0.0.0/0' }])).toBe(200)
    expect(denying([]).arm('GET', `${ACCOUNT}/pools`).status).toBe(200)
  })

  it('VM sizes and quotas of a location that is none are refused with 400.', () => {
    const { arm } = openBatch()
    for (const list of ['virtualMachineSkus', 'quotas']) {
      const refused = arm('GET', `${LOCATION.replace('westeurope', 'westeuropa')}/${list}`)
      expect([refused.status, codeOf(refused)]).toEqual([400, 'NoRegisteredProviderFound'])
      expect(arm('GET', `${LOCATION}/${list}`).status).toBe(200)
    }
  })

  it('An account that is not Succeeded refuses writes of pools with 409 on both planes, and still answers reads.', () => {
    for (const provisioningState of ['Creating', 'Deleting', 'Failed']) {
      const { put, arm, service } = openBatch(withAccount({ provisioningState }))
      expect([put({}).status, service('POST', '/pools', { id: 'p' }).status]).toEqual([409, 409])
      expect(arm('DELETE', `${ACCOUNT}/pools/p`).status).toBe(409)
      expect(codeOf(put({}))).toBe('OperationInvalidForCurrentState')
      expect([arm('GET', `${ACCOUNT}/pools`).status, service('GET', '/pools').status]).toEqual([200, 200])
    }
  })

  it('An account in the mode UserSubscription has no core quota of its own.', () => {
    const { put, pool, later } = openBatch(
      withAccount({ poolAllocationMode: 'UserSubscription', dedicatedCoreQuota: 0, lowPriorityCoreQuota: 0 }),
    )
    put({ dedicated: 5, spot: 5 })
    later(5)
    expect(pool()).toMatchObject({ currentDedicatedNodes: 5, currentLowPriorityNodes: 5 })
    expect(shortfall(pool())).toEqual([])
  })
})

describe('the nodes of an account', () => {
  const endpoint = (status: string, groupIds = ['nodeManagement']) => ({
    privateEndpointConnections: [{ properties: { groupIds, privateLinkServiceConnectionState: { status } } }],
  })
  const rules = (...values: string[]) => ({
    networkProfile: {
      nodeManagementAccess: {
        defaultAction: 'Deny',
        ipRules: values.map((value) => ({ action: 'Allow', value })),
      },
    },
  })
  const stateOf = (properties: Readonly<Record<string, unknown>>) => {
    const { put, service, later } = openBatch(withAccount(properties))
    put({ dedicated: 1 })
    later(30)
    return JSON.parse(service('GET', '/pools/p/nodes').text).value.map(({ state }: { state: string }) => state)
  }

  it('Nodes without public addresses never join from a subnet that nothing leads out of, unless a private endpoint leads to the node management.', () => {
    const id = `${GROUP}/Microsoft.Network/virtualNetworks/closed`
    const joins = (subnet: object, provision: string, account: object = {}) => {
      const cloud = openBatch((demo) => {
        const properties = {
          addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
          subnets: [{ name: 'nodes', properties: { addressPrefix: '10.9.0.0/24', ...subnet } }],
        }
        const virtualNetworks = [{ id, location: 'westeurope', properties }]
        return { ...withAccount({ ...account })(demo), network: { virtualNetworks } }
      })
      const publicIPAddressConfiguration = { provision }
      const networkConfiguration = { subnetId: `${id}/subnets/nodes`, publicIPAddressConfiguration }
      expect(cloud.put({ dedicated: 1, properties: { networkConfiguration } }).status).toBe(200)
      cloud.later(30)
      const { value } = JSON.parse(cloud.service('GET', '/pools/p/nodes').text)
      return value[0].state === 'idle'
    }
    const closed = { defaultOutboundAccess: false }
    const state = { privateLinkServiceConnectionState: { status: 'Approved' }, groupIds: ['nodeManagement'] }
    const endpoint = { privateEndpointConnections: [{ properties: state }] }
    expect(joins(closed, 'NoPublicIPAddresses')).toBe(false)
    expect(joins(closed, 'NoPublicIPAddresses', endpoint)).toBe(true)
    expect(joins(closed, 'BatchManaged')).toBe(true)
    expect(joins({}, 'NoPublicIPAddresses')).toBe(true)
    expect(joins({ ...closed, natGateway: { id: '/nat' } }, 'NoPublicIPAddresses')).toBe(true)
  })

  it('Nodes of an account whose node management is closed to them never join, unless a private endpoint leads there.', () => {
    expect(stateOf(rules())).toEqual(['unusable'])
    expect(stateOf(rules('203.0.113.7'))).toEqual(['unusable'])
    expect(stateOf(rules('0.0.0.0/0'))).toEqual(['idle'])
    expect(stateOf({ ...rules(), ...endpoint('Pending') })).toEqual(['unusable'])
    expect(stateOf({ ...rules(), ...endpoint('Approved', ['batchAccount']) })).toEqual(['unusable'])
    expect(stateOf({ ...rules(), ...endpoint('Approved') })).toEqual(['idle'])
  })
})

describe('lists of Resource Manager', () => {
  it('Pools are told in pages of maxresults, by links that lead on and hold when pools come and go.', () => {
    const cloud = openBatch()
    for (const name of ['a', 'b', 'c', 'd', 'e']) cloud.put({ name })
    expect(pagesOf(cloud, `${ACCOUNT}/pools`, '&maxresults=2')).toEqual([['a', 'b'], ['c', 'd'], ['e']])
    expect(pagesOf(cloud, `${ACCOUNT}/pools`, '')).toHaveLength(1)
    const { nextLink } = JSON.parse(cloud.arm('GET', `${ACCOUNT}/pools`, undefined, '&maxresults=3').text)
    expect(nextLink).toContain(`https://management.azure.com${ACCOUNT}/pools?`)
    cloud.arm('DELETE', `${ACCOUNT}/pools/b`)
    cloud.later(2)
    const next = cloud.sandbox.ask({ method: 'GET', url: nextLink, as: '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d' })
    expect(JSON.parse(next.text).value.map(({ name }: { name: string }) => name)).toEqual(['d', 'e'])
  })

  it('VM sizes are told in pages alike.', () => {
    const pages = pagesOf(openBatch(), `${LOCATION}/virtualMachineSkus`, '&maxresults=3')
    expect(pages.map((page) => page.length)).toEqual([3, 3, 3])
    expect(new Set(pages.flat()).size).toBe(9)
  })

  it('A page of none or of more than 1000, a link that is made up, and a filter are refused with 400.', () => {
    const { arm } = openBatch()
    for (const path of [`${ACCOUNT}/pools`, `${LOCATION}/virtualMachineSkus`]) {
      for (const query of [
        '&maxresults=0',
        '&maxresults=1001',
        '&$skipToken=!',
        "&$filter=name eq 'p'",
        '&$select=name',
      ])
        expect(codeOf(arm('GET', path, undefined, query))).toBe('InvalidQueryParameterValue')
    }
  })
})
