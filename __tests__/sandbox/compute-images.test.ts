import { describe, expect, it } from '@jest/globals'
import { at, computeId, computeSandbox, PUBLISHER, SEED, SUBSCRIPTION, told } from './compute-world.ts'

const NEW = computeId('builds', 'images/new')
const MACHINE = computeId('builds', 'virtualMachines/builder')
const SNAPSHOT = computeId('builds', 'snapshots/builder-os-snapshot')

function capture(name: string, more: object = { hyperVGeneration: 'V2' }) {
  const sourceVirtualMachine = { id: computeId('builds', `virtualMachines/${name}`) }
  return { location: 'westeurope', properties: { sourceVirtualMachine, ...more } }
}

function fromDisk(osDisk: object) {
  const complete = { osType: 'Linux', osState: 'Generalized', ...osDisk }
  return { location: 'westeurope', properties: { hyperVGeneration: 'V2', storageProfile: { osDisk: complete } } }
}

describe('managed images', () => {
  it('A managed image is captured from a generalized machine and stays Creating for a while.', () => {
    const api = computeSandbox()
    const created = api.put(NEW, capture('builder'))
    expect([created.status, at(created, 'properties')]).toEqual([
      201,
      {
        sourceVirtualMachine: { id: MACHINE },
        storageProfile: {
          osDisk: {
            osType: 'Linux',
            osState: 'Generalized',
            managedDisk: { id: computeId('builds', 'disks/builder-os') },
            caching: 'ReadWrite',
            diskSizeGB: 30,
          },
          dataDisks: [],
          zoneResilient: false,
        },
        hyperVGeneration: 'V2',
        provisioningState: 'Creating',
      },
    ])
    expect(created.headers['azure-asyncoperation']).toMatch('/locations/westeurope/operations/')
    api.minutes(2)
    expect(at(api.follow(created.headers['azure-asyncoperation']), 'status')).toBe('Succeeded')
    expect(at(api.follow(created.headers['location']), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('A machine that is not generalized, or has trusted launch, gives no managed image.', () => {
    const api = computeSandbox()
    expect(told(api.put(NEW, capture('running')))).toBe('409 OperationNotAllowed')
    expect(told(api.put(NEW, capture('trusted')))).toBe('409 OperationNotAllowed')
    expect(told(api.put(NEW, capture('builder', {})))).toBe('409 OperationNotAllowed')
    expect(told(api.put(NEW, capture('none')))).toBe('404 ResourceNotFound')
  })

  it('A managed image is made from a snapshot, a disk or a VHD of its region.', () => {
    const api = computeSandbox()
    const put = (osDisk: object) => told(api.put(NEW, fromDisk(osDisk)))
    expect(put({})).toBe('400 InvalidParameter')
    expect(put({ snapshot: { id: SNAPSHOT }, blobUri: 'https://a.blob.core.windows.net/b' })).toBe(
      '400 InvalidParameter',
    )
    expect(put({ managedDisk: { id: SNAPSHOT } })).toBe('400 InvalidParameter')
    expect(put({ snapshot: { id: SNAPSHOT }, osState: 'Specialized' })).toBe('400 InvalidParameter')
    expect(put({ blobUri: 'https://renderbuilds.blob.core.windows.net/vhds/none.vhd' })).toBe('404 ResourceNotFound')
    expect(put({ snapshot: { id: SNAPSHOT } })).toBe('201')
    const other = computeId('builds', 'images/from-vhd')
    const blob = { blobUri: 'https://renderbuilds.blob.core.windows.net/vhds/ubuntu.vhd' }
    expect(told(api.put(other, fromDisk(blob)))).toBe('201')
    const north = { ...fromDisk({ snapshot: { id: SNAPSHOT } }), location: 'northeurope' }
    expect(told(api.put(computeId('builds', 'images/north'), north))).toBe('404 ResourceNotFound')
  })

  it('A managed image keeps its source; its tags may change.', () => {
    const api = computeSandbox()
    const id = computeId('builds', 'images/build-1')
    expect(told(api.put(id, fromDisk({ snapshot: { id: SNAPSHOT } })))).toBe('409 PropertyChangeNotAllowed')
    expect(at(api.patch(id, { tags: { commit: 'abc' } }), 'tags')).toEqual({ commit: 'abc' })
    api.minutes(1)
    expect(api.remove(id).status).toBe(202)
    api.minutes(2)
    expect(told(api.get(id))).toBe('404 ResourceNotFound')
  })
})

describe('virtual machines, disks, snapshots and SKUs', () => {
  it('A virtual machine tells its instance view only when asked.', () => {
    const api = computeSandbox()
    expect(at(api.get(MACHINE), 'properties.instanceView')).toBeUndefined()
    expect(at(api.get(MACHINE), 'properties.provisioningState')).toBe('Succeeded')
    const expanded = api.get(MACHINE, { query: '&$expand=instanceView' })
    expect(at(expanded, 'properties.instanceView.statuses.0.code')).toBe('OSState/generalized')
    expect(at(api.get(`${MACHINE}/instanceView`), 'statuses.0.code')).toBe('OSState/generalized')
    expect(at(api.get(`${MACHINE}/extensions`), 'value')).toEqual([])
    expect(told(api.get(MACHINE, { query: '&$expand=all' }))).toBe('400 InvalidParameter')
  })

  it('Disks, snapshots and virtual machines are read and listed, never what the world says about their behaviour.', () => {
    const api = computeSandbox()
    const huge = api.get(computeId('builds', 'disks/huge'))
    expect([at(huge, 'properties.diskSizeGB'), at(huge, 'sandbox')]).toEqual([2520, undefined])
    expect(at(api.get(SNAPSHOT), 'properties.creationData.sourceResourceId')).toBe(
      computeId('builds', 'disks/builder-os'),
    )
    const names = (path: string) => {
      const value = at(api.get(path), 'value')
      return Array.isArray(value) ? value.map(({ name }) => name) : []
    }
    expect(names(computeId('builds', 'disks'))).toEqual(['builder-os', 'huge'])
    expect(names(computeId('images', 'disks'))).toEqual([])
    expect(names(computeId('builds', 'snapshots'))).toEqual(['builder-os-snapshot'])
    expect(names(computeId('builds', 'virtualMachines'))).toEqual(['builder', 'running', 'trusted'])
    expect(names(computeId('builds', 'images'))).toEqual(['build-1', 'build-2', 'elsewhere'])
    expect(names(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/virtualMachines`)).toHaveLength(3)
    expect(told(api.get(computeId('builds', 'virtualMachines/none'), { as: PUBLISHER }))).toBe('404 ResourceNotFound')
  })

  it('SKUs are listed for a location.', () => {
    const sku = (name: string, ...locations: string[]) => ({ resourceType: 'virtualMachines', name, locations })
    const api = computeSandbox({ ...SEED, skus: [sku('Standard_D4s_v5', 'westeurope'), sku('Standard_M8', 'eastus')] })
    const path = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/skus`
    const filtered = api.get(path, { query: "&$filter=location eq 'WestEurope'" })
    expect([at(filtered, 'value.0.name'), at(filtered, 'value.1')]).toEqual(['Standard_D4s_v5', undefined])
    expect(at(api.get(path), 'value.1.name')).toBe('Standard_M8')
    expect(told(api.get(path, { query: "&$filter=name eq 'x'" }))).toBe('400 InvalidParameter')
  })
})
