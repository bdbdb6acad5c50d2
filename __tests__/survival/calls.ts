import { Cancelled } from '../../src/model/errors.ts'
import type { Azure } from '../../src/model/ports.ts'
import type { StoryRun } from '../scenarios/story.ts'
import type { Json } from '../scenarios/worlds.ts'

/** Requests are repeated at once, so that a test does not wait. */
export const HURRIED = { maxRetries: 3, retryDelayMs: 1, throttledMs: 1 }

/** Tells of each call of Azure before it is made; what `listen` throws is thrown instead. */
export function listening(listen: (name: string) => void): (azure: Azure) => Azure {
  return (azure) => {
    const { batchTasks } = azure
    return told({ ...azure, batchTasks: (account) => told(batchTasks(account), listen) }, listen, ['batchTasks'])
  }
}

/** The same object, each of whose methods is told; but those that only lead to others. */
function told<T extends object>(target: T, listen: (name: string) => void, silent: readonly string[] = []): T {
  return new Proxy(target, {
    get: (_, name, receiver) => {
      const call: Json = Reflect.get(target, name, receiver)
      if (typeof call !== 'function' || silent.includes(String(name))) return call
      return async (...args: readonly unknown[]) => {
        listen(String(name))
        return call(...args)
      }
    },
  })
}

/** How a run is cut short: its runner is gone and asks nothing more, or it is told to end and may still ask. */
export type Cut = 'killed' | 'cancelled'

/** A run that is cut short before the call with that number, counted from when `isCounted` says so. */
export function cutShort(cut: Cut, at: number, isCounted: () => boolean = () => true): StoryRun {
  const controller = new AbortController()
  const { signal } = controller
  let calls = 0
  const listen = () => {
    if (isCounted()) calls += 1
    if (calls < at) return
    controller.abort(new Cancelled('The job was cancelled.'))
    if (cut === 'killed') signal.throwIfAborted()
  }
  return { signal, between: listening(listen), patience: HURRIED }
}

/** How many calls a run makes, and which of them write. */
export function counting(isCounted: () => boolean = () => true) {
  const names: string[] = []
  const more: StoryRun = { between: listening((name) => void (isCounted() && names.push(name))), patience: HURRIED }
  return { more, names }
}
