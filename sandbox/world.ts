import { readFileSync } from 'node:fs'
import type { RoleAssignment } from './access.ts'
import type { Application } from './entra/entities.ts'
import { type Fault, faultShape } from './faults.ts'
import { type Repository, runShape } from './github/entities.ts'
import type { Limits } from './limits.ts'
import { BUILT_IN_ROLES, type RoleDefinition } from './role-definitions.ts'
import { type BatchSeed, type ComputeSeed, seedProblems } from './services.ts'
import { amount, anything, type Check, instant, isRecord, list, map, object, text, word } from './shape.ts'

/** A subscription; namespaces in `registeredProviders` are registered in it from the start. */
export type Subscription = {
  readonly subscriptionId: string
  readonly displayName: string
  readonly registeredProviders: readonly string[]
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

const COMPUTE_LISTS = [
  'galleries',
  'imageDefinitions',
  'imageVersions',
  'images',
  'virtualMachines',
  'disks',
  'snapshots',
  'blobs',
  'skus',
] as const

const BATCH_LISTS = ['accounts', 'pools', 'supportedImages', 'sizes'] as const

const permissionLists = {
  actions: list(text),
  notActions: list(text),
  dataActions: list(text),
  notDataActions: list(text),
}

const federatedCredential = object(
  { name: text, issuer: text, subject: text, audiences: exactlyOne },
  { usableFrom: instant },
)

const worldShape = object(
  {
    description: text,
    startTime: instant,
    tenantId: text,
    applications: list(
      object({ clientId: text, objectId: text, displayName: text, federatedCredentials: list(federatedCredential) }),
    ),
    repository: object(
      {
        name: text,
        id: text,
        ownerId: text,
        visibility: word('public', 'private', 'internal'),
        workflowFile: text,
        run: runShape,
      },
      { subjectForm: word('names', 'ids'), issuer: text },
    ),
    subscriptions: list(object({ subscriptionId: text, displayName: text, registeredProviders: list(text) })),
    resourceGroups: list(object({ subscriptionId: text, name: text, location: text }, { tags: map(text) })),
    roleAssignments: list(object({ clientId: text, role: text, scope: text })),
    regions: list(text),
    compute: seedOf(COMPUTE_LISTS),
    batch: seedOf(BATCH_LISTS),
  },
  {
    cloud: word('AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'),
    roleDefinitions: list(object({ id: text, name: text, ...permissionLists })),
    faults: list(faultShape),
    limits: limitsShape,
  },
)

/** What the lists of a seed hold is for their service to check. */
function seedOf(lists: readonly string[]): Check {
  return object({}, { ...Object.fromEntries(lists.map((name) => [name, list(anything)])), sandbox: anything })
}

function limitsShape(value: unknown, where: string, problems: string[]): void {
  const bucket = object({ bucketSize: amount, refillPerSecond: amount })
  if (value !== 'documented') object({ reads: bucket, writes: bucket, deletes: bucket })(value, where, problems)
}

function exactlyOne(value: unknown, where: string, problems: string[]): void {
  list(text)(value, where, problems)
  if (Array.isArray(value) && value.length !== 1) problems.push(`${where} must hold exactly one audience`)
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
    ]),
    ...armBodiesIn(world.compute, 'compute', groups),
    ...armBodiesIn(world.batch, 'batch', groups),
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
