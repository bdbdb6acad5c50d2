import { createPublicKey, verify } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { claimsOf, idToken, sandboxOf } from './core-world.ts'

const URL_OF_JOB = 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0'
const ISSUER = 'https://token.actions.githubusercontent.com'

function subjectOf(run: Parameters<ReturnType<typeof sandboxOf>['requestToken']>[0], subjectForm?: string): unknown {
  const sandbox = sandboxOf()
  const { repository } = sandbox.world
  const other = subjectForm === undefined ? sandbox : sandboxOf({ repository: { ...repository, subjectForm } })
  return claimsOf(idToken(other, { run: run ?? {} }))
}

describe('the OIDC endpoint of GitHub', () => {
  it('A job gets an ID token for the audience that it asks for, and for its owner when it asks for none.', () => {
    const sandbox = sandboxOf()
    expect(claimsOf(idToken(sandbox, { audience: 'api://Else' }))).toMatchObject({ aud: 'api://Else' })
    const headers = { authorization: `Bearer ${sandbox.requestToken()}` }
    const { body } = sandbox.ask({ method: 'GET', url: URL_OF_JOB, headers })
    expect(body).toMatchObject({ count: expect.any(Number), value: expect.any(String) })
    expect(claimsOf(Reflect.get(Object(body), 'value'))).toMatchObject({ aud: 'https://github.com/contoso' })
  })

  it('Without the token that its runner gave it a job gets no ID token.', () => {
    const sandbox = sandboxOf()
    const forged = `${Buffer.from('{"ref":"refs/heads/main"}').toString('base64url')}.c2VhbA`
    for (const headers of [{}, { authorization: `Bearer ${forged}` }, { authorization: sandbox.requestToken() }]) {
      expect(sandbox.ask({ method: 'GET', url: URL_OF_JOB, headers }).status).toBe(401)
    }
  })

  it("On a clock that runs fast an ID token lives at least 30 seconds of the client's own time.", () => {
    const sandbox = sandboxOf()
    const lifetime = () => {
      const { iat, exp } = Object(claimsOf(idToken(sandbox)))
      return exp - iat
    }
    sandbox.clock.setRate(900)
    expect(lifetime()).toBe(27_000)
    sandbox.clock.setRate(1)
    expect(lifetime()).toBe(300)
  })

  it('An ID token lives five minutes and carries the documented claims of its run.', () => {
    const claims = claimsOf(idToken(sandboxOf()))
    const issuedAt = Date.parse('2026-11-24T09:00:00Z') / 1000
    expect(claims).toEqual({
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sub: 'repo:contoso/render-farm:ref:refs/heads/main',
      aud: 'api://AzureADTokenExchange',
      ref: 'refs/heads/main',
      ref_type: 'branch',
      ref_protected: 'true',
      sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
      repository: 'contoso/render-farm',
      repository_id: '712345678',
      repository_owner: 'contoso',
      repository_owner_id: '6154722',
      repository_visibility: 'private',
      run_id: '19000000001',
      run_number: '42',
      run_attempt: '1',
      actor: 'mona',
      actor_id: '583231',
      workflow: 'Publish image',
      workflow_ref: 'contoso/render-farm/.github/workflows/publish.yml@refs/heads/main',
      workflow_sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
      job_workflow_ref: 'contoso/render-farm/.github/workflows/publish.yml@refs/heads/main',
      job_workflow_sha: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
      event_name: 'push',
      head_ref: '',
      base_ref: '',
      runner_environment: 'github-hosted',
      iss: ISSUER,
      iat: issuedAt,
      nbf: issuedAt - 600,
      exp: issuedAt + 300,
    })
  })

  it('The subject names the environment before the pull request before the ref, and a colon in it is escaped.', () => {
    const subjects = [
      subjectOf({ environment: 'prod:eu', eventName: 'pull_request' }),
      subjectOf({ eventName: 'pull_request', ref: 'refs/pull/7/merge' }),
      subjectOf({ ref: 'refs/tags/v1.2.3' }),
    ]
    expect(subjects).toMatchObject([
      { sub: 'repo:contoso/render-farm:environment:prod%3Aeu', environment: 'prod:eu' },
      { sub: 'repo:contoso/render-farm:pull_request' },
      { sub: 'repo:contoso/render-farm:ref:refs/tags/v1.2.3', ref_type: 'tag' },
    ])
  })

  it('A repository with immutable subjects is named with its ids.', () => {
    expect(subjectOf({}, 'ids')).toMatchObject({
      sub: 'repo:contoso@6154722/render-farm@712345678:ref:refs/heads/main',
    })
  })

  it('A job may differ from the run of its world, to single claims.', () => {
    const run = { sha: 'abc', runAttempt: '2', claims: { sub: 'custom', job_workflow_ref: 'elsewhere' } }
    expect(subjectOf(run)).toMatchObject({ sub: 'custom', sha: 'abc', run_attempt: '2', job_workflow_ref: 'elsewhere' })
  })

  it('The issuer publishes the key that its tokens are signed with.', () => {
    const sandbox = sandboxOf()
    const ask = (url: string) => sandbox.ask({ method: 'GET', url }).body
    expect(ask(`${ISSUER}/.well-known/openid-configuration`)).toMatchObject({
      issuer: ISSUER,
      jwks_uri: `${ISSUER}/.well-known/jwks`,
    })
    const [jwk] = Reflect.get(Object(ask(`${ISSUER}/.well-known/jwks`)), 'keys')
    const [header = '', claims = '', signature = ''] = idToken(sandbox).split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'RS256', kid: jwk.kid })
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    expect(verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  })
})
