import type { Origin } from '../model/state.ts'

/** Commit, run and repository of the job, from the variables the runner sets; also on GitHub Enterprise Server. */
export function originOf(environment: Readonly<Record<string, string | undefined>>): Origin {
  const of = (name: string) => environment[name] ?? ''
  const [repository, runId] = [of('GITHUB_REPOSITORY'), of('GITHUB_RUN_ID')]
  return {
    repository,
    commit: of('GITHUB_SHA'),
    runId,
    runAttempt: environment['GITHUB_RUN_ATTEMPT'] ?? '1',
    runUrl: `${environment['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${repository}/actions/runs/${runId}`,
  }
}
