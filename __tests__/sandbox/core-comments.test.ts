import { describe, expect, it } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import { memberOf, sandboxOf, worldOf } from './core-world.ts'

const API = 'https://api.github.com'
const REPOSITORY = `${API}/repos/contoso/render-farm`
const COMMENTS = `${REPOSITORY}/issues/7/comments`
const DOCS = 'https://docs.github.com/rest/issues/comments'

function withPulls(more: object = {}): Sandbox {
  return sandboxOf({ repository: { ...worldOf().repository, pullRequests: [7], ...more } })
}

type Ask = { readonly body?: unknown; readonly authorization?: string }

function ask(sandbox: Sandbox, method: string, url: string, { body, authorization }: Ask = {}): WireReply {
  const token = authorization ?? `token ${sandbox.githubToken()}`
  return sandbox.ask({
    method,
    url,
    headers: token === '' ? {} : { authorization: token },
    ...(body !== undefined && { body }),
  })
}

function post(sandbox: Sandbox, body: string, more: Ask = {}): WireReply {
  return ask(sandbox, 'POST', COMMENTS, { body: { body }, ...more })
}

function bodiesOf({ body }: WireReply): readonly string[] {
  return Array.isArray(body) ? body.map((one) => memberOf(one, 'body')) : []
}

describe('comments on pull requests', () => {
  it('A job comments on a pull request, and may change what it has written.', () => {
    const sandbox = withPulls()
    const created = post(sandbox, 'The plan')
    const url = memberOf(created.body, 'url')
    expect(created).toMatchObject({
      status: 201,
      headers: { location: url },
      body: {
        id: expect.any(Number),
        html_url: expect.stringContaining('https://github.com/contoso/render-farm/pull/7#issuecomment-'),
        user: { login: 'github-actions[bot]', type: 'Bot' },
        body: 'The plan',
        created_at: '2026-11-24T09:00:00Z',
        updated_at: '2026-11-24T09:00:00Z',
      },
    })
    sandbox.clock.advance(60_000)
    expect(url).toMatch(new RegExp(`^${REPOSITORY}/issues/comments/\\d+$`))
    expect(ask(sandbox, 'PATCH', url, { body: { body: 'Another plan' } })).toMatchObject({
      status: 200,
      body: { url, body: 'Another plan', created_at: '2026-11-24T09:00:00Z', updated_at: '2026-11-24T09:01:00Z' },
    })
    expect(bodiesOf(ask(sandbox, 'GET', COMMENTS))).toEqual(['Another plan'])
    sandbox.reset()
    expect(bodiesOf(ask(sandbox, 'GET', COMMENTS))).toEqual([])
  })

  it('What people have written before is there, with what each is to the repository.', () => {
    const person = { pullRequest: 7, login: 'mona', association: 'NONE', body: 'Hello' }
    const sandbox = withPulls({ comments: [person] })
    post(sandbox, 'The plan')
    expect(ask(sandbox, 'GET', COMMENTS).body).toMatchObject([
      { body: 'Hello', user: { login: 'mona', type: 'User' }, author_association: 'NONE' },
      { body: 'The plan', user: { type: 'Bot' } },
    ])
  })

  it('The comments of a pull request are listed page by page, oldest first, with links to the other pages.', () => {
    const sandbox = withPulls({ pullRequests: [7, 8] })
    for (let at = 1; at <= 5; at += 1) post(sandbox, `${at}`)
    ask(sandbox, 'POST', COMMENTS.replace('/7/', '/8/'), { body: { body: 'elsewhere' } })
    const page = (query: string) => ask(sandbox, 'GET', `${COMMENTS}?${query}`)
    expect(page('').headers['link']).toBeUndefined()
    const first = page('per_page=2')
    const link = (at: number, rel: string) =>
      `<${API}/repositories/712345678/issues/7/comments?per_page=2&page=${at}>; rel="${rel}"`
    expect([bodiesOf(first), first.headers['link']]).toEqual([['1', '2'], `${link(2, 'next')}, ${link(3, 'last')}`])
    const second = ask(sandbox, 'GET', /<([^>]+)>; rel="next"/.exec(first.headers['link'] ?? '')?.[1] ?? '')
    expect(bodiesOf(second)).toEqual(['3', '4'])
    expect(second.headers['link']).toBe(
      [link(1, 'prev'), link(3, 'next'), link(3, 'last'), link(1, 'first')].join(', '),
    )
    const last = page('per_page=2&page=3')
    expect([bodiesOf(last), last.headers['link']]).toEqual([['5'], `${link(2, 'prev')}, ${link(1, 'first')}`])
    for (let at = 6; at <= 101; at += 1) post(sandbox, `${at}`)
    expect(bodiesOf(page(''))).toHaveLength(30)
    expect(bodiesOf(page('per_page=500'))).toHaveLength(100)
  })

  it('A comment that is blank or longer than 65,536 characters is refused.', () => {
    const sandbox = withPulls()
    const error = (code: string, message: string) => ({
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ resource: 'IssueComment', field: 'body', code, message }],
        documentation_url: `${DOCS}#create-an-issue-comment`,
        status: '422',
      },
    })
    expect(post(sandbox, ' ')).toMatchObject(error('missing_field', "body can't be blank"))
    expect(ask(sandbox, 'POST', COMMENTS)).toMatchObject({ status: 422 })
    expect(post(sandbox, 'x'.repeat(65_537))).toMatchObject(
      error('unprocessable', 'body is too long (maximum is 65536 characters)'),
    )
    expect(post(sandbox, 'x'.repeat(65_536)).status).toBe(201)
  })

  it('A token that is wrong or missing, and a permission that the job does not have, are refused as GitHub does.', () => {
    const refusal = (message: string, status: number, page: string) => ({
      status,
      body: { message, documentation_url: `https://docs.github.com/rest${page}`, status: String(status) },
    })
    const create = '/issues/comments#create-an-issue-comment'
    const sandbox = withPulls()
    for (const authorization of ['token ghs_wrong', 'Basic eDp5', sandbox.githubToken()]) {
      expect(post(sandbox, 'x', { authorization })).toMatchObject(refusal('Bad credentials', 401, ''))
    }
    expect(post(sandbox, 'x', { authorization: '' })).toMatchObject(refusal('Requires authentication', 401, create))
    expect(post(sandbox, 'x', { authorization: `Bearer ${sandbox.githubToken()}` }).status).toBe(201)

    const notAccessible = 'Resource not accessible by integration'
    const list = '/issues/comments#list-issue-comments'
    const reader = withPulls({ permissions: { 'pull-requests': 'read' } })
    const refused = post(reader, 'x')
    expect(refused).toMatchObject(refusal(notAccessible, 403, create))
    expect(refused.headers['x-accepted-github-permissions']).toBe('issues=write; pull_requests=write')
    expect(ask(reader, 'GET', COMMENTS).status).toBe(200)
    const none = { permissions: { 'pull-requests': 'none' } }
    expect(ask(withPulls(none), 'GET', COMMENTS)).toMatchObject(refusal(notAccessible, 403, list))
    expect(ask(withPulls({ ...none, visibility: 'public' }), 'GET', COMMENTS).status).toBe(200)
  })

  it('Another repository, a number that is no pull request and a comment that is not there are not found.', () => {
    const sandbox = withPulls()
    const body = { body: { body: 'x' } }
    const answers = [
      ask(sandbox, 'GET', COMMENTS.replace('render-farm', 'other')),
      ask(sandbox, 'GET', `${API}/repositories/1/issues/7/comments`),
      ask(sandbox, 'GET', COMMENTS.replace('/7/', '/8/')),
      ask(sandbox, 'POST', COMMENTS.replace('/7/', '/8/'), body),
      ask(sandbox, 'PATCH', `${REPOSITORY}/issues/comments/1`, body),
    ]
    for (const { status, body } of answers) {
      expect([status, body]).toMatchObject([404, { message: 'Not Found', status: '404' }])
    }
    expect(ask(sandbox, 'GET', COMMENTS.replace('contoso/render-farm', 'Contoso/Render-Farm')).status).toBe(200)
    expect(ask(sandboxOf(), 'GET', COMMENTS).status).toBe(404)
  })

  it('A server of its own has the same under /api/v3, and gives its own addresses.', () => {
    const sandbox = withPulls()
    const own = 'https://localhost:9443/api/v3'
    const url = COMMENTS.replace(API, own)
    const created = ask(sandbox, 'POST', url, { body: { body: 'x' } })
    expect(memberOf(created.body, 'url')).toMatch(`${own}/repos/contoso/render-farm/issues/comments/`)
    ask(sandbox, 'POST', url, { body: { body: 'y' } })
    expect(ask(sandbox, 'GET', `${url}?per_page=1`).headers['link']).toContain(
      `<${own}/repositories/712345678/issues/7/`,
    )
  })

  it('The token of a job is never found in the log.', () => {
    const sandbox = withPulls()
    post(sandbox, 'x')
    post(sandbox, 'x', { authorization: 'token ghs_wrong' })
    const log = JSON.stringify(sandbox.log.entries())
    expect(log).toContain(COMMENTS)
    expect(log).not.toContain('ghs_')
  })
})
