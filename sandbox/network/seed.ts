import type { Json } from './entities.ts'

/** A virtual network as a GET answers it; `name`, `type` and `provisioningState` are filled in. */
export type SeedVirtualNetwork = {
  readonly id: string
  readonly location: string
  readonly tags?: Json
  /**
   * `addressSpace.addressPrefixes`, `subnets`, and whatever else a GET tells. A subnet has `name` and `properties`:
   * `addressPrefix` or `addressPrefixes`, and where there are any `delegations` and `ipConfigurations`.
   */
  readonly properties: Json
}

/** What exists in Microsoft.Network when a world starts. */
export type NetworkSeed = { readonly virtualNetworks?: readonly SeedVirtualNetwork[] }
