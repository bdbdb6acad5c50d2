import type { ImageVersion } from '../model/image.ts'
import type { ObservedState } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import { Watch } from './poll.ts'

/** What every step may use: the ports, what was observed, and what is watched by several steps together. */
export type Execution = {
  readonly ports: Ports
  readonly observed: ObservedState
  /** Tells how a step goes on, once for every `mark`: the text itself, or what of it counts as a change. */
  readonly tell: (step: Step, text: string, mark?: string) => void
  /** The one watch over an image version. */
  readonly watchImageVersion: (id: string) => Watch<ImageVersion>
}

/** What one run of a plan needs. */
export function execution(ports: Ports, observed: ObservedState): Execution {
  const told = new Map<string, string>()
  const watches = new Map<string, Watch<ImageVersion>>()
  return {
    ports,
    observed,
    tell: (step, text, mark = text) => {
      if (told.get(step.id) === mark) return
      told.set(step.id, mark)
      ports.emit({ kind: 'step-progressed', stepId: step.id, text })
    },
    watchImageVersion: (id) => {
      const key = resourceKey(id)
      const watch = watches.get(key) ?? new Watch(ports, () => ports.azure.readImageVersion(id))
      watches.set(key, watch)
      return watch
    },
  }
}
