import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import {
  ACCOUNT,
  FOREIGN_SUBSCRIPTION,
  SHARED_SUBSCRIPTION,
  SUBSCRIPTION,
  YOUNG_SUBSCRIPTION,
} from './names-of-its-own.ts'

const BATCH = 'Microsoft.Batch'

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('readRegistration', () => {
  it('reads the state as Azure spells it', async () => {
    expect(present(await own.azure.readRegistration(SUBSCRIPTION, BATCH))).toBe('Registered')
    expect(present(await own.azure.readRegistration(YOUNG_SUBSCRIPTION, BATCH))).toBe('NotRegistered')
    expect(own.requests()).toEqual([
      `GET /subscriptions/${SUBSCRIPTION}/providers/Microsoft.Batch`,
      `GET /subscriptions/${YOUNG_SUBSCRIPTION}/providers/Microsoft.Batch`,
    ])
  })

  it("tells a refusal in Azure's words", async () => {
    const { observed } = await own.azure.readRegistration(FOREIGN_SUBSCRIPTION, BATCH)
    expect(observed).toMatchObject({ state: 'unreadable', code: 'AuthorizationFailed' })
  })
})

describe('registerProvider', () => {
  it('gives back once Azure has accepted; the registration takes a while', async () => {
    await own.azure.registerProvider(YOUNG_SUBSCRIPTION, BATCH)
    expect(own.requests()).toEqual([`POST /subscriptions/${YOUNG_SUBSCRIPTION}/providers/Microsoft.Batch/register`])
    expect(present(await own.azure.readRegistration(YOUNG_SUBSCRIPTION, BATCH))).toBe('Registering')
    own.served.sandbox.clock.advance(10 * 60_000)
    expect(present(await own.azure.readRegistration(YOUNG_SUBSCRIPTION, BATCH))).toBe('Registered')
  })

  it("throws Azure's refusal", async () => {
    await expect(own.azure.registerProvider(SHARED_SUBSCRIPTION, BATCH)).rejects.toMatchObject({
      name: 'AzureError',
      status: 403,
      code: 'AuthorizationFailed',
    })
  })
})

describe('listRegions', () => {
  it('reads the regions of a subscription, and whether they have zones, in one request', async () => {
    const regions = present(await own.azure.listRegions(SUBSCRIPTION))
    expect(regions).toContainEqual({ name: 'westeurope', hasZones: true })
    expect(regions.map(({ name }) => name).toSorted()).toEqual([...own.served.sandbox.world.regions].sort())
    expect(own.requests()).toEqual([`GET /subscriptions/${SUBSCRIPTION}/locations`])
  })

  it('leaves out groups of regions, and keeps what has no type', async () => {
    const value = [
      { name: 'West US', metadata: { regionType: 'Physical' }, availabilityZoneMappings: [] },
      { name: 'europe', metadata: { regionType: 'Logical' } },
      { name: 'chinaeast2', availabilityZoneMappings: [{ logicalZone: '1', physicalZone: 'chinaeast2-az1' }] },
    ]
    own.served.sandbox.faults.add({
      match: { path: '/locations\\?' },
      effect: { kind: 'answer', status: 200, body: { value } },
    })
    expect(present(await own.azure.listRegions(SUBSCRIPTION))).toEqual([
      { name: 'westus', hasZones: false },
      { name: 'chinaeast2', hasZones: true },
    ])
  })

  it("tells a refusal in Azure's words", async () => {
    expect((await own.azure.listRegions(FOREIGN_SUBSCRIPTION)).observed).toMatchObject({ code: 'AuthorizationFailed' })
  })
})

describe('readPermissions', () => {
  it('reads one entry for each role of the caller, at a resource and at a resource group', async () => {
    const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering`
    for (const scope of [ACCOUNT, group]) {
      const permissions = present(await own.azure.readPermissions(scope))
      expect(permissions).toHaveLength(1)
      expect(permissions[0]).toMatchObject({ actions: ['*'], dataActions: [], notDataActions: [] })
      expect(permissions[0]?.notActions).toContain('Microsoft.Authorization/*/Write')
      expect(own.requests()).toEqual([`GET ${scope}/providers/Microsoft.Authorization/permissions`])
    }
  })

  it('takes lists that are left out for empty ones, save that of data actions, of which it then knows nothing', async () => {
    own.served.sandbox.faults.add({
      match: { path: '/permissions\\?' },
      effect: { kind: 'answer', status: 200, body: { value: [{ actions: ['*/read'] }] } },
    })
    expect(present(await own.azure.readPermissions(ACCOUNT))).toEqual([
      { actions: ['*/read'], notActions: [], notDataActions: [] },
    ])
  })

  it('asks at the resource however its ID is written', async () => {
    await own.azure.readPermissions(`${ACCOUNT.replace('/providers/', '//providers/')}/`)
    expect(own.requests()).toEqual([`GET ${ACCOUNT}/providers/Microsoft.Authorization/permissions`])
  })

  it("tells a refusal in Azure's words", async () => {
    const closed = ACCOUNT.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    expect((await own.azure.readPermissions(closed)).observed).toMatchObject({ code: 'AuthorizationFailed' })
  })
})
