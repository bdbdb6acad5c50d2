import { describe, expect, it } from '@jest/globals'
import { checkWorld, loadWorld, type World } from '../../sandbox/world.ts'
import { ACCOUNT, codeOf, GROUP, openBatch, reasonOf, shortfall } from './batch-cloud.ts'

const NETWORKS = `${GROUP}/Microsoft.Network/virtualNetworks`
const DELEGATION = { name: 'aci', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } }

function network(id: string, location: string, addressPrefix: string, more = {}) {
  const subnets = [{ name: 'nodes', properties: { addressPrefix, ...more } }]
  return { id, location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets } }
}

const OTHER = '99999999-2222-4333-8444-555555555555'
const elsewhere = (id: string) => id.replace(/subscriptions\/[^/]+/, `subscriptions/${OTHER}`)

/** A subnet with 11 addresses of which 3 are held, and networks that do not suit. */
function withNetworks(demo: World) {
  const subscription = { subscriptionId: OTHER, displayName: 'Other', registeredProviders: ['Microsoft.Network'] }
  const [assignment] = demo.roleAssignments
  return {
    subscriptions: [...demo.subscriptions, subscription],
    resourceGroups: [...demo.resourceGroups, { subscriptionId: OTHER, name: 'rendering', location: 'westeurope' }],
    roleAssignments: [...demo.roleAssignments, { ...assignment, scope: `/subscriptions/${OTHER}` }],
    network: {
      virtualNetworks: [
        network(`${NETWORKS}/farm`, 'westeurope', '10.0.0.0/28', { ipConfigurations: [{}, {}, {}] }),
        network(`${NETWORKS}/north`, 'northeurope', '10.0.0.0/24'),
        network(`${NETWORKS}/lent`, 'westeurope', '10.0.0.0/24', { delegations: [DELEGATION] }),
        network(elsewhere(`${NETWORKS}/farm`), 'westeurope', '10.0.0.0/24'),
      ],
    },
  }
}

function inSubnet(subnetId: string) {
  return { properties: { networkConfiguration: { subnetId } } }
}

const FARM = inSubnet(`${NETWORKS}/farm/subnets/nodes`)

describe('pools in subnets', () => {
  it('A subnet that does not exist, or is in another region or subscription than the account, is refused with 400.', () => {
    const { put } = openBatch(withNetworks)
    const none = put(inSubnet(`${NETWORKS}/farm/subnets/none`))
    expect([none.status, codeOf(none)]).toEqual([400, 'InvalidPropertyValue'])
    expect(reasonOf(none)).toBe('The specified subnet none does not exist.')
    for (const id of [`${NETWORKS}/north/subnets/nodes`, `${elsewhere(NETWORKS)}/farm/subnets/nodes`]) {
      expect(reasonOf(put(inSubnet(id)))).toContain('same region and subscription')
    }
  })

  it('A caller without the right to join the subnet is refused with 403 LinkedAuthorizationFailed.', () => {
    const { put } = openBatch((demo) => {
      const [{ clientId } = { clientId: '' }] = demo.roleAssignments
      const scopes = [ACCOUNT, `${GROUP}/Microsoft.Compute/galleries/renders`]
      const roleAssignments = scopes.map((scope) => ({ clientId, role: 'Contributor', scope }))
      return { ...withNetworks(demo), roleAssignments }
    })
    expect(put({}).status).toBe(200)
    expect(codeOf(put({ name: 'q', ...FARM }))).toBe('LinkedAuthorizationFailed')
  })

  it('A subnet that is delegated to another service gets no node, and AllocationFailed says why.', () => {
    const { put, pool, later } = openBatch(withNetworks)
    expect(put({ dedicated: 2, ...inSubnet(`${NETWORKS}/lent/subnets/nodes`) }).status).toBe(200)
    later(5)
    expect(pool().currentDedicatedNodes).toBe(0)
    expect(shortfall(pool())).toEqual([
      'AllocationFailed: Allocation failed as subnet has delegation to external resources.',
    ])
  })

  it('A subnet with too few addresses gets the nodes that fit, and AllocationFailed with SubnetIsFull for the others.', () => {
    const { put, pool, later } = openBatch(withNetworks)
    put({ dedicated: 9, ...FARM })
    later(5)
    expect(pool().currentDedicatedNodes).toBe(8)
    expect(shortfall(pool())).toEqual([
      'AllocationFailed: SubnetIsFull: Subnet nodes does not have enough capacity for 9 IP addresses.',
    ])
  })

  it('Addresses are counted over all pools in the subnet and over both kinds of node.', () => {
    const { put, pool, later } = openBatch(withNetworks)
    put({ dedicated: 2, spot: 3, ...FARM })
    put({ name: 'q', dedicated: 2, spot: 2, ...FARM })
    later(5)
    expect(shortfall(pool('p'))).toEqual([])
    expect(pool('q')).toMatchObject({ currentDedicatedNodes: 2, currentLowPriorityNodes: 1 })
    expect(shortfall(pool('q'))[0]).toContain('SubnetIsFull')
  })

  it('A seeded pool in a subnet that does not exist, or with behaviour that is not known, is told when the world is loaded.', () => {
    const demo = loadWorld('demo')
    const load = (more: object) => () =>
      checkWorld({ ...demo, batch: { ...demo.batch, pools: [{ id: `${ACCOUNT}/pools/p`, properties: {}, ...more }] } })
    expect(load(FARM)).toThrow(`its subnet ${NETWORKS}/farm/subnets/nodes does not exist`)
    expect(load({ sandbox: { tasks: 1 } })).toThrow('sandbox.tasks is not known')
  })
})
