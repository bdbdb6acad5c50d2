import { createHash } from 'node:crypto'
import type { DesiredState } from '../model/desired.ts'
import { resourceKey } from '../model/resource-id.ts'
import type { PullRequest } from './pull-request.ts'

/** Comments that GitHub gives in one answer, at most. */
const PER_PAGE = 100

/** A run is not to wait for GitHub any longer, in ms. */
const PATIENCE_MS = 30_000

type Environment = Readonly<Record<string, string | undefined>>

/** What is kept as a comment, and where. */
export type Comment = {
  readonly pullRequest: PullRequest
  readonly token: string
  /** Names the plan among all plans of the pull request: see `planKey`. */
  readonly key: string
  /** Markdown, at most 65,000 characters. */
  readonly text: string
}

/** How the comment came to be as it is; or a warning, where GitHub did not let it. */
export type Kept =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly url: string }
  | { readonly kind: 'not-kept'; readonly title: string; readonly message: string }

/** Short name of a plan: the same workflow, job, image definition and pools keep one comment, others keep another. */
export function planKey(environment: Environment, { image, pools }: DesiredState): string {
  const ids = [image.imageDefinitionId, ...pools.map(({ poolId }) => poolId)].map(resourceKey)
  const parts = [environment['GITHUB_WORKFLOW'] ?? '', environment['GITHUB_JOB'] ?? '', ...ids]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
}

/**
 * Keeps one comment on the pull request: makes it, or changes it where it is not the same already. Never throws: a
 * comment that cannot be kept is no reason for a run to fail.
 */
export async function keepComment(comment: Comment, environment: Environment): Promise<Kept> {
  try {
    return await keep(comment, environment['GITHUB_API_URL'] || 'https://api.github.com')
  } catch (error) {
    return notKept(comment.pullRequest, error)
  }
}

async function keep({ pullRequest, token, key, text }: Comment, baseUrl: string): Promise<Kept> {
  // Most runs never need it, and every run would wait for it.
  const { getOctokit } = await import('@actions/github')
  const { issues } = getOctokit(token, { baseUrl }).rest
  const marker = `<!-- sig-batch-pool ${key} -->`
  const body = `${marker}\n${text}`
  const found = await find(issues, pullRequest, marker)
  if (found === undefined) {
    const { data } = await issues.createComment({ ...call(pullRequest), issue_number: pullRequest.number, body })
    return { kind: 'created', url: data.html_url }
  }
  if (isSame(found.body, body)) return { kind: 'unchanged', url: found.html_url }
  const { data } = await issues.updateComment({ ...call(pullRequest), comment_id: found.id, body })
  return { kind: 'updated', url: data.html_url }
}

type Issues = ReturnType<typeof import('@actions/github')['getOctokit']>['rest']['issues']

/**
 * The first comment that begins with the marker, by an app or by somebody who may write to the repository: whoever else
 * writes the marker first would have the plan under a name of theirs, and could change it there.
 */
async function find(issues: Issues, pullRequest: PullRequest, marker: string) {
  for (let page = 1; ; page += 1) {
    const asked = { ...call(pullRequest), issue_number: pullRequest.number, per_page: PER_PAGE, page }
    const { data } = await issues.listComments(asked)
    if (!Array.isArray(data)) throw new Error('the answer is no list of comments; a proxy may have given it')
    // Who quotes the comment does not become it.
    const own = data.find((comment) => comment.body?.trimStart().startsWith(marker) && isTrusted(comment))
    if (own !== undefined || data.length < PER_PAGE) return own
  }
}

function isTrusted({ user, author_association: association }: Author): boolean {
  return user?.type === 'Bot' || ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(association ?? '')
}

type Author = { readonly user?: { readonly type?: string } | null; readonly author_association?: string }

/** What every request says: of which repository, and how long it may take. */
function call({ repository }: PullRequest) {
  const [owner = '', repo = ''] = repository.split('/')
  return { owner, repo, request: { signal: AbortSignal.timeout(PATIENCE_MS) } }
}

/** GitHub may end lines otherwise, and drops what is blank at the ends. */
function isSame(one: string | undefined, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim()
  return plain(one ?? '') === plain(other)
}

function notKept({ number, hasReadOnlyToken }: PullRequest, error: unknown): Kept {
  const fork = hasReadOnlyToken
    ? ' This pull request comes from a fork: its jobs get a token that may only read, whatever the workflow says.'
    : ''
  return {
    kind: 'not-kept',
    title: `Pull request ${number}: the plan is not kept as a comment`,
    message: `${wordsOf(error)}${fork} The plan itself is not touched by that; the job summary has it.\nRemedy: ${remedyFor(error)}`,
  }
}

function remedyFor(error: unknown): string {
  const status = statusOf(error)
  const permission = '`permissions: pull-requests: write`'
  // GitHub says 403 also of these.
  if (/\block(ed)?\b/i.test(messageOf(error)))
    return 'Unlock the conversation of the pull request, and run the job again.'
  if (/rate limit/i.test(messageOf(error)))
    return 'Run the job again in an hour: GitHub takes no more requests until then.'
  if (status === 401) return `Give \`github-token: \${{ github.token }}\`, and the job ${permission}.`
  if (status === 403 || status === 404) return `Give the job ${permission}, beside those that it has.`
  return `Run the job again to have the comment; it needs ${permission}.`
}

function wordsOf(error: unknown): string {
  const status = statusOf(error)
  const words = messageOf(status === undefined ? innermost(error) : error)
  return status === undefined ? `No answer came from GitHub: ${words}.` : `GitHub answered ${status}: ${words}.`
}

/** What a proxy or the network said is told by the last of several errors. */
function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/\s+/g, ' ').trim().replace(/\.+$/, '')
}

/** Status of GitHub's answer; undefined where none came, which octokit tells as a 500 without one. */
function statusOf(error: unknown): number | undefined {
  const answered = error instanceof Error && 'response' in error && error.response !== undefined
  return answered && 'status' in error && typeof error.status === 'number' ? error.status : undefined
}
