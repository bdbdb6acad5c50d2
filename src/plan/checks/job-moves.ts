import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { notMovable } from '../rollout/job-moves.ts'

/** Findings about jobs where one pool is to take the place of another: they have to be seen, and not all can be moved. */
export function jobMoveFindings(question: Question): Finding[] {
  return question.draft.pools.flatMap((pool) => [...unreadable(pool, question), ...leftAlone(pool, question)])
}

function unreadable({ replaces, account }: DraftPool, { observed }: Question): Finding[] {
  if (replaces === undefined) return []
  const { jobs, jobSchedules } = observed.preflight
  const key = resourceKey(account.id)
  const reading = [jobs[key], jobSchedules[key]].find((each) => each?.state === 'unreadable')
  if (reading?.state !== 'unreadable') return []
  const { code, reason } = reading
  const facts = { pool: resourceName(replaces.id), account: resourceName(account.id), code, reason }
  return [found('JobsNotReadable', account.id, facts)]
}

function leftAlone({ replaces, account }: DraftPool, { observed, desired }: Question): Finding[] {
  if (replaces === undefined) return []
  const { jobs, jobSchedules } = observed.preflight
  const definition = desired.image.imageDefinitionId
  const names = [
    ...notMovable(presentValue(jobs[resourceKey(account.id)]) ?? [], definition).map(({ id }) => `job ${id}`),
    ...notMovable(presentValue(jobSchedules[resourceKey(account.id)]) ?? [], definition).map(
      ({ id }) => `job schedule ${id}`,
    ),
  ]
  if (names.length === 0) return []
  return [found('AutoPoolJobs', account.id, { names: enumeration(names), definition: resourceName(definition) })]
}
