import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Fault, FaultEffect } from '../../sandbox/faults.ts'
import { createAzure } from '../../src/azure/azure.ts'
import { signIn } from '../../src/azure/credential.ts'
import type { BatchAccount } from '../../src/model/batch.ts'
import { HURRIED, type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { ACCOUNT, GALLERY, POOL, VERSION } from './names-of-its-own.ts'

let own: OwnCloud
let account: BatchAccount

beforeAll(async () => {
  own = await openOwnCloud()
  account = present(await own.azure.readBatchAccount(ACCOUNT))
  // From here on tokens are held, and faults meet nothing but the requests that are tested.
  await signIn(own.credential, own.cloud, true)
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

const plan = (effect: FaultEffect, more: Partial<Omit<Fault, 'effect'>> = {}) =>
  own.served.sandbox.faults.add({ match: {}, ...more, effect })

/** One reading by each of the three clients. */
const readings = [
  ['@azure/arm-compute', () => own.azure.readGallery(GALLERY)],
  ['@azure-rest/core-client', () => own.azure.readBatchAccount(ACCOUNT)],
  ['@azure/batch', () => own.azure.listSupportedImages(account)],
] as const

const passing: readonly [string, FaultEffect][] = [
  ['a 429 that names a wait', { kind: 'answer', status: 429, headers: { 'retry-after-ms': '1' } }],
  ['a 429 that names none', { kind: 'answer', status: 429, code: 'TooManyRequests' }],
  ['a 503', { kind: 'answer', status: 503, code: 'ServerBusy' }],
  ['a 500', { kind: 'answer', status: 500 }],
  ['a connection that is cut', { kind: 'reset' }],
]

for (const [client, read] of readings) {
  describe(client, () => {
    for (const [name, effect] of passing) {
      it(`repeats after ${name}`, async () => {
        plan(effect, { count: 2 })
        expect((await read()).observed.state).toBe('present')
        expect(own.requests()).toHaveLength(3)
      })
    }

    it('tells what it was refused with when that stays so', async () => {
      plan({ kind: 'answer', status: 429, code: 'TooManyRequests', message: 'Slow down.' }, { count: 0 })
      expect((await read()).observed).toEqual({ state: 'unreadable', code: 'TooManyRequests', reason: 'Slow down.' })
      expect(own.requests()).toHaveLength(4)
    })

    it('tells that the connection is cut again and again', async () => {
      plan({ kind: 'reset' }, { count: 0 })
      const { observed } = await read()
      expect(observed).toMatchObject({ state: 'unreadable', code: 'ECONNRESET' })
      expect(observed).toHaveProperty('reason', expect.stringContaining('the connection was cut before an answer came'))
    })

    it('repeats neither 401, 403 nor 409', async () => {
      for (const status of [401, 403, 409]) {
        plan({ kind: 'answer', status, code: 'No', message: 'No.' })
        expect((await read()).observed).toEqual({ state: 'unreadable', code: 'No', reason: 'No.' })
      }
      expect(own.requests()).toHaveLength(3)
    })

    it('takes no page of HTML for an answer of Azure', async () => {
      plan({ kind: 'answer', status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Sign in</html>' })
      expect((await read()).observed).toMatchObject({ state: 'unreadable', code: 'UnexpectedAnswer' })
      plan({ kind: 'answer', status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html>Forbidden</html>' })
      expect((await read()).observed).toMatchObject({ state: 'unreadable', code: 'Http403' })
    })
  })
}

describe('a reading that is not answered at all', () => {
  const impatient = () => createAzure(own.cloud, own.credential, { ...HURRIED, maxRetries: 1, silenceMs: 500 })
  const silent: typeof readings = [
    ['@azure/arm-compute', () => impatient().readGallery(GALLERY)],
    ['@azure-rest/core-client', () => impatient().readBatchAccount(ACCOUNT)],
    ['@azure/batch', () => impatient().listSupportedImages(account)],
  ]
  for (const [client, read] of silent) {
    it(`is repeated by ${client}`, async () => {
      plan({ kind: 'hang' })
      expect((await read()).observed.state).toBe('present')
    })
  }

  it('is told where no repetition is answered', async () => {
    plan({ kind: 'hang' }, { count: 0 })
    expect((await impatient().readBatchAccount(ACCOUNT)).observed).toMatchObject({
      code: 'ETIMEDOUT',
      reason: expect.stringContaining('no answer came in time (none within 0.5 seconds)'),
    })
  })
})

describe('a write whose answer is lost', () => {
  it('is repeated, and meets the pool that its first attempt made', async () => {
    plan({ kind: 'reset', after: true }, { match: { method: 'PUT' } })
    const properties = {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: {
        virtualMachineConfiguration: { imageReference: { id: VERSION }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
      },
    }
    await expect(own.azure.createPool(POOL, { properties })).rejects.toMatchObject({ status: 412 })
    expect(own.requests()).toEqual([`PUT ${POOL}`, `PUT ${POOL}`])
    expect((await own.azure.readPool(POOL)).observed.state).toBe('present')
  })

  it('is repeated without harm where the repetition asks for the same regions', async () => {
    plan({ kind: 'reset', after: true }, { match: { method: 'PATCH' } })
    const change = { targetRegions: [{ region: 'westeurope', regionalReplicaCount: 3 }], tags: {} }
    const end = await own.azure.updateImageVersion(VERSION, change).then(
      () => 200,
      (error: { status?: number }) => error.status,
    )
    // Whether Azure queues the second write or refuses it while the first is under way is not documented.
    expect([200, 409]).toContain(end)
    expect(present(await own.azure.readImageVersion(VERSION)).targetRegions).toMatchObject([
      { region: 'westeurope', regionalReplicaCount: 3 },
    ])
  })
})
