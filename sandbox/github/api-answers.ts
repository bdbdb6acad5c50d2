import { GITHUB_API_HOST, GITHUB_API_PATH } from '../clouds.ts'
import type { SandboxRequest } from '../service.ts'
import type { IssueComment } from './comments.ts'

/** Who comments with the token of a job. */
const JOB = { login: 'github-actions[bot]', id: 41_898_282, type: 'Bot', site_admin: false }

/** URL of GitHub's REST API as the client that is asking knows it: github.com's, or that of a server of its own. */
export function apiUrl({ cloud }: SandboxRequest): string {
  return cloud.name === 'Sandbox' ? `${cloud.resourceManager}${GITHUB_API_PATH}` : `https://${GITHUB_API_HOST}`
}

/** A comment as GitHub answers. */
export function commentAnswer(comment: IssueComment, request: SandboxRequest, repository: string) {
  const { id, issue, body, author, createdAt, updatedAt } = comment
  const base = `${apiUrl(request)}/repos/${repository}/issues`
  const server = request.cloud.name === 'Sandbox' ? request.cloud.resourceManager : 'https://github.com'
  return {
    id,
    url: `${base}/comments/${id}`,
    html_url: `${server}/${repository}/pull/${issue}#issuecomment-${id}`,
    issue_url: `${base}/${issue}`,
    user: author === undefined ? JOB : { login: author.login, type: 'User', site_admin: false },
    author_association: author?.association ?? 'NONE',
    body,
    created_at: instant(createdAt),
    updated_at: instant(updatedAt),
  }
}

/** One page of a list, and the `Link` header that leads to the others. Source: GitHub's "Using pagination in the REST API". */
export function pageOf<T>(items: readonly T[], request: SandboxRequest, repositoryId: string) {
  const perPage = Math.min(100, positive(request.query.get('per_page')) ?? 30)
  const page = positive(request.query.get('page')) ?? 1
  const last = Math.max(1, Math.ceil(items.length / perPage))
  const url = (at: number): string => {
    const query = new URLSearchParams(request.query)
    query.set('page', String(at))
    // GitHub's own links name a repository by its id
    const path = request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repositoryId}`)
    return `<${apiUrl(request)}${path}?${query}>`
  }
  const links = [
    ...(page > 1 ? [`${url(page - 1)}; rel="prev"`] : []),
    ...(page < last ? [`${url(page + 1)}; rel="next"`, `${url(last)}; rel="last"`] : []),
    ...(page > 1 ? [`${url(1)}; rel="first"`] : []),
  ]
  return {
    items: items.slice((page - 1) * perPage, page * perPage),
    headers: links.length === 0 ? {} : { Link: links.join(', ') },
  }
}

function positive(text: string | null): number | undefined {
  const number = Number(text ?? '')
  return Number.isInteger(number) && number > 0 ? number : undefined
}

/** GitHub's instants have no fractions of a second. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, '')
}
