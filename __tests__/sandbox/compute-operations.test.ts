import { describe, expect, it } from '@jest/globals'
import { createSandbox } from '../../sandbox/sandbox.ts'
import {
  at,
  computeSandbox,
  GALLERY,
  GROUP_PUBLISHER,
  PUBLISHER,
  READER,
  SEED,
  SUBSCRIPTION,
  told,
  UBUNTU,
  VERSION,
  versionBody,
  worldOf,
} from './compute-world.ts'

const OLD = `${UBUNTU}/versions/1.0.0`

describe('long-running operations', () => {
  it('The answer to a write says where to ask, on the host that was asked.', () => {
    const api = computeSandbox()
    const operation = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/locations/westeurope/capsOperations/`
    const created = api.put(VERSION, versionBody())
    expect(created.headers['azure-asyncoperation']).toMatch(`https://management.azure.com${operation}`)
    expect(created.headers['azure-asyncoperation']).toMatch(/[0-9a-f-]{36}\?api-version=2025-12-03$/)
    expect(created.headers['location']).toMatch(/\?monitor=true&api-version=2025-12-03$/)
    const url = `https://localhost/subscriptions/${SUBSCRIPTION}${OLD.slice(`/subscriptions/${SUBSCRIPTION}`.length)}`
    const deleted = api.sandbox.ask({ method: 'DELETE', url: `${url}?api-version=2025-12-03`, as: PUBLISHER })
    expect(deleted.headers['location']).toMatch(`https://localhost${operation}`)
  })

  it('An operation is InProgress with a time to wait, then Succeeded with its times.', () => {
    const api = computeSandbox()
    const url = api.put(VERSION, versionBody()).headers['azure-asyncoperation']
    const under = api.follow(url)
    expect([under.headers['retry-after'], under.body]).toEqual([
      '15',
      { startTime: '2026-11-24T09:00:00.000Z', status: 'InProgress', name: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ])
    api.minutes(10)
    const done = api.follow(url)
    expect(done.headers['retry-after']).toBeUndefined()
    expect(done.body).toMatchObject({ status: 'Succeeded', endTime: '2026-11-24T09:10:00.000Z' })
  })

  it('The monitor answers 202 until there is a result, then the resource, and 204 after a deletion.', () => {
    const api = computeSandbox()
    const monitor = api.put(VERSION, versionBody()).headers['location']
    const under = api.follow(monitor)
    expect([under.status, under.headers['location'], under.headers['retry-after']]).toEqual([202, monitor, '15'])
    api.minutes(10)
    const done = api.follow(monitor)
    expect([done.status, at(done, 'id'), at(done, 'properties.provisioningState')]).toEqual([200, VERSION, 'Succeeded'])
    const deletion = api.remove(OLD).headers['location']
    expect(api.follow(deletion).status).toBe(202)
    api.minutes(2)
    expect(api.follow(deletion).status).toBe(204)
    const gallery = api.patch(GALLERY, { tags: { team: 'render' } }).headers['location']
    const definition = api.patch(UBUNTU, { tags: { team: 'render' } }).headers['location']
    api.minutes(1)
    expect([at(api.follow(gallery), 'id'), at(api.follow(definition), 'id')]).toEqual([GALLERY, UBUNTU])
  })

  it('A role on the resource group is enough to follow an operation in it.', () => {
    const api = computeSandbox()
    const url = api.remove(OLD, { as: GROUP_PUBLISHER }).headers['azure-asyncoperation']
    expect(told(api.follow(url, GROUP_PUBLISHER))).toBe('200')
    const elsewhere = api.put(GALLERY.replace('images/', 'builds/').replace('farm', 'other'), { location: 'eastus' })
    expect(told(api.follow(elsewhere.headers['azure-asyncoperation'], GROUP_PUBLISHER))).toBe('403 AuthorizationFailed')
    expect(told(api.follow(elsewhere.headers['azure-asyncoperation'], READER))).toBe('200')
  })

  it('An operation of another subscription or none at all is not found.', () => {
    const api = computeSandbox()
    const url = api.remove(OLD).headers['azure-asyncoperation'] ?? ''
    expect(told(api.follow(url.replace(/capsOperations\/[0-9a-f]{8}/, 'capsOperations/00000000')))).toBe('404 NotFound')
    expect(told(api.follow(url.replace('westeurope', 'eastus')))).toBe('404 NotFound')
    const other = url.replace(SUBSCRIPTION, '99999999-2222-4333-8444-555555555555')
    expect(api.follow(other).status).toBe(404)
  })

  it("While something is under way and virtual time is fast, a GET says when to ask again; at Azure's own pace it does not.", () => {
    const headersAt = (rate: number): readonly (string | undefined)[] => {
      const sandbox = createSandbox({ world: worldOf(SEED), rate })
      const url = `https://management.azure.com${VERSION}?api-version=2025-12-03`
      sandbox.ask({ method: 'PUT', url, as: PUBLISHER, body: versionBody() })
      const { headers } = sandbox.ask({ method: 'GET', url, as: PUBLISHER })
      return [headers['retry-after'], headers['retry-after-ms']]
    }
    expect(headersAt(1)).toEqual([undefined, undefined])
    expect(headersAt(60)).toEqual(['1', '250'])
    const api = computeSandbox()
    expect(api.get(OLD).headers['retry-after']).toBeUndefined()
    api.patch(OLD, { tags: {} })
    expect(api.get(OLD).headers['retry-after']).toBe('15')
  })
})

describe('rights and api-versions', () => {
  it('A reader reads and is refused every write.', () => {
    const api = computeSandbox()
    const as = READER
    expect([api.get(GALLERY, { as }).status, api.get(UBUNTU, { as }).status, api.get(OLD, { as }).status]).toEqual([
      200, 200, 200,
    ])
    const writes = [
      api.put(GALLERY, { location: 'westeurope' }, { as }),
      api.patch(UBUNTU, { tags: {} }, { as }),
      api.put(VERSION, versionBody(), { as }),
      api.patch(OLD, { tags: {} }, { as }),
      api.remove(OLD, { as }),
      api.remove(GALLERY, { as }),
    ]
    expect(writes.map(told)).toEqual(writes.map(() => '403 AuthorizationFailed'))
  })

  it('An api-version that galleries never had is refused.', () => {
    const api = computeSandbox()
    expect(told(api.get(OLD, { version: '2026-04-01' }))).toBe('400 NoRegisteredProviderFound')
    expect(told(api.get(OLD, { version: 'newest' }))).toBe('400 InvalidApiVersionParameter')
    expect(told(api.get(OLD, { version: '2021-10-01' }))).toBe('200')
  })
})
