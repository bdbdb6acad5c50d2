import { describe, expect, it } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import {
  ACCOUNT_ID,
  ARM,
  BATCH,
  CLIENT,
  GROUP_ID,
  get,
  memberOf,
  STRANGER,
  SUBSCRIPTION,
  SUBSCRIPTION_URL,
  sandboxOf,
  TENANT,
} from './core-world.ts'

const GROUP_URL = `${ARM}${GROUP_ID}`
const GALLERY = `${GROUP_ID}/providers/Microsoft.Compute/galleries/farm`
const GALLERY_URL = `${ARM}${GALLERY}?api-version=2024-03-03`
const POOLS = `${BATCH}/pools?api-version=2025-06-01`
const JOBS = `${BATCH}/jobs?api-version=2025-06-01`

/** A sandbox whose stranger holds one role, or none. */
function withRole(role?: string, scope = GROUP_ID, roleDefinitions: readonly unknown[] = []): Sandbox {
  const given = role === undefined ? [] : [{ clientId: STRANGER, role, scope }]
  return sandboxOf({ roleDefinitions, roleAssignments: given })
}

function asStranger(sandbox: Sandbox, method: string, url: string, body?: unknown): WireReply {
  return sandbox.ask({ method, url, as: STRANGER, ...(body === undefined ? {} : { body }) })
}

function codeOf({ status, body }: WireReply): string {
  const error = Reflect.get(Object(body), 'error') ?? body
  return `${status} ${memberOf(error, 'code')}`
}

