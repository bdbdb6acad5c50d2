import { parseResourceId } from '../../src/model/resource-id.ts'
import { type Caller, type CloudNames, Refusal, type SandboxClock, type SandboxRequest } from '../service.ts'
import { ALWAYS_REGISTERED } from './providers.ts'
import type { ResourceStore } from './store.ts'
import { foreignLink, linkedIds, wrongTenant } from './tenants.ts'

/** What Resource Manager refuses before a resource provider is asked. */
export type ResourceRules = {
  /** Throws 404 where the subscription is not in the world, or the world not in that cloud. */
  requireSubscription(subscriptionId: string, cloud: CloudNames): void
  /** Throws 401 where the subscription belongs to another tenant than the caller. */
  requireTenant(subscriptionId: string, caller: Caller): void
  /** Throws 403 where the body of a write names a resource in a subscription of another tenant. */
  requireLinkedTenants(request: SandboxRequest, caller: Caller): void
  /** Throws 404. */
  requireResourceGroup(subscriptionId: string, name: string): void
  /** Throws 409 where the namespace must be registered in the subscription first. */
  requireRegistration(subscriptionId: string, namespace: string): void
  isRegistered(subscriptionId: string, namespace: string): boolean
}

/** Rules over `store` for a tenant that lives in the Azure cloud `home`; the sandbox's own cloud serves every tenant. */
export function createResourceRules(store: ResourceStore, clock: SandboxClock, home: string): ResourceRules {
  const isRegistered = (subscriptionId: string, namespace: string): boolean =>
    ALWAYS_REGISTERED.has(namespace.toLowerCase()) ||
    store.registrationState(subscriptionId, namespace, clock.now()) === 'Registered'
  return {
    isRegistered,
    requireSubscription(subscriptionId, cloud) {
      const isServed = cloud.name === home || cloud.name === 'Sandbox'
      if (isServed && store.subscription(subscriptionId) !== undefined) return
      throw new Refusal(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`)
    },
    requireTenant(subscriptionId, { tenantId }) {
      if (store.isForeign(subscriptionId, tenantId)) throw wrongTenant(tenantId, store.tenantOf(subscriptionId))
    },
    requireLinkedTenants({ method, path, body }, { tenantId }) {
      if (method !== 'PUT' && method !== 'PATCH') return
      const foreign = linkedIds(body).find((id) => store.isForeign(parseResourceId(id)?.subscriptionId ?? '', tenantId))
      if (foreign !== undefined) throw foreignLink(path, foreign, tenantId)
    },
    requireResourceGroup(subscriptionId, name) {
      if (store.resourceGroup(subscriptionId, name) !== undefined) return
      throw new Refusal(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`)
    },
    requireRegistration(subscriptionId, namespace) {
      if (isRegistered(subscriptionId, namespace)) return
      throw new Refusal(
        409,
        'MissingSubscriptionRegistration',
        `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
        {
          details: [
            {
              code: 'MissingSubscriptionRegistration',
              message: `The subscription is not registered to use namespace '${namespace}'. See https://aka.ms/rps-not-found for how to register subscriptions.`,
            },
          ],
        },
      )
    },
  }
}
