/** A resource provider and the types of it that the sandbox serves. */
export type ResourceProvider = {
  readonly namespace: string
  readonly resourceTypes: readonly string[]
  /** Newest api-versions first. */
  readonly apiVersions: readonly string[]
}

/** Namespaces that every subscription has without registering them. */
export const ALWAYS_REGISTERED: ReadonlySet<string> = new Set(['microsoft.authorization', 'microsoft.resources'])

/** The resource providers that the sandbox tells of. */
export const RESOURCE_PROVIDERS: readonly ResourceProvider[] = [
  {
    namespace: 'Microsoft.Authorization',
    resourceTypes: ['permissions', 'roleAssignments'],
    apiVersions: ['2022-04-01'],
  },
  {
    namespace: 'Microsoft.Batch',
    resourceTypes: ['batchAccounts', 'batchAccounts/pools', 'locations', 'locations/quotas'],
    apiVersions: ['2025-06-01', '2024-07-01', '2024-02-01', '2023-11-01', '2022-10-01'],
  },
  {
    namespace: 'Microsoft.Compute',
    resourceTypes: ['galleries', 'galleries/images', 'galleries/images/versions', 'images', 'virtualMachines', 'disks'],
    apiVersions: ['2026-03-03', '2025-12-03', '2025-03-03', '2024-03-03', '2022-03-03', '2021-10-01'],
  },
  {
    namespace: 'Microsoft.ManagedIdentity',
    resourceTypes: ['userAssignedIdentities'],
    apiVersions: ['2024-11-30', '2023-01-31'],
  },
  {
    namespace: 'Microsoft.Network',
    resourceTypes: ['virtualNetworks', 'virtualNetworks/subnets'],
    apiVersions: ['2024-05-01', '2023-11-01'],
  },
  {
    namespace: 'Microsoft.Resources',
    resourceTypes: ['subscriptions', 'resourceGroups', 'tenants'],
    apiVersions: ['2025-04-01', '2024-11-01', '2022-12-01', '2021-04-01', '2019-11-01'],
  },
  {
    namespace: 'Microsoft.Storage',
    resourceTypes: ['storageAccounts'],
    apiVersions: ['2025-01-01', '2024-01-01', '2023-05-01'],
  },
]
