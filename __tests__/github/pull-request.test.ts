import { describe, expect, it } from '@jest/globals'
import { pullRequestOf } from '../../src/github/pull-request.ts'
import type { JsonValue } from '../../src/model/json.ts'

const JOB = { GITHUB_REPOSITORY: 'contoso/render-farm', GITHUB_EVENT_NAME: 'pull_request' }
const head = (repo: JsonValue): JsonValue => ({ pull_request: { number: 7, head: { repo } } })
const OWN = head({ full_name: 'contoso/render-farm' })

describe('pullRequestOf', () => {
  it('tells repository and number', () => {
    const own = { repository: 'contoso/render-farm', number: 7, hasReadOnlyToken: false }
    expect(pullRequestOf(JOB, OWN)).toEqual(own)
    expect(pullRequestOf({ ...JOB, GITHUB_EVENT_NAME: 'pull_request_target' }, OWN)).toEqual(own)
  })

  const tokens: readonly (readonly [string, string, JsonValue, boolean])[] = [
    ['a fork', 'pull_request', head({ full_name: 'stranger/render-farm' }), true],
    ['a fork that was deleted', 'pull_request', head(null), true],
    [
      'a fork, in the event that runs beside the target',
      'pull_request_target',
      head({ full_name: 'stranger/x' }),
      false,
    ],
    ['an event that does not say', 'pull_request', { pull_request: { number: 7 } }, false],
  ]
  for (const [what, name, event, hasReadOnlyToken] of tokens) {
    it(`gives ${what} ${hasReadOnlyToken ? 'a token that may only read' : 'its own token'}`, () => {
      expect(pullRequestOf({ ...JOB, GITHUB_EVENT_NAME: name }, event)).toMatchObject({ hasReadOnlyToken })
    })
  }

  const others: readonly (readonly [string, Record<string, string>, JsonValue | undefined])[] = [
    ['another event', { ...JOB, GITHUB_EVENT_NAME: 'push' }, OWN],
    ['a review of one', { ...JOB, GITHUB_EVENT_NAME: 'pull_request_review' }, OWN],
    ['an event without a file', JOB, undefined],
    ['an event without a number', JOB, { pull_request: { number: '7' } }],
    ['a job without a repository', { GITHUB_EVENT_NAME: 'pull_request' }, OWN],
  ]
  for (const [what, environment, event] of others) {
    it(`knows of none in ${what}`, () => {
      expect(pullRequestOf(environment, event)).toBeUndefined()
    })
  }
})
