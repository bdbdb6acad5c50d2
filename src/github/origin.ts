import { readFileSync } from 'node:fs'
import type { Origin } from '../model/desired.ts'
import { type JsonValue, memberAt } from '../model/json.ts'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Commit, run and repository of the job, from the variables the runner sets; also on GitHub Enterprise Server. On pull
 * requests `GITHUB_SHA` is a merge that nobody made: the commit is then the head that `event` tells.
 */
export function originOf(environment: Environment, event?: JsonValue): Origin {
  const of = (name: string) => environment[name] ?? ''
  const [repository, runId] = [of('GITHUB_REPOSITORY'), of('GITHUB_RUN_ID')]
  const head = memberAt(event, ['pull_request', 'head', 'sha'])
  return {
    repository,
    commit: typeof head === 'string' ? head : of('GITHUB_SHA'),
    runId,
    runAttempt: environment['GITHUB_RUN_ATTEMPT'] ?? '1',
    runUrl: `${environment['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${runId}`,
  }
}

/** What triggered the workflow, from the file that the runner wrote; undefined where there is none. */
export function readEvent(environment: Environment): JsonValue | undefined {
  try {
    return JSON.parse(readFileSync(environment['GITHUB_EVENT_PATH'] ?? '', 'utf8')) as JsonValue
  } catch {
    return undefined
  }
}
