import type { ResourceGroup, Subscription } from '../world.ts'

/** Virtual ms that registering a resource provider takes. */
export const REGISTRATION_MS = 60_000

/** `registrationState` of a resource provider in a subscription, as Azure spells it. */
export type RegistrationState = 'NotRegistered' | 'Registering' | 'Registered'

/** Subscriptions, resource groups and what is registered in them. */
export class ResourceStore {
  readonly subscriptions: readonly Subscription[]
  readonly resourceGroups: readonly ResourceGroup[]
  readonly #registeredAt = new Map<string, number>()

  constructor(subscriptions: readonly Subscription[], resourceGroups: readonly ResourceGroup[]) {
    this.subscriptions = subscriptions
    this.resourceGroups = resourceGroups
    for (const { subscriptionId, registeredProviders } of subscriptions) {
      for (const namespace of registeredProviders) this.register(subscriptionId, namespace, Number.NEGATIVE_INFINITY)
    }
  }

  subscription(id: string): Subscription | undefined {
    return this.subscriptions.find(({ subscriptionId }) => sameText(subscriptionId, id))
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
