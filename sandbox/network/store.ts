import { parentId, resourceKey } from '../../src/model/resource-id.ts'
import type { Subnet, VirtualNetwork } from './entities.ts'

/** All virtual networks of a world; they are seeded and never change. */
export class NetworkStore {
  readonly #byId = new Map<string, VirtualNetwork>()

  add(network: VirtualNetwork): void {
    this.#byId.set(resourceKey(network.id), network)
  }

  network(id: string): VirtualNetwork | undefined {
    return this.#byId.get(resourceKey(id))
  }

  subnet(id: string): Subnet | undefined {
    const network = this.network(parentId(id))
    return network?.subnets.find((subnet) => resourceKey(subnet.id) === resourceKey(id))
  }

  /** Networks whose ID begins with `scope`, in the order of the seed. */
  under(scope: string): readonly VirtualNetwork[] {
    const prefix = `${resourceKey(scope)}/`
    return [...this.#byId.values()].filter(({ id }) => resourceKey(id).startsWith(prefix))
  }
}
