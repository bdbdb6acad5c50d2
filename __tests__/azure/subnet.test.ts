import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parseSubnet } from '../../src/azure/subnet.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { FOREIGN_SUBSCRIPTION, NETWORK } from './names-of-its-own.ts'

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('readSubnet', () => {
  it('reads a subnet with the region of its network in one request', async () => {
    const id = `${NETWORK}/subnets/nodes`
    expect(present(await own.azure.readSubnet(id))).toEqual({
      id,
      location: 'westeurope',
      freeAddresses: 256 - 5 - 3,
      takenAddresses: 3,
      delegations: [],
    })
    expect(own.requests()).toEqual([`GET ${NETWORK}`])
  })

  it('adds up the prefixes of IPv4', async () => {
    const { freeAddresses } = present(await own.azure.readSubnet(`${NETWORK}/subnets/wide`))
    expect(freeAddresses).toBe(64 - 5 + 32 - 5)
  })

  it('names the services that a subnet is delegated to', async () => {
    expect(present(await own.azure.readSubnet(`${NETWORK}/subnets/taken`))).toMatchObject({
      freeAddresses: 3,
      delegations: ['Microsoft.Web/serverFarms'],
    })
  })

  it('tells absent from unreadable', async () => {
    expect((await own.azure.readSubnet(`${NETWORK}/subnets/other`)).observed).toEqual({ state: 'absent' })
    expect(await own.azure.readSubnet(`${NETWORK}x/subnets/nodes`)).toEqual({ observed: { state: 'absent' } })
    const closed = NETWORK.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    expect((await own.azure.readSubnet(`${closed}/subnets/nodes`)).observed).toMatchObject({
      state: 'unreadable',
      code: 'AuthorizationFailed',
    })
  })
})

describe('parseSubnet', () => {
  const free = (properties: object) =>
    parseSubnet(`${NETWORK}/subnets/NODES`, {
      location: 'West Europe',
      properties: { subnets: [{ name: 'nodes', properties: { ...properties } }] },
    })?.freeAddresses

  it('tells whether nothing leads out', () => {
    const isClosed = (properties: object) =>
      parseSubnet(`${NETWORK}/subnets/nodes`, {
        location: 'westeurope',
        properties: { subnets: [{ name: 'nodes', properties: { defaultOutboundAccess: false, ...properties } }] },
      })?.isClosed
    expect(isClosed({})).toBe(true)
    expect(isClosed({ natGateway: { id: '/nat' } })).toBeUndefined()
    expect(isClosed({ routeTable: { id: '/routes' } })).toBeUndefined()
    expect(isClosed({ defaultOutboundAccess: true })).toBeUndefined()
  })

  const cases: readonly (readonly [object, number])[] = [
    [{ addressPrefix: '10.0.0.0/24' }, 251],
    [{ addressPrefix: '10.0.0.0/24', addressPrefixes: ['10.0.0.0/24'] }, 251],
    [{ addressPrefixes: ['10.0.0.0/24', '10.0.1.0/24'] }, 502],
    [{ addressPrefix: '10.0.0.0/29', ipConfigurations: [{ id: '/a' }, { id: '/b' }] }, 1],
    [{ addressPrefix: '10.0.0.0/29', ipConfigurations: ['a', 'b', 'c', 'd'].map((id) => ({ id })) }, 0],
    [{ addressPrefix: 'fd00::/64' }, 0],
    [{}, 0],
  ]
  for (const [properties, freeAddresses] of cases) {
    it(`counts ${freeAddresses} free addresses for ${JSON.stringify(properties)}`, () => {
      expect(free(properties)).toBe(freeAddresses)
    })
  }
})
