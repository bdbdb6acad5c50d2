import type { ResizeError } from './entities.ts'

const kindOf = (isDedicated: boolean): string => (isDedicated ? 'dedicated' : 'Spot/low-priority')

/** Nodes did not come, in the words of the provider (Compute or Network) that Batch hands on. */
export function providerError(isDedicated: boolean, code: string, message: string): ResizeError {
  return allocationFailed(isDedicated, [
    { name: 'Reason', value: 'The server encountered an internal error.' },
    { name: 'Provider Error Json', value: JSON.stringify({ error: { code, message } }) },
    { name: 'Provider Error Json Truncated', value: 'False' },
  ])
}

/** Nodes did not come, for a reason that Batch tells itself. */
export function reasonedError(isDedicated: boolean, reason: string): ResizeError {
  return allocationFailed(isDedicated, [{ name: 'Reason', value: reason }])
}

function allocationFailed(isDedicated: boolean, values: ResizeError['values']): ResizeError {
  const message = `Desired number of ${kindOf(isDedicated)} nodes could not be allocated`
  return { code: 'AllocationFailed', message, values }
}

/** The time ran out before all nodes were there. */
export function timedOut(isDedicated: boolean, timeoutMs: number): ResizeError {
  return {
    code: 'AllocationTimedout',
    message: `Desired number of ${kindOf(isDedicated)} nodes could not be allocated as the resize timeout was reached`,
    values: [{ name: 'Reason', value: `The resize timeout of ${timeoutMs / 60_000} minutes was reached.` }],
  }
}

/** The time ran out before the tasks had ended on the nodes that were to leave. */
export function removalTimedOut(timeoutMs: number): ResizeError {
  return {
    code: 'RemoveNodesFailed',
    message: 'Desired number of nodes could not be removed as the resize timeout was reached',
    values: [{ name: 'Reason', value: `The resize timeout of ${timeoutMs / 60_000} minutes was reached.` }],
  }
}
