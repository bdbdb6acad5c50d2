import { guidOf } from '../identifiers.ts'
import type { Json, Subnet, VirtualNetwork } from './entities.ts'

/** A virtual network as ARM answers it, its subnets in it. */
export function networkAnswer({ id, name, location, tags, properties, subnets }: VirtualNetwork): Json {
  return {
    name,
    id,
    etag: etagOf(id),
    type: 'Microsoft.Network/virtualNetworks',
    location,
    ...(tags && { tags }),
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf('virtual network', id.toLowerCase()),
      ...properties,
      subnets: subnets.map(subnetAnswer),
      virtualNetworkPeerings: properties['virtualNetworkPeerings'] ?? [],
      enableDdosProtection: properties['enableDdosProtection'] ?? false,
    },
  }
}

/** A subnet as ARM answers it, alone or in its network. */
export function subnetAnswer({ id, name, properties }: Subnet): Json {
  return {
    name,
    id,
    etag: etagOf(id),
    properties: {
      provisioningState: 'Succeeded',
      delegations: [],
      privateEndpointNetworkPolicies: 'Disabled',
      privateLinkServiceNetworkPolicies: 'Enabled',
      ...properties,
    },
    type: 'Microsoft.Network/virtualNetworks/subnets',
  }
}

/** Nothing changes a network here, so its ETag stays as it is. */
function etagOf(id: string): string {
  return `W/"${guidOf('etag', id.toLowerCase())}"`
}
