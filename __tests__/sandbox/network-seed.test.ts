import { describe, expect, it } from '@jest/globals'
import { checkWorld, WorldError } from '../../sandbox/world.ts'
import { GROUP_ID, worldOf } from './core-world.ts'

const NETWORK = `${GROUP_ID}/providers/Microsoft.Network/virtualNetworks/farm`

function network(properties: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const addressSpace = { addressPrefixes: ['10.0.0.0/16'] }
  return { id: NETWORK, location: 'westeurope', properties: { addressSpace, ...properties }, ...more }
}

function subnet(name: string, addressPrefix?: string, more: Readonly<Record<string, unknown>> = {}) {
  return { name, properties: { ...(addressPrefix !== undefined && { addressPrefix }), ...more } }
}

function problemsOf(...virtualNetworks: readonly unknown[]): string {
  try {
    checkWorld({ ...worldOf(), network: { virtualNetworks } })
    return ''
  } catch (error) {
    if (error instanceof WorldError) return error.problems.join('\n')
    throw error
  }
}

describe('the seed of Microsoft.Network', () => {
  it('A network that does not fit the world is told by its ID: another type, an unknown region, no address space.', () => {
    expect(
      problemsOf({ ...network({}), id: `${GROUP_ID}/providers/Microsoft.Network/publicIPAddresses/farm` }),
    ).toContain('publicIPAddresses/farm: its id is not that of a Microsoft.Network/virtualNetworks')
    expect(problemsOf(network({}, { location: 'atlantis' }))).toContain(
      `${NETWORK}: its location 'atlantis' is no region of this world`,
    )
    expect(problemsOf(network({ addressSpace: {} }))).toContain(
      `${NETWORK}: its addressSpace.addressPrefixes is missing`,
    )
    expect(problemsOf(network({}), network({}))).toContain(`${NETWORK}: it is there twice`)
    expect(problemsOf(network({}, { id: NETWORK.replace('rendering', 'lost') }))).toContain(
      'whose resource group does not exist',
    )
    expect(problemsOf(network({}))).toBe('')
  })

  it('A subnet that Azure would not make is told by its network and name.', () => {
    const holding = (count: number) => ({
      ipConfigurations: Array.from({ length: count }, (_, at) => ({ id: `${at}` })),
    })
    const told: readonly (readonly [readonly unknown[], string])[] = [
      [[{ properties: {} }], 'its subnets are no list of objects with name and properties'],
      [[subnet('a')], 'subnet a has no addressPrefix'],
      [[subnet('a', '10.0.0.1/24')], "subnet a has an address prefix '10.0.0.1/24', which cannot be read"],
      [[subnet('a', '10.1.0.0/24')], 'subnet a lies outside of the address space'],
      [[subnet('a', '10.0.0.0/30')], 'subnet a is smaller than a /29'],
      [[subnet('a', '10.0.0.0/24'), subnet('a', '10.0.1.0/24')], 'subnet a is there twice'],
      [[subnet('a', '10.0.0.0/24'), subnet('b', '10.0.0.128/25')], 'subnets a and b overlap'],
      [[subnet('a', '10.0.0.0/29', holding(4))], 'subnet a has more ipConfigurations than addresses'],
      [
        [subnet('a', '10.0.0.0/24', { delegations: [{ name: 'x' }] })],
        'subnet a has a delegation without properties.serviceName',
      ],
    ]
    for (const [subnets, problem] of told) expect(problemsOf(network({ subnets }))).toContain(`${NETWORK}: ${problem}`)
  })
})
