import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { definitionBody, parseDefinition } from '../../src/azure/image-definition.ts'
import type { CreateImageDefinition } from '../../src/model/image-step.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { DEFINITION, FOREIGN_SUBSCRIPTION, GALLERY } from './names-of-its-own.ts'

const MINUTE = 60_000
const FRESH = `${GALLERY}/images/fresh`

const STEP: CreateImageDefinition = {
  id: 'create-image-definition fresh',
  kind: 'create-image-definition',
  after: [],
  disruption: 'none',
  imageDefinitionId: FRESH,
  location: 'westeurope',
  to: {
    osType: 'Linux',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    publisher: 'Contoso',
    offer: 'render',
    sku: 'fresh',
  },
}
const PLAN = { name: 'pro', publisher: 'vendor', product: 'renderer' }

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

describe('definitionBody', () => {
  it('names no purchase plan where there is none', () => {
    expect(definitionBody(STEP)).not.toHaveProperty('purchasePlan')
  })
})

describe('listImageDefinitions', () => {
  it('lists every definition of the gallery with its identifier', async () => {
    await own.azure.createImageDefinition(STEP)
    const definitions = present(await own.azure.listImageDefinitions(GALLERY))
    expect(definitions.map(({ id }) => id)).toEqual([DEFINITION, FRESH])
    expect(definitions[1]?.identifier).toEqual({ publisher: 'Contoso', offer: 'render', sku: 'fresh' })
  })

  it('takes a gallery that is not there for absent', async () => {
    expect(await own.azure.listImageDefinitions(`${GALLERY}2`)).toEqual({ observed: { state: 'absent' } })
  })
})

describe('createImageDefinition', () => {
  it('gives back once Azure has accepted, and asks nothing more', async () => {
    await own.azure.createImageDefinition(STEP)
    expect(own.requests()).toEqual([`PUT ${FRESH}`])
    expect(present(await own.azure.readImageDefinition(FRESH)).provisioningState).toBe('Creating')
    own.served.sandbox.clock.advance(10 * MINUTE)
    expect(present(await own.azure.readImageDefinition(FRESH)).provisioningState).toBe('Succeeded')
  })

  it('makes what is asked for, and reads it back', async () => {
    const to = {
      ...STEP.to,
      osType: 'Windows',
      diskControllers: 'SCSI, NVMe',
      purchasePlan: PLAN,
    } as const
    await own.azure.createImageDefinition({ ...STEP, to })
    expect(present(await own.azure.readImageDefinition(FRESH))).toMatchObject({
      osType: 'Windows',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      securityType: 'Standard',
      diskControllers: 'SCSI, NVMe',
      identifier: { publisher: 'Contoso', offer: 'render', sku: 'fresh' },
      purchasePlan: PLAN,
    })
  })

  it("throws Azure's refusal", async () => {
    const other = { ...STEP, imageDefinitionId: DEFINITION, to: { ...STEP.to, hyperVGeneration: 'V1' } } as const
    await expect(own.azure.createImageDefinition(other)).rejects.toMatchObject({
      name: 'AzureError',
      code: 'PropertyChangeNotAllowed',
    })
  })
})

describe('readImageDefinition', () => {
  it('reads what an image has to fit', async () => {
    expect(present(await own.azure.readImageDefinition(DEFINITION))).toEqual({
      id: DEFINITION,
      location: 'westeurope',
      provisioningState: 'Succeeded',
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      securityType: 'Standard',
      identifier: { publisher: 'Contoso', offer: 'render', sku: 'ubuntu-2404' },
    })
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.readImageDefinition(FRESH)).toEqual({ observed: { state: 'absent' } })
    const closed = FRESH.replace(/subscriptions\/[^/]+/, `subscriptions/${FOREIGN_SUBSCRIPTION}`)
    expect((await own.azure.readImageDefinition(closed)).observed).toMatchObject({ code: 'AuthorizationFailed' })
  })
})

describe('parseDefinition', () => {
  it('reads security type and purchase plan', () => {
    const features = [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }]
    const wire = { location: 'westeurope', provisioningState: 'Succeeded' as const, features, purchasePlan: PLAN }
    expect(parseDefinition(FRESH, wire)).toMatchObject({ securityType: 'TrustedLaunchSupported', purchasePlan: PLAN })
  })

  it('reads the end of its life', () => {
    const wire = { location: 'westeurope', endOfLifeDate: new Date('2028-01-01T00:00:00Z') }
    expect(parseDefinition(FRESH, wire).endOfLifeDate).toBe('2028-01-01T00:00:00.000Z')
  })

  it('takes a definition that says nothing for one of the older default', () => {
    const wire = { location: 'westeurope', osType: 'Linux' as const }
    expect(parseDefinition(FRESH, wire)).toMatchObject({
      osState: 'Generalized',
      hyperVGeneration: 'V1',
      architecture: 'x64',
      securityType: 'Standard',
    })
  })

  it('has no plan where its three names are not there', () => {
    const wire = { location: 'westeurope', purchasePlan: { name: 'pro' } }
    expect(parseDefinition(FRESH, wire)).not.toHaveProperty('purchasePlan')
  })
})
