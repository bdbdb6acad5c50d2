import type { Access } from '../access.ts'
import { requiredApiVersion } from '../api-version.ts'
import { displayName } from '../regions.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../service.ts'
import type { ResourceGroup, Subscription } from '../world.ts'
import { locationBody } from './locations.ts'
import { ALWAYS_REGISTERED, RESOURCE_PROVIDERS, type ResourceProvider } from './providers.ts'
import type { ResourceStore } from './store.ts'

/** What the routes answer from. */
export type ResourceContext = {
  readonly store: ResourceStore
  readonly access: Access
  readonly tenantName: string
  readonly regions: readonly string[]
}

/** Subscriptions, locations, resource groups and resource providers. Source: Microsoft.Resources REST reference. */
export function resourceRoutes(context: ResourceContext): readonly Route[] {
  const { store, access, tenantName } = context
  const subscription = (request: SandboxRequest): Subscription => {
    const found = store.subscription(request.params['subscriptionId'] ?? '')
    if (found === undefined) throw new Error('the gate lets no request through to a subscription that is not there')
    return found
  }
  const resourceGroup = (request: SandboxRequest): ResourceGroup => {
    const { subscriptionId = '', resourceGroup: name = '' } = request.params
    const found = store.resourceGroup(subscriptionId, name)
    if (found === undefined) throw new Error('the gate lets no request through to a resource group that is not there')
    return found
  }
  const provider = (request: SandboxRequest): ResourceProvider => {
    const namespace = request.params['namespace'] ?? ''
    const found = RESOURCE_PROVIDERS.find((one) => one.namespace.toLowerCase() === namespace.toLowerCase())
    if (found === undefined) {
      throw new Refusal(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`)
    }
    return found
  }
  const providerReply = (request: SandboxRequest): SandboxReply =>
    ok(providerBody(provider(request), subscription(request).subscriptionId, request.now, context))

  return [
    arm('GET', '/tenants', undefined, ({ caller }) => ok({ value: [tenantBody(caller?.tenantId, tenantName)] })),
    arm('GET', '/subscriptions', undefined, ({ caller }) => {
      const seen = store.subscriptions.filter(({ subscriptionId }) =>
        access.seesSubscription(caller?.clientId ?? '', subscriptionId),
      )
      const value = seen.map((one) => subscriptionBody(one, store))
      return ok({ value, count: { type: 'Total', value: value.length } })
    }),
    arm('GET', '/subscriptions/:subscriptionId', 'Microsoft.Resources/subscriptions/read', (request) =>
      ok(subscriptionBody(subscription(request), store)),
    ),
    arm(
      'GET',
      '/subscriptions/:subscriptionId/locations',
      'Microsoft.Resources/subscriptions/locations/read',
      (request) => ok({ value: locationsOf(subscription(request), context.regions, request) }),
    ),
    arm('GET', '/subscriptions/:subscriptionId/resourceGroups', GROUP_READ, (request) =>
      ok({ value: store.groupsOf(subscription(request).subscriptionId).map(groupBody) }),
    ),
    arm('GET', '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup', GROUP_READ, (request) =>
      ok(groupBody(resourceGroup(request))),
    ),
    arm('HEAD', '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup', GROUP_READ, () => ({ status: 204 })),
    arm('GET', '/subscriptions/:subscriptionId/providers', PROVIDER_READ, (request) =>
      ok({
        value: RESOURCE_PROVIDERS.map((one) =>
          providerBody(one, subscription(request).subscriptionId, request.now, context),
        ),
      }),
    ),
    arm('GET', '/subscriptions/:subscriptionId/providers/:namespace', PROVIDER_READ, providerReply),
    arm(
      'POST',
      '/subscriptions/:subscriptionId/providers/:namespace/register',
      ({ params }) => `${params['namespace']}/register/action`,
      (request) => {
        store.register(subscription(request).subscriptionId, provider(request).namespace, request.now)
        return providerReply(request)
      },
    ),
  ]
}

const GROUP_READ = 'Microsoft.Resources/subscriptions/resourceGroups/read'
const PROVIDER_READ = 'Microsoft.Resources/subscriptions/providers/read'

function arm(method: Route['method'], path: string, action: Route['action'], handle: Route['handle']): Route {
  return { plane: 'arm', method, path, handle, apiVersions: isDate, ...(action === undefined ? {} : { action }) }
}

/** Microsoft.Resources has had a version in most months since 2014; any date since then will do. */
function isDate(version: string): boolean {
  return /^20(1[4-9]|2\d)-\d{2}-\d{2}(-preview)?$/.test(version)
}

function ok(body: unknown): SandboxReply {
  return { status: 200, body }
}

function locationsOf({ subscriptionId }: Subscription, regions: readonly string[], { query }: SandboxRequest): unknown {
  const version = requiredApiVersion(query)
  return regions.map((region) => locationBody(subscriptionId, region, version))
}

function tenantBody(tenantId: string | undefined, tenantName: string): unknown {
  return {
    id: `/tenants/${tenantId}`,
    tenantId,
    displayName: tenantName,
    tenantCategory: 'Home',
    tenantType: 'AAD',
  }
}

function subscriptionBody({ subscriptionId, displayName }: Subscription, store: ResourceStore): unknown {
  return {
    id: `/subscriptions/${subscriptionId}`,
    authorizationSource: 'RoleBased',
    managedByTenants: [],
    subscriptionId,
    tenantId: store.tenantOf(subscriptionId),
    displayName,
    state: 'Enabled',
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: 'PayAsYouGo_2014-09-01',
      spendingLimit: 'Off',
    },
  }
}

function groupBody({ subscriptionId, name, location, tags }: ResourceGroup): unknown {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'Microsoft.Resources/resourceGroups',
    location,
    ...(tags === undefined ? {} : { tags }),
    properties: { provisioningState: 'Succeeded' },
  }
}

function providerBody(
  { namespace, resourceTypes, apiVersions }: ResourceProvider,
  subscriptionId: string,
  now: number,
  { store, regions }: ResourceContext,
): unknown {
  const isFree = ALWAYS_REGISTERED.has(namespace.toLowerCase())
  return {
    id: `/subscriptions/${subscriptionId}/providers/${namespace}`,
    namespace,
    registrationPolicy: isFree ? 'RegistrationFree' : 'RegistrationRequired',
    registrationState: isFree ? 'Registered' : store.registrationState(subscriptionId, namespace, now),
    resourceTypes: resourceTypes.map((resourceType) => ({
      resourceType,
      locations: regions.map(displayName),
      apiVersions,
      capabilities: 'None',
    })),
  }
}
