import type { LineageEnd, LineageLink } from '../model/lineage.ts'
import type { KeptBecause } from '../model/plan.ts'
import type { FieldDisruption } from '../model/pool-step.ts'
import type { Step } from '../model/step.ts'

/**
 * The `plan` output, for workflows that read it; docs/plan-output.md has every member, and a test compares the two.
 * Members are only ever added. Secrets are masked; members are sorted by name.
 */
export type PlanOutput = {
  readonly formatVersion: 1
  readonly hash: string
  readonly imageVersionId: string
  readonly imageVersion: string
  readonly lineage?: {
    readonly text: string
    readonly links: readonly {
      readonly id: string
      readonly kind: LineageLink['kind']
    }[]
    readonly baseImage?: {
      readonly publisher: string
      readonly offer: string
      readonly sku: string
      readonly version?: string
    }
    readonly end: LineageEnd['kind']
  }
  readonly replicas: readonly {
    readonly region: string
    readonly existing: number
    readonly regionalReplicaCount: number
    readonly arithmetic: string
  }[]
  readonly pools: readonly {
    readonly poolId: string
    readonly batchAccountId: string
    readonly region: string
    readonly action: 'create' | 'update' | 'keep'
    readonly downtime: 'none' | 'drain' | 'recreate'
    readonly nodes: number
    readonly vmSize: string
    readonly nodeAgentSkuId: string
    readonly resizeTimeoutMinutes?: number
    readonly previousImageVersionId?: string
    readonly runningTasks?: number
    readonly replacesPoolId?: string
    readonly movedJobs?: readonly string[]
    readonly movedJobSchedules?: readonly string[]
  }[]
  readonly keptVersions?: readonly {
    readonly imageVersionId: string
    readonly imageVersion: string
    readonly because: KeptBecause['kind']
    readonly text: string
  }[]
  readonly cores: readonly {
    readonly batchAccountId: string
    readonly kind: string
    readonly others: number
    readonly planned: number
    readonly quota?: number
    readonly arithmetic: string
  }[]
  readonly timeBudget: {
    readonly minutes: number
    readonly terms: readonly {
      readonly what: string
      readonly minutes: number
    }[]
    readonly arithmetic: string
  }
  readonly findings: readonly {
    readonly code: string
    readonly severity: 'note' | 'warning' | 'blocker'
    readonly isIgnored: boolean
    readonly subject: string
    readonly message: string
    readonly remedy: string
  }[]
  readonly steps: readonly {
    readonly id: string
    readonly kind: Step['kind']
    readonly after: readonly string[]
    readonly disruption: 'none' | 'drain' | 'replace'
    readonly resourceId: string
    readonly text: string
    readonly changes: readonly {
      readonly field: string
      readonly from?: string
      readonly to?: string
      readonly disruption: FieldDisruption
    }[]
  }[]
}
