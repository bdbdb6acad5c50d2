import type { Json } from './json.ts'

/** A Batch account as a GET answers it, and how its region behaves. */
export type SeedAccount = {
  readonly id: string
  readonly location: string
  readonly identity?: Json
  readonly tags?: Json
  readonly properties?: Json
  readonly sandbox?: {
    /** Cores of a VM family, by its name, that the region still has for this account. */
    readonly capacity?: Readonly<Record<string, number>>
  }
}

/** A pool that is there when the world starts: steady, with its nodes idle since before. */
export type SeedPool = {
  readonly id: string
  readonly properties: Json
  readonly identity?: Json
  readonly tags?: Json
  readonly sandbox?: {
    /** Tasks without an end that run on its nodes: one on each, then as many as there are task slots. */
    readonly runningTasks?: number
  }
}

/** A job that is there when the world starts; its tasks wait until then. */
export type SeedJob = {
  /** Name or ARM ID of its account. */
  readonly account: string
  readonly id: string
  readonly poolInfo: Json
  readonly state?: 'active' | 'disabled' | 'completed'
  readonly tasks?: readonly (Json & { readonly id: string; readonly commandLine: string })[]
} & Json

/** A job schedule that is there when the world starts, with its present job. */
export type SeedJobSchedule = {
  /** Name or ARM ID of its account. */
  readonly account: string
  readonly id: string
  readonly schedule: Json
  readonly jobSpecification: Json
  readonly state?: 'active' | 'disabled' | 'completed'
  readonly tasks?: SeedJob['tasks']
} & Json

/** An image of the marketplace that Batch supports, as `supportedimages` lists it. */
export type SeedSupportedImage = {
  readonly nodeAgentSKUId: string
  readonly imageReference: Json
  readonly osType: 'linux' | 'windows'
  readonly capabilities?: readonly string[]
  readonly batchSupportEndOfLife?: string
  readonly verificationType: 'verified' | 'unverified'
}

/** A VM size as `virtualMachineSkus` lists it. */
export type SeedSize = {
  readonly name: string
  readonly familyName: string
  readonly capabilities: Readonly<Record<string, string>>
  readonly batchSupportEndOfLife?: string
}

/** What exists in Batch when a world starts; sizes and supported images have defaults. */
export type BatchSeed = {
  readonly accounts?: readonly SeedAccount[]
  readonly pools?: readonly SeedPool[]
  readonly jobs?: readonly SeedJob[]
  readonly jobSchedules?: readonly SeedJobSchedule[]
  readonly supportedImages?: readonly SeedSupportedImage[]
  readonly sizes?: readonly SeedSize[]
  readonly sandbox?: {
    /** Nodes that arrive in a minute when replicas suffice; 300 when left out. */
    readonly nodesPerMinute?: number
    /** Seconds a start task runs; 20 when left out. */
    readonly startTaskSeconds?: number
  }
}
