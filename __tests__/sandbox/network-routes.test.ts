import { describe, expect, it } from '@jest/globals'
import { ARM, GROUP_ID, get, STRANGER, sandboxOf } from './core-world.ts'

const NETWORKS = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks`
const DELEGATION = { name: 'aci', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } }

const sandbox = sandboxOf({
  network: {
    virtualNetworks: [
      {
        id: `${NETWORKS}/farm`,
        location: 'West Europe',
        tags: { team: 'render' },
        properties: {
          addressSpace: { addressPrefixes: ['10.0.0.0/16', 'fd00:db8::/48'] },
          subnets: [
            { name: 'nodes', properties: { addressPrefix: '10.0.0.0/24', ipConfigurations: [{ id: '/a' }] } },
            { name: 'containers', properties: { addressPrefixes: ['10.0.1.0/24'], delegations: [DELEGATION] } },
          ],
        },
      },
    ],
  },
})

function ask(path: string, as?: string, version = '2024-05-01') {
  const reply = get(sandbox, `${ARM}${path}?api-version=${version}`, as === undefined ? {} : { as })
  return { status: reply.status, body: JSON.parse(reply.text) }
}

describe('virtual networks', () => {
  it('A virtual network tells its address space and its subnets, with their interfaces and delegations.', () => {
    expect(ask(`${NETWORKS}/FARM`).body).toMatchObject({
      id: `${NETWORKS}/farm`,
      name: 'farm',
      type: 'Microsoft.Network/virtualNetworks',
      location: 'westeurope',
      tags: { team: 'render' },
      properties: {
        provisioningState: 'Succeeded',
        addressSpace: { addressPrefixes: ['10.0.0.0/16', 'fd00:db8::/48'] },
        subnets: [
          {
            id: `${NETWORKS}/farm/subnets/nodes`,
            name: 'nodes',
            properties: { addressPrefix: '10.0.0.0/24', ipConfigurations: [{ id: '/a' }], delegations: [] },
          },
          { name: 'containers', properties: { delegations: [DELEGATION] } },
        ],
      },
    })
  })

  it('A subnet is told alone as it is told in its network.', () => {
    const [nodes] = ask(`${NETWORKS}/farm`).body.properties.subnets
    expect(ask(`${NETWORKS}/farm/subnets/Nodes`).body).toEqual(nodes)
  })

  it('Virtual networks are listed by resource group.', () => {
    const names = (path: string) => ask(path).body.value.map(({ name }: { name: string }) => name)
    expect(names(NETWORKS)).toEqual(['farm'])
    expect(names(NETWORKS.replace('rendering', 'images'))).toEqual([])
  })

  it('A network that is not there answers ResourceNotFound, a subnet that is not there NotFound.', () => {
    const missing = (path: string) => [ask(path).status, ask(path).body.error.code]
    expect(missing(`${NETWORKS}/none`)).toEqual([404, 'ResourceNotFound'])
    expect(missing(`${NETWORKS}/none/subnets/nodes`)).toEqual([404, 'ResourceNotFound'])
    expect(missing(`${NETWORKS}/farm/subnets/none`)).toEqual([404, 'NotFound'])
  })

  it('Reading a network or a subnet needs the right to read each.', () => {
    for (const path of [NETWORKS, `${NETWORKS}/farm`, `${NETWORKS}/farm/subnets/nodes`]) {
      expect(ask(path, STRANGER).body.error.code).toBe('AuthorizationFailed')
    }
    expect(ask(`${NETWORKS}/farm/subnets/nodes`, STRANGER).body.error.message).toContain(
      'Microsoft.Network/virtualNetworks/subnets/read',
    )
  })

  it('An api-version from before 2019 is refused, and so is every write.', () => {
    expect(ask(`${NETWORKS}/farm`, undefined, '2017-10-01').status).toBe(400)
    const put = { method: 'PUT', url: `${ARM}${NETWORKS}/farm?api-version=2024-05-01`, body: {} }
    expect(get(sandbox, put.url, put).status).toBe(405)
  })
})
