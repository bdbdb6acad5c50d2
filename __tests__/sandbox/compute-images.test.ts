import { describe, expect, it } from '@jest/globals'
import {
  at,
  computeId,
  computeSandbox,
  GROUP_PUBLISHER,
  PUBLISHER,
  SEED,
  SUBSCRIPTION,
  told,
  VERSION,
} from './compute-world.ts'

const NEW = computeId('builds', 'images/new')
const MACHINE = computeId('builds', 'virtualMachines/builder')
const SNAPSHOT = computeId('builds', 'snapshots/builder-os-snapshot')
const DISK = computeId('builds', 'disks/builder-os')
const HUGE = computeId('builds', 'disks/huge')
const VHD = 'https://renderbuilds.blob.core.windows.net/vhds/ubuntu.vhd'
const ACCOUNT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/builds/providers/Microsoft.Storage/storageAccounts/renderbuilds`

function capture(name: string, more: object = { hyperVGeneration: 'V2' }) {
  const sourceVirtualMachine = { id: computeId('builds', `virtualMachines/${name}`) }
  return { location: 'westeurope', properties: { sourceVirtualMachine, ...more } }
}

function fromDisk(osDisk: object, dataDisks?: readonly object[]) {
  const complete = { osType: 'Linux', osState: 'Generalized', ...osDisk }
  const storageProfile = { osDisk: complete, ...(dataDisks && { dataDisks }) }
  return { location: 'westeurope', properties: { hyperVGeneration: 'V2', storageProfile } }
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

  it('A machine that is not generalized and deallocated, or has trusted launch or an ephemeral disk, gives no managed image.', () => {
    const [builder] = SEED.virtualMachines ?? []
    const like = (name: string, properties: object) => ({
      id: computeId('builds', `virtualMachines/${name}`),
      location: 'westeurope',
      properties: { ...builder?.properties, ...properties },
    })
    const statuses = [{ code: 'OSState/generalized' }, { code: 'PowerState/stopped' }]
    const stopped = like('stopped', { instanceView: { hyperVGeneration: 'V2', statuses } })
    const imageReference = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }
    const osDisk = { osType: 'Linux', diffDiskSettings: { option: 'Local' } }
    const ephemeral = like('ephemeral', { storageProfile: { imageReference, osDisk } })
    const api = computeSandbox({
      ...SEED,
      virtualMachines: [...(SEED.virtualMachines ?? []), stopped, ephemeral],
    })
    expect(at(api.put(NEW, capture('running')), 'error.message')).toBe(
      "The operation 'Create Image' requires the Virtual Machine 'running' to be Generalized.",
    )
    expect(told(api.put(NEW, capture('running')))).toBe('409 OperationNotAllowed')
    expect(at(api.put(NEW, capture('stopped')), 'error.message')).toMatch("to be deallocated, and its power state is '")
    expect(told(api.put(NEW, capture('stopped')))).toBe('409 OperationNotAllowed')
    expect(at(api.put(NEW, capture('ephemeral')), 'error.message')).toMatch('which has an ephemeral OS disk.')
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
    const blob = { blobUri: VHD }
    expect(told(api.put(other, fromDisk(blob)))).toBe('201')
    const north = { ...fromDisk({ snapshot: { id: SNAPSHOT } }), location: 'northeurope' }
    expect(told(api.put(computeId('builds', 'images/north'), north))).toBe('404 ResourceNotFound')
  })

  it('A managed image takes data disks by their LUN, each from a snapshot, a disk or a VHD of its region.', () => {
    const api = computeSandbox()
    const put = (...dataDisks: object[]) => api.put(NEW, fromDisk({ snapshot: { id: SNAPSHOT } }, dataDisks))
    const none = computeId('builds', 'snapshots/none')
    expect(told(put({ lun: 0 }))).toBe('400 InvalidParameter')
    expect(told(put({ snapshot: { id: SNAPSHOT } }))).toBe('400 InvalidParameter')
    expect(told(put({ lun: 0, managedDisk: { id: SNAPSHOT } }))).toBe('400 InvalidParameter')
    expect(told(put({ lun: 0, snapshot: { id: none } }))).toBe('404 ResourceNotFound')
    expect(told(put({ lun: 0, blobUri: VHD.replace('ubuntu', 'none') }))).toBe('404 ResourceNotFound')
    expect(told(put({ lun: 3, blobUri: VHD }, { lun: 3, managedDisk: { id: HUGE } }))).toBe('400 InvalidParameter')
    const created = put({ lun: 3, blobUri: VHD }, { lun: 5, managedDisk: { id: HUGE }, caching: 'ReadOnly' })
    expect(at(created, 'properties.storageProfile.dataDisks')).toEqual([
      { lun: 3, blobUri: VHD, caching: 'None', diskSizeGB: 40 },
      { lun: 5, managedDisk: { id: HUGE }, caching: 'ReadOnly', diskSizeGB: 2520 },
    ])
    api.minutes(2)
    const version = { location: 'westeurope', properties: { storageProfile: { source: { id: NEW } } } }
    expect(at(api.put(VERSION, version), 'properties.storageProfile.dataDiskImages')).toEqual([
      { lun: 3, sizeInGB: 40, hostCaching: 'None' },
      { lun: 5, sizeInGB: 2520, hostCaching: 'ReadOnly' },
    ])
  })

  it('A managed image is made only by who may read every disk that it is made from.', () => {
    const action = (name: string, body: object) => {
      const id = computeId('images', `images/${name}`)
      const refused = computeSandbox().put(id, body, { as: GROUP_PUBLISHER })
      const [, right, scope] = /action\(s\) '([^']+)' on the linked scope\(s\) '([^']+)'/.exec(refused.text) ?? []
      return [told(refused), right, scope]
    }
    const linked = (right: string, scope: string) => ['403 LinkedAuthorizationFailed', right, scope]
    expect(action('a', capture('builder'))).toEqual(linked('Microsoft.Compute/virtualMachines/write', MACHINE))
    const snapshot = { snapshot: { id: SNAPSHOT } }
    expect(action('b', fromDisk(snapshot))).toEqual(linked('Microsoft.Compute/snapshots/read', SNAPSHOT))
    expect(action('c', fromDisk({ managedDisk: { id: HUGE } }))).toEqual(linked('Microsoft.Compute/disks/read', HUGE))
    const keys = 'Microsoft.Storage/storageAccounts/listKeys/action'
    expect(action('d', fromDisk({ blobUri: VHD }))).toEqual(linked(keys, ACCOUNT))
    const own = computeId('images', 'snapshots/own')
    const api = computeSandbox({ ...SEED, snapshots: [{ ...SEED.snapshots?.[0], id: own, location: 'westeurope' }] })
    const withData = fromDisk({ snapshot: { id: own } }, [{ lun: 0, managedDisk: { id: HUGE } }])
    const image = computeId('images', 'images/e')
    expect(told(api.put(image, withData, { as: GROUP_PUBLISHER }))).toBe('403 LinkedAuthorizationFailed')
    expect(told(api.put(image, fromDisk({ snapshot: { id: own } }), { as: GROUP_PUBLISHER }))).toBe('201')
  })

  it('A managed image keeps its sources, data disks included; its tags may change.', () => {
    const api = computeSandbox()
    const id = computeId('builds', 'images/build-1')
    expect(told(api.put(id, fromDisk({ snapshot: { id: SNAPSHOT } })))).toBe('409 PropertyChangeNotAllowed')
    const os = { snapshot: { id: SNAPSHOT } }
    const data = { lun: 0, managedDisk: { id: HUGE } }
    expect(told(api.put(NEW, fromDisk(os, [data])))).toBe('201')
    api.minutes(2)
    const others = [
      fromDisk({ managedDisk: { id: DISK } }, [data]),
      fromDisk({ blobUri: VHD }, [data]),
      fromDisk(os),
      fromDisk(os, [{ ...data, lun: 1 }]),
      fromDisk(os, [{ lun: 0, managedDisk: { id: DISK } }]),
    ]
    for (const other of others) expect(told(api.put(NEW, other))).toBe('409 PropertyChangeNotAllowed')
    expect(told(api.put(NEW.toUpperCase(), fromDisk({ snapshot: { id: SNAPSHOT.toUpperCase() } }, [data])))).toBe('200')
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

  it('A virtual machine tells its extensions, and its instance view what comes of them and of its disk.', () => {
    const properties = {
      publisher: 'Microsoft.Azure.Monitor',
      type: 'AzureMonitorLinuxAgent',
      typeHandlerVersion: '1.33',
    }
    const extension = {
      id: `${MACHINE}/extensions/monitor`,
      name: 'monitor',
      type: 'Microsoft.Compute/virtualMachines/extensions',
      location: 'westeurope',
      properties: { ...properties, provisioningState: 'Succeeded' },
    }
    const [builder] = SEED.virtualMachines ?? []
    const { instanceView: _, ...silent } = builder?.properties ?? {}
    const machine = { id: MACHINE, location: 'westeurope', properties: silent, resources: [extension] }
    const api = computeSandbox({ ...SEED, virtualMachines: [machine] })
    expect(at(api.get(MACHINE), 'resources')).toEqual([extension])
    expect(at(api.get(`${MACHINE}/extensions`), 'value')).toEqual([extension])
    const view = {
      statuses: [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/running', displayStatus: 'VM running' }],
      hyperVGeneration: 'V2',
      extensions: [
        {
          name: 'monitor',
          type: 'Microsoft.Azure.Monitor.AzureMonitorLinuxAgent',
          typeHandlerVersion: '1.33',
          statuses: [{ code: 'ProvisioningState/succeeded' }],
        },
      ],
    }
    expect(at(api.get(MACHINE, { query: '&$expand=instanceView' }), 'properties.instanceView')).toMatchObject(view)
    expect(api.get(`${MACHINE}/instanceView`).body).toMatchObject(view)
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
