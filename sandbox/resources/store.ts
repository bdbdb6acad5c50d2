import type { ResourceGroup, Subscription, World } from '../world.ts'

/** Virtual ms that registering a resource provider takes. */
export const REGISTRATION_MS = 60_000

/** `registrationState` of a resource provider in a subscription, as Azure spells it. */
export type RegistrationState = 'NotRegistered' | 'Registering' | 'Registered'

/** Subscriptions, resource groups and what is registered in them. */
export class ResourceStore {
  readonly subscriptions: readonly Subscription[]
  readonly resourceGroups: readonly ResourceGroup[]
  readonly #homeTenant: string
  readonly #registeredAt = new Map<string, number>()

  constructor(world: Pick<World, 'subscriptions' | 'resourceGroups' | 'tenantId'>) {
    const { subscriptions, resourceGroups, tenantId } = world
    this.subscriptions = subscriptions
    this.resourceGroups = resourceGroups
    this.#homeTenant = tenantId
    for (const { subscriptionId, registeredProviders } of subscriptions) {
      for (const namespace of registeredProviders) this.register(subscriptionId, namespace, Number.NEGATIVE_INFINITY)
    }
  }

  subscription(id: string): Subscription | undefined {
    return this.subscriptions.find(({ subscriptionId }) => sameText(subscriptionId, id))
  }

  /** Tenant of a subscription; the world's own unless the subscription says another. */
  tenantOf(id: string): string {
    return this.subscription(id)?.tenantId ?? this.#homeTenant
  }

  /** Whether a subscription exists and belongs to another tenant than that. */
  isForeign(id: string, tenant: string): boolean {
    return this.subscription(id) !== undefined && !sameText(this.tenantOf(id), tenant)
  }

  groupsOf(subscription: string): readonly ResourceGroup[] {
    return this.resourceGroups.filter(({ subscriptionId }) => sameText(subscriptionId, subscription))
  }

  resourceGroup(subscription: string, group: string): ResourceGroup | undefined {
    return this.groupsOf(subscription).find(({ name }) => sameText(name, group))
  }

  /** Registers a namespace at `now`; one that is registered already stays so. */
  register(subscriptionId: string, namespace: string, now: number): void {
    const key = registrationKey(subscriptionId, namespace)
    if (!this.#registeredAt.has(key)) this.#registeredAt.set(key, now)
  }

  registrationState(subscriptionId: string, namespace: string, now: number): RegistrationState {
    const at = this.#registeredAt.get(registrationKey(subscriptionId, namespace))
    if (at === undefined) return 'NotRegistered'
    return now < at + REGISTRATION_MS ? 'Registering' : 'Registered'
  }
}

function registrationKey(subscriptionId: string, namespace: string): string {
  return `${subscriptionId}/${namespace}`.toLowerCase()
}

function sameText(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
