import { ask } from '../scenarios/reasons/requests.ts'
import { POOL } from '../scenarios/reasons/runs.ts'
import type { Story, StoryRun } from '../scenarios/story.ts'
import { askBatch, jobsIn } from '../scenarios/two-pools.ts'
import type { Json } from '../scenarios/worlds.ts'
import { HURRIED, listening } from './calls.ts'

/** Somebody else who does something while a run goes on. */
export type Writer = {
  readonly name: string
  act(story: Story): void
  /** What is not as that somebody left it. */
  overwritten(story: Story): readonly string[]
}

const COMMAND = "/bin/sh -c 'echo somebody'"

const poolIn = (story: Story) => ask(story, { method: 'GET', id: POOL })

function patchPool(properties: Json): (story: Story) => void {
  return (story) => void ask(story, { method: 'PATCH', id: POOL, body: { properties } })
}

/** Everyone who meddles with a rollout of the pool. */
export const WRITERS: readonly Writer[] = [
  {
    name: 'scales the pool',
    act: patchPool({ scaleSettings: { fixedScale: { targetDedicatedNodes: 3 } } }),
    overwritten: () => [],
  },
  {
    name: 'changes the start task',
    act: patchPool({ startTask: { commandLine: COMMAND } }),
    // A pool that another takes the place of goes with all that it has.
    overwritten: (story) => {
      const { status, body } = poolIn(story)
      const isKept = status === 404 || body.properties.startTask?.commandLine === COMMAND
      return isKept ? [] : ['The start task of somebody else is gone.']
    },
  },
  {
    name: 'disables a job',
    act: (story) => void askBatch(story, 'POST', '/jobs/frames/disable', { disableTasks: 'wait' }),
    overwritten: (story) =>
      jobsIn(story)['frames']?.startsWith('disabl') ? [] : [`The job is ${jobsIn(story)['frames']}, and was disabled.`],
  },
  {
    name: 'deletes a job',
    act: (story) => void askBatch(story, 'DELETE', '/jobs/paused'),
    overwritten: (story) => (jobsIn(story)['paused'] === undefined ? [] : ['The job is there again.']),
  },
  {
    name: 'adds a job',
    act: (story) => void askBatch(story, 'POST', '/jobs', { id: 'late', poolInfo: { poolId: 'render-pool' } }),
    overwritten: (story) => (jobsIn(story)['late']?.startsWith('active') ? [] : ['The job that was added is gone.']),
  },
]

/** A run before whose call with that number somebody else acts. */
export function meddled(story: Story, { act }: Writer, at: number): { readonly more: StoryRun; hasActed(): boolean } {
  let calls = 0
  let hasActed = false
  const listen = () => {
    calls += 1
    if (calls !== at) return
    act(story)
    hasActed = true
  }
  return { more: { between: listening(listen), patience: HURRIED }, hasActed: () => hasActed }
}
