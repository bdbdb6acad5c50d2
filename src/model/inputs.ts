import type {
  Bake,
  Canary,
  DesiredDefinition,
  DesiredPool,
  PoolScale,
  Prune,
  Rollout,
  VersionRequest,
} from './desired.ts'
import type { FindingCode } from './findings/catalog.ts'
import type { ReplicaStorageType } from './image.ts'
import type { ImageSource } from './image-source.ts'
import type { JsonObject } from './json.ts'

/** Who signs in, and to which cloud. */
export type SignInInputs = {
  readonly clientId: string
  readonly tenantId: string
  /** Subscription of plain names; missing where everything is named by resource ID. */
  readonly subscriptionId?: string
  readonly audience: string
  readonly environment: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud'
  readonly resourceManagerEndpoint?: string
}

/** What the workflow said about the pool; names are resource IDs already. */
export type PoolInputs = {
  readonly batchAccountId: string
  readonly poolName: string
  readonly vmSize: string
  readonly scale: PoolScale
  readonly nodeAgentSkuId: string | 'auto'
  readonly startTask?: NonNullable<DesiredPool['startTask']>
  readonly taskSlotsPerNode?: number
  readonly subnetId?: string
  readonly identityIds: readonly string[]
  readonly resizeTimeoutMinutes: number | 'auto'
  readonly properties: JsonObject
}

/** What the workflow said, typed and defaulted. */
export type Inputs = {
  readonly signIn: SignInInputs
  readonly imageDefinitionId: string
  /** Whether a missing gallery or definition is created. */
  readonly createGallery: boolean
  readonly definition: DesiredDefinition
  readonly version: VersionRequest
  readonly source?: ImageSource
  readonly managedImageId?: string
  readonly extraRegions: readonly { readonly region: string; readonly regionalReplicaCount?: number }[]
  readonly nodesPerReplica: number
  readonly minimumReplicas: number
  readonly replicaStorageType: ReplicaStorageType
  readonly endOfLifeDate?: string
  readonly tags: Readonly<Record<string, string>>
  /** Whether a version that has proven healthy is set latest. */
  readonly promote: boolean
  /** Missing in a run that only publishes. */
  readonly pool?: PoolInputs
  readonly mode: 'apply' | 'plan'
  readonly wait: 'healthy' | 'steady' | 'none'
  readonly healthyPercent: number
  readonly bake?: Bake
  readonly canary?: Canary
  readonly rollout: Rollout
  readonly prune?: Prune
  readonly timeoutMinutes?: number
  readonly summary: boolean
  readonly githubToken?: string
  readonly registerProvider: boolean
  readonly ignoreFindings: readonly FindingCode[]
  /** Hash of the plan that was reviewed, 64 hexadecimal digits. */
  readonly planHash?: string
  /** Values inside `pool-properties` that must never be printed. */
  readonly secrets: readonly string[]
}
