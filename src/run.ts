import { applyPlan } from './apply/apply.ts'
import { failureOf } from './apply/failure.ts'
import { observe } from './apply/observe.ts'
import type { DesiredState } from './model/desired.ts'
import type { Event, EventBody, Failure } from './model/event.ts'
import type { Plan } from './model/plan.ts'
import type { Ports } from './model/ports.ts'
import type { Report } from './model/report.ts'
import { describeObserved } from './plan/describe.ts'
import { makePlan } from './plan/plan.ts'
import { currentPools } from './plan/pool/pool-group.ts'
import { summarize } from './report/summarize.ts'

/** What a run is given from outside; every event is handed to `listen` as it happens. */
export type RunPorts = Omit<Ports, 'emit'> & { readonly listen: (event: Event) => void }

/** Observes, plans, applies and reports. Never throws: what went wrong is in the report. */
export async function run(desired: DesiredState, ports: RunPorts): Promise<Report> {
  const startedAt = ports.clock.now()
  const events: Event[] = []
  const emit = (body: EventBody) => {
    const event: Event = { ...body, at: ports.clock.now() }
    events.push(event)
    ports.listen(event)
  }
  const { plan, failures } = await carryOut(desired, { ...ports, emit })
  emit({ kind: 'finished' })
  const endedAt = ports.clock.now()
  const cancelled = ports.signal.aborted || failures.some(({ code }) => code === 'Cancelled')
  return summarize({ desired, ...(plan && { plan }), events, startedAt, endedAt, failures, cancelled })
}

type Course = { readonly plan?: Plan; readonly failures: readonly Failure[] }

async function carryOut(asked: DesiredState, ports: Ports): Promise<Course> {
  let plan: Plan | undefined
  try {
    const observed = await observe(asked, ports)
    const desired = currentPools(asked, observed)
    for (const { subject, text } of describeObserved(desired, observed)) ports.emit({ kind: 'observed', subject, text })
    plan = makePlan(desired, observed)
    ports.emit({ kind: 'planned', plan })
    const blocked = plan.findings.some(({ severity }) => severity === 'blocker')
    const failures = blocked || desired.mode === 'plan' ? [] : await applyPlan({ plan, desired, observed }, ports)
    return { plan, failures }
  } catch (error) {
    return { ...(plan && { plan }), failures: [failureOf(error)] }
  }
}
