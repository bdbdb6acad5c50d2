import type { CloudNames } from '../../sandbox/service.ts'

/** A cloud for requests that meet a service without the core. */
export const cloudOf: CloudNames = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com',
  login: 'https://login.microsoftonline.com',
  portal: 'https://portal.azure.com',
  resourceManagerAudiences: ['https://management.azure.com'],
  batchAudiences: ['https://batch.core.windows.net'],
  batchEndpoint: (account, region) => `${account}.${region}.batch.azure.com`,
}
