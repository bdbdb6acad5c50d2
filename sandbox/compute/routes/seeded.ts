import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import { envelope, listPage } from '../answers.ts'
import { isComputeVersion, isDiskVersion, isSkuVersion } from '../api-versions.ts'
import type { Seeded, VirtualMachine } from '../entities.ts'
import { GROUP_PATH, groupId, groupResourceId, queryValue, SUBSCRIPTION_PATH, subscriptionScope } from '../ids.ts'
import { extensionsOf, instanceView, machineProperties, propertiesOf } from '../machine.ts'
import type { ComputeParts } from '../parts.ts'
import { invalidParameter, resourceNotFound } from '../refusals.ts'
import type { SeedSku } from '../seed.ts'
import type { Collection } from '../store.ts'

const MACHINE_PATH = `${GROUP_PATH}/virtualMachines/:name`

/** Virtual machines, disks, snapshots and SKUs: what a world holds and nobody changes. */
export function seededRoutes(parts: ComputeParts, skus: readonly SeedSku[]): readonly Route[] {
  const { virtualMachines, disks, snapshots } = parts.store
  return [
    ...machineRoutes(parts),
    ...listRoutes(parts, { type: 'virtualMachines', answer: machineAnswer }, virtualMachines, isComputeVersion),
    diskRoute('disks', disks),
    ...listRoutes(parts, { type: 'disks', answer: seededAnswer }, disks, isDiskVersion),
    diskRoute('snapshots', snapshots),
    ...listRoutes(parts, { type: 'snapshots', answer: seededAnswer }, snapshots, isDiskVersion),
    {
      plane: 'arm',
      method: 'GET',
      path: `${SUBSCRIPTION_PATH}/skus`,
      action: 'Microsoft.Compute/skus/read',
      apiVersions: isSkuVersion,
      handle: (request) => listPage(parts, request, skusIn(request, skus)),
    },
  ]
}

function machineRoutes(parts: ComputeParts): readonly Route[] {
  const read = { plane: 'arm', method: 'GET', apiVersions: isComputeVersion } as const
  return [
    {
      ...read,
      path: MACHINE_PATH,
      action: 'Microsoft.Compute/virtualMachines/read',
      handle: (request) => getMachine(parts, request),
    },
    {
      ...read,
      path: `${MACHINE_PATH}/instanceView`,
      action: 'Microsoft.Compute/virtualMachines/instanceView/read',
      handle: (request) => ({ status: 200, body: machineView(parts, request) }),
    },
    {
      ...read,
      path: `${MACHINE_PATH}/extensions`,
      action: 'Microsoft.Compute/virtualMachines/extensions/read',
      handle: (request) => ({ status: 200, body: { value: extensionsOf(existingMachine(parts, request)) } }),
    },
  ]
}

function getMachine(parts: ComputeParts, request: SandboxRequest): SandboxReply {
  const expand = queryValue(request, '$expand')
  if (expand !== undefined && !/^(instanceView|userData|resiliencyView)$/i.test(expand)) {
    throw invalidParameter(`The value '${expand}' of parameter '$expand' is invalid.`, '$expand')
  }
  const machine = existingMachine(parts, request)
  const answer = machineAnswer(machine)
  if (expand?.toLowerCase() !== 'instanceview') return { status: 200, body: answer }
  const properties = { ...answer.properties, instanceView: machineView(parts, request) }
  return { status: 200, body: { ...answer, properties } }
}

function machineView(parts: ComputeParts, request: SandboxRequest): unknown {
  return instanceView(parts.store, existingMachine(parts, request), request.now)
}

function existingMachine(parts: ComputeParts, request: SandboxRequest): VirtualMachine {
  const id = groupResourceId(request, 'virtualMachines')
  const machine = parts.store.virtualMachines.get(id, request.now)
  if (machine === undefined) throw resourceNotFound(id)
  return machine
}

function machineAnswer(machine: VirtualMachine) {
  return { ...seededAnswer(machine), properties: { provisioningState: 'Succeeded', ...machineProperties(machine) } }
}

function seededAnswer(resource: Seeded<unknown>) {
  const { instanceView: _, ...properties } = propertiesOf(resource)
  return { ...resource.body, ...envelope(resource), properties: { provisioningState: 'Succeeded', ...properties } }
}

function diskRoute(type: string, collection: Collection<Seeded<unknown>>): Route {
  return {
    plane: 'arm',
    method: 'GET',
    path: `${GROUP_PATH}/${type}/:name`,
    action: `Microsoft.Compute/${type}/read`,
    apiVersions: isDiskVersion,
    handle: (request) => {
      const id = groupResourceId(request, type)
      const disk = collection.get(id, request.now)
      if (disk === undefined) throw resourceNotFound(id)
      return { status: 200, body: seededAnswer(disk) }
    },
  }
}

function listRoutes<T extends Seeded<unknown>>(
  parts: ComputeParts,
  { type, answer }: { readonly type: string; readonly answer: (resource: T) => unknown },
  collection: Collection<T>,
  apiVersions: (version: string) => boolean,
): readonly Route[] {
  const route = (path: string, scopeOf: (request: SandboxRequest) => string): Route => ({
    plane: 'arm',
    method: 'GET',
    path: `${path}/${type}`,
    action: `Microsoft.Compute/${type}/read`,
    apiVersions,
    handle: (request) => listPage(parts, request, collection.under(scopeOf(request), request.now).map(answer)),
  })
  return [route(GROUP_PATH, groupId), route(SUBSCRIPTION_PATH, subscriptionScope)]
}

function skusIn(request: SandboxRequest, skus: readonly SeedSku[]): readonly SeedSku[] {
  const filter = queryValue(request, '$filter')
  if (filter === undefined) return skus
  const location = /^\s*location\s+eq\s+'([^']+)'\s*$/i.exec(filter)?.[1]
  if (location === undefined) throw invalidParameter(`The filter '${filter}' is invalid.`, '$filter')
  return skus.filter(({ locations }) => locations.some((one) => one.toLowerCase() === location.toLowerCase()))
}
