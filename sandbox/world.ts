import { readFileSync } from 'node:fs'
import type { RoleAssignment } from './access.ts'
import type { Application } from './entra/entities.ts'
import type { Fault } from './faults.ts'
import type { Repository } from './github/entities.ts'
import type { Limits } from './limits.ts'
import { BUILT_IN_ROLES, type RoleDefinition } from './role-definitions.ts'
import { type BatchSeed, type ComputeSeed, type NetworkSeed, seedProblems } from './services.ts'
import { isRecord } from './shape.ts'
import { worldShape } from './world-shape.ts'

/** A subscription; namespaces in `registeredProviders` are registered in it from the start. */
export type Subscription = {
  readonly subscriptionId: string
  readonly displayName: string
  readonly registeredProviders: readonly string[]
  /** Where it belongs to another tenant than the world's applications: they reach nothing in it. */
  readonly tenantId?: string
}

/** A resource group; its subscription is one of the world's. */
export type ResourceGroup = {
  readonly subscriptionId: string
  readonly name: string
  readonly location: string
  readonly tags?: Readonly<Record<string, string>>
}

/** Everything that exists before the first request, as data. */
export type World = {
  readonly description: string
  /** ISO instant at which the virtual clock starts. */
  readonly startTime: string
  /** The Azure cloud in which the tenant lives; `AzureCloud` when left out. */
  readonly cloud?: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud'
  readonly tenantId: string
  readonly applications: readonly Application[]
  readonly repository: Repository
  readonly subscriptions: readonly Subscription[]
  readonly resourceGroups: readonly ResourceGroup[]
  readonly roleDefinitions?: readonly RoleDefinition[]
  readonly roleAssignments: readonly RoleAssignment[]
  /** Short names of the regions that the subscriptions may use. */
  readonly regions: readonly string[]
  readonly compute: ComputeSeed
  readonly batch: BatchSeed
  /** Virtual networks; none when left out. */
  readonly network?: NetworkSeed
  readonly faults?: readonly Fault[]
  /** Throttling of Resource Manager: off when left out, Azure's own numbers when `documented`. */
  readonly limits?: 'documented' | Limits
}

/** A world that cannot be used, with everything that is wrong with it. */
export class WorldError extends Error {
  readonly problems: readonly string[]

  constructor(source: string, problems: readonly string[]) {
    super(`${source} is not a world:\n${problems.map((problem) => `- ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** The world of that name in `worlds/`, or of that file. Throws a `WorldError` that tells every mistake by name. */
export function loadWorld(nameOrFile: string): World {
  const isName = /^[A-Za-z0-9-]+$/.test(nameOrFile)
  const file = isName ? new URL(`../worlds/${nameOrFile}.json`, import.meta.url) : nameOrFile
  return checkWorld(parse(nameOrFile, file), nameOrFile)
}

/** `value` as a world. Throws a `WorldError` that tells unknown keys and broken references, all at once. */
export function checkWorld(value: unknown, source = 'the value'): World {
  const problems: string[] = []
  worldShape(value, '', problems)
  if (problems.length > 0) throw new WorldError(source, problems)
  const world = value as World
  problems.push(...brokenReferences(world))
  if (problems.length === 0) problems.push(...seedProblems(world))
  if (problems.length > 0) throw new WorldError(source, problems)
  return world
}

function brokenReferences(world: World): readonly string[] {
  const clientIds = new Set(world.applications.map((application) => application.clientId.toLowerCase()))
  const subscriptionIds = new Set(world.subscriptions.map((one) => one.subscriptionId.toLowerCase()))
  const groups = new Set(world.resourceGroups.map((group) => groupKey(group.subscriptionId, group.name)))
  const roles = [...BUILT_IN_ROLES, ...(world.roleDefinitions ?? [])].flatMap((role) => [role.name, role.id])
  return [
    ...world.resourceGroups.flatMap(({ subscriptionId, name }) =>
      subscriptionIds.has(subscriptionId.toLowerCase())
        ? []
        : [`resource group ${name} is in subscription ${subscriptionId}, which does not exist`],
    ),
    ...world.roleAssignments.flatMap(({ clientId, role, scope }, index) => [
      ...(clientIds.has(clientId.toLowerCase())
        ? []
        : [`roleAssignments[${index}] names application ${clientId}, which does not exist`]),
      ...(roles.some((name) => name.toLowerCase() === role.toLowerCase())
        ? []
        : [`roleAssignments[${index}] names role "${role}", which does not exist`]),
      ...(scopeExists(scope, subscriptionIds, groups)
        ? []
        : [`roleAssignments[${index}] has scope ${scope}, whose subscription or resource group does not exist`]),
      ...(isForeign(scope, world)
        ? [`roleAssignments[${index}] has scope ${scope}, whose subscription belongs to another tenant`]
        : []),
    ]),
    ...armBodiesIn(world.compute, 'compute', groups),
    ...armBodiesIn(world.batch, 'batch', groups),
    ...armBodiesIn(world.network ?? {}, 'network', groups),
  ]
}

/** Seeds hold what a GET would answer: each resource's own `id` must lie in a resource group of the world. */
function armBodiesIn(seed: unknown, where: string, groups: ReadonlySet<string>): readonly string[] {
  if (!isRecord(seed)) return [`${where} must be an object`]
  return Object.entries(seed).flatMap(([key, resources]) =>
    (Array.isArray(resources) ? resources : []).flatMap((resource: unknown, index) => {
      const id = isRecord(resource) && typeof resource['id'] === 'string' ? resource['id'] : undefined
      const group = id === undefined ? undefined : groupOf(id)
      return group === undefined || groups.has(group)
        ? []
        : [`${where}.${key}[${index}] is ${id}, whose resource group does not exist`]
    }),
  )
}

function scopeExists(scope: string, subscriptionIds: ReadonlySet<string>, groups: ReadonlySet<string>): boolean {
  const group = groupOf(scope)
  if (group !== undefined) return groups.has(group)
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(scope)
  return subscription?.[1] !== undefined && subscriptionIds.has(subscription[1].toLowerCase())
}

function isForeign(scope: string, { subscriptions, tenantId }: World): boolean {
  const subscription = subscriptions.find(({ subscriptionId }) =>
    scope.toLowerCase().startsWith(`/subscriptions/${subscriptionId}`.toLowerCase()),
  )
  return subscription?.tenantId !== undefined && subscription.tenantId.toLowerCase() !== tenantId.toLowerCase()
}

function groupOf(id: string): string | undefined {
  const match = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(id)
  return match?.[1] === undefined || match[2] === undefined ? undefined : groupKey(match[1], match[2])
}

function groupKey(subscriptionId: string, name: string): string {
  return `${subscriptionId}/${name}`.toLowerCase()
}

function parse(source: string, file: string | URL): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new WorldError(source, [error instanceof Error ? error.message : String(error)])
  }
}
