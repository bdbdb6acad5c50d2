import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import type { Finding } from '../../model/finding.ts'
import type { Preflight } from '../../model/observed.ts'
import { parentId, parseResourceId, resourceKey, resourceName } from '../../model/resource-id.ts'
import { subnetAfter } from '../draft/draft-changes.ts'
import { gallerySubscription } from '../image/provider-steps.ts'
import { allowsEntra, mayRefuse, shutOut } from '../pool/account-access.ts'
import { requiredRights, resourceGroupOf } from '../rights/required-rights.ts'
import { isOfOtherTenant, notChecked, type Unchecked, type Unreadable, wayToRead } from './reading.ts'

/** What is left out when something of the preflight could not be read, by what it is and the ID it is read by. */
const LEFT_OUT: readonly (readonly [kind: keyof Preflight, unchecked: (id: string) => Unchecked])[] = [
  [
    'supportedImages',
    (id) => ({
      what: `node agent SKU and base image against what Batch account ${resourceName(id)} supports`,
      action: 'Microsoft.Batch/batchAccounts/read',
      scope: id,
    }),
  ],
  [
    'vmSizes',
    (id) => ({
      what: `the VM sizes of the pools in Batch account ${resourceName(id)}, and its core quotas`,
      action: 'Microsoft.Batch/locations/virtualMachineSkus/read',
      scope: subscriptionOf(id),
    }),
  ],
  [
    'accountPools',
    (id) => ({
      what: `the pool quota and the core quotas of Batch account ${resourceName(id)} against all its pools`,
      action: 'Microsoft.Batch/batchAccounts/pools/read',
      scope: id,
    }),
  ],
  [
    'subnets',
    (id) => ({
      what: `region, delegation and free addresses of subnet ${resourceName(id)}`,
      action: 'Microsoft.Network/virtualNetworks/read',
      scope: parentId(id),
    }),
  ],
  [
    'registrations',
    (id) => ({
      what: `whether Microsoft.Batch is registered in subscription ${resourceName(id)}`,
      action: 'Microsoft.Resources/subscriptions/providers/read',
      scope: id,
    }),
  ],
  [
    'regions',
    (id) => ({
      what: `whether subscription ${resourceName(id)} may use the regions of the image version`,
      action: 'Microsoft.Resources/subscriptions/locations/read',
      scope: id,
    }),
  ],
  [
    'imageVersions',
    (id) => ({
      what: `whether image version ${resourceName(id)} is there to be rolled back to`,
      action: 'Microsoft.Compute/galleries/images/versions/read',
      scope: id,
    }),
  ],
  [
    'runningTasks',
    (id) => ({
      what: `how many running tasks of pool ${resourceName(id)} the run disturbs`,
      action: 'Microsoft.Batch/batchAccounts/pools/read',
      scope: parentId(id),
    }),
  ],
  [
    'nodeImages',
    (id) => ({
      what: `which image version the nodes of pool ${resourceName(id)} run`,
      action: 'Microsoft.Batch/batchAccounts/pools/read',
      scope: parentId(id),
    }),
  ],
  [
    'versions',
    (id) => ({
      what: `whether a higher version of image definition ${resourceName(id)} is the latest`,
      action: 'Microsoft.Compute/galleries/images/versions/read',
      scope: id,
    }),
  ],
  [
    'galleries',
    (id) => ({
      what: `whether another resource group of the subscription has a gallery ${resourceName(id)}`,
      action: 'Microsoft.Compute/galleries/read',
      scope: subscriptionOf(id),
    }),
  ],
  [
    'definitions',
    (id) => ({
      what: `whether another image definition of gallery ${resourceName(id)} has the same publisher, offer and SKU`,
      action: 'Microsoft.Compute/galleries/images/read',
      scope: id,
    }),
  ],
]

/** Says once for each thing that only the checks need, and that could not be read, which checks were left out. */
export function uncheckedFindings(question: Question): Finding[] {
  const { preflight } = question.observed
  const spelling = new Map(idsOf(question).map((id) => [resourceKey(id), id]))
  const unread = (kind: keyof Preflight) =>
    Object.entries(preflight[kind]).flatMap(([key, reading]) =>
      reading.state !== 'unreadable' || isToldOfSubscription(kind, reading)
        ? []
        : [{ id: spelling.get(key) ?? key, reading }],
    )
  return [
    ...rightsUnchecked(unread('permissions')),
    ...LEFT_OUT.flatMap(([kind, unchecked]) =>
      unread(kind).map(({ id, reading }) => notChecked({ ...unchecked(id), ...remedyAt(kind, id, question) }, reading)),
    ),
  ]
}

/** Rights are asked at many places, and mostly refused at all of them for the same reason: one note for each code. */
function rightsUnchecked(unread: readonly { readonly id: string; readonly reading: Unreadable }[]): Finding[] {
  const byCode = Map.groupBy(unread, ({ reading }) => reading.code)
  return [...byCode.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const scope = enumeration(alike.map(({ id }) => id))
    const right = { action: 'Microsoft.Authorization/permissions/read', scope }
    const what = `whether this identity may do what the plan needs at ${scope}`
    // Azure's sentence names the first place alone.
    const remedy = wayToRead(right, { ...first.reading, reason: '' })
    return [{ ...notChecked({ what, ...right }, first.reading), subject: first.id, remedy }]
  })
}

/** A subscription that is not to be seen at all has its own finding; subnets are named by no other. */
function isToldOfSubscription(kind: keyof Preflight, reading: Unreadable): boolean {
  return kind !== 'subnets' && (isOfOtherTenant(reading) || reading.code === 'SubscriptionNotFound')
}

/** What the Batch service of an account tells. */
const TOLD_BY_SERVICE: readonly (keyof Preflight)[] = ['supportedImages', 'runningTasks', 'nodeImages']

/** A service that is closed stays so, whatever the code of its refusal says. */
function remedyAt(kind: keyof Preflight, id: string, { draft }: Question): Pick<Unchecked, 'remedy'> {
  const accounts = TOLD_BY_SERVICE.includes(kind) ? draft.pools.map(({ account }) => account) : []
  const account = accounts.find((each) => `${resourceKey(id)}/`.startsWith(`${resourceKey(each.id)}/`))
  if (account === undefined || !mayRefuse(account)) return {}
  const name = resourceName(account.id)
  const ways = [
    ...(allowsEntra(account) ? [] : [`add AAD to \`allowedAuthenticationModes\` of Batch account ${name}`]),
    ...(shutOut(account) === undefined
      ? []
      : [
          `let this runner reach the Batch service of account ${name} (networkProfile.accountAccess, or a runner inside its network)`,
        ]),
  ]
  return { remedy: `To have it checked, ${ways.join(', and ')}.` }
}

/** IDs as people wrote them: the keys of what was read are in lower case. */
function idsOf(question: Question): string[] {
  const { desired, draft } = question
  const pools = draft.pools.flatMap((pool) => {
    const subnet = subnetAfter(pool)
    return [pool.account.id, pool.desired.poolId, ...(subnet === undefined ? [] : [subnet])]
  })
  const scopes = requiredRights(draft.steps, question).map(({ scope }) => scope)
  const { imageDefinitionId } = desired.image
  const places = [parentId(imageDefinitionId), resourceGroupOf(imageDefinitionId)]
  return [...pools, ...scopes, ...places, `/subscriptions/${gallerySubscription(desired)}`]
}

function subscriptionOf(id: string): string {
  return `/subscriptions/${parseResourceId(id)?.subscriptionId ?? ''}`
}
