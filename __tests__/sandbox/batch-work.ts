import type { World } from '../../sandbox/world.ts'
import { ACCOUNT, type BatchCloud, GALLERY, openBatch } from './batch-cloud.ts'

type Json = Readonly<Record<string, unknown>>

/** A task as the Batch service tells it, as far as tests look. */
export type TaskAnswer = {
  readonly id: string
  readonly state: string
  readonly executionInfo: {
    readonly exitCode?: number
    readonly result?: string
    readonly requeueCount: number
    readonly startTime?: string
    readonly endTime?: string
    readonly failureInfo?: { readonly code: string }
  }
  readonly nodeInfo?: { readonly poolId: string; readonly nodeId: string }
}

/** What a world of pool `p`, and others, with work has. */
export type WorkAsk = {
  readonly nodes?: number
  readonly properties?: Json
  /** Command lines of the tasks `t0`, `t1`, ... of job `j`. */
  readonly tasks?: readonly string[]
  readonly job?: Json
  readonly jobSchedules?: readonly Json[]
  /** Tasks without an end on pool `p`. */
  readonly runningTasks?: number
  /** Names of more pools of as many nodes. */
  readonly others?: readonly string[]
}

/** A world with a steady pool `p` and a job `j` on it. */
export function atWork(ask: WorkAsk = {}): BatchCloud {
  const { nodes = 2, tasks = [], job = {}, jobSchedules = [], runningTasks = 0, others = [] } = ask
  const imageReference = { id: `${GALLERY}/images/ubuntu-render/versions/1.0.0` }
  const properties = {
    vmSize: 'Standard_D2s_v5',
    deploymentConfiguration: {
      virtualMachineConfiguration: { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' },
    },
    scaleSettings: { fixedScale: { targetDedicatedNodes: nodes } },
    ...ask.properties,
  }
  const pools = [
    { id: `${ACCOUNT}/pools/p`, properties, sandbox: { runningTasks } },
    ...others.map((name) => ({ id: `${ACCOUNT}/pools/${name}`, properties })),
  ]
  const own = tasks.map((commandLine, index) => ({ id: `t${index}`, commandLine }))
  const jobs = [{ account: ACCOUNT, id: 'j', poolInfo: { poolId: 'p' }, tasks: own, ...job }]
  return openBatch(({ batch }: World) => ({ batch: { ...batch, pools, jobs, jobSchedules } }))
}

/** Seconds go by. */
export function pass(cloud: BatchCloud, seconds: number): void {
  cloud.sandbox.clock.advance(seconds * 1000)
}

/** Tasks of job `j`, or of another. */
export function tasksOf(cloud: BatchCloud, job = 'j', query = ''): readonly TaskAnswer[] {
  return JSON.parse(cloud.service('GET', `/jobs/${job}/tasks${query}`).text).value
}

/** States of the tasks of a job. */
export function statesOf(cloud: BatchCloud, job = 'j'): readonly string[] {
  return tasksOf(cloud, job).map(({ state }) => state)
}

/** State of job `j`, or of another. */
export function jobState(cloud: BatchCloud, job = 'j'): string {
  return JSON.parse(cloud.service('GET', `/jobs/${job}`).text).state
}

/** Asks for fewer or more nodes of pool `p`. */
export function scale(cloud: BatchCloud, targetDedicatedNodes: number, more: Json = {}) {
  return cloud.patch({ scaleSettings: { fixedScale: { targetDedicatedNodes, ...more } } })
}

/** Nodes of pool `p`. */
export function nodesOf(
  cloud: BatchCloud,
): readonly { readonly id: string; readonly state: string; readonly runningTasksCount: number }[] {
  return JSON.parse(cloud.service('GET', '/pools/p/nodes').text).value
}
