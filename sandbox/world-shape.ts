import { faultShape } from './faults.ts'
import { REPOSITORY_OPTIONS, runShape } from './github/entities.ts'
import { amount, anything, type Check, instant, list, map, object, text, word } from './shape.ts'

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

const BATCH_LISTS = ['accounts', 'pools', 'jobs', 'jobSchedules', 'supportedImages', 'sizes'] as const

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

/** Checks the members of a world that comes from a file; what they refer to is checked once they are sound. */
export const worldShape = object(
  {
    description: text,
    startTime: instant,
    tenantId: text,
    applications: list(
      object(
        { clientId: text, objectId: text, displayName: text, federatedCredentials: list(federatedCredential) },
        { keptOut: word('no-service-principal', 'disabled', 'conditional-access') },
      ),
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
      REPOSITORY_OPTIONS,
    ),
    subscriptions: list(
      object({ subscriptionId: text, displayName: text, registeredProviders: list(text) }, { tenantId: text }),
    ),
    resourceGroups: list(object({ subscriptionId: text, name: text, location: text }, { tags: map(text) })),
    roleAssignments: list(object({ clientId: text, role: text, scope: text })),
    regions: list(text),
    compute: seedOf(COMPUTE_LISTS),
    batch: seedOf(BATCH_LISTS),
  },
  {
    network: object({}, { virtualNetworks: list(anything) }),
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
