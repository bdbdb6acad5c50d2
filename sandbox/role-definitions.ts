/** What a role allows: patterns with `*`, compared without regard to case. */
export type Permission = {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** A role, Azure's own or a world's. */
export type RoleDefinition = Permission & { readonly id: string; readonly name: string }

const EVERYDAY = [
  'Microsoft.Insights/alertRules/*',
  'Microsoft.Resources/deployments/*',
  'Microsoft.Resources/subscriptions/resourceGroups/read',
]

const JOBS = ['Microsoft.Batch/batchAccounts/jobSchedules/*', 'Microsoft.Batch/batchAccounts/jobs/*']

/**
 * The built-in roles that matter here, as Azure defines them (only those exclusions that touch what the sandbox
 * knows). Source: learn.microsoft.com/azure/role-based-access-control/built-in-roles.
 */
export const BUILT_IN_ROLES: readonly RoleDefinition[] = [
  role('8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'Owner', { actions: ['*'] }),
  role('b24988ac-6180-42a0-ab88-20f7382dd24c', 'Contributor', {
    actions: ['*'],
    notActions: [
      'Microsoft.Authorization/*/Delete',
      'Microsoft.Authorization/*/Write',
      'Microsoft.Authorization/elevateAccess/Action',
      'Microsoft.Compute/galleries/share/action',
    ],
  }),
  role('acdd72a7-3385-48ef-bd42-f606fba81ae7', 'Reader', { actions: ['*/read'] }),
  role('29fe4964-1e60-436b-bd3a-77fd4c178b3c', 'Azure Batch Account Contributor', {
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Batch/*', ...EVERYDAY],
    dataActions: ['Microsoft.Batch/*'],
  }),
  role('11076f67-66f6-4be0-8f6b-f0609fd05cc9', 'Azure Batch Account Reader', {
    actions: ['Microsoft.Batch/*/read', 'Microsoft.Resources/subscriptions/resourceGroups/read'],
    dataActions: ['Microsoft.Batch/*/read'],
  }),
  role('6aaa78f1-f7de-44ca-8722-c64a23943cae', 'Azure Batch Data Contributor', {
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.Batch/batchAccounts/read',
      'Microsoft.Batch/batchAccounts/applications/*',
      'Microsoft.Batch/batchAccounts/certificates/*',
      'Microsoft.Batch/batchAccounts/certificateOperationResults/*',
      'Microsoft.Batch/batchAccounts/pools/*',
      'Microsoft.Batch/batchAccounts/poolOperationResults/*',
      'Microsoft.Batch/locations/*/read',
      ...EVERYDAY,
    ],
    dataActions: JOBS,
  }),
  role('48e5e92e-a480-4e71-aa9c-2778f4c13781', 'Azure Batch Job Submitter', {
    actions: [
      'Microsoft.Batch/batchAccounts/applications/read',
      'Microsoft.Batch/batchAccounts/applications/versions/read',
      'Microsoft.Batch/batchAccounts/pools/read',
      'Microsoft.Insights/alertRules/*',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
    ],
    dataActions: JOBS,
  }),
  role('85a2d0d9-2eba-4c9c-b355-11c2cc0788ab', 'Compute Gallery Artifacts Publisher', {
    actions: [
      'Microsoft.Compute/galleries/*',
      'Microsoft.Compute/locations/capsOperations/read',
      'Microsoft.Compute/locations/communityGalleries/*',
      'Microsoft.Compute/locations/sharedGalleries/*',
      'Microsoft.Compute/images/*',
      'Microsoft.Compute/virtualMachines/write',
      'Microsoft.Compute/disks/write',
      'Microsoft.Authorization/*/read',
      ...EVERYDAY,
    ],
    notActions: ['Microsoft.Compute/galleries/share/action'],
  }),
  role('cf7c76d2-98a3-4358-a134-615aa78bf44d', 'Compute Gallery Image Reader', {
    actions: ['Microsoft.Compute/galleries/images/read', 'Microsoft.Compute/galleries/images/versions/read'],
  }),
  role('3e5e47e6-65f7-47ef-90b5-e5dd4d455f24', 'Disk Backup Reader', {
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.Compute/disks/read',
      'Microsoft.Compute/disks/beginGetAccess/action',
    ],
  }),
  role('7efff54f-a5b4-42b5-a1c5-5411624893ce', 'Disk Snapshot Contributor', {
    actions: [
      'Microsoft.Authorization/*/read',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.Compute/snapshots/delete',
      'Microsoft.Compute/snapshots/write',
      'Microsoft.Compute/snapshots/read',
      'Microsoft.Compute/snapshots/beginGetAccess/action',
      'Microsoft.Compute/snapshots/endGetAccess/action',
      'Microsoft.Compute/disks/beginGetAccess/action',
      'Microsoft.Storage/storageAccounts/listkeys/action',
      'Microsoft.Storage/storageAccounts/write',
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Storage/storageAccounts/delete',
    ],
  }),
  role('f1a07417-d97a-45cb-824c-7a7467783830', 'Managed Identity Operator', {
    actions: [
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/read',
      'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
      'Microsoft.Authorization/*/read',
      ...EVERYDAY,
    ],
  }),
  role('4d97b98b-1d4f-4787-a291-c67834d212e7', 'Network Contributor', {
    actions: ['Microsoft.Authorization/*/read', 'Microsoft.Network/*', ...EVERYDAY],
  }),
]

function role(id: string, name: string, permission: Partial<Permission>): RoleDefinition {
  return { id, name, actions: [], notActions: [], dataActions: [], notDataActions: [], ...permission }
}
