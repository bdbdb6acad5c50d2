import type { Finding } from './finding.ts'
import type { Lineage } from './lineage.ts'
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
  /** The pool whose place this one takes. */
  readonly replacesPoolId?: string
  /** Names of what moves from there; undefined where nothing does, or it could not be listed. */
  readonly moves?: { readonly jobs: readonly string[]; readonly jobSchedules: readonly string[] }
  /** Image version ID the pool runs on before the run; for one that takes the place of another, that of the other. */
  readonly previousImageVersionId?: string
  /** Tasks on its nodes that the run would drain or kill; undefined where it disturbs none, or they could not be counted. */
  readonly runningTasks?: number
}

/** Cores of one quota of a Batch account at the peak of the run. */
export type CoreUse = {
  readonly batchAccountId: string
  /** `dedicated`, `spot`, or the name of a VM family. */
  readonly kind: string
  /** Held, or asked for, by pools that this run does not touch. */
  readonly others: number
  /** By the pools of this run at their peak. */
  readonly planned: number
  /** Undefined where the account has no such quota. */
  readonly quota?: number
}

/** How long a run may take at most, in minutes, on its longest way. */
export type TimeBudget = {
  readonly minutes: number
  readonly terms: readonly { readonly what: string; readonly minutes: number }[]
}

/**
 * What a run does about a version that is excluded from latest because nobody has proven it yet: it sets it latest as its last
 * step, or leaves that to a later run because it was told so, does not look at the health of its nodes, or goes back to the
 * version.
 */
export type Promotion = 'planned' | 'left' | 'unseen' | 'previous'

/** Why an image version stays that is not among the newest. */
export type KeptBecause =
  /** Nodes of the pool run on it; may do so, where the pool names no version; or go back to it by hand. */
  | { readonly kind: 'pool-runs' | 'pool-may-run' | 'way-back'; readonly poolId: string }
  /** Named anywhere else in the properties of the pool. */
  | { readonly kind: 'pool-names'; readonly poolId: string }
  | { readonly kind: 'this-run' | 'foreign' | 'being-written' }
  /** In these regions: whoever names no version gets it there. */
  | { readonly kind: 'latest'; readonly regions: readonly string[] }
  /** Azure refuses to delete it before. `date` is an ISO 8601 instant; without one, for good. */
  | { readonly kind: 'before-end-of-life'; readonly date?: string }

/** An image version that `keep-versions` does not count, and that stays all the same. */
export type KeptVersion = { readonly imageVersionId: string; readonly because: KeptBecause }

/** What a run would do; with a blocker among the findings there are no steps. */
export type Plan = {
  readonly imageVersionId: string
  readonly replicas: readonly RegionArithmetic[]
  readonly pools: readonly PlannedPool[]
  readonly findings: readonly Finding[]
  readonly steps: readonly Step[]
  /** Missing where the version is not excluded from latest, or somebody else has excluded it. */
  readonly promotion?: Promotion
  /** Image versions that pruning leaves; undefined where nothing is pruned, and with a blocker. */
  readonly keptVersions?: readonly KeptVersion[]
  /** Where the image comes from, as far as it was asked for; never without a link. */
  readonly lineage?: Lineage
  /** Empty where no pool grows, is emptied or made anew. */
  readonly cores: readonly CoreUse[]
  readonly timeBudget: TimeBudget
  /** SHA-256 of what the steps change, in hexadecimal digits: equal for equal plans, whoever asks for them. */
  readonly hash: string
}
