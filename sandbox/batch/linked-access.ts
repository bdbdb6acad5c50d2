import { Refusal } from '../service.ts'
import type { Draft } from './draft.ts'

/** Refuses a pool that links to a resource at which its writer lacks a right. */
export function requireRight({ request, parts }: Pick<Draft, 'request' | 'parts'>, action: string, id: string): void {
  if (parts.access.isAllowed(request.caller, action, id)) return
  throw new Refusal(
    403,
    'LinkedAuthorizationFailed',
    `The client '${request.caller?.clientId ?? ''}' has permission to perform action 'Microsoft.Batch/batchAccounts/pools/write' on scope '${request.path}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${id}' or the linked scope(s) are invalid.`,
  )
}