/** A token for a plane, as the sandbox mints it for a request that succeeds. */
function tokenOf(sandbox: Sandbox, scope: string): string {
  const assertion = memberOf(
    sandbox.ask({
      method: 'GET',
      url: 'https://pipelines.actions.githubusercontent.com/idtoken?audience=api%3A%2F%2FAzureADTokenExchange',
      headers: { authorization: `Bearer ${sandbox.requestToken()}` },
    }).body,
    'value',
  )
  const form = {
    grant_type: 'client_credentials',
    client_id: CLIENT,
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  }
  const { body } = sandbox.ask({
    method: 'POST',
    url: `https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  })
  return memberOf(body, 'access_token')
}

describe('the bearer token', () => {
  const arm = `${ARM}/subscriptions?api-version=2022-12-01`
  const send = (sandbox: Sandbox, url: string, authorization?: string) =>
    sandbox.ask({ method: 'GET', url, headers: authorization === undefined ? {} : { authorization } })

  it('Resource Manager asks for a bearer token, and tells where to get one.', () => {
    const answer = send(sandboxOf(), arm)
    expect(codeOf(answer)).toBe('401 AuthenticationFailed')
    expect(answer.headers['www-authenticate']).toMatch(
      `Bearer authorization_uri="https://login.windows.net/${TENANT}", error="invalid_token"`,
    )
  })

  it('Resource Manager refuses a token that is expired, forged or for another audience, each with its code.', () => {
    const sandbox = sandboxOf()
    const token = tokenOf(sandbox, 'https://management.azure.com/.default')
    const batchToken = tokenOf(sandbox, 'https://batch.core.windows.net/.default')
    const [header, claims] = token.split('.')
    expect(send(sandbox, arm, `Bearer ${token}`).status).toBe(200)
    expect(codeOf(send(sandbox, arm, `Bearer ${header}.${claims}.${batchToken.split('.')[2]}`))).toBe(
      '401 InvalidAuthenticationToken',
    )
    expect(codeOf(send(sandbox, arm, 'Basic eDp5'))).toBe('401 InvalidAuthenticationToken')
    expect(codeOf(send(sandbox, arm, `Bearer ${batchToken}`))).toBe('401 InvalidAuthenticationTokenAudience')
    sandbox.clock.advance(90 * 60_000)
    const expired = send(sandbox, arm, `Bearer ${token}`)
    expect(codeOf(expired)).toBe('401 ExpiredAuthenticationToken')
    expect(expired.text).toMatch(
      /The access token expiry UTC time '11\/24\/2026 10:\d\d:\d\d AM' is earlier than current UTC time '11\/24\/2026 10:30:00 AM'\./,
    )
  })

  it('The Batch service refuses a token that is missing, expired, forged or for another audience.', () => {
    const sandbox = sandboxOf()
    const token = tokenOf(sandbox, 'https://batch.core.windows.net/.default')
    const armToken = tokenOf(sandbox, 'https://management.azure.com/.default')
    expect(send(sandbox, POOLS, `Bearer ${token}`).status).toBe(200)
    const answers = [undefined, 'Bearer x.y.z', `Bearer ${armToken}`].map((value) => send(sandbox, POOLS, value))
    sandbox.clock.advance(90 * 60_000)
    answers.push(send(sandbox, POOLS, `Bearer ${token}`))
    expect(answers.map(codeOf)).toEqual(Array(4).fill('401 AuthenticationFailed'))
    for (const { headers } of answers) {
      expect(headers['www-authenticate']).toContain('resource_id="https://batch.core.windows.net/"')
    }
  })

  it('The Batch service refuses a shared key, for its accounts are linked with Compute.', () => {
    const answer = send(sandboxOf(), POOLS, 'SharedKey farm:c2lnbmF0dXJl')
    expect(codeOf(answer)).toBe('403 AuthenticationFailed')
    expect(answer.text).toContain('SharedKey is not allowed when external resources of type Compute are linked.')
  })

  it('An account that is not in the world has no endpoint.', () => {
    const url = 'https://other.westeurope.batch.azure.com/pools?api-version=2025-06-01'
    expect(sandboxOf().ask({ method: 'GET', url, as: CLIENT }).status).toBe(404)
    const wrongRegion = 'https://farm.northeurope.batch.azure.com/pools?api-version=2025-06-01'
    expect(sandboxOf().ask({ method: 'GET', url: wrongRegion, as: CLIENT }).status).toBe(404)
  })
})

describe('rights', () => {
  it('A caller without a right is refused with the action and the scope, and who it is.', () => {
    const answer = asStranger(withRole('Reader'), 'PUT', GALLERY_URL, { location: 'westeurope' })
    expect(answer.status).toBe(403)
    expect(answer.headers['x-ms-failure-cause']).toBe('gateway')
    expect(answer.body).toEqual({
      error: {
        code: 'AuthorizationFailed',
        message: `The client '${STRANGER}' with object id 'c4d3e2f1-a0b9-4c8d-97e6-f5a4b3c2d1e0' does not have authorization to perform action 'Microsoft.Compute/galleries/write' over scope '${GALLERY}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
      },
    })
  })

  it('A role counts at its scope and below, whatever case the scope is written in, and not beside it.', () => {
    const sandbox = withRole('Reader', GROUP_ID.toUpperCase())
    const galleriesOf = (group: string) =>
      `${SUBSCRIPTION_URL}/resourcegroups/${group}/providers/Microsoft.Compute/galleries?api-version=2024-03-03`
    expect(asStranger(sandbox, 'GET', galleriesOf('RENDERING')).status).toBe(200)
    expect(codeOf(asStranger(sandbox, 'GET', galleriesOf('images')))).toBe('403 AuthorizationFailed')
    expect(codeOf(asStranger(sandbox, 'GET', `${SUBSCRIPTION_URL}?api-version=2022-12-01`))).toBe(
      '403 AuthorizationFailed',
    )
    expect(codeOf(asStranger(withRole(), 'GET', galleriesOf('rendering')))).toBe('403 AuthorizationFailed')
  })

  it('A role of the world allows by patterns what it names, a star between slashes may stand for nothing, but for what it excludes.', () => {
    const publisher = {
      id: 'b0c1',
      name: 'Publisher',
      actions: ['microsoft.compute/GALLERIES/*'],
      notActions: ['Microsoft.Compute/galleries/delete'],
      dataActions: [],
      notDataActions: [],
    }
    const starred = { ...publisher, actions: ['Microsoft.Compute/galleries/*/write'] }
    const galleryBody = { location: 'westeurope' }
    expect(asStranger(withRole('Publisher', GROUP_ID, [starred]), 'PUT', GALLERY_URL, galleryBody).status).toBe(201)
    const sandbox = withRole('Publisher', GROUP_ID, [publisher])
    expect(asStranger(sandbox, 'PUT', GALLERY_URL, { location: 'westeurope' }).status).toBe(201)
    expect(codeOf(asStranger(sandbox, 'DELETE', GALLERY_URL))).toBe('403 AuthorizationFailed')
    expect(codeOf(asStranger(sandbox, 'GET', `${ARM}${ACCOUNT_ID}?api-version=2025-06-01`))).toBe(
      '403 AuthorizationFailed',
    )
  })

  it('What one role excludes another may still allow.', () => {
    const empty = { actions: [], notActions: [], dataActions: [], notDataActions: [] }
    const sandbox = sandboxOf({
      roleDefinitions: [
        { ...empty, id: '1', name: 'All but deleting', actions: ['*'], notActions: ['*/delete'] },
        { ...empty, id: '2', name: 'Deleting', actions: ['*/delete'] },
      ],
      roleAssignments: ['All but deleting', 'Deleting'].map((role) => ({ clientId: STRANGER, role, scope: GROUP_ID })),
    })
    expect(asStranger(sandbox, 'DELETE', GALLERY_URL).status).toBe(204)
  })

  const batchRoles = [
    { role: 'Azure Batch Data Contributor', pools: 200, makePool: 400, jobs: 200, makeJob: 400 },
    { role: 'Azure Batch Account Reader', pools: 200, makePool: 403, jobs: 200, makeJob: 403 },
    { role: 'Azure Batch Job Submitter', pools: 200, makePool: 403, jobs: 200, makeJob: 400 },
    { role: 'Azure Batch Account Contributor', pools: 200, makePool: 400, jobs: 200, makeJob: 400 },
    { role: 'Contributor', pools: 200, makePool: 400, jobs: 200, makeJob: 400 },
    { role: 'Reader', pools: 200, makePool: 403, jobs: 200, makeJob: 403 },
    { role: 'Compute Gallery Artifacts Publisher', pools: 403, makePool: 403, jobs: 403, makeJob: 403 },
  ]
  it('On the Batch plane pools need actions and jobs need dataActions; the right to read the account stands for all reading, the right to its keys for everything.', () => {
    const found = batchRoles.map(({ role }) => {
      const sandbox = withRole(role, ACCOUNT_ID)
      return {
        role,
        pools: asStranger(sandbox, 'GET', POOLS).status,
        // Whoever may, meets the refusal of an empty pool or job.
        makePool: asStranger(sandbox, 'POST', POOLS, {}).status,
        jobs: asStranger(sandbox, 'GET', JOBS).status,
        makeJob: asStranger(sandbox, 'POST', JOBS, {}).status,
      }
    })
    expect(found).toEqual(batchRoles)
  })

  it('The Batch service says that a permission is missing, and which.', () => {
    const { body } = asStranger(withRole('Reader', ACCOUNT_ID), 'POST', POOLS, {})
    expect(body).toMatchObject({
      code: 'InsufficientAccountPermissions',
      values: [{ key: 'Action', value: 'Microsoft.Batch/batchAccounts/pools/write' }],
    })
  })
})

