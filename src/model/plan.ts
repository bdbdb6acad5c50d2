import type { Finding } from './finding.ts'
import type { Step } from './step.ts'

/** Why a region gets its number of replicas. */
export type RegionArithmetic = {
  readonly region: string
  /** Replicas the version has there now; 0 for a region it is not in. */
  readonly existing: number
  /** Replicas it will have: the largest of existing, minimum, asked for, and the sum over the pools. */
  readonly regionalReplicaCount: number
  readonly minimum: number
  /** Count the workflow gave for this region. */
  readonly requested?: number
  readonly pools: readonly { readonly poolId: string; readonly nodes: number; readonly replicas: number }[]
  readonly nodesPerReplica: number
}

/** What happens to one pool. */
export type PlannedPool = {
  readonly poolId: string
  readonly batchAccountId: string
  readonly region: string
  readonly action: 'create' | 'update' | 'keep'
  readonly nodes: number
  readonly vmSize: string
  readonly nodeAgentSkuId: string
  /** Minutes; undefined for autoscaled pools, where Azure ignores it. */
  readonly resizeTimeoutMinutes?: number
  /** Image version ID the pool runs on before the run. */
  readonly previousImageVersionId?: string
}

/** What a run would do; with a blocker among the findings there are no steps. */
export type Plan = {
  readonly imageVersionId: string
  readonly replicas: readonly RegionArithmetic[]
  readonly pools: readonly PlannedPool[]
  readonly findings: readonly Finding[]
  readonly steps: readonly Step[]
}
