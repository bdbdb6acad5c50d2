import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { loadWorld, type World } from '../../sandbox/world.ts'
import { type Comment, type Kept, keepComment, planKey } from '../../src/github/comment.ts'
import type { PullRequest } from '../../src/github/pull-request.ts'
import { trust } from '../azure/cloud-of-its-own.ts'
import { desiredPool, desiredState, POOL } from '../report/story.ts'

const NAMES = ['GITHUB_API_URL', 'NO_PROXY', 'no_proxy'] as const
const before = Object.fromEntries(NAMES.map((name) => [name, process.env[name]]))

const PULL_REQUEST: PullRequest = { repository: 'contoso/render-farm', number: 7, hasReadOnlyToken: false }
const KEY = '0123456789ab'
const WARNING = { kind: 'not-kept', title: 'Pull request 7: the plan is not kept as a comment' }

let served: ServedSandbox
let readOnly: ServedSandbox
let distrust: readonly (() => void)[]

async function serve(permission: 'read' | 'write'): Promise<ServedSandbox> {
  const demo = await loadWorld('demo')
  const own = { pullRequests: [7, 8], permissions: { 'pull-requests': permission } }
  const world: World = { ...demo, repository: { ...demo.repository, ...own } }
  return startSandbox({ world, rate: 0 })
}