describe('permissions and role assignments', () => {
  const at = (scope: string, list: string) =>
    `${ARM}${scope}/providers/Microsoft.Authorization/${list}?api-version=2022-04-01`

  it('A caller is told its own permissions at a scope, one element for each role it holds there or above.', () => {
    const sandbox = sandboxOf({
      roleAssignments: [
        { clientId: STRANGER, role: 'Reader', scope: `/subscriptions/${SUBSCRIPTION}` },
        { clientId: STRANGER, role: 'Azure Batch Job Submitter', scope: ACCOUNT_ID },
        { clientId: CLIENT, role: 'Owner', scope: GROUP_ID },
      ],
    })
    const reader = { actions: ['*/read'], notActions: [], dataActions: [], notDataActions: [] }
    expect(
      asStranger(sandbox, 'GET', at(GROUP_ID.replace('resourceGroups', 'resourcegroups'), 'permissions')).body,
    ).toEqual({
      value: [reader],
    })
    expect(asStranger(sandbox, 'GET', at(ACCOUNT_ID, 'permissions')).body).toMatchObject({
      value: [reader, { dataActions: expect.arrayContaining(['Microsoft.Batch/batchAccounts/jobs/*']) }],
    })
    expect(asStranger(sandbox, 'GET', at(`/subscriptions/${SUBSCRIPTION}`, 'permissions')).body).toEqual({
      value: [reader],
    })
  })

  it('Permissions are told for any resource of a resource group, be it there or not.', () => {
    const sandbox = withRole('Reader', `/subscriptions/${SUBSCRIPTION}`)
    const version = `${GROUP_ID}/providers/Microsoft.Compute/galleries/none/images/none/versions/1.0.0`
    expect(asStranger(sandbox, 'GET', at(version, 'permissions')).body).toMatchObject({
      value: [{ actions: ['*/read'] }],
    })
    const elsewhere = version.replace('/rendering/', '/none/')
    expect(codeOf(asStranger(sandbox, 'GET', at(elsewhere, 'permissions')))).toBe('404 ResourceGroupNotFound')
    const blind = withRole('Compute Gallery Image Reader', GROUP_ID)
    expect(codeOf(asStranger(blind, 'GET', at(version, 'permissions')))).toBe('403 AuthorizationFailed')
  })

  it('Role assignments at a scope or above are listed, for everyone or for one principal.', () => {
    const sandbox = sandboxOf({
      roleAssignments: [
        { clientId: CLIENT, role: 'Contributor', scope: `/subscriptions/${SUBSCRIPTION}` },
        { clientId: STRANGER, role: 'Reader', scope: GROUP_ID },
      ],
    })
    const list = (filter: string) => get(sandbox, `${at(GROUP_ID, 'roleAssignments')}${filter}`)
    expect(list('').body).toMatchObject({
      value: [
        { properties: { scope: `/subscriptions/${SUBSCRIPTION}`, principalType: 'ServicePrincipal' } },
        {
          id: expect.stringMatching(`^${GROUP_ID}/providers/Microsoft.Authorization/roleAssignments/[0-9a-f-]{36}$`),
          type: 'Microsoft.Authorization/roleAssignments',
          properties: {
            roleDefinitionId: `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`,
            principalId: 'c4d3e2f1-a0b9-4c8d-97e6-f5a4b3c2d1e0',
          },
        },
      ],
    })
    const one = list(`&$filter=${encodeURIComponent("principalId eq 'c4d3e2f1-a0b9-4c8d-97e6-f5a4b3c2d1e0'")}`)
    expect(one.body).toMatchObject({ value: [{ properties: { scope: GROUP_ID } }] })
    expect(codeOf(list('&$filter=color'))).toBe('400 UnsupportedQuery')
  })
})

