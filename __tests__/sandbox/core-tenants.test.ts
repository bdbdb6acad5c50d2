import { describe, expect, it } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import {
  ACCOUNT_ID,
  ARM,
  CLIENT,
  GROUP_ID,
  get,
  idToken,
  memberOf,
  OTHER_SUBSCRIPTION,
  SUBSCRIPTION,
  sandboxOf,
  TENANT,
  worldOf,
} from './core-world.ts'

const OTHER_TENANT = 'a1b2c3d4-0000-4000-8000-1234567890ab'
const FOREIGN_GROUP = `/subscriptions/${OTHER_SUBSCRIPTION}/resourceGroups/rendering`
const FOREIGN_VERSION = `${FOREIGN_GROUP}/providers/Microsoft.Compute/galleries/theirs/images/ubuntu/versions/1.0.0`
const GALLERY = `${GROUP_ID}/providers/Microsoft.Compute/galleries/ours`

/** A gallery with one definition. */
function galleryOf(id: string) {
  const identifier = { publisher: 'contoso', offer: 'render', sku: 'ubuntu' }
  const properties = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier }
  return {
    gallery: { id, location: 'westeurope', properties: {} },
    definition: { id: `${id}/images/ubuntu`, location: 'westeurope', properties },
  }
}

/** A world whose second subscription belongs to another tenant, with a gallery in each. */
function changes() {
  const [own, other] = worldOf().subscriptions
  const providers = ['Microsoft.Batch', 'Microsoft.Compute']
  const [ours, theirs] = [GALLERY, FOREIGN_VERSION.replace(/\/images\/.*/, '')].map(galleryOf)
  const foreignImage = `${FOREIGN_GROUP}/providers/Microsoft.Compute/images/build`
  return {
    subscriptions: [own, { ...other, registeredProviders: providers, tenantId: OTHER_TENANT }],
    resourceGroups: [
      ...worldOf().resourceGroups,
      { subscriptionId: OTHER_SUBSCRIPTION, name: 'rendering', location: 'westeurope' },
    ],
    compute: {
      galleries: [ours?.gallery, theirs?.gallery],
      imageDefinitions: [ours?.definition, theirs?.definition],
      imageVersions: [
        {
          id: FOREIGN_VERSION,
          location: 'westeurope',
          properties: { storageProfile: { source: { id: foreignImage } } },
          sandbox: { boot: { nodeAgentSkuIds: ['batch.node.ubuntu 24.04'] } },
        },
      ],
    },
  }
}

function put(sandbox: Sandbox, id: string, apiVersion: string, body: unknown) {
  const { status, body: answer } = sandbox.ask({
    method: 'PUT',
    url: `${ARM}${id}?api-version=${apiVersion}`,
    as: CLIENT,
    body,
  })
  const error = Reflect.get(Object(answer), 'error')
  return { code: `${status} ${memberOf(error, 'code')}`, message: memberOf(error, 'message') }
}

describe('a subscription of another tenant', () => {
  it('A subscription of another tenant is listed for nobody, and answers all else with the tenant that it needs.', () => {
    const sandbox = sandboxOf(changes())
    expect(get(sandbox, `${ARM}/subscriptions?api-version=2022-12-01`).body).toMatchObject({
      value: [{ subscriptionId: SUBSCRIPTION, tenantId: TENANT }],
      count: { value: 1 },
    })
    const paths = [
      `/subscriptions/${OTHER_SUBSCRIPTION}?api-version=2022-12-01`,
      `/subscriptions/${OTHER_SUBSCRIPTION}/providers/Microsoft.Batch?api-version=2021-04-01`,
      `${FOREIGN_VERSION}?api-version=2024-03-03`,
      `${FOREIGN_GROUP}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`,
    ]
    for (const path of paths) {
      const refused = get(sandbox, `${ARM}${path}`)
      expect(refused).toMatchObject({
        status: 401,
        body: {
          error: {
            code: 'InvalidAuthenticationTokenTenant',
            message: expect.stringContaining(
              `The access token is from the wrong issuer 'https://sts.windows.net/${TENANT}/'. It must match the tenant ` +
                `'https://sts.windows.net/${OTHER_TENANT}/' associated with this subscription. Please use the authority ` +
                `(URL) 'https://login.windows.net/${OTHER_TENANT}' to get the token.`,
            ),
          },
        },
      })
      expect(refused.headers['www-authenticate']).toContain(`https://login.windows.net/${OTHER_TENANT}"`)
    }
  })

  it('What is made from a resource of another tenant, or runs on one, is refused with LinkedAuthorizationFailed.', () => {
    const sandbox = sandboxOf(changes())
    const version = `${GALLERY}/images/ubuntu/versions/1.0.0`
    const source = { source: { id: FOREIGN_VERSION } }
    expect(
      put(sandbox, version, '2024-03-03', { location: 'westeurope', properties: { storageProfile: source } }),
    ).toEqual({
      code: '403 LinkedAuthorizationFailed',
      message:
        "The client has permission to perform action 'Microsoft.Compute/galleries/images/versions/read' on scope " +
        `'${version}', however the current tenant '${TENANT}' is not authorized to access linked subscription ` +
        `'${OTHER_SUBSCRIPTION}'.`,
    })
    const virtualMachineConfiguration = {
      imageReference: { id: FOREIGN_VERSION },
      nodeAgentSkuId: 'batch.node.ubuntu 24.04',
    }
    const deploymentConfiguration = { virtualMachineConfiguration }
    const pool = { vmSize: 'Standard_D2s_v5', deploymentConfiguration }
    const { code } = put(sandbox, `${ACCOUNT_ID}/pools/render`, '2025-06-01', { properties: pool })
    expect(code).toBe('403 LinkedAuthorizationFailed')
    const disk = { source: { id: FOREIGN_VERSION.replace(/\/galleries.*/, '/snapshots/os') } }
    const fromDisk = { location: 'westeurope', properties: { storageProfile: { osDiskImage: disk } } }
    expect(put(sandbox, version, '2024-03-03', fromDisk).code).toBe('403 LinkedAuthorizationFailed')
  })

  it('What another tenant has registered does not count for the tenant of the caller.', () => {
    const [own, other] = changes().subscriptions
    const sandbox = sandboxOf({
      ...changes(),
      subscriptions: [{ ...own, registeredProviders: ['Microsoft.Compute'] }, other],
    })
    const { status, text } = sandbox.ask({
      method: 'POST',
      url: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENT,
        scope: 'https://batch.core.windows.net/.default',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: idToken(sandbox),
      }).toString(),
    })
    expect([status, text]).toEqual([400, expect.stringContaining('AADSTS500011')])
  })

  it('A role in a subscription of another tenant is a mistake of its world.', () => {
    const scope = FOREIGN_GROUP
    const roleAssignments = [{ clientId: CLIENT, role: 'Reader', scope }]
    expect(() => sandboxOf({ ...changes(), roleAssignments })).toThrow(
      `roleAssignments[0] has scope ${scope}, whose subscription belongs to another tenant`,
    )
  })
})
