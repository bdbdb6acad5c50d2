import { createSandbox, type Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import { checkWorld, loadWorld, type World } from '../../sandbox/world.ts'

/** Resource providers of the demo's resource group. */
export const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'
export const ACCOUNT = `${GROUP}/Microsoft.Batch/batchAccounts/contosorenders`
export const GALLERY = `${GROUP}/Microsoft.Compute/galleries/renders`
export const SERVICE = 'https://contosorenders.westeurope.batch.azure.com'

type Json = Readonly<Record<string, unknown>>

/** A sandbox, and the few ways in which tests of Batch ask it. */
export type BatchCloud = {
  readonly sandbox: Sandbox
  arm(method: string, path: string, body?: unknown, query?: string): WireReply
  service(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): WireReply
  /** PUT of a pool of the demo's image; `p` unless `name` says otherwise. */
  put(pool: PoolAsk): WireReply
  /** PATCH of the properties of pool `p`. */
  patch(properties: Json): WireReply
  /** `properties` of a pool as ARM tells them. */
  pool(name?: string): PoolAnswer
  later(minutes: number): void
}

/** What tests look at in a pool. */
export type PoolAnswer = {
  readonly allocationState: string
  readonly currentDedicatedNodes: number
  readonly currentLowPriorityNodes: number
  readonly resizeOperationStatus: {
    readonly errors?: readonly {
      readonly code: string
      readonly message: string
      readonly details?: readonly { readonly code: string; readonly message: string }[]
    }[]
  }
}

/** What tests ask of a pool; everything else is as in the demo. */
export type PoolAsk = {
  readonly name?: string
  readonly account?: string
  /** Name of the image definition. */
  readonly image?: string
  readonly agent?: string
  readonly dedicated?: number
  readonly spot?: number
  /** More of the virtual machine configuration, and more properties. */
  readonly machine?: Json
  readonly properties?: Json
}

/** The demo, checked, with members replaced, on a clock that stands still. */
export function openBatch(change: (demo: World) => Json = () => ({})): BatchCloud {
  const demo = loadWorld('demo')
  const sandbox = createSandbox({ world: checkWorld({ ...demo, ...change(demo) }) })
  const as = demo.applications[0]?.clientId ?? ''
  const arm: BatchCloud['arm'] = (method, path, body, query = '') => {
    const url = `https://management.azure.com${path}?api-version=2025-06-01${query}`
    return sandbox.ask({ method, url, as, ...(body !== undefined && { body }) })
  }
  return {
    sandbox,
    arm,
    service(method, path, body, headers = {}) {
      const url = `${SERVICE}${path}${path.includes('?') ? '&' : '?'}api-version=2025-06-01`
      return sandbox.ask({ method, url, as, headers, ...(body !== undefined && { body }) })
    },
    put: (ask) => arm('PUT', `${ask.account ?? ACCOUNT}/pools/${ask.name ?? 'p'}`, definitionOf(ask)),
    patch: (properties) => arm('PATCH', `${ACCOUNT}/pools/p`, { properties }),
    pool: (name = 'p') => JSON.parse(arm('GET', `${ACCOUNT}/pools/${name}`).text).properties,
    later: (minutes) => sandbox.clock.advance(minutes * 60_000),
  }
}

function definitionOf({ image = 'ubuntu-render', agent, dedicated = 0, spot = 0, machine, properties }: PoolAsk) {
  const virtualMachineConfiguration = {
    imageReference: { id: `${GALLERY}/images/${image}/versions/1.0.0` },
    nodeAgentSkuId: agent ?? 'batch.node.ubuntu 24.04',
    ...machine,
  }
  const fixedScale = { targetDedicatedNodes: dedicated, targetLowPriorityNodes: spot }
  return {
    properties: {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: { virtualMachineConfiguration },
      scaleSettings: { fixedScale },
      ...properties,
    },
  }
}

/** Changes the demo's first account. */
export function withAccount(properties: Json): (demo: World) => Json {
  return (demo) => {
    const [first, ...others] = demo.batch.accounts ?? []
    const account = { ...first, properties: { ...first?.properties, ...properties } }
    return { batch: { ...demo.batch, accounts: [account, ...others] } }
  }
}

/** Adds image definitions with a version 1.0.0 each, made from one of the demo's images unless `source` is given. */
export function withImages(images: Readonly<Record<string, Json>>, source?: Json): (demo: World) => Json {
  return ({ compute }) => {
    const [version] = compute.imageVersions ?? []
    const [definition] = compute.imageDefinitions ?? []
    const named = Object.entries(images)
    const definitions = named.map(([name, more]) => ({
      ...definition,
      id: `${GALLERY}/images/${name}`,
      properties: {
        ...definition?.properties,
        identifier: { publisher: 'contoso', offer: 'render', sku: name },
        ...more,
      },
    }))
    const versions = named.map(([name]) => ({
      ...version,
      id: `${GALLERY}/images/${name}/versions/1.0.0`,
      properties: { ...version?.properties, ...(source && { storageProfile: { source } }) },
    }))
    return {
      compute: {
        ...compute,
        imageDefinitions: [...(compute.imageDefinitions ?? []), ...definitions],
        imageVersions: [...(compute.imageVersions ?? []), ...versions],
      },
    }
  }
}

/** A size of the list, with capabilities replaced. */
export function size(name: string, capabilities: Readonly<Record<string, string>> = {}, more: Json = {}) {
  const usual = { vCPUs: '2', HyperVGenerations: 'V1,V2', CpuArchitectureType: 'x64', LowPriorityCapable: 'True' }
  return { name, familyName: 'standardDSv5Family', capabilities: { ...usual, ...capabilities }, ...more }
}

/** The code of a refusal, on either plane; empty for other answers. */
export function codeOf({ text }: WireReply): string {
  const body = JSON.parse(text)
  return body.error?.code ?? body.code ?? ''
}

/** Why a value was refused, as Batch tells it beside the code. */
export function reasonOf({ text }: WireReply): string {
  const details: readonly { code: string; message: string }[] = JSON.parse(text).error?.details ?? []
  return details.find(({ code }) => code === 'Reason')?.message ?? ''
}

/** Everything that the last resize of a pool says it fell short for: code, then the words of Batch or its provider. */
export function shortfall({ resizeOperationStatus: { errors = [] } }: PoolAnswer): readonly string[] {
  return errors.map(({ code, details = [] }) => {
    const provider = details.find((one) => one.code === 'Provider Error Json')?.message
    if (provider === undefined) return `${code}: ${details.find((one) => one.code === 'Reason')?.message ?? ''}`
    const { error } = JSON.parse(provider)
    return `${code}: ${error.code}: ${error.message}`
  })
}
