import type { DesiredState } from '../model/desired.ts'
import type { Failure } from '../model/event.ts'
import type { ObservedState } from '../model/observed.ts'
import type { Plan } from '../model/plan.ts'
import type { Ports } from '../model/ports.ts'
import type { Step } from '../model/step.ts'
import { undoSteps } from '../plan/undo/undo.ts'
import { executeStep } from './execute/execute.ts'
import { execution } from './execution.ts'
import { observedPool } from './observe.ts'
import { schedule } from './schedule.ts'

/** What is carried out, and what it started from. */
export type Undertaking = { readonly plan: Plan; readonly desired: DesiredState; readonly observed: ObservedState }

/** Carries out a plan, and undoes rollouts that did not end well; gives back what went wrong. */
export async function applyPlan({ plan, desired, observed }: Undertaking, ports: Ports): Promise<readonly Failure[]> {
  const run = execution(ports, observed)
  const carryOut = (steps: readonly Step[]) => schedule(steps, (step) => executeStep(step, run), ports.emit)
  const { failures, states } = await carryOut(plan.steps)
  if (failures.length === 0 || desired.rollout.onFailure === 'stop' || isCutShort(failures, ports)) return failures
  const before = (poolId: string) => observedPool(observed, poolId)
  const undo = undoSteps({ steps: plan.steps, states, sent: run.sent, before })
  if (undo.length === 0) return failures
  ports.emit({ kind: 'rollback-started', steps: undo })
  return [...failures, ...(await carryOut(undo)).failures]
}

/** A run that has no time left does not begin anything new: the next one takes up what is there. */
function isCutShort(failures: readonly Failure[], { signal }: Ports): boolean {
  return signal.aborted || failures.some(({ code }) => code === 'Cancelled')
}
