import { number } from '../../model/count.ts'
import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { TimeBudget } from '../../model/plan.ts'
import { timeBudget } from '../draft/time-budget.ts'

/** Minutes after which a job on a runner that GitHub hosts is ended. Source: docs.github.com, "Actions limits". */
const JOB_MINUTES = 360

/** The time budget of the run, against the limits it has: the one given to it, and that of GitHub's jobs. */
export function durationFindings(question: Question): Finding[] {
  const budget = timeBudget(question)
  const given = question.desired.timeoutMinutes
  const limits = [
    ...(given !== undefined && budget.minutes > given ? [ofInput(given)] : []),
    ...(budget.minutes > JOB_MINUTES ? [OF_JOB] : []),
  ]
  return limits.length === 0 ? [] : [exceeded(budget, limits)]
}

type Limit = { readonly limit: string; readonly remedy: string }

function ofInput(minutes: number): Limit {
  return {
    limit: `\`timeout-minutes\` is ${number(minutes)}`,
    remedy:
      'Give more `timeout-minutes`, or run again when the time is over: what Azure was told to do goes on, and the next run takes it up.',
  }
}

const OF_JOB: Limit = {
  limit: `GitHub ends jobs on its own runners after ${JOB_MINUTES} minutes`,
  remedy:
    'Publish in one job and deploy in another, or use a self-hosted runner; a job that is ended is taken up by the next run.',
}

function exceeded({ minutes, terms }: TimeBudget, limits: readonly Limit[]): Finding {
  // Some of them have a comma in them.
  const words = terms.map((term) => `${number(term.minutes)} for ${term.what}`)
  const limit = limits.map((each) => each.limit).join('; ')
  const remedy = limits.map((each) => each.remedy).join(' ')
  return found('TimeBudgetExceeded', 'timeout-minutes', { minutes, terms: words.join('; '), limit, remedy })
}
