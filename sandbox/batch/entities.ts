import type { ImageBoot } from '../service.ts'

/** A Batch account as its GET answers, and how it behaves. */
export type Account = {
  readonly id: string
  readonly name: string
  /** Short name. */
  readonly region: string
  readonly identity?: unknown
  readonly tags?: unknown
  readonly properties: AccountProperties
  /** Most nodes of a VM size that the region can give this account; without an entry, as many as wanted. */
  readonly capacity: Readonly<Record<string, number>>
}

/** Properties of an account that the sandbox acts on. */
export type AccountProperties = {
  readonly poolAllocationMode: 'BatchService' | 'UserSubscription'
  readonly publicNetworkAccess: 'Enabled' | 'Disabled' | 'SecuredByPerimeter'
  readonly networkProfile?: { readonly accountAccess?: { readonly defaultAction?: string } }
  readonly allowedAuthenticationModes?: readonly string[]
  readonly dedicatedCoreQuota: number
  readonly lowPriorityCoreQuota: number
  readonly dedicatedCoreQuotaPerVMFamily: readonly { readonly name: string; readonly coreQuota: number }[]
  readonly dedicatedCoreQuotaPerVMFamilyEnforced: boolean
  readonly poolQuota: number
  readonly activeJobAndJobScheduleQuota: number
}

/** Nodes of both kinds. */
export type Counts = { readonly dedicated: number; readonly lowPriority: number }

/** A kind of node. */
export type NodeKind = keyof Counts

export type ImageReference = {
  readonly id?: string
  readonly publisher?: string
  readonly offer?: string
  readonly sku?: string
  readonly version?: string
  readonly sharedGalleryImageId?: string
  readonly communityGalleryImageId?: string
}

export type StartTask = {
  readonly commandLine: string
  readonly maxTaskRetryCount?: number
  readonly waitForSuccess?: boolean
}

export type FixedScale = {
  readonly targetDedicatedNodes?: number
  readonly targetLowPriorityNodes?: number
  readonly resizeTimeout?: string
  readonly nodeDeallocationOption?: string
}

export type ScaleSettings = {
  readonly fixedScale?: FixedScale
  readonly autoScale?: { readonly formula: string; readonly evaluationInterval?: string }
}

/** What is asked of a pool, in Resource Manager's spelling; further members are kept as they were sent. */
export type PoolProperties = {
  readonly vmSize: string
  readonly deploymentConfiguration: {
    readonly virtualMachineConfiguration: {
      readonly imageReference: ImageReference
      readonly nodeAgentSkuId: string
      readonly securityProfile?: { readonly securityType?: string }
    }
  }
  readonly scaleSettings: ScaleSettings
  readonly startTask?: StartTask
  readonly interNodeCommunication?: string
  readonly metadata?: readonly { readonly name: string; readonly value: string }[]
  readonly applicationPackages?: readonly { readonly id: string; readonly version?: string }[]
  readonly [member: string]: unknown
}

/** Nodes that came together: same image, same start task, same instant. Single nodes are worked out when asked for. */
export type Wave = {
  readonly kind: NodeKind
  /** Number of its first node within the pool. */
  readonly first: number
  readonly count: number
  readonly allocatedAt: number
  readonly imageReference: ImageReference
  readonly boot: ImageBoot
  readonly startTask?: StartTask
  /** The nodes are told to leave, and are gone. */
  readonly leavingAt?: number
  readonly goneAt?: number
}

/** Why a pool did not become what was asked. */
export type ResizeError = {
  readonly code: string
  readonly message: string
  readonly details: readonly { readonly code: string; readonly message: string }[]
}

/** One change of size, worked out when it begins: when it ends and what it will not reach. */
export type Resize = {
  readonly startedAt: number
  readonly endsAt: number
  readonly target: Counts
  readonly resizeTimeout: string
  readonly nodeDeallocationOption: string
  readonly errors: readonly ResizeError[]
  /** Set when a client asked to stop: until `endsAt` the pool is stopping. */
  readonly stoppedAt?: number
}

/** An evaluation of an autoscale formula. */
export type AutoScaleRun = { readonly at: number; readonly results: string }

export type Pool = {
  readonly id: string
  readonly name: string
  readonly accountId: string
  readonly createdAt: number
  readonly modifiedAt: number
  /** `0x8D...`, without quotes. */
  readonly etag: string
  readonly properties: PoolProperties
  readonly identity?: unknown
  readonly tags?: unknown
  readonly waves: readonly Wave[]
  /** Nodes ever made, so that no name comes twice. */
  readonly nodesMade: number
  readonly resize?: Resize
  readonly autoScaleRun?: AutoScaleRun
  readonly deletion?: { readonly startedAt: number; readonly endsAt: number }
}

/** A step in a job's life: the state and when it began, with the state that follows by itself. */
export type JobPhase = {
  readonly state: 'active' | 'disabling' | 'disabled' | 'enabling' | 'terminating' | 'completed' | 'deleting'
  readonly at: number
  readonly endsAt?: number
}

export type Task = {
  readonly id: string
  readonly commandLine: string
  readonly addedAt: number
  /** Members of the body as sent. */
  readonly body: Readonly<Record<string, unknown>>
  /** Set when it was ended before its time. */
  readonly terminatedAt?: number
  /** Earliest start: later than `addedAt` where the job was disabled in between. */
  readonly waitingSince: number
}

export type Job = {
  readonly id: string
  readonly accountId: string
  readonly createdAt: number
  readonly modifiedAt: number
  readonly etag: string
  readonly poolInfo: { readonly poolId?: string; readonly autoPoolSpecification?: unknown }
  /** Settable members as sent, in the Batch service's spelling. */
  readonly body: Readonly<Record<string, unknown>>
  readonly phase: JobPhase
  readonly previous?: JobPhase
  readonly terminateReason?: string
  readonly tasks: readonly Task[]
}
