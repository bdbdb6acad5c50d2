import { describe, expect, it } from '@jest/globals'
import { COMPLETE, errorOf, GALLERY, idOf, parse, refuses, SUBSCRIPTION } from './workflow.ts'

const NOBODY = { 'client-id': '', 'tenant-id': '', 'subscription-id': '' }
const PUBLIC = 'api://AzureADTokenExchange'

describe('sign-in', () => {
  it('takes identity and subscription from the variables of the job', async () => {
    const { signIn } = await parse(NOBODY, {
      AZURE_CLIENT_ID: COMPLETE['client-id'] ?? '',
      AZURE_TENANT_ID: COMPLETE['tenant-id'] ?? '',
      AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
    })
    expect(signIn).toEqual({
      clientId: COMPLETE['client-id'],
      tenantId: COMPLETE['tenant-id'],
      subscriptionId: SUBSCRIPTION,
      audience: PUBLIC,
      environment: 'AzureCloud',
    })
  })

  it('prefers the inputs to the variables of the job', async () => {
    const { signIn } = await parse({}, { AZURE_CLIENT_ID: '00000000-0000-4000-8000-000000000000' })
    expect(signIn.clientId).toBe(COMPLETE['client-id'])
  })

  it('says which variable may stand in for a missing input', async () => {
    const error = await errorOf({ 'client-id': '', 'tenant-id': '' }, { AZURE_TENANT_ID: '  ' })
    expect(error?.mistakes).toEqual([
      { input: 'client-id', rule: expect.stringContaining('AZURE_CLIENT_ID') },
      { input: 'tenant-id', rule: expect.stringContaining('AZURE_TENANT_ID') },
    ])
  })

  it('needs no subscription where everything is named by resource ID', async () => {
    const { signIn } = await parse({
      'subscription-id': '',
      'resource-group': '',
      gallery: '',
      'image-definition': `${GALLERY}/images/ubuntu-render`,
      'batch-account': idOf('Microsoft.Batch/batchAccounts/contosorenders'),
    })
    expect(signIn).not.toHaveProperty('subscriptionId')
  })

  const audiences = [
    { environment: 'AzureCloud', audience: PUBLIC },
    { environment: 'AzureUSGovernment', audience: 'api://AzureADTokenExchangeUSGov' },
    { environment: 'AzureChinaCloud', audience: 'api://AzureADTokenExchangeChina' },
  ]
  for (const { environment, audience } of audiences) {
    it(`asks for the audience ${audience} in ${environment}, unless another one is given`, async () => {
      expect((await parse({ environment })).signIn).toMatchObject({ environment, audience })
      expect((await parse({ environment, audience: PUBLIC })).signIn.audience).toBe(PUBLIC)
    })
  }

  it('keeps an audience of its own in every cloud', async () => {
    const inputs = await parse({ environment: 'AzureChinaCloud', audience: 'api://own' })
    expect(inputs.signIn.audience).toBe('api://own')
  })

  it('takes the address of another cloud', async () => {
    const endpoint = 'https://management.local.example:8443/'
    const inputs = await parse({ 'resource-manager-endpoint': endpoint, environment: 'AzureCloud' })
    expect(inputs.signIn.resourceManagerEndpoint).toBe(endpoint)
  })

  refuses([
    ['a client that is no GUID', { 'client-id': 'me' }, 'client-id', 'me', 'GUID'],
    ['a tenant by its domain', { 'tenant-id': 'contoso.com' }, 'tenant-id', 'contoso.com', 'GUID'],
    ['a subscription by its name', { 'subscription-id': 'prod' }, 'subscription-id', 'prod', 'GUID'],
    ['plain names without a subscription', { 'subscription-id': '' }, 'subscription-id', undefined, 'plain name'],
    ['an unknown cloud', { environment: 'azurecloud' }, 'environment', 'azurecloud', 'AzureUSGovernment'],
    [
      'an endpoint without https',
      { 'resource-manager-endpoint': 'http://arm.local' },
      'resource-manager-endpoint',
      'http://arm.local',
      'https',
    ],
    [
      'an endpoint with a path',
      { 'resource-manager-endpoint': 'https://arm.local/metadata' },
      'resource-manager-endpoint',
      'https://arm.local/metadata',
      'without a path',
    ],
    [
      'an endpoint with a password, which is not shown',
      { 'resource-manager-endpoint': 'https://me:secret@arm.local' },
      'resource-manager-endpoint',
      undefined,
      'https',
    ],
    [
      'an endpoint beside a named cloud',
      { 'resource-manager-endpoint': 'https://arm.local', environment: 'AzureChinaCloud' },
      'resource-manager-endpoint',
      'https://arm.local',
      'beside environment',
    ],
  ])
})
