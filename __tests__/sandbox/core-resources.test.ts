import { describe, expect, it } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { ARM, CLIENT, get, STRANGER, SUBSCRIPTION, SUBSCRIPTION_URL, sandboxOf, TENANT } from './core-world.ts'

describe('Microsoft.Resources', () => {
  it('A caller sees the subscriptions in which it holds any role, and its tenant.', () => {
    const sandbox = sandboxOf()
    const url = `${ARM}/subscriptions?api-version=2019-11-01`
    expect(get(sandbox, url).body).toMatchObject({
      value: [
        {
          id: `/subscriptions/${SUBSCRIPTION}`,
          subscriptionId: SUBSCRIPTION,
          tenantId: TENANT,
          displayName: 'Rendering',
          state: 'Enabled',
        },
      ],
      count: { value: 1 },
    })
    expect(sandbox.ask({ method: 'GET', url, as: STRANGER }).body).toMatchObject({ value: [] })
    expect(get(sandbox, `${SUBSCRIPTION_URL}?api-version=2022-12-01`).body).toMatchObject({ displayName: 'Rendering' })
    expect(get(sandbox, `${ARM}/tenants?api-version=2022-12-01`).body).toMatchObject({ value: [{ tenantId: TENANT }] })
  })

  it('Resource groups are listed, told and asked after, in whatever case they are written.', () => {
    const sandbox = sandboxOf()
    const groups = `${SUBSCRIPTION_URL}/resourcegroups`
    const version = '?api-version=2021-04-01'
    expect(get(sandbox, `${groups}${version}`).body).toMatchObject({
      value: [{ name: 'rendering' }, { name: 'images' }],
    })
    expect(get(sandbox, `${groups}/RENDERING${version}`).body).toEqual({
      id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering`,
      name: 'rendering',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
      tags: { team: 'render' },
      properties: { provisioningState: 'Succeeded' },
    })
    const head = (group: string) => sandbox.ask({ method: 'HEAD', url: `${groups}/${group}${version}`, as: CLIENT })
    expect(head('rendering')).toMatchObject({ status: 204, text: '' })
    expect(head('none')).toMatchObject({ status: 404, text: '' })
  })

  it('The locations of a subscription are the regions of its world, with the names that people know.', () => {
    expect(get(sandboxOf(), `${SUBSCRIPTION_URL}/locations?api-version=2022-12-01`).body).toMatchObject({
      value: [
        {
          id: `/subscriptions/${SUBSCRIPTION}/locations/westeurope`,
          name: 'westeurope',
          displayName: 'West Europe',
          regionalDisplayName: '(Europe) West Europe',
          metadata: { regionType: 'Physical' },
        },
        { name: 'northeurope', displayName: 'North Europe' },
      ],
    })
  })

  it('Since 2022-12-01 a location tells its availability zones, and zone-redundant storage is refused where there are none.', () => {
    const gallery = `${SUBSCRIPTION_URL}/resourceGroups/rendering/providers/Microsoft.Compute/galleries/farm`
    const image = { id: `${gallery.replace(ARM, '')}/images/ubuntu`, location: 'westeurope' }
    const identifier = { publisher: 'contoso', offer: 'render', sku: 'ubuntu' }
    const sandbox = sandboxOf({
      regions: ['westeurope', 'ukwest', 'usgovvirginia', 'nowhere'],
      compute: {
        galleries: [{ id: gallery.replace(ARM, ''), location: 'westeurope' }],
        imageDefinitions: [{ ...image, properties: { osType: 'Linux', osState: 'Generalized', identifier } }],
      },
    })
    const locations = (version: string): readonly { name: string; availabilityZoneMappings?: unknown }[] =>
      Reflect.get(Object(get(sandbox, `${SUBSCRIPTION_URL}/locations?api-version=${version}`).body), 'value')
    expect(locations('2022-12-01')[0]?.availabilityZoneMappings).toEqual([
      { logicalZone: '1', physicalZone: 'westeurope-az1' },
      { logicalZone: '2', physicalZone: 'westeurope-az2' },
      { logicalZone: '3', physicalZone: 'westeurope-az3' },
    ])
    expect(locations('2021-04-01').some((one) => 'availabilityZoneMappings' in one)).toBe(false)
    for (const { name, availabilityZoneMappings } of locations('2022-12-01')) {
      const storage = { storageAccountType: 'Standard_ZRS' }
      const properties = {
        publishingProfile: storage,
        storageProfile: { source: { id: `${image.id}/versions/9.9.9` } },
      }
      const url = `${gallery}/images/ubuntu/versions/1.0.0?api-version=2024-03-03`
      const { text } = sandbox.ask({ method: 'PUT', url, as: CLIENT, body: { location: name, properties } })
      // where there are zones the refusal is about the source, which is not there
      const expected = availabilityZoneMappings === undefined ? 'ZRS storage account type' : 'ResourceNotFound'
      expect([name, text]).toEqual([name, expect.stringContaining(expected)])
    }
  })

  it('A resource provider is registered a minute after it was asked to be, and needs the right to it.', () => {
    const sandbox = sandboxOf()
    const provider = (namespace: string, more = '') =>
      `${SUBSCRIPTION_URL}/providers/${namespace}${more}?api-version=2021-04-01`
    const state = (namespace: string) => get(sandbox, provider(namespace)).body
    expect(state('microsoft.compute')).toMatchObject({
      namespace: 'Microsoft.Compute',
      registrationState: 'Registered',
      resourceTypes: expect.arrayContaining([
        expect.objectContaining({ resourceType: 'galleries', locations: ['West Europe', 'North Europe'] }),
      ]),
    })
    expect(state('Microsoft.Network')).toMatchObject({ registrationState: 'NotRegistered' })
    const url = provider('Microsoft.Network', '/register')
    expect(sandbox.ask({ method: 'POST', url, as: STRANGER }).status).toBe(403)
    expect(sandbox.ask({ method: 'POST', url, as: CLIENT }).body).toMatchObject({ registrationState: 'Registering' })
    sandbox.clock.advance(60_000)
    expect(state('Microsoft.Network')).toMatchObject({ registrationState: 'Registered' })
    expect(state('Microsoft.Castles')).toMatchObject({ error: { code: 'InvalidResourceNamespace' } })
    expect(get(sandbox, `${SUBSCRIPTION_URL}/providers?api-version=2021-04-01`).text).toContain('Microsoft.Batch')
  })
})

describe('/metadata/endpoints', () => {
  const ask = (sandbox: Sandbox, base: string, version: string) =>
    sandbox.ask({ method: 'GET', url: `${base}/metadata/endpoints?api-version=${version}` })
  const own = 'https://localhost:9443'

  it('The endpoints of a cloud are told without a token, in the shape of the api-version that was asked.', () => {
    const sandbox = sandboxOf()
    const authentication = { loginEndpoint: `${own}/`, audiences: [`${own}/`] }
    for (const version of ['1.0', '2015-01-01']) {
      expect(ask(sandbox, own, version).body).toEqual({
        galleryEndpoint: expect.any(String),
        graphEndpoint: expect.any(String),
        portalEndpoint: expect.any(String),
        authentication,
      })
    }
    expect(ask(sandbox, own, '2018-01-01').body).toMatchObject({
      authentication: { ...authentication, tenant: 'common', identityProvider: 'AAD' },
      cloudEndpoint: { public: { endpoint: 'localhost:9443' } },
    })
    const cloud = { name: 'Sandbox', authentication, resourceManager: `${own}/`, batch: `${own}/_batch/` }
    expect(ask(sandbox, own, '2019-05-01').body).toMatchObject([cloud])
    expect(ask(sandbox, own, '2022-09-01').body).toMatchObject(cloud)
    expect(ask(sandbox, own, '2001-01-01')).toMatchObject({
      status: 400,
      body: { error: { code: 'InvalidApiVersionParameter' } },
    })
  })

  it('Each cloud tells its own endpoints and audiences.', () => {
    const sandbox = sandboxOf()
    const clouds = ['azure.com', 'usgovcloudapi.net', 'chinacloudapi.cn'].map(
      (domain) => ask(sandbox, `https://management.${domain}`, '2022-09-01').body,
    )
    expect(clouds).toMatchObject([
      {
        name: 'AzureCloud',
        resourceManager: 'https://management.azure.com/',
        batch: 'https://batch.core.windows.net/',
        authentication: {
          loginEndpoint: 'https://login.microsoftonline.com/',
          audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
        },
      },
      {
        name: 'AzureUSGovernment',
        batch: 'https://batch.core.usgovcloudapi.net/',
        authentication: { loginEndpoint: 'https://login.microsoftonline.us/' },
      },
      {
        name: 'AzureChinaCloud',
        batch: 'https://batch.chinacloudapi.cn/',
        authentication: { loginEndpoint: 'https://login.chinacloudapi.cn/' },
      },
    ])
  })
})
