import type { DesiredState } from '../model/desired.ts'
import { downgraded, type Finding, found } from '../model/finding.ts'
import type { ObservedState } from '../model/observed.ts'
import type { Plan } from '../model/plan.ts'
import { isChange, type Step } from '../model/step.ts'
import { findingsOf } from './checks/findings.ts'
import { coreUse } from './draft/cores.ts'
import { draftOf } from './draft/drafting.ts'
import { timeBudget } from './draft/time-budget.ts'
import { planHash } from './hash.ts'

/** What has to be done to get from what was observed to what is desired, or why it cannot be done. */
export function makePlan(desired: DesiredState, observed: ObservedState): Plan {
  const draft = draftOf(desired, observed)
  const question = { desired, observed, draft }
  const hash = planHash(draft.steps)
  const all = [...findingsOf(question), ...reviewFindings(desired, draft.steps, hash)]
  const findings = downgraded(all, desired.ignoreFindings)
  const { lineage } = observed
  const blocked = findings.some(({ severity }) => severity === 'blocker')
  return {
    imageVersionId: draft.imageVersionId,
    replicas: draft.replicas,
    pools: draft.pools.map(({ planned }) => planned),
    findings,
    steps: blocked ? [] : draft.steps,
    ...(draft.promotion && { promotion: draft.promotion }),
    ...(!blocked && draft.keptVersions && { keptVersions: draft.keptVersions }),
    // A source that is not there begins no chain, and has its own finding.
    ...(lineage !== undefined && lineage.links.length > 0 && { lineage }),
    cores: coreUse(question),
    timeBudget: timeBudget(question),
    hash,
  }
}

/**
 * A plan that somebody has reviewed is the only one that is carried out; what only is to be looked at is shown, and a job
 * that is run again when all is done stays green.
 */
function reviewFindings({ planHash: reviewed, mode }: DesiredState, steps: readonly Step[], hash: string): Finding[] {
  if (reviewed === undefined || reviewed === hash || !steps.some(isChange)) return []
  const changed = found('PlanChanged', 'plan-hash', { hash, reviewed })
  return [mode === 'plan' ? { ...changed, severity: 'warning' } : changed]
}
