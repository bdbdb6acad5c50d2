/** JSON as a seed holds it and a GET answers it. */
export type Json = Readonly<Record<string, unknown>>

/** A subnet: what is asked of it, and `properties` as a GET answers them. */
export type Subnet = {
  readonly id: string
  readonly name: string
  readonly properties: Json
  /** In CIDR form; more than one where it was widened, or where it speaks IPv6 too. */
  readonly prefixes: readonly string[]
  /** Addresses that network interfaces hold. */
  readonly inUse: number
  readonly delegations: readonly string[]
}

/** A virtual network; `properties` less its subnets. */
export type VirtualNetwork = {
  readonly id: string
  readonly name: string
  /** Short name. */
  readonly location: string
  readonly tags: Json | undefined
  readonly properties: Json
  readonly subnets: readonly Subnet[]
}
