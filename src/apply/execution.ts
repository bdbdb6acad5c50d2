import type { Pool } from '../model/batch.ts'
import type { ImageVersion } from '../model/image.ts'
import type { JsonValue } from '../model/json.ts'
import type { ObservedState } from '../model/observed.ts'
import type { Ports } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'
import type { Step } from '../model/step.ts'
import type { StepId } from '../model/step-base.ts'
import { DELETIONS_AT_A_TIME } from '../plan/prune/prune.ts'
import { Watch } from './poll.ts'
import { Turns } from './turns.ts'

/** What every step may use: the ports, what was observed, and what is watched by several steps together. */
export type Execution = {
  readonly ports: Ports
  readonly observed: ObservedState
  /** Tells how a step goes on, once for every `mark`: the text itself, or what of it counts as a change. */
  readonly tell: (step: Step, text: string, mark?: string) => void
  /** The one watch over an image version. */
  readonly watchImageVersion: (id: string) => Watch<ImageVersion>
  /** By pool: `resizeOperationStatus.startTime` before this run last changed its scale. Errors of that resize are old. */
  readonly resizesBefore: Map<string, string | undefined>
  /** By pool: scale settings that Azure tells after this run has stopped a resize. Whether it keeps the targets is not documented. */
  readonly stoppedScales: Map<string, JsonValue>
  /** Steps that have written something, as far as that is known: what there is to undo. */
  readonly sent: Set<StepId>
  /** By account: its pools, and when they were asked for, in ms since 1970; read right before image versions are deleted. */
  readonly poolsBeforeDeletion: Map<string, { readonly at: number; readonly pools: Promise<readonly Pool[]> }>
  /** Those deletions of image versions that are under way. */
  readonly deletions: Turns
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
    resizesBefore: new Map(),
    stoppedScales: new Map(),
    sent: new Set(),
    poolsBeforeDeletion: new Map(),
    deletions: new Turns(DELETIONS_AT_A_TIME),
    watchImageVersion: (id) => {
      const key = resourceKey(id)
      const watch = watches.get(key) ?? new Watch(ports, () => ports.azure.readImageVersion(id))
      watches.set(key, watch)
      return watch
    },
  }
}
