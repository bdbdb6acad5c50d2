import { describe, expect, it } from '@jest/globals'
import { at, computeId, computeSandbox, GALLERY, told, UBUNTU } from './compute-world.ts'

const NEW = `${GALLERY}/images/new`
const identifier = { publisher: 'contoso', offer: 'render', sku: 'new' }
const minimal = { osType: 'Linux', osState: 'Generalized', identifier }

describe('image definitions', () => {
  it('A definition of an old api-version is V1 without features unless it says otherwise.', () => {
    const api = computeSandbox()
    const created = api.put(NEW, { location: 'westeurope', properties: minimal }, { version: '2021-10-01' })
    expect(created.status).toBe(201)
    expect(at(created, 'properties')).toEqual({
      ...minimal,
      hyperVGeneration: 'V1',
      architecture: 'x64',
      provisioningState: 'Creating',
    })
  })

  it('A definition of an api-version since 2025-03-03 is V2 and supports trusted launch unless it says otherwise.', () => {
    const api = computeSandbox()
    const created = api.put(NEW, { location: 'westeurope', properties: minimal }, { version: '2025-03-03' })
    expect(at(created, 'properties.hyperVGeneration')).toBe('V2')
    expect(at(created, 'properties.features')).toEqual([{ name: 'SecurityType', value: 'TrustedLaunchSupported' }])
    const features = [{ name: 'SecurityType', value: 'Standard' }]
    const properties = { ...minimal, identifier: { ...identifier, sku: 'plain' }, features }
    const plain = api.put(`${GALLERY}/images/plain`, { location: 'westeurope', properties })
    expect(at(plain, 'properties.features')).toEqual(features)
  })

  it('Publisher, offer and SKU are unique in a gallery.', () => {
    const api = computeSandbox()
    const properties = { ...minimal, identifier: { ...identifier, sku: 'Ubuntu' } }
    const twin = api.put(NEW, { location: 'westeurope', properties })
    expect(told(twin)).toBe('409 Conflict')
    expect(at(twin, 'error.message')).toBe(
      "Gallery image: 'ubuntu' identified by (publisher:contoso, offer:render, sku:Ubuntu) already exists. Choose a " +
        'different publisher, offer, sku combination.',
    )
  })

  it('What a definition is made for never changes: operating system, state, generation, architecture, identifier, plan.', () => {
    const api = computeSandbox()
    const changes = {
      osType: 'Windows',
      osState: 'Specialized',
      hyperVGeneration: 'V1',
      architecture: 'Arm64',
      purchasePlan: { name: 'pro' },
    }
    for (const [name, value] of Object.entries(changes)) {
      const refused = api.patch(UBUNTU, { properties: { [name]: value } })
      expect(told(refused)).toBe('409 PropertyChangeNotAllowed')
      expect(at(refused, 'error.target')).toBe(`galleryImage.properties.${name}`)
    }
    const other = { properties: { identifier: { publisher: 'contoso', offer: 'render', sku: 'other' } } }
    expect(at(api.patch(UBUNTU, other), 'error.target')).toBe('galleryImage.properties.identifier.sku')
    expect(told(api.put(UBUNTU, { location: 'eastus', properties: {} }))).toBe('409 InvalidResourceLocation')
  })

  it('Description, recommendations and end of life of a definition may change.', () => {
    const api = computeSandbox()
    const properties = {
      description: 'Blender',
      recommended: { vCPUs: { min: 4, max: 64 } },
      endOfLifeDate: '2030-01-01T00:00:00Z',
    }
    expect(at(api.patch(UBUNTU, { properties }), 'properties')).toMatchObject(properties)
    api.minutes(1)
    const turned = { recommended: { vCPUs: { min: 8, max: 4 } } }
    expect(told(api.patch(UBUNTU, { properties: turned }))).toBe('400 InvalidParameter')
  })

  it('Features of a definition change only when the request says that this is meant.', () => {
    const api = computeSandbox()
    const features = [{ name: 'IsAcceleratedNetworkSupported', value: 'True', startsAtVersion: '2.0.0' }]
    expect(told(api.patch(UBUNTU, { properties: { features } }))).toBe('409 PropertyChangeNotAllowed')
    const changed = api.patch(UBUNTU, { properties: { features, allowUpdateImage: true } })
    expect([changed.status, at(changed, 'properties.features')]).toEqual([200, features])
  })

  it('A definition under a gallery that is not there is refused.', () => {
    const api = computeSandbox()
    const id = computeId('images', 'galleries/none/images/new')
    const refused = api.put(id, { location: 'westeurope', properties: minimal })
    expect(told(refused)).toBe('404 ParentResourceNotFound')
    expect(at(refused, 'error.message')).toBe(
      "Can not perform requested operation on nested resource. Parent resource 'none' not found.",
    )
    expect(told(api.get(id))).toBe('404 ResourceNotFound')
  })

  it('A definition with a missing property, an end of life in the past or a generation that does not fit is refused.', () => {
    const api = computeSandbox()
    const put = (properties: object) => told(api.put(NEW, { location: 'westeurope', properties }))
    expect(put({ ...minimal, osState: undefined })).toBe('400 InvalidParameter')
    expect(put({ ...minimal, identifier: { ...identifier, sku: '' } })).toBe('400 InvalidParameter')
    expect(put({ ...minimal, identifier: { ...identifier, offer: 'ends.' } })).toBe('400 InvalidParameter')
    expect(put({ ...minimal, endOfLifeDate: '2026-11-23' })).toBe('400 InvalidParameter')
    expect(put({ ...minimal, endOfLifeDate: 'soon' })).toBe('400 BadRequest')
    expect(put({ ...minimal, hyperVGeneration: 'V1', architecture: 'Arm64' })).toBe('400 InvalidParameter')
    expect(put({ ...minimal, hyperVGeneration: 'V3' })).toBe('400 BadRequest')
    const trusted = [{ name: 'SecurityType', value: 'TrustedLaunch' }]
    expect(put({ ...minimal, hyperVGeneration: 'V1', features: trusted })).toBe('400 InvalidParameter')
    expect(put(minimal)).toBe('201')
  })

  it('A definition that names a disk controller which does not exist is refused.', () => {
    const api = computeSandbox()
    const put = (value: string) => {
      const features = [{ name: 'DiskControllerTypes', value }]
      return told(api.put(NEW, { location: 'westeurope', properties: { ...minimal, features } }))
    }
    expect(put('IDE')).toBe('400 InvalidParameter')
    expect(put('SCSI, NVMe')).toBe('201')
  })

  it('A definition that still holds versions is not deleted.', () => {
    const api = computeSandbox()
    expect(told(api.remove(UBUNTU))).toBe('409 CannotDeleteResource')
    expect(api.remove(`${GALLERY}/images/empty`).status).toBe(202)
    api.minutes(2)
    expect(told(api.get(`${GALLERY}/images/empty`))).toBe('404 ResourceNotFound')
  })
})
