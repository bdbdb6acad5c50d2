import { type JsonValue, memberAt } from '../model/json.ts'

/** The pull request that triggered a job. */
export type PullRequest = {
  /** `owner/name` of the repository that it is to be merged into, which is the one of the job. */
  readonly repository: string
  readonly number: number
  /** Whether it comes from a fork, in an event whose jobs then get a token that may only read. */
  readonly hasReadOnlyToken: boolean
}

/** The pull request of the job; undefined where something else triggered it. */
export function pullRequestOf(
  environment: Readonly<Record<string, string | undefined>>,
  event?: JsonValue,
): PullRequest | undefined {
  const number = memberAt(event, ['pull_request', 'number'])
  const repository = environment['GITHUB_REPOSITORY']
  const name = environment['GITHUB_EVENT_NAME']
  if (name !== 'pull_request' && name !== 'pull_request_target') return undefined
  if (typeof number !== 'number' || !repository) return undefined
  const head = memberAt(event, ['pull_request', 'head', 'repo'])
  // A fork that was deleted meanwhile is null.
  const isFromFork = head !== undefined && memberAt(head, ['full_name']) !== repository
  return { repository, number, hasReadOnlyToken: isFromFork && name === 'pull_request' }
}
