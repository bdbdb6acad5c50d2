import { canonicalJson } from '../model/json.ts'
import type { Plan } from '../model/plan.ts'
import { resourceName } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { replicaFormula } from './arithmetic.ts'
import { stepChanges } from './field-changes.ts'
import { stepResource, stepText } from './step-text.ts'

/** The `plan` output, for workflows that read it. Secrets are masked; members are sorted by name. */
export type PlanOutput = {
  /** Resource ID of the image version the run works on. */
  readonly imageVersionId: string
  readonly imageVersion: string
  readonly replicas: readonly {
    readonly region: string
    /** Replicas there before the run. */
    readonly existing: number
    readonly regionalReplicaCount: number
    readonly arithmetic: string
  }[]
  readonly pools: readonly {
    /** Resource ID */
    readonly poolId: string
    readonly batchAccountId: string
    readonly region: string
    readonly action: 'create' | 'update' | 'keep'
    readonly nodes: number
    readonly vmSize: string
    readonly nodeAgentSkuId: string
    /** Missing for autoscaled pools. */
    readonly resizeTimeoutMinutes?: number
    /** Resource ID of the image version before the run; missing for a new pool. */
    readonly previousImageVersionId?: string
  }[]
  readonly findings: readonly {
    readonly code: string
    readonly severity: 'note' | 'warning' | 'blocker'
    /** Resource ID or name of an input. */
    readonly subject: string
    readonly message: string
    readonly remedy: string
  }[]
  /** In an order in which each step comes behind those named in its `after`. */
  readonly steps: readonly {
    readonly id: string
    readonly kind: Step['kind']
    readonly after: readonly string[]
    readonly disruption: 'none' | 'drain' | 'replace'
    readonly resourceId: string
    readonly text: string
    /** Empty for a step that only waits. */
    readonly changes: readonly { readonly field: string; readonly from?: string; readonly to?: string }[]
  }[]
}

/** What the `plan` output says of a plan. */
export function planOutput(plan: Plan): PlanOutput {
  return {
    imageVersionId: plan.imageVersionId,
    imageVersion: resourceName(plan.imageVersionId),
    replicas: plan.replicas.map((region) => ({
      region: region.region,
      existing: region.existing,
      regionalReplicaCount: region.regionalReplicaCount,
      arithmetic: replicaFormula(region),
    })),
    pools: plan.pools,
    findings: plan.findings,
    steps: plan.steps.map((step) => ({
      id: step.id,
      kind: step.kind,
      after: step.after,
      disruption: step.disruption,
      resourceId: stepResource(step),
      text: stepText(step),
      changes: stepChanges(step),
    })),
  }
}

/** The `plan` output as text: equal plans give equal text. */
export function planJson(plan: Plan): string {
  return canonicalJson(planOutput(plan))
}