beforeAll(async () => {
  served = await serve('write')
  readOnly = await serve('read')
  distrust = [trust(served), trust(readOnly)]
  // The toolkit reads the environment of the process itself, once.
  for (const name of NAMES) process.env[name] = served.environment('own-cloud')[name] ?? ''
})
beforeEach(() => served.sandbox.reset())
afterAll(async () => {
  for (const name of NAMES) {
    const value = before[name]
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  for (const undo of distrust.toReversed()) undo()
  await Promise.all([served.close(), readOnly.close()])
})

function keep(over: Partial<Comment> = {}, place: ServedSandbox = served): Promise<Kept> {
  const comment = {
    pullRequest: PULL_REQUEST,
    token: place.sandbox.githubToken(),
    key: KEY,
    text: 'The plan.',
    ...over,
  }
  return keepComment(comment, place.environment('own-cloud'))
}

/** `METHOD path?query status` of the requests since the last call. */
function requests(place: ServedSandbox = served): string[] {
  const entries = place.sandbox.log.entries()
  place.sandbox.log.clear()
  return entries.map(({ method, url, status }) => {
    const { pathname, search } = new URL(url)
    return `${method} ${pathname.replace(/^.*\/render-farm/, '')}${search} ${status}`
  })
}

const LIST = 'GET /issues/7/comments?per_page=100&page=1 200'
const CREATE = 'POST /issues/7/comments 201'

/** Bodies of all comments of the pull request, oldest first. */
function bodies(): unknown {
  const { text } = ask('GET', '/issues/7/comments?per_page=100')
  const comments: unknown = JSON.parse(text)
  return Array.isArray(comments) ? comments.map(({ body }) => body) : comments
}

function ask(method: string, path: string, body?: unknown) {
  return served.sandbox.ask({
    method,
    url: `https://api.github.com/repos/contoso/render-farm${path}`,
    headers: { authorization: `Bearer ${served.sandbox.githubToken()}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

function say(body: string): void {
  ask('POST', '/issues/7/comments', { body })
}

describe('keepComment', () => {
  it('creates the comment, with a marker that people do not see', async () => {
    expect(await keep()).toMatchObject({ kind: 'created', url: expect.stringContaining('/pull/7#issuecomment-') })
    expect(requests()).toEqual([LIST, CREATE])
    expect(bodies()).toEqual([`<!-- sig-batch-pool ${KEY} -->\nThe plan.`])
  })

  it('changes it in place when the plan is another', async () => {
    await keep()
    expect(await keep({ text: 'Another plan.' })).toMatchObject({ kind: 'updated' })
    expect(bodies()).toEqual([`<!-- sig-batch-pool ${KEY} -->\nAnother plan.`])
  })

  it('writes nothing when the plan is the same', async () => {
    await keep()
    requests()
    expect(await keep({ text: 'The plan.\n' })).toMatchObject({ kind: 'unchanged' })
    expect(requests()).toEqual([LIST])
  })

  it('keeps a comment for each plan, and for each pull request', async () => {
    await keep()
    expect(await keep({ key: 'ba9876543210' })).toMatchObject({ kind: 'created' })
    expect(await keep({ pullRequest: { ...PULL_REQUEST, number: 8 } })).toMatchObject({ kind: 'created' })
    expect(bodies()).toHaveLength(2)
  })

  it('finds it behind a hundred others', async () => {
    for (let index = 0; index < 130; index += 1) say(`Comment ${index}`)
    await keep()
    for (let index = 0; index < 80; index += 1) say(`Late comment ${index}`)
    requests()
    expect(await keep({ text: 'Another plan.' })).toMatchObject({ kind: 'updated' })
    expect(requests().map((request) => request.replace(/\d{6,}/, 'ID'))).toEqual([
      LIST,
      LIST.replace('page=1 ', 'page=2 '),
      'PATCH /issues/comments/ID 200',
    ])
  })

  it('ends its search where the last page is full', async () => {
    for (let index = 0; index < 100; index += 1) say(`Comment ${index}`)
    expect(await keep()).toMatchObject({ kind: 'created' })
  })

  it('takes no comment that only quotes it', async () => {
    say(`> <!-- sig-batch-pool ${KEY} -->\nLooks good.`)
    expect(await keep()).toMatchObject({ kind: 'created' })
  })

  const people = [
    ['NONE', 'created'],
    ['CONTRIBUTOR', 'created'],
    ['MEMBER', 'updated'],
  ] as const
  for (const [association, kind] of people) {
    it(`${kind === 'updated' ? 'takes' : 'does not take'} a comment with the marker that somebody wrote who is ${association}`, async () => {
      const demo = await loadWorld('demo')
      const body = `<!-- sig-batch-pool ${KEY} -->\nAll is well.`
      const own = { pullRequests: [7], comments: [{ pullRequest: 7, login: 'mona', association, body }] }
      const place = await startSandbox({ world: { ...demo, repository: { ...demo.repository, ...own } }, rate: 0 })
      const undo = trust(place)
      try {
        expect(await keep({}, place)).toMatchObject({ kind })
      } finally {
        undo()
        await place.close()
      }
    })
  }

  const otherwise = [
    ['Unable to create comment because issue is locked.', /Remedy: Unlock the conversation/],
    ['You have exceeded a secondary rate limit.', /Remedy: Run the job again in an hour/],
  ] as const
  for (const [said, remedy] of otherwise) {
    it(`does not blame the permission where GitHub says "${said}"`, async () => {
      const effect = { kind: 'answer', status: 403, body: { message: said } } as const
      served.sandbox.faults.add({ match: { plane: 'github', method: 'POST' }, count: 0, effect })
      expect(await keep()).toMatchObject({ kind: 'not-kept', message: expect.stringMatching(remedy) })
    })
  }

  it('takes the longest text that a report gives', async () => {
    expect(await keep({ text: 'x'.repeat(65_000) })).toMatchObject({ kind: 'created' })
  })

  it('warns of the permission that is missing', async () => {
    expect(await keep({}, readOnly)).toEqual({
      ...WARNING,
      message: expect.stringMatching(
        /^GitHub answered 403: Resource not accessible by integration.*\nRemedy: Give the job `permissions: pull-requests: write`/,
      ),
    })
  })

  it('says that a fork gets no such permission', async () => {
    const kept = await keep({ pullRequest: { ...PULL_REQUEST, hasReadOnlyToken: true } }, readOnly)
    expect(kept).toMatchObject({ message: expect.stringContaining('comes from a fork') })
  })

  const refusals: readonly (readonly [string, Partial<Comment>, RegExp])[] = [
    ['a token that is none', { token: 'ghs_forged' }, /^GitHub answered 401: Bad credentials.*github-token/s],
    [
      'a repository that it may not see',
      { pullRequest: { ...PULL_REQUEST, repository: 'contoso/other' } },
      /^GitHub answered 404: Not Found/,
    ],
    [
      'a body that GitHub does not take',
      { text: 'x'.repeat(70_000) },
      /^GitHub answered 422: Validation Failed.*too long/,
    ],
  ]
  for (const [what, over, message] of refusals) {
    it(`warns, and names the permission, of ${what}`, async () => {
      const kept = await keep(over)
      expect(kept).toEqual({ ...WARNING, message: expect.stringMatching(message) })
      expect(kept).toMatchObject({ message: expect.stringContaining('pull-requests: write') })
    })
  }

  it('warns when GitHub is in trouble', async () => {
    served.sandbox.faults.add({ match: { plane: 'github' }, effect: { kind: 'answer', status: 502 } })
    expect(await keep()).toEqual({
      ...WARNING,
      message: expect.stringMatching(/^GitHub answered 502: .*Run the job again/s),
    })
  })

  it('warns when the connection is cut', async () => {
    served.sandbox.faults.add({ match: { plane: 'github' }, effect: { kind: 'reset' } })
    expect(await keep()).toEqual({ ...WARNING, message: expect.stringMatching(/^No answer came from GitHub: /) })
  })

  it('warns when something else answers', async () => {
    const body = '<html>Sign in to the network</html>'
    served.sandbox.faults.add({ match: { plane: 'github' }, effect: { kind: 'answer', status: 200, body } })
    expect(await keep()).toEqual({ ...WARNING, message: expect.stringContaining('a proxy may have given it') })
  })
})

describe('planKey', () => {
  const job = { GITHUB_WORKFLOW: 'render image', GITHUB_JOB: 'pool' }
  const key = planKey(job, desiredState())

  it('is short, and fits into a comment', () => {
    expect(key).toMatch(/^[0-9a-f]{12}$/)
  })

  it('stays when only the plan changes', () => {
    const desired = desiredState({ healthyPercent: 50, pools: [desiredPool({ poolId: POOL.toUpperCase() })] })
    expect(planKey(job, desired)).toBe(key)
  })

  const others: readonly (readonly [string, string])[] = [
    ['workflow', planKey({ ...job, GITHUB_WORKFLOW: 'other' }, desiredState())],
    ['job', planKey({ ...job, GITHUB_JOB: 'other' }, desiredState())],
    ['pool', planKey(job, desiredState({ pools: [desiredPool({ poolId: `${POOL}-2` })] }))],
    ['image definition', planKey(job, desiredState({ image: { ...desiredState().image, imageDefinitionId: '/x' } }))],
  ]
  for (const [what, other] of others) {
    it(`differs for another ${what}`, () => {
      expect(other).not.toBe(key)
    })
  }
})
