import type { BatchAccount, Pool } from './batch.ts'
import type { DesiredPool, DesiredState } from './desired.ts'
import type { ObservedState } from './observed.ts'
import type { KeptVersion, PlannedPool, Promotion, RegionArithmetic } from './plan.ts'
import type { Step } from './step.ts'

/** The node agent SKU that fits, and how it was found; or the ones that come closest. */
export type NodeAgentChoice =
  | {
      readonly kind: 'known'
      readonly nodeAgentSkuId: string
      readonly from: 'input' | 'pool' | 'base-image' | 'identifier'
    }
  | { readonly kind: 'unknown'; readonly closest: readonly string[] }

/** One pool with everything that was decided about it. Its account was read: pools of unknown accounts have no draft. */
export type DraftPool = {
  readonly desired: DesiredPool
  readonly account: BatchAccount
  /** Region of the account, normalised. */
  readonly region: string
  /** The pool as it is; undefined when there is none. */
  readonly pool?: Pool
  /** The pool whose place it takes. */
  readonly replaces?: Pool
  readonly agent: NodeAgentChoice
  readonly planned: PlannedPool
  /** Steps of this pool alone; empty when nothing of it changes. */
  readonly steps: readonly Step[]
  /** The pool on which its image is tried first. */
  readonly canary?: DraftCanary
}

/** A pool of a few nodes that is made, tried and deleted before the steps of the pool whose image it tries. */
export type DraftCanary = {
  readonly poolId: string
  /** The pool whose canary it is, by the name that the workflow gives; where a second pool is made, the first. */
  readonly ofPoolId: string
  /** Nodes by kind; all of one kind. */
  readonly nodes: { readonly dedicated: number; readonly spot: number }
  readonly resizeTimeoutMinutes: number
  /** What is there under its name. */
  readonly left?: Pool
  readonly steps: readonly Step[]
}

/** Everything that would be done, before it is checked whether it may and can be done. */
export type Draft = {
  readonly imageVersionId: string
  /** Region of the version; undefined while neither version nor source tell one. */
  readonly location?: string
  readonly replicas: readonly RegionArithmetic[]
  readonly pools: readonly DraftPool[]
  readonly promotion?: Promotion
  /** All steps, each behind those that it comes after. */
  readonly steps: readonly Step[]
  /** Image versions that pruning leaves; undefined where nothing is pruned. */
  readonly keptVersions?: readonly KeptVersion[]
}

/** What every check is asked: what is wanted, what is there, and what would be done. */
export type Question = { readonly desired: DesiredState; readonly observed: ObservedState; readonly draft: Draft }
