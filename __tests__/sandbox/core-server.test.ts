import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { type Client, clientOf } from './core-client.ts'
import { CLIENT, memberOf, START, SUBSCRIPTION, TENANT, worldOf } from './core-world.ts'

let served: ServedSandbox
let client: Client

beforeAll(async () => {
  served = await startSandbox({ world: worldOf(), rate: 0 })
  client = await clientOf(served)
})

afterAll(async () => {
  client.close()
  await served.close()
})

beforeEach(() => served.sandbox.reset())

const tenants = () => `${served.url}/tenants?api-version=2022-12-01`
const portOf = (url: string) => Number(new URL(url).port)

/** A token for the sandbox as a cloud of its own, got over HTTPS. */
async function ownToken(scope: string): Promise<string> {
  const environment = served.environment('own-cloud')
  const assertion = await client.send(
    'GET',
    `${environment['ACTIONS_ID_TOKEN_REQUEST_URL']}&audience=api%3A%2F%2FAzureADTokenExchange`,
    { headers: { authorization: `Bearer ${environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']}` } },
  )
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: CLIENT,
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: memberOf(assertion.body, 'value'),
  })
  // As a body that is no JSON, the form goes through the sandbox's own handle.
  const { body } = served.sandbox.ask({
    method: 'POST',
    url: `${served.url}/${TENANT}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  return memberOf(body, 'access_token')
}

describe('the port', () => {
  it('One port serves HTTPS and is a forward proxy, and connections are kept.', async () => {
    const first = await client.send('GET', tenants())
    expect(first).toMatchObject({ status: 401, body: { error: { code: 'AuthenticationFailed' } } })
    expect((await client.send('GET', tenants())).reusedConnection).toBe(true)
    const socket = await client.secureTunnel('management.azure.com')
    expect(socket.authorized).toBe(true)
    socket.destroy()
  })

  const names = [
    'management.azure.com',
    'login.microsoftonline.com',
    'farm.westeurope.batch.azure.com',
    'management.usgovcloudapi.net',
    'login.microsoftonline.us',
    'farm.usgovvirginia.batch.usgovcloudapi.net',
    'management.chinacloudapi.cn',
    'login.chinacloudapi.cn',
    'login.partner.microsoftonline.cn',
    'farm.chinaeast2.batch.chinacloudapi.cn',
    'token.actions.githubusercontent.com',
    'pipelines.actions.githubusercontent.com',
    'api.github.com',
  ]
  it("As a proxy it answers under Azure's and GitHub's own names, each with a certificate of its own from a throwaway CA.", async () => {
    for (const name of names) {
      const socket = await client.secureTunnel(name)
      expect(socket.authorized).toBe(true)
      expect(socket.getPeerCertificate().subjectaltname).toBe(`DNS:${name}`)
      socket.destroy()
    }
  })

  it('Requests under such a name reach the service that bears it.', async () => {
    const socket = await client.secureTunnel('farm.westeurope.batch.azure.com')
    const answer = new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())))
    socket.write(
      'GET /pools?api-version=2025-06-01 HTTP/1.1\r\nHost: farm.westeurope.batch.azure.com\r\nConnection: close\r\n\r\n',
    )
    expect(await answer).toMatch(/^HTTP\/1\.1 401 /)
    expect(served.sandbox.log.entries()).toMatchObject([{ plane: 'batch', status: 401 }])
    socket.destroy()
  })

  it('Every other name is refused and logged, and nothing is passed on.', async () => {
    const others = [
      'example.com:443',
      'management.azure.com:80',
      'azure.com:443',
      'a.b.c.batch.azure.com:443',
      'localhost:1',
    ]
    for (const target of others) expect(await client.tunnel(target)).toBe(403)
    const plain = await new Promise((resolve) => {
      request({ host: '127.0.0.1', port: portOf(served.url), path: 'http://example.com/' }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).end()
    })
    expect(plain).toBe(403)
    const host = await client.send('GET', tenants(), { headers: { host: 'example.com' } })
    expect(host.status).toBe(421)
    expect(served.sandbox.log.entries().map(({ method, url, status }) => `${method} ${url} ${status}`)).toEqual([
      ...others.map((target) => `CONNECT ${target} 403`),
      'GET http://example.com/ 403',
      'GET https://example.com/tenants?api-version=2022-12-01 403',
    ])
  })

  it('As a cloud of its own it holds every service under its own URL, with audiences of its own.', async () => {
    const own = served.url
    const arm = { headers: { authorization: `Bearer ${await ownToken(`${own}/.default`)}` } }
    const batch = { headers: { authorization: `Bearer ${await ownToken(`${own}/_batch/.default`)}` } }
    const account = await client.send(
      'GET',
      `${own}/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering/providers/Microsoft.Batch/batchAccounts/farm?api-version=2025-06-01`,
      arm,
    )
    const endpoint = `${new URL(own).host}/_batch/farm.westeurope`
    expect(account.body).toMatchObject({ properties: { accountEndpoint: endpoint } })
    const pools = `https://${endpoint}/pools?api-version=2025-06-01`
    expect((await client.send('GET', pools, batch)).status).toBe(200)
    expect((await client.send('GET', pools, arm)).status).toBe(401)
    expect((await client.send('GET', tenants(), batch)).body).toMatchObject({
      error: { code: 'InvalidAuthenticationTokenAudience' },
    })
    expect((await client.send('GET', `${own}/metadata/endpoints?api-version=2022-09-01`)).body).toMatchObject({
      resourceManager: `${own}/`,
      batch: `${own}/_batch/`,
    })
  })

  it('A connection that a fault resets is lost, one that it delays comes late, one that it hangs never ends.', async () => {
    const { faults } = served.sandbox
    faults.add({ match: {}, effect: { kind: 'reset' } })
    await expect(client.send('GET', tenants())).rejects.toThrow(/socket hang up|ECONNRESET/)
    faults.clear()
    faults.add({ match: {}, effect: { kind: 'delay', delayMs: 40 } })
    const began = performance.now()
    await client.send('GET', tenants())
    expect(performance.now() - began).toBeGreaterThanOrEqual(39)
    faults.clear()
    faults.add({ match: {}, effect: { kind: 'hang' } })
    const other = await startSandbox({ world: worldOf({ faults: [{ match: {}, effect: { kind: 'hang' } }] }), rate: 0 })
    const otherClient = await clientOf(other)
    const hanging = otherClient.send('GET', `${other.url}/tenants?api-version=2022-12-01`)
    const ended = Promise.race([
      hanging.then(
        () => 'answered',
        () => 'lost',
      ),
      untilLogged(other, 1),
    ])
    expect(await ended).toBe('logged')
    otherClient.close()
    await other.close()
    await expect(hanging).rejects.toThrow()
  })

  it('Closing it drops its connections, frees its port and takes its CA away.', async () => {
    const other = await startSandbox({ world: worldOf() })
    const idle = connect(portOf(other.url), '127.0.0.1')
    await new Promise((resolve) => idle.once('connect', resolve))
    const gone = new Promise((resolve) => idle.once('close', resolve))
    await other.close()
    await gone
    expect(existsSync(other.caFile)).toBe(false)
    const again = await startSandbox({ world: worldOf(), port: portOf(other.url) })
    expect(again.url).toBe(other.url)
    await expect(startSandbox({ world: worldOf(), port: portOf(other.url) })).rejects.toThrow('EADDRINUSE')
    await again.close()
  })
})

