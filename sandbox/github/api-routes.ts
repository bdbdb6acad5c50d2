import type { Route, SandboxReply, SandboxRequest } from '../service.ts'
import { isRecord } from '../shape.ts'
import { commentAnswer, pageOf } from './api-answers.ts'
import {
  badCredentials,
  type Documentation,
  invalidBody,
  notAccessible,
  notFound,
  requiresAuthentication,
} from './api-refusals.ts'
import { CommentStore, type IssueComment } from './comments.ts'
import type { Repository } from './entities.ts'

const DOCS: Documentation = 'https://docs.github.com/rest/issues/comments'
const LIST: Documentation = `${DOCS}#list-issue-comments`
const CREATE: Documentation = `${DOCS}#create-an-issue-comment`
const UPDATE: Documentation = `${DOCS}#update-an-issue-comment`

/** Characters that a comment may have. */
const MOST_CHARACTERS = 65_536

/** A repository is named by owner and name or, in GitHub's own links, by its id. */
const REPOSITORIES = ['/repos/:owner/:name', '/repositories/:repositoryId']

/** Comments of the repository's pull requests, for whoever shows `token`. Source: docs.github.com/rest/issues/comments. */
export function commentRoutes(repository: Repository, token: string): readonly Route[] {
  const store = seeded(repository)
  const admit = (request: SandboxRequest, operation: Documentation, wanted: 'read' | 'write'): void => {
    checkToken(request, token, operation)
    if (!isNamed(repository, request)) throw notFound(operation)
    if (!mayDo(repository, wanted)) throw notAccessible(operation, wanted)
  }
  const answer = (comment: IssueComment, request: SandboxRequest) => commentAnswer(comment, request, repository.name)

  const list = (request: SandboxRequest): SandboxReply => {
    admit(request, LIST, 'read')
    const { items, headers } = pageOf(store.of(issueOf(repository, request, LIST)), request, repository.id)
    return { status: 200, headers, body: items.map((comment) => answer(comment, request)) }
  }
  const create = (request: SandboxRequest): SandboxReply => {
    admit(request, CREATE, 'write')
    const issue = issueOf(repository, request, CREATE)
    const body = answer(store.add(issue, textOf(request, CREATE), request.now), request)
    return { status: 201, headers: { Location: body.url }, body }
  }
  const update = (request: SandboxRequest): SandboxReply => {
    admit(request, UPDATE, 'write')
    const comment = store.get(Number(request.params['comment']))
    if (comment === undefined) throw notFound(UPDATE)
    return { status: 200, body: answer(store.change(comment, textOf(request, UPDATE), request.now), request) }
  }
  return REPOSITORIES.flatMap((path): readonly Route[] => [
    { plane: 'github', method: 'GET', path: `${path}/issues/:issue/comments`, handle: list },
    { plane: 'github', method: 'POST', path: `${path}/issues/:issue/comments`, handle: create },
    { plane: 'github', method: 'PATCH', path: `${path}/issues/comments/:comment`, handle: update },
  ])
}

/** ms since 1970; before any world begins. */
const WRITTEN_BEFORE = Date.parse('2026-01-01T00:00:00Z')

function seeded({ comments = [] }: Repository): CommentStore {
  const store = new CommentStore()
  for (const { pullRequest, body, ...author } of comments) store.add(pullRequest, body, WRITTEN_BEFORE, author)
  return store
}

function checkToken({ headers }: SandboxRequest, token: string, operation: Documentation): void {
  const { authorization } = headers
  if (authorization === undefined) throw requiresAuthentication(operation)
  if (/^(?:token|bearer) +(\S+)$/i.exec(authorization)?.[1] !== token) throw badCredentials()
}

function isNamed({ name, id }: Repository, { params }: SandboxRequest): boolean {
  const { repositoryId } = params
  if (repositoryId !== undefined) return repositoryId === id
  return `${params['owner']}/${params['name']}`.toLowerCase() === name.toLowerCase()
}

/** Whether the job's token may read or write pull requests; everyone may read a public repository. */
function mayDo({ permissions = {}, visibility }: Repository, wanted: 'read' | 'write'): boolean {
  const { 'pull-requests': granted = 'write' } = permissions
  return granted === 'write' || (wanted === 'read' && (granted === 'read' || visibility === 'public'))
}

function issueOf({ pullRequests = [] }: Repository, { params }: SandboxRequest, operation: Documentation): number {
  const issue = Number(params['issue'])
  if (!pullRequests.includes(issue)) throw notFound(operation)
  return issue
}

function textOf({ body }: SandboxRequest, operation: Documentation): string {
  const text = isRecord(body) ? body['body'] : undefined
  if (typeof text !== 'string' || text.trim() === '')
    throw invalidBody(operation, 'missing_field', "body can't be blank")
  if (text.length > MOST_CHARACTERS) {
    throw invalidBody(operation, 'unprocessable', `body is too long (maximum is ${MOST_CHARACTERS} characters)`)
  }
  return text
}
