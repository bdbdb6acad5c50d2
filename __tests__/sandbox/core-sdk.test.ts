import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import tls from 'node:tls'
import { promisify } from 'node:util'
import { ComputeManagementClient } from '@azure/arm-compute'
import { ClientAssertionCredential } from '@azure/identity'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { CLIENT, GROUP_ID, idToken, SUBSCRIPTION, TENANT, worldOf } from './core-world.ts'

const GALLERY = `${GROUP_ID}/providers/Microsoft.Compute/galleries/farm`

let served: ServedSandbox
let trusted: string[]

beforeAll(async () => {
  const compute = { galleries: [{ id: GALLERY, location: 'westeurope', properties: {} }] }
  const repository = { ...worldOf().repository, pullRequests: [7] }
  served = await startSandbox({ world: worldOf({ compute, repository }), rate: 0 })
  trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, await readFile(served.caFile, 'utf8')])
})

afterAll(async () => {
  tls.setDefaultCACertificates(trusted)
  await served.close()
})

beforeEach(() => served.sandbox.reset())

const asked = () =>
  served.sandbox.log.entries().map(({ method, url, status }) => `${status} ${method} ${url.split('?')[0]}`)

function credential(assertion: () => Promise<string>): ClientAssertionCredential {
  return new ClientAssertionCredential(TENANT, CLIENT, assertion, {
    authorityHost: served.url,
    disableInstanceDiscovery: true,
    retryOptions: { maxRetries: 0 },
  })
}

function client(options: { scope?: string; assertion?: () => Promise<string> } = {}): ComputeManagementClient {
  const { scope = `${served.url}/.default`, assertion = async () => idToken(served.sandbox) } = options
  return new ComputeManagementClient(credential(assertion), SUBSCRIPTION, {
    endpoint: served.url,
    credentials: { scopes: [scope] },
    retryOptions: { maxRetries: 0 },
  })
}

/** Run by a process of its own, as proxy and CA are read when Node starts: nothing in it knows of a sandbox. */
const WORKFLOW = `
  import { ComputeManagementClient } from '@azure/arm-compute'
  import { ClientAssertionCredential } from '@azure/identity'
  import { getIDToken } from '@actions/core'
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_SUBSCRIPTION_ID } = process.env
  const assertion = () => getIDToken('api://AzureADTokenExchange')
  const credential = new ClientAssertionCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, assertion)
  const client = new ComputeManagementClient(credential, AZURE_SUBSCRIPTION_ID)
  const gallery = await client.galleries.get('rendering', 'farm')
  console.log('gallery ' + gallery.id)
`

/** The same, commenting twice on a pull request with GitHub's own client. */
const COMMENTING = `
  import { getOctokit } from '@actions/github'
  const { rest, paginate } = getOctokit(process.env.GITHUB_TOKEN)
  const place = { owner: 'contoso', repo: 'render-farm', issue_number: 7 }
  const { data } = await rest.issues.createComment({ ...place, body: 'The plan' })
  await rest.issues.updateComment({ ...place, comment_id: data.id, body: 'Another plan' })
  await rest.issues.createComment({ ...place, body: 'More' })
  const comments = await paginate(rest.issues.listComments, { ...place, per_page: 1 })
  console.log(comments.map(({ body }) => body).join(', '))
  await rest.issues.createComment({ ...place, issue_number: 8, body: 'Lost' }).catch((error) => console.log(error.message))
`

describe('clients that Microsoft and GitHub wrote', () => {
  it("Under Azure's own names they need proxy and CA and nothing else.", async () => {
    const { PATH = '' } = process.env
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', WORKFLOW], {
      env: { PATH, ...served.environment('azure-names') },
    })
    expect(stderr).toBe('')
    expect(stdout).toContain(`gallery ${GALLERY}`)
    expect([...new Set(asked())]).toEqual([
      '200 GET https://pipelines.actions.githubusercontent.com/idtoken',
      `200 POST https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
      `200 GET https://management.azure.com${GALLERY}`,
    ])
  })

  it("GitHub's own client comments on a pull request, under GitHub's name and on a server of its own.", async () => {
    for (const flavour of ['azure-names', 'own-cloud'] as const) {
      served.sandbox.reset()
      const { PATH = '' } = process.env
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '-e', COMMENTING],
        {
          env: { PATH, ...served.environment(flavour) },
        },
      )
      expect(stderr).toBe('')
      expect(stdout).toBe(
        'Another plan, More\nNot Found - https://docs.github.com/rest/issues/comments#create-an-issue-comment\n',
      )
      const base = flavour === 'azure-names' ? 'https://api.github.com' : `${served.url}/api/v3`
      expect(asked()).toContain(`200 GET ${base}/repositories/712345678/issues/7/comments`)
    }
  })

  it('They use it as a cloud of its own by its endpoints and audiences alone.', async () => {
    const gallery = await client().galleries.get('rendering', 'farm')
    expect(gallery.id).toBe(GALLERY)
    expect(asked().filter((line) => !line.includes('idtoken'))).toEqual([
      `200 GET ${served.url}/${TENANT}/v2.0/.well-known/openid-configuration`,
      `200 POST ${served.url}/${TENANT}/oauth2/v2.0/token`,
      `200 GET ${served.url}${GALLERY}`,
    ])
  })

  it("They understand Entra's refusals and Resource Manager's.", async () => {
    const stale = idToken(served.sandbox)
    served.sandbox.clock.advance(300_000)
    await expect(client({ assertion: async () => stale }).galleries.get('rendering', 'farm')).rejects.toThrow(
      /AADSTS700024/,
    )
    const wrongResource = client({ scope: 'https://management.azure.com/.default' })
    await expect(wrongResource.galleries.get('rendering', 'farm')).rejects.toThrow(/AADSTS500011/)
    await expect(client().galleries.get('rendering', 'none')).rejects.toMatchObject({
      code: 'ResourceNotFound',
      statusCode: 404,
    })
  })

  it('They come again after a throttled answer, a failed one and a lost one.', async () => {
    const retrying = new ComputeManagementClient(
      credential(async () => idToken(served.sandbox)),
      SUBSCRIPTION,
      {
        endpoint: served.url,
        credentials: { scopes: [`${served.url}/.default`] },
        retryOptions: { maxRetries: 3, retryDelayInMs: 1, maxRetryDelayInMs: 2 },
      },
    )
    const { faults } = served.sandbox
    const match = { plane: 'arm' } as const
    faults.add({ match, effect: { kind: 'answer', status: 429, headers: { 'retry-after-ms': '1' } } })
    faults.add({ match, nth: 2, effect: { kind: 'answer', status: 503 } })
    faults.add({ match, nth: 3, effect: { kind: 'reset' } })
    expect((await retrying.galleries.get('rendering', 'farm')).name).toBe('farm')
    const attempts = asked().filter((line) => line.includes('/galleries/'))
    expect(attempts.map((line) => line.split(' ')[0])).toEqual(['429', '503', '0', '200'])
  })
})
