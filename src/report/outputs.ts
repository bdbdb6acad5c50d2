import { canonicalJson } from '../model/json.ts'
import type { PlannedPool } from '../model/plan.ts'
import type { Report } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { provenHealthyNodes } from './healthy-nodes.ts'
import { isTakenOver } from './left/left-takeover.ts'
import { planJson } from './plan-output.ts'
import { type Portal, portalUrl } from './portal-url.ts'

/** Names of all outputs of the action. */
export type OutputName =
  | 'image-version-id'
  | 'image-version'
  | 'previous-image-version'
  | 'replicas'
  | 'pool-id'
  | 'pool-url'
  | 'node-agent-sku'
  | 'resize-timeout-minutes'
  | 'healthy-nodes'
  | 'outcome'
  | 'changed'
  | 'plan'
  | 'plan-hash'

/**
 * All outputs, the empty text where nothing is known. Those about a pool speak of the first pool of the run; the
 * others are in `plan`. `healthy-nodes` counts all pools as they are at the end, and is empty where none was proven.
 */
export function outputs(report: Report, portal: Portal): Record<OutputName, string> {
  const { plan } = report
  const pool = plan?.pools[0]
  const poolId = pool && currentPoolId(pool, report)
  const replicas = plan?.replicas.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount] as const)
  return {
    'image-version-id': plan?.imageVersionId ?? '',
    'image-version': plan ? resourceName(plan.imageVersionId) : '',
    'previous-image-version': resourceName(pool?.previousImageVersionId ?? ''),
    replicas: replicas ? canonicalJson(Object.fromEntries(replicas)) : '',
    'pool-id': poolId ?? '',
    'pool-url': poolId === undefined ? '' : portalUrl(portal, poolId),
    'node-agent-sku': pool?.nodeAgentSkuId ?? '',
    'resize-timeout-minutes': String(pool?.resizeTimeoutMinutes ?? ''),
    'healthy-nodes': String(provenHealthyNodes(report.steps, report.rollback) ?? ''),
    outcome: report.outcome,
    changed: String(report.changed),
    plan: plan ? planJson(plan) : '',
    'plan-hash': plan?.hash ?? '',
  }
}

/** The pool that the workflow's name stands for at the end of the run. */
export function currentPoolId(pool: PlannedPool, { steps }: Pick<Report, 'steps'>): string {
  return pool.replacesPoolId === undefined || isTakenOver(pool, steps) ? pool.poolId : pool.replacesPoolId
}
