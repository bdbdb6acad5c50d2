import { ask } from '../scenarios/reasons/requests.ts'
import { POOL } from '../scenarios/reasons/runs.ts'
import type { Story, StoryRun } from '../scenarios/story.ts'
import { askBatch, jobsIn } from '../scenarios/two-pools.ts'
import type { Json } from '../scenarios/worlds.ts'
import { HURRIED, listening } from './calls.ts'

/** Somebody else who does something while a run goes on. */
export type Writer = {
  readonly name: string
  /** False where it leaves things alone. */
  act(story: Story): boolean | undefined
  /** What is not as that somebody left it. */
  overwritten(story: Story): readonly string[]
}

const COMMAND = "/bin/sh -c 'echo somebody'"

const poolIn = (story: Story) => ask(story, { method: 'GET', id: POOL })

function patchPool(properties: Json): Writer['act'] {
  return (story) => {
    ask(story, { method: 'PATCH', id: POOL, body: { properties } })
    return undefined
  }
}

/** While a run moves the job nobody can tell who disabled it. */
function disableFrames(story: Story): boolean {
  const { metadata = [] } = askBatch(story, 'GET', '/jobs/frames')
  if (metadata.some(({ name }: Json) => name === 'sig-batch-pool-move')) return false
  askBatch(story, 'POST', '/jobs/frames/disable', { disableTasks: 'wait' })
  return true
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
    overwritten: (story) => {
      const { status, body } = poolIn(story)
      // Whoever changes the pool once another is the current one changes what is on its way out.
      const isKept = status === 404 || body.properties.startTask?.commandLine === COMMAND
      return isKept ? [] : ['The start task of somebody else is gone.']
    },
  },
  {
    name: 'disables a job',
    act: disableFrames,
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
    hasActed = act(story) !== false
  }
  return { more: { between: listening(listen), patience: HURRIED }, hasActed: () => hasActed }
}