describe('/_sandbox/', () => {
  const ask = async (method: string, path: string, body?: unknown) =>
    client.send(method, `${served.url}/_sandbox/${path}`, body === undefined ? {} : { body })

  it('The log is shown and emptied, and does not tell of such requests itself.', async () => {
    await client.send('GET', tenants())
    expect((await ask('GET', 'log')).body).toMatchObject({ value: [{ method: 'GET', url: tenants(), status: 401 }] })
    await ask('DELETE', 'log')
    expect((await ask('GET', 'log')).body).toEqual({ value: [] })
  })

  it('The clock is shown, advanced and given another pace.', async () => {
    expect((await ask('GET', 'clock')).body).toEqual({ now: START, rate: 0 })
    expect((await ask('POST', 'clock', { advanceSeconds: 90 })).body).toEqual({
      now: '2026-11-24T09:01:30.000Z',
      rate: 0,
    })
    expect((await ask('POST', 'clock', { rate: 60 })).body).toMatchObject({ rate: 60 })
    served.sandbox.clock.setRate(0)
    expect(await ask('POST', 'clock', { advanceSeconds: -1, speed: 2 })).toMatchObject({
      status: 400,
      body: { problems: ['advanceSeconds must be a number, 0 or more', 'speed is not known'] },
    })
  })

  it('Faults are shown, planned and taken back, and one that makes no sense is refused.', async () => {
    const fault = { match: { path: '/tenants' }, effect: { kind: 'answer', status: 500 } }
    expect((await ask('POST', 'faults', fault)).body).toEqual({ value: [{ ...fault, seen: 0 }] })
    expect((await client.send('GET', tenants())).status).toBe(500)
    expect((await ask('GET', 'faults')).body).toMatchObject({ value: [{ seen: 1 }] })
    expect(await ask('POST', 'faults', { match: {} })).toMatchObject({
      status: 400,
      body: { problems: ['effect is missing'] },
    })
    expect((await ask('DELETE', 'faults')).body).toEqual({ value: [] })
  })

  it('A summary tells what there is, a reset begins anew, and what is not there is told with what is.', async () => {
    await client.send('GET', tenants())
    expect((await ask('GET', 'state')).body).toMatchObject({
      tenantId: TENANT,
      subscriptions: expect.any(Array),
      requests: 1,
    })
    expect((await ask('POST', 'reset')).body).toMatchObject({ now: START, requests: 0 })
    expect(await ask('GET', 'weather')).toMatchObject({
      status: 404,
      body: { here: expect.arrayContaining(['GET /_sandbox/log']) },
    })
  })

  it('A job that differs from the run of the world gets an environment of its own.', async () => {
    const run = { environment: 'production' }
    const { body } = await ask('POST', 'environment', { flavour: 'own-cloud', run })
    expect(body).toEqual({ ...served.environment('own-cloud', run) })
    expect((await ask('POST', 'environment', { run: { weather: 'rain' } })).status).toBe(400)
  })
})

async function untilLogged(sandbox: ServedSandbox, count: number): Promise<'logged'> {
  while (sandbox.sandbox.log.entries().length < count) await new Promise((resolve) => setImmediate(resolve))
  return 'logged'
}
