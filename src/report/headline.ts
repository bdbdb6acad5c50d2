import { makesCanary } from '../model/canary.ts'
import { count } from '../model/count.ts'
import { enumeration } from '../model/enumeration.ts'
import type { Outcome, Report } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { isChange, stepResource } from '../model/step.ts'
import { duration } from './duration.ts'

/** How the run ended, in one line of plain text without a full stop. */
export function headline(report: Report): string {
  const took = duration(report.endedAt - report.startedAt)
  switch (report.outcome) {
    case 'unchanged':
      return `Nothing to change: ${goal(report)} already`
    case 'planned':
      return `Planned: ${intent(report)}; this run has changed nothing`
    case 'blocked':
      return `Blocked: ${count(blockers(report), 'finding')} must be settled first; nothing was changed`
    case 'applied':
      return `Applied: ${goal(report)}, after ${took}`
    case 'applied-unproven':
      return `Applied without proof: ${goal(report)} after ${took}, but the health of its nodes is not proven`
    case 'rolled-back':
      return `Rolled back after ${took}: ${codes(report)}; ${undone(report)}`
    case 'rollback-failed':
      return `Rollback failed after ${took}: ${codes(report)}; what was begun on ${undonePools(report)} is not all undone`
    case 'failed':
      return `Failed after ${took}: ${codes(report)}`
    case 'cancelled':
      return `Cancelled after ${took}${report.changed ? '; what Azure was told to do goes on' : '; nothing was changed'}`
  }
}

/** A sign that tells the outcome at a glance. */
export function outcomeSign(outcome: Outcome): string {
  return SIGNS[outcome]
}

const SIGNS: Readonly<Record<Outcome, string>> = {
  unchanged: '✅',
  planned: '📋',
  blocked: '⛔',
  applied: '✅',
  'applied-unproven': '⚠️',
  'rolled-back': '↩️',
  'rollback-failed': '❌',
  failed: '❌',
  cancelled: '⏹️',
}

/** What a plan changes, in a few words: its changing steps, or that there are none. */
export function intent({ plan }: Pick<Report, 'plan'>): string {
  const changes = (plan?.steps ?? []).filter(isChange)
  return changes.length === 0
    ? 'nothing to change'
    : enumeration(
        changes.map(({ id }) => id),
        4,
      )
}

function codes({ failures }: Report): string {
  return enumeration([...new Set(failures.map(({ code }) => code))], 3) || 'the plan was not carried out'
}

/** A brake is no way back, and a canary is no pool that anybody works on. */
function undone(report: Report): string {
  const { steps, rollback } = report
  const canaries = new Set(steps.flatMap(({ step }) => (makesCanary(step) ? [step.poolId] : [])))
  const [first] = rollback
  if (first !== undefined && rollback.every(({ step }) => canaries.has(stepResource(step)))) {
    return `${undonePools(report)}, the canary, is deleted, and no other pool was touched`
  }
  return first !== undefined && rollback.every(({ step }) => step.kind === 'set-latest')
    ? `${undonePools(report)} is excluded from latest again, and nodes that show it keep it`
    : `what was begun on ${undonePools(report)} is undone`
}

function undonePools({ rollback }: Report): string {
  const pools = rollback.filter(({ step }) => step.kind !== 'set-latest')
  const names = [...new Set(pools.map(({ step }) => resourceName(stepResource(step))))]
  const version = rollback.find(({ step }) => step.kind === 'set-latest')
  if (version !== undefined && names.length === 0) return `image version ${resourceName(stepResource(version.step))}`
  return `${names.length === 1 ? 'pool' : 'pools'} ${enumeration(names, 4)}`
}

function goal({ plan }: Report): string {
  const version = `image version ${resourceName(plan?.imageVersionId ?? '')}`
  const pools = (plan?.pools ?? []).map(({ poolId }) => resourceName(poolId))
  if (pools.length === 0) return `${version} is published`
  return `${version} is on ${pools.length === 1 ? 'pool' : 'pools'} ${enumeration(pools, 4)}`
}

function blockers({ plan }: Report): number {
  return (plan?.findings ?? []).filter(({ severity }) => severity === 'blocker').length
}
