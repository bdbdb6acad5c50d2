export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'
/** A subscription in which the application may do nothing. */
export const FOREIGN_SUBSCRIPTION = '99999999-2222-4333-8444-555555555555'
/** A subscription in which the application may only read. */
export const SHARED_SUBSCRIPTION = '22222222-2222-4333-8444-555555555555'
/** A subscription in which Microsoft.Batch is not registered. */
export const YOUNG_SUBSCRIPTION = '33333333-2222-4333-8444-555555555555'
/** A subscription of another tenant. */
export const ALIEN_SUBSCRIPTION = '44444444-2222-4333-8444-555555555555'

/** ID of a compute resource of the demo's resource group, or of another subscription. */
export function computeId(path: string, subscription = SUBSCRIPTION): string {
  return resourceId('Microsoft.Compute', path, subscription)
}

function resourceId(provider: string, path: string, subscription = SUBSCRIPTION): string {
  return `/subscriptions/${subscription}/resourceGroups/rendering/providers/${provider}/${path}`
}

export const GALLERY = computeId('galleries/renders')
export const DEFINITION = `${GALLERY}/images/ubuntu-render`
export const VERSION = `${DEFINITION}/versions/1.0.0`
export const IMAGE = computeId('images/ubuntu-render-2026-11')
export const ACCOUNT = resourceId('Microsoft.Batch', 'batchAccounts/contosorenders')
export const POOL = `${ACCOUNT}/pools/render-pool`

/** A generalized machine with its disks, and snapshots of them. */
export const MACHINE = computeId('virtualMachines/builder')
export const DISK = computeId('disks/builder-os')
export const SNAPSHOT = computeId('snapshots/builder-os')
export const DATA_SNAPSHOT = computeId('snapshots/builder-data')

export const STORAGE_ACCOUNT = resourceId('Microsoft.Storage', 'storageAccounts/contosobuilds')
export const VHD = 'https://contosobuilds.blob.core.windows.net/vhds/ubuntu.vhd'

export const NETWORK = resourceId('Microsoft.Network', 'virtualNetworks/farm')
