import { createSandbox, type RawRequest, type Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import { checkWorld, type World } from '../../sandbox/world.ts'

export const TENANT = '5b4e8f0a-6a0c-4c8e-9a54-0d6f1c2e7b11'
export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'
export const OTHER_SUBSCRIPTION = '99999999-8888-4777-8666-555555555555'

/** Contributor of the subscription, trusted on main. */
export const CLIENT = '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d'

/** An application that holds no role. */
export const STRANGER = '2f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2910'

export const START = '2026-11-24T09:00:00.000Z'
export const ARM = 'https://management.azure.com'
export const LOGIN = 'https://login.microsoftonline.com'
export const SUBSCRIPTION_URL = `${ARM}/subscriptions/${SUBSCRIPTION}`
export const GROUP_ID = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering`
export const ACCOUNT_ID = `${GROUP_ID}/providers/Microsoft.Batch/batchAccounts/farm`
export const BATCH = 'https://farm.westeurope.batch.azure.com'

/** The world of the core's tests, checked, with members replaced. */
export function worldOf(changes: Readonly<Record<string, unknown>> = {}): World {
  return checkWorld({ ...WORLD, ...changes })
}

/** A sandbox over that world. */
export function sandboxOf(changes: Readonly<Record<string, unknown>> = {}): Sandbox {
  return createSandbox({ world: worldOf(changes) })
}

/** GET as the contributor. */
export function get(sandbox: Sandbox, url: string, more: Partial<RawRequest> = {}): WireReply {
  return sandbox.ask({ method: 'GET', url, as: CLIENT, ...more })
}

/** An ID token of a job that differs from the world's run as told. */
export function idToken(
  sandbox: Sandbox,
  asked: { audience?: string; run?: Parameters<Sandbox['requestToken']>[0] } = {},
): string {
  const audience = encodeURIComponent(asked.audience ?? 'api://AzureADTokenExchange')
  const { body } = sandbox.ask({
    method: 'GET',
    url: `https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=${audience}`,
    headers: { Authorization: `Bearer ${sandbox.requestToken(asked.run)}` },
  })
  return memberOf(body, 'value')
}

/** A text member of a JSON body. */
export function memberOf(body: unknown, name: string): string {
  const value = typeof body === 'object' && body !== null && name in body ? Reflect.get(body, name) : undefined
  if (typeof value !== 'string') throw new Error(`${name} is no text in ${JSON.stringify(body)}`)
  return value
}

/** What a JWT says, unproven. */
export function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

const WORLD = {
  description: 'A small world',
  startTime: START,
  tenantId: TENANT,
  applications: [
    {
      clientId: CLIENT,
      objectId: '0a9b8c7d-6e5f-4d3c-ab2a-1f0e9d8c7b6a',
      displayName: 'render-farm on main',
      federatedCredentials: [
        {
          name: 'main',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:contoso/render-farm:ref:refs/heads/main',
          audiences: ['api://AzureADTokenExchange'],
        },
        {
          name: 'spreading',
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:contoso/render-farm:environment:new',
          audiences: ['api://AzureADTokenExchange'],
          usableFrom: '2026-11-24T09:05:00Z',
        },
      ],
    },
    {
      clientId: STRANGER,
      objectId: 'c4d3e2f1-a0b9-4c8d-97e6-f5a4b3c2d1e0',
      displayName: 'none',
      federatedCredentials: [],
    },
  ],
  repository: {
    name: 'contoso/render-farm',
    id: '712345678',
    ownerId: '6154722',
    visibility: 'private',
    workflowFile: '.github/workflows/publish.yml',
    run: {
      workflow: 'Publish image',
      ref: 'refs/heads/main',
      sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
      eventName: 'push',
      actor: 'mona',
      actorId: '583231',
      runId: '19000000001',
      runNumber: '42',
      runAttempt: '1',
    },
  },
  subscriptions: [
    {
      subscriptionId: SUBSCRIPTION,
      displayName: 'Rendering',
      registeredProviders: ['Microsoft.Batch', 'Microsoft.Compute'],
    },
    { subscriptionId: OTHER_SUBSCRIPTION, displayName: 'Another', registeredProviders: [] },
  ],
  resourceGroups: [
    { subscriptionId: SUBSCRIPTION, name: 'rendering', location: 'westeurope', tags: { team: 'render' } },
    { subscriptionId: SUBSCRIPTION, name: 'images', location: 'westeurope' },
  ],
  roleAssignments: [{ clientId: CLIENT, role: 'Contributor', scope: `/subscriptions/${SUBSCRIPTION}` }],
  regions: ['westeurope', 'northeurope'],
  compute: {},
  batch: { accounts: [{ id: ACCOUNT_ID, location: 'westeurope' }] },
}
