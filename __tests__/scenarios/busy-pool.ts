import { expect } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import type { Event } from '../../src/model/event.ts'
import { ask, poolOf } from './reasons/requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from './reasons/runs.ts'
import type { Story } from './story.ts'
import { changed, entry, type Json } from './worlds.ts'

/** Rolls the pool from version 1.0.0 to a new one. */
export const ROLL: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'in-place',
}

/** How long each task of the worlds runs. */
export const TASK_MINUTES = 40

/** A world in which the pool is there, with 2 nodes from version 1.0.0. */
export type PoolWorld = {
  /** Tasks of job `frames`, which runs on the pool; there is no job where there are none. */
  readonly tasks?: number
  /** More properties of the pool. */
  readonly pool?: Json
  /** How nodes come up from every image that is published from now on. */
  readonly boot?: Json
  /** What else is otherwise. */
  readonly change?: (world: Json) => void
}

/** Builds such a world. */
export function worldWithPool({ tasks = 0, pool = {}, boot, change = () => {} }: PoolWorld): World {
  return changed('sources', (world) => {
    world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0'), pool) }]
    if (boot !== undefined) entry(world.compute.images, '2026-11').sandbox = { boot }
    if (tasks > 0) world.batch.jobs = [{ account: 'contosorenders', ...FRAMES, tasks: sleeping(tasks) }]
    change(world)
  })
}

const FRAMES = { id: 'frames', poolInfo: { poolId: 'render-pool' } }

const sleeping = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `t${index + 1}`,
    commandLine: `/bin/sh -c 'sleep ${TASK_MINUTES * 60}'`,
  }))

/** Each of the 2 nodes runs a task. */
export const BUSY_WORLD = worldWithPool({ tasks: 2 })

/** The pool as Azure tells it. */
export const poolIn = (story: Story): Json => ask(story, { method: 'GET', id: POOL }).body

/** Version of the image of a pool. */
export const imageOf = ({ properties }: Json): string =>
  properties.deploymentConfiguration.virtualMachineConfiguration.imageReference.id.split('/').at(-1)

/** Lets time pass. */
export function later({ served }: Story, minutes: number): void {
  served.sandbox.clock.advance(minutes * 60_000)
}

/** A task that ran to its end in one go. */
export const ONCE = [1, 0]

/** How often each task ran to its end, and how often it was begun again, once there was time for that. */
export function tasksIn(story: Story): (readonly [number, number])[] {
  later(story, 4 * TASK_MINUTES)
  return story.served.sandbox.auditTasks().map(({ completions, requeues }) => [completions, requeues.length] as const)
}

/** Does something at the first event of that kind of a step. */
export function once(kind: Event['kind'], stepId: string, act: () => void): { onEvent(event: Event): void } {
  let isDone = false
  return {
    onEvent(event) {
      if (isDone || event.kind !== kind || !('stepId' in event) || event.stepId !== stepId) return
      isDone = true
      act()
    },
  }
}

/** The pool has the image of that version on its 2 nodes. */
export function expectNodesOf(story: Story, image: string): void {
  const pool = poolIn(story)
  expect(imageOf(pool)).toBe(image)
  expect(pool.properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
}
