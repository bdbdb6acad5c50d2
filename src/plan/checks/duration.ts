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
  return [
    ...(given !== undefined && budget.minutes > given ? [exceeded(budget, ofInput(given))] : []),
    ...(budget.minutes > JOB_MINUTES ? [exceeded(budget, OF_JOB)] : []),
  ]
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

function exceeded({ minutes, terms }: TimeBudget, limit: Limit): Finding {
  // Some of them have a comma in them.
  const words = terms.map((term) => `${number(term.minutes)} for ${term.what}`)
  return found('TimeBudgetExceeded', 'timeout-minutes', { minutes, terms: words.join('; '), ...limit })
}
