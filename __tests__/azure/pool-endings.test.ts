import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { POOL, VERSION } from './names-of-its-own.ts'

const MINUTE = 60_000

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(async () => {
  own.served.sandbox.reset()
  await own.azure.createPool(POOL, definition(4))
  own.requests()
})
afterAll(() => own.close())

function definition(nodes: number) {
  const imageReference = { id: VERSION }
  return {
    properties: {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: {
        virtualMachineConfiguration: { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
      },
      scaleSettings: { fixedScale: { targetDedicatedNodes: nodes } },
    },
  }
}

const later = (minutes: number) => own.served.sandbox.clock.advance(minutes * MINUTE)
const pool = async () => present(await own.azure.readPool(POOL))

/** Every such request is answered so, or its answer is lost. */
const lose = (method: string, path: string) =>
  own.served.sandbox.faults.add({ match: { method, path }, effect: { kind: 'reset', after: true } })
const refuse = (method: string, path: string) =>
  own.served.sandbox.faults.add({
    match: { method, path },
    count: 0,
    effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
  })

describe('stopResize', () => {
  it('ends a resize where it stands', async () => {
    await own.azure.stopResize(POOL)
    expect(own.requests()).toEqual([`POST ${POOL}/stopResize`])
    expect((await pool()).allocationState).toBe('Stopping')
    later(1)
    expect(await pool()).toMatchObject({
      allocationState: 'Steady',
      currentDedicatedNodes: 0,
      resize: { errors: [{ code: 'ResizeStopped' }] },
    })
  })

  it('is refused where nothing is resized', async () => {
    later(30)
    await expect(own.azure.stopResize(POOL)).rejects.toMatchObject({
      name: 'AzureError',
      status: 409,
      code: 'OperationInvalidForCurrentState',
      message: expect.stringMatching(/./),
      requestId: expect.stringMatching(/./),
    })
  })

  it('is repeated where its answer is lost', async () => {
    lose('POST', '/stopResize')
    await own.azure.stopResize(POOL)
    later(1)
    expect((await pool()).allocationState).toBe('Steady')
  })

  it('is refused where there is no pool', async () => {
    const stopped = own.azure.stopResize(`${POOL}-2`)
    await expect(stopped).rejects.toMatchObject({ name: 'AzureError', status: 404, code: 'PoolNotFound' })
  })

  it("is refused in Azure's words", async () => {
    refuse('POST', '/stopResize')
    await expect(own.azure.stopResize(POOL)).rejects.toMatchObject({
      name: 'AzureError',
      status: 403,
      code: 'AuthorizationFailed',
      message: 'The role was taken away.',
    })
  })
})

describe('deletePool', () => {
  it('begins a deletion that ends by itself', async () => {
    await own.azure.deletePool(POOL)
    expect(own.requests()).toEqual([`DELETE ${POOL}`])
    expect((await pool()).provisioningState).toBe('Deleting')
    later(2)
    expect(await own.azure.readPool(POOL)).toEqual({ observed: { state: 'absent' } })
  })

  it('takes a pool that is not there for gone', async () => {
    await own.azure.deletePool(`${POOL}-2`)
    expect(own.requests()).toEqual([`DELETE ${POOL}-2`])
  })

  for (const [of, body] of [
    ['with words of Azure', { error: { code: 'PoolNotFound', message: 'The specified pool does not exist.' } }],
    ['without a word', undefined],
  ] as const) {
    it(`takes a 404 ${of} for gone, too`, async () => {
      own.served.sandbox.faults.add({
        match: { method: 'DELETE' },
        effect: { kind: 'answer', status: 404, ...(body && { body }) },
      })
      await own.azure.deletePool(POOL)
      expect(own.requests()).toEqual([`DELETE ${POOL}`])
    })
  }

  it('is refused while the pool is being deleted already', async () => {
    await own.azure.deletePool(POOL)
    await expect(own.azure.deletePool(POOL)).rejects.toMatchObject({
      name: 'AzureError',
      status: 409,
      code: 'PoolBeingDeleted',
    })
  })

  it("is refused in Azure's words", async () => {
    refuse('DELETE', '/pools/')
    await expect(own.azure.deletePool(POOL)).rejects.toMatchObject({
      name: 'AzureError',
      status: 403,
      code: 'AuthorizationFailed',
      message: 'The role was taken away.',
    })
    expect((await pool()).provisioningState).toBe('Succeeded')
  })
})
