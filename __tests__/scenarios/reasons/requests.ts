import type { Story } from '../story.ts'
import type { Json } from '../worlds.ts'
import { POOL, version } from './runs.ts'

/** Something to ask Azure Resource Manager for. */
export type ArmRequest = { readonly method: string; readonly id: string; readonly body?: Json }

/** What it answers. */
export type ArmAnswer = { readonly status: number; readonly body: Json }

/** Asks the sandbox directly, as the identity of the workflow, past the action and its checks. */
export function ask({ served: { sandbox } }: Pick<Story, 'served'>, { method, id, body }: ArmRequest): ArmAnswer {
  const [application] = sandbox.world.applications
  const url = `https://management.azure.com${id}?api-version=${apiVersionOf(id)}`
  const answer = sandbox.ask({ method, url, as: application?.clientId ?? '', ...(body !== undefined && { body }) })
  return { status: answer.status, body: answer.text === '' ? undefined : JSON.parse(answer.text) }
}

function apiVersionOf(id: string): string {
  if (id.includes('/Microsoft.Batch/')) return '2025-06-01'
  return id.includes('/galleries/') ? '2025-03-03' : '2024-07-01'
}

/** A PUT of `body`. */
export function put(id: string, body: Json): ArmRequest {
  return { method: 'PUT', id, body }
}

/** A PUT of an image version made from `source`, with more of its properties. */
export function putVersion(number: string, storageProfile: Json, more: Json = {}): ArmRequest {
  return put(version(number), { location: 'westeurope', properties: { storageProfile, ...more } })
}

/** Properties of a pool of 2 nodes from an image, with more of them. */
export function poolOf(image: string, more: Json = {}): Json {
  return {
    vmSize: 'Standard_D2s_v5',
    deploymentConfiguration: {
      virtualMachineConfiguration: { imageReference: { id: image }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
    },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } },
    ...more,
  }
}

/** A PATCH that asks for that many nodes of the pool of the runs. */
export function scaleTo(targetDedicatedNodes: number): ArmRequest {
  return {
    method: 'PATCH',
    id: POOL,
    body: { properties: { scaleSettings: { fixedScale: { targetDedicatedNodes } } } },
  }
}
