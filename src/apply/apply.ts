import type { Failure } from '../model/event.ts'
import type { ObservedState } from '../model/observed.ts'
import type { Plan } from '../model/plan.ts'
import type { Ports } from '../model/ports.ts'
import { executeStep } from './execute/execute.ts'
import { execution } from './execution.ts'
import { schedule } from './schedule.ts'

/** Carries out a plan; gives back what went wrong. */
export function applyPlan(plan: Plan, observed: ObservedState, ports: Ports): Promise<readonly Failure[]> {
  const run = execution(ports, observed)
  return schedule(plan.steps, (step) => executeStep(step, run), ports.emit)
}
