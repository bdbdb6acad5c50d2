import type { Ports } from '../../model/ports.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { ImageVersion, ObservedState } from '../../model/state.ts'
import type { Step } from '../../model/step.ts'
import { Watch } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { awaitPool } from './await-pool.ts'
import { awaitReplication } from './await-replication.ts'
import { createPool } from './create-pool.ts'
import { publishImageVersion } from './publish-image-version.ts'
import { updateImageVersion } from './update-image-version.ts'
import { updatePool } from './update-pool.ts'

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

/** Carries out one step, until Azure shows what it asks for. */
export function executeStep(step: Step, run: Execution): Promise<StepEnd> {
  run.ports.signal.throwIfAborted()
  switch (step.kind) {
    case 'publish-image-version':
      return publishImageVersion(step, run)
    case 'update-image-version':
      return updateImageVersion(step, run)
    case 'await-replication':
      return awaitReplication(step, run)
    case 'create-pool':
      return createPool(step, run)
    case 'update-pool':
      return updatePool(step, run)
    case 'await-pool':
      return awaitPool(step, run)
  }
}
