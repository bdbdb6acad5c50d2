import { expect } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { imageOf, later } from './busy-pool.ts'
import { ask, poolOf } from './reasons/requests.ts'
import { ACCOUNT, AGENT, DEPLOY, type Inputs, POOL, version } from './reasons/runs.ts'
import type { Story } from './story.ts'
import { changed, entry, type Json } from './worlds.ts'

const TASK_MINUTES = 40

/** Puts a pool from a new version in the place of the pool of two nodes from version 1.0.0. */
export const ROLL: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'blue-green',
}

/** The same with the version after that. */
export const ROLL_ON: Inputs = { ...ROLL, 'image-version': '1.2.0' }

/** A pool of that name in the account of the runs. */
export const poolId = (name: string) => `${ACCOUNT}/pools/${name}`

/** The pool that the first roll makes. */
export const GREEN = poolId('render-pool-1-1-0')

/** The pool has two nodes that each run a task of a job, two more tasks wait; another job is disabled; a schedule makes jobs. */
export function twoPools(change: (world: Json) => void = () => {}, more: Json = {}): World {
  return changed('sources', (world) => {
    world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), more) }]
    const task = (id: string) => ({ id, commandLine: `/bin/sh -c 'sleep ${TASK_MINUTES * 60}'` })
    const [account, poolInfo] = ['contosorenders', { poolId: 'render-pool' }]
    world.batch.jobs = [
      { account, id: 'frames', poolInfo, tasks: ['t1', 't2', 't3', 't4'].map(task) },
      { account, id: 'paused', poolInfo, state: 'disabled', tasks: [task('p1')] },
    ]
    world.batch.jobSchedules = [
      { account, id: 'nightly', schedule: { doNotRunUntil: '2030-01-01T00:00:00Z' }, jobSpecification: { poolInfo } },
    ]
    change(world)
  })
}

/** Every image that is published from now on makes nodes that never join. */
export function bad({ compute }: Json): void {
  entry(compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
}

/** Asks the Batch service of the account directly. */
export function askBatch(
  { served: { sandbox } }: Pick<Story, 'served'>,
  method: string,
  path: string,
  body?: Json,
): Json {
  const [application] = sandbox.world.applications
  const url = `https://contosorenders.westeurope.batch.azure.com${path}?api-version=2025-06-01`
  const answer = sandbox.ask({ method, url, as: application?.clientId ?? '', ...(body !== undefined && { body }) })
  expect(answer.status).toBeLessThan(300)
  return answer.text === '' ? undefined : JSON.parse(answer.text)
}

/** State and pool of every job, and the pool of every job schedule. */
export function jobsIn(story: Pick<Story, 'served'>): Record<string, string> {
  const jobs: Json[] = askBatch(story, 'GET', '/jobs').value
  const schedules: Json[] = askBatch(story, 'GET', '/jobschedules').value
  return Object.fromEntries([
    ...jobs.map(({ id, state, poolInfo }) => [id, `${state} on ${poolInfo.poolId}`]),
    ...schedules.map(({ id, jobSpecification }) => [id, `on ${jobSpecification.poolInfo.poolId}`]),
  ])
}

/** What every job is and was, on that pool. */
export function unchangedOn(name: string): Record<string, string> {
  return { frames: `active on ${name}`, paused: `disabled on ${name}`, nightly: `on ${name}` }
}

/** Pools of the account by name, with version and nodes; one that is gone is not among them. */
export function poolsIn(story: Pick<Story, 'served'>): Record<string, string> {
  const { value } = ask(story, { method: 'GET', id: `${ACCOUNT}/pools` }).body
  return Object.fromEntries(
    value.map((pool: Json) => [pool.name, `${imageOf(pool)} on ${pool.properties.currentDedicatedNodes ?? 0} nodes`]),
  )
}

/** How often each task of the job that is active was completed, requeued and terminated, once there was time for that. */
export function framesIn(story: Story): Record<string, number>[] {
  later(story, 4 * TASK_MINUTES)
  const tasks = story.served.sandbox.auditTasks().filter(({ job }) => job === 'frames')
  return tasks.map(({ completions, requeues, terminated }) => ({
    completions,
    requeues: requeues.length,
    terminated: terminated === undefined ? 0 : 1,
  }))
}

/** A task that ran to its end in one go. */
export const ONCE = { completions: 1, requeues: 0, terminated: 0 }
