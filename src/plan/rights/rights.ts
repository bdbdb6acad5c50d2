import type { Permission } from '../../model/subscription.ts'

/** The right that a refusal names, with the scope it is missing at. */
export type MissingRight = { readonly action: string; readonly scope?: string }

// Azure's two sentences: AuthorizationFailed names one action, LinkedAuthorizationFailed first the one it has.
const LINKED = /not have permission to perform action(?:\(s\))? '([^']+)' on the linked scope(?:\(s\))? '([^']+)'/i
const PLAIN = /authorization to perform action '([^']+)'(?: or)?(?: over scope '([^']+)')?/i

/** Reads the missing right out of Azure's sentence; undefined when it names none. */
export function missingRight(message: string): MissingRight | undefined {
  const [, action, scope] = LINKED.exec(message) ?? PLAIN.exec(message) ?? []
  if (action === undefined) return undefined
  return { action, ...(scope !== undefined && { scope: assignable(scope) }) }
}

/**
 * Where a role is given: at the definition of a version and the account of a pool, which themselves may not be there yet,
 * and at the subscription for what lies in it without a resource group.
 */
function assignable(scope: string): string {
  return scope.replace(/\/(versions|pools)\/[^/]+$/i, '').replace(/^(\/subscriptions\/[^/]+)\/providers\/.*$/i, '$1')
}

/** A right by its action; data actions are given apart from all others. */
export type Right = { readonly action: string; readonly isDataAction?: true }

/**
 * Whether roles allow an action: one of them does, and does not except it. Case does not count, and `*` stands for
 * anything. Deny assignments and conditions are not seen.
 */
export function isAllowed(permissions: readonly Permission[], { action, isDataAction }: Right): boolean {
  if (!isDataAction) return permissions.some(({ actions, notActions }) => covers(actions, notActions, action))
  return (
    permissions.some(({ dataActions = [], notDataActions }) => covers(dataActions, notDataActions, action)) ||
    standIns(action).some((other) => isAllowed(permissions, { action: other }))
  )
}

/** Whether roles may allow a data action that they are not seen to allow: Azure does not tell those of all of them. */
export function mayBeUntold(permissions: readonly Permission[], { isDataAction }: Right): boolean {
  return isDataAction === true && permissions.some(({ dataActions }) => dataActions === undefined)
}

function covers(given: readonly string[], excepted: readonly string[], action: string): boolean {
  return given.some((pattern) => matches(pattern, action)) && !excepted.some((pattern) => matches(pattern, action))
}

/**
 * Actions that stand for a data action of Batch: the keys of the account open everything, reading it all that is read.
 * Source: learn.microsoft.com/azure/batch/batch-role-based-access-control, custom roles.
 */
function standIns(action: string): readonly string[] {
  if (!/^Microsoft\.Batch\/batchAccounts\//i.test(action)) return []
  const keys = 'Microsoft.Batch/batchAccounts/listKeys/action'
  return action.toLowerCase().endsWith('/read') ? [keys, 'Microsoft.Batch/batchAccounts/read'] : [keys]
}

/** `*` stands for anything; between slashes also for nothing, as Azure's own role Managed Identity Operator needs. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*').replaceAll('/.*/', '/(.*/)?')}$`, 'i').test(action)
}

const PUBLISHER = 'Compute Gallery Artifacts Publisher'

/** The least built-in role that holds an action; undefined where no single one is right. */
export function roleFor(action: string): string | undefined {
  return ROLES.find(({ actions }) => actions.test(action))?.role
}

/** Who holds an action, in words: `the role Reader`, or `a role that holds ACTION` where no built-in one is right. */
export function holderOf(action: string): string {
  const role = roleFor(action)
  return role === undefined ? `a role that holds ${action}` : `the role ${role}`
}

/**
 * The narrowest first. Reader lacks `disks/beginGetAccess`; the narrowest role that has it is made for backups of disks.
 * Source: learn.microsoft.com, "Azure built-in roles", and what the Batch and gallery pages say of roles.
 */
const ROLES: readonly { readonly actions: RegExp; readonly role: string }[] = [
  {
    actions: /^Microsoft\.Batch\/batchAccounts\/(write|delete|.*keys\/action)$/i,
    role: 'Azure Batch Account Contributor',
  },
  { actions: /^Microsoft\.Batch\/register\/action$/i, role: 'Contributor' },
  { actions: /^Microsoft\.Batch\/.*\/read$/i, role: 'Azure Batch Account Reader' },
  { actions: /^Microsoft\.Batch\/batchAccounts\/(jobs|jobSchedules)\//i, role: 'Azure Batch Job Submitter' },
  { actions: /^Microsoft\.Batch\//i, role: 'Azure Batch Data Contributor' },
  { actions: /^Microsoft\.Compute\/galleries\/images\/(versions\/)?read$/i, role: 'Compute Gallery Image Reader' },
  { actions: /^Microsoft\.Compute\/(galleries|images)\/read$/i, role: 'Reader' },
  { actions: /^Microsoft\.Compute\/(galleries|images|locations\/capsOperations)\//i, role: PUBLISHER },
  { actions: /^Microsoft\.Compute\/(virtualMachines|disks)\/write$/i, role: PUBLISHER },
  { actions: /^Microsoft\.Compute\/disks\/beginGetAccess\/action$/i, role: 'Disk Backup Reader' },
  { actions: /^Microsoft\.Compute\/snapshots\/write$/i, role: 'Disk Snapshot Contributor' },
  { actions: /^Microsoft\.Storage\/storageAccounts\/listKeys\/action$/i, role: 'Reader and Data Access' },
  {
    actions: /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/(assign\/action|read)$/i,
    role: 'Managed Identity Operator',
  },
  { actions: /\/read$/i, role: 'Reader' },
  { actions: /^Microsoft\.Network\//i, role: 'Network Contributor' },
]
