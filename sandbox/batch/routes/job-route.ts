import type { Route, SandboxReply, SandboxRequest } from '../../service.ts'
import type { Job } from '../entities.ts'
import { notFound } from '../refusals.ts'
import { serviceAccount } from '../service-account.ts'
import type { BatchParts } from '../store.ts'
import { isServiceVersion } from './service-pools.ts'

/** An operation on jobs or job schedules; tasks ride on the rights for their job. */
export function jobRoute(method: Route['method'], path: string, right: string, handle: Route['handle']): Route {
  return {
    plane: 'batch',
    method,
    path,
    action: `data:Microsoft.Batch/batchAccounts/${right}`,
    apiVersions: isServiceVersion,
    handle,
  }
}

/** The job in the request. */
export function jobOf(request: SandboxRequest, parts: BatchParts): Job {
  const job = parts.store.jobs(serviceAccount(request, parts)).get(request.params['job'] ?? '')
  if (job === undefined) throw notFound('Job')
  return job
}

/** An answer with a hint for a hurried client to come again, where there is something to wait for. */
export function withHint(reply: SandboxReply, seconds: number | undefined, { clock }: BatchParts): SandboxReply {
  if (seconds === undefined || !clock.isFast) return reply
  return { ...reply, headers: { ...reply.headers, ...clock.retryAfter(seconds) } }
}
