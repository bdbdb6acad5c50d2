import type { Route, SubnetCatalog } from '../service.ts'
import { usableAddresses } from './addresses.ts'
import { networkRoutes } from './routes.ts'
import type { NetworkSeed } from './seed.ts'
import { loadSeed } from './seed-load.ts'
import { NetworkStore } from './store.ts'

/** Microsoft.Network over a seed: its routes, and what Batch asks it about subnets. */
export function networkService(context: { readonly seed: NetworkSeed; readonly regions: readonly string[] }): {
  readonly routes: readonly Route[]
  readonly subnets: SubnetCatalog
} {
  const store = new NetworkStore()
  loadSeed(store, context.seed, context.regions)
  return { routes: networkRoutes(store), subnets: subnetCatalog(store) }
}

function subnetCatalog(store: NetworkStore): SubnetCatalog {
  return {
    subnetFacts(subnetId) {
      const subnet = store.subnet(subnetId)
      const network = store.network(subnetId.split(/\/subnets\//i)[0] ?? '')
      if (subnet === undefined || network === undefined) return undefined
      const { prefixes, inUse, delegations, properties } = subnet
      const waysOut = [properties['natGateway'], properties['routeTable']]
      const isClosed = properties['defaultOutboundAccess'] === false && waysOut.every((way) => way === undefined)
      return { location: network.location, freeAddresses: usableAddresses(prefixes) - inUse, isClosed, delegations }
    },
  }
}