describe('what is refused before a service is asked', () => {
  it('A request without an api-version, or with one that its resource type never had, is refused.', () => {
    const sandbox = sandboxOf()
    const batch = (query: string) => get(sandbox, `${BATCH}/pools${query}`)
    const gallery = `${GROUP_URL}/providers/Microsoft.Compute/galleries/farm`
    expect([
      codeOf(get(sandbox, `${ARM}/subscriptions`)),
      codeOf(get(sandbox, `${ARM}/subscriptions?api-version=tomorrow`)),
      codeOf(get(sandbox, `${gallery}?api-version=1999-01-01`)),
      codeOf(get(sandbox, `${gallery}?api-version=latest`)),
      codeOf(batch('')),
      codeOf(batch('?api-version=1999-01-01')),
    ]).toEqual([
      '400 MissingApiVersionParameter',
      '400 InvalidApiVersionParameter',
      '400 NoRegisteredProviderFound',
      '400 InvalidApiVersionParameter',
      '400 MissingApiVersionParameter',
      '400 UnsupportedRequestVersion',
    ])
  })

  it('A subscription or resource group that does not exist is told, and so is a subscription of another cloud.', () => {
    const sandbox = sandboxOf()
    const none = `${ARM}/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups?api-version=2021-04-01`
    const elsewhere = `https://management.chinacloudapi.cn/subscriptions/${SUBSCRIPTION}?api-version=2022-12-01`
    expect(codeOf(get(sandbox, none))).toBe('404 SubscriptionNotFound')
    expect(codeOf(get(sandbox, elsewhere))).toBe('404 SubscriptionNotFound')
    const group = `${SUBSCRIPTION_URL}/resourceGroups/none`
    expect(codeOf(get(sandbox, `${group}/providers/Microsoft.Compute/galleries/g?api-version=2024-03-03`))).toBe(
      '404 ResourceGroupNotFound',
    )
  })

  it('Nothing is written to a resource provider that the subscription has not registered.', () => {
    const [first, second] = sandboxOf().world.subscriptions
    const sandbox = sandboxOf({ subscriptions: [{ ...first, registeredProviders: ['Microsoft.Batch'] }, second] })
    const put = () => sandbox.ask({ method: 'PUT', url: GALLERY_URL, as: CLIENT, body: { location: 'westeurope' } })
    expect(codeOf(put())).toBe('409 MissingSubscriptionRegistration')
    const url = `${SUBSCRIPTION_URL}/providers/Microsoft.Compute/register?api-version=2021-04-01`
    expect(sandbox.ask({ method: 'POST', url, as: CLIENT }).body).toMatchObject({ registrationState: 'Registering' })
    expect(codeOf(put())).toBe('409 MissingSubscriptionRegistration')
    sandbox.clock.advance(60_000)
    expect(put().status).toBe(201)
  })

  it('An unknown resource, an operation that a resource does not have and a body that is no JSON are refused.', () => {
    const sandbox = sandboxOf()
    const ask = (method: string, url: string, body?: string) =>
      codeOf(
        sandbox.ask({
          method,
          url,
          as: CLIENT,
          ...(body === undefined
            ? {}
            : { body, headers: { 'content-type': 'application/json; odata=minimalmetadata' } }),
        }),
      )
    expect([
      ask('GET', `${GROUP_URL}/providers/Microsoft.Compute/castles/c?api-version=2024-03-03`),
      ask('POST', GALLERY_URL),
      ask('PUT', GALLERY_URL, '{'),
      ask('GET', `${BATCH}/castles?api-version=2025-06-01`),
      ask('PUT', POOLS),
      ask('POST', POOLS, '{'),
    ]).toEqual([
      '404 InvalidResourceType',
      '405 HttpMethodNotSupported',
      '400 InvalidRequestContent',
      '400 InvalidUri',
      '405 UnsupportedHttpVerb',
      '400 InvalidRequestBody',
    ])
    const xml = sandbox.ask({
      method: 'PUT',
      url: GALLERY_URL,
      as: CLIENT,
      body: '<a/>',
      headers: { 'content-type': 'text/xml' },
    })
    expect(codeOf(xml)).toBe('415 UnsupportedMediaType')
  })

  it('Every answer carries the ids and the date of its request, and the id of the client where that is wanted.', () => {
    const sandbox = sandboxOf()
    const date = 'Tue, 24 Nov 2026 09:00:00 GMT'
    expect(
      get(sandbox, `${ARM}/subscriptions?api-version=2022-12-01`, {
        headers: { 'x-ms-client-request-id': 'mine', 'x-ms-return-client-request-id': 'true' },
      }).headers,
    ).toMatchObject({ date, 'x-ms-request-id': expect.any(String), 'x-ms-client-request-id': 'mine' })
    const refused = get(sandbox, `${BATCH}/pools/none?api-version=2025-06-01`, {
      headers: { 'client-request-id': 'mine', 'return-client-request-id': 'true' },
    })
    expect(refused.headers).toMatchObject({
      date,
      'request-id': expect.any(String),
      'client-request-id': 'mine',
      'content-type': 'application/json;odata=minimalmetadata',
    })
    expect(refused.body).toMatchObject({
      'odata.metadata': `${BATCH}/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element`,
      message: {
        lang: 'en-US',
        value: expect.stringMatching(
          new RegExp(`\nRequestId:${refused.headers['request-id']}\nTime:2026-11-24T09:00:00.0000000Z$`),
        ),
      },
    })
  })

  it('Where the world asks for it, Resource Manager throttles each caller as documented, and says for how long.', () => {
    const bucket = { bucketSize: 2, refillPerSecond: 0.5 }
    const sandbox = sandboxOf({ limits: { reads: bucket, writes: bucket, deletes: bucket } })
    const read = () => get(sandbox, `${SUBSCRIPTION_URL}?api-version=2022-12-01`)
    expect(read().headers['x-ms-ratelimit-remaining-subscription-reads']).toBe('1')
    expect(read().status).toBe(200)
    const throttled = read()
    expect(codeOf(throttled)).toBe('429 SubscriptionRequestsThrottled')
    expect(throttled.headers['retry-after']).toBe('2')
    const url = GALLERY_URL
    expect(sandbox.ask({ method: 'PUT', url, as: CLIENT, body: { location: 'westeurope' } }).status).toBe(201)
    sandbox.clock.advance(2000)
    expect(read().status).toBe(200)
    const documented = sandboxOf({ limits: 'documented' })
    const remaining = get(documented, `${SUBSCRIPTION_URL}?api-version=2022-12-01`).headers
    expect(remaining['x-ms-ratelimit-remaining-subscription-reads']).toBe('249')
  })
})
