/** The right that a refusal names, with the scope it is missing at. */
export type MissingRight = { readonly action: string; readonly scope?: string }

// Azure's two sentences: AuthorizationFailed names one action, LinkedAuthorizationFailed first the one it has.
const LINKED = /not have permission to perform action(?:\(s\))? '([^']+)' on the linked scope(?:\(s\))? '([^']+)'/i
const PLAIN = /authorization to perform action '([^']+)'(?: or)?(?: over scope '([^']+)')?/i

/** Reads the missing right out of Azure's sentence; undefined when it names none. */
export function missingRight(message: string): MissingRight | undefined {
  const [, action, scope] = LINKED.exec(message) ?? PLAIN.exec(message) ?? []
  if (action === undefined) return undefined
  return { action, ...(scope !== undefined && { scope }) }
}

const PUBLISHER = 'Compute Gallery Artifacts Publisher'

/** The least built-in role that holds an action; undefined where no single one is right. */
export function roleFor(action: string): string | undefined {
  return ROLES.find(({ actions }) => actions.test(action))?.role
}

/**
 * The narrowest first. Reader lacks `disks/beginGetAccess`, and no narrow built-in role for images has it.
 * Source: learn.microsoft.com, "Azure built-in roles", and what the Batch and gallery pages say of roles.
 */
const ROLES: readonly { readonly actions: RegExp; readonly role: string }[] = [
  {
    actions: /^Microsoft\.Batch\/batchAccounts\/(write|delete|.*keys\/action)$/i,
    role: 'Azure Batch Account Contributor',
  },
  { actions: /^Microsoft\.Batch\//i, role: 'Azure Batch Data Contributor' },
  { actions: /^Microsoft\.Compute\/(galleries|images|locations\/capsOperations)\//i, role: PUBLISHER },
  { actions: /^Microsoft\.Compute\/(virtualMachines|disks)\/write$/i, role: PUBLISHER },
  { actions: /^Microsoft\.Compute\/disks\/beginGetAccess\/action$/i, role: 'Contributor' },
  {
    actions: /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/(assign\/action|read)$/i,
    role: 'Managed Identity Operator',
  },
  { actions: /^Microsoft\.Network\//i, role: 'Network Contributor' },
  { actions: /\/read$/i, role: 'Reader' },
]
