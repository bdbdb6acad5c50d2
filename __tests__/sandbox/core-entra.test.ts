import { describe, expect, it } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import type { WireReply } from '../../sandbox/wire.ts'
import {
  ARM,
  BATCH,
  CLIENT,
  claimsOf,
  get,
  idToken,
  LOGIN,
  memberOf,
  STRANGER,
  SUBSCRIPTION,
  sandboxOf,
  TENANT,
  worldOf,
} from './core-world.ts'

type Form = Readonly<Record<string, string | undefined>>

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Asks for a token as MSAL does; members of `changes` replace form fields, undefined ones remove them. */
function exchange(
  sandbox: Sandbox,
  changes: Form = {},
  url = `${LOGIN}/${TENANT}/oauth2/v2.0/token?client-request-id=9d0f`,
): WireReply {
  const fields: Form = {
    grant_type: 'client_credentials',
    client_id: CLIENT,
    scope: 'https://management.azure.com/.default',
    client_assertion_type: JWT_BEARER,
    client_assertion: idToken(sandbox),
    ...changes,
  }
  const form = Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined)
  return sandbox.ask({
    method: 'POST',
    url,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: new URLSearchParams(form).toString(),
  })
}

/** Status, `error` and number of a refusal, one way to look at them. */
function refusal({ status, body }: WireReply): string {
  const [number] = Reflect.get(Object(body), 'error_codes') ?? []
  return `${status} ${memberOf(body, 'error')} ${number}`
}

const subjectOf = (sub: string) => ({ run: { claims: { sub } } })

describe('the token endpoint', () => {
  it('An assertion that a federated credential trusts is exchanged for an access token of 60 to 90 minutes.', () => {
    const sandbox = sandboxOf()
    const { status, body } = exchange(sandbox)
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: expect.any(Number) })
    const lifetime = Number(Reflect.get(Object(body), 'expires_in'))
    expect(lifetime).toBeGreaterThanOrEqual(3600)
    expect(lifetime).toBeLessThanOrEqual(5400)
    const issuedAt = Date.parse('2026-11-24T09:00:00Z') / 1000
    expect(claimsOf(memberOf(body, 'access_token'))).toMatchObject({
      aud: 'https://management.azure.com',
      appid: CLIENT,
      tid: TENANT,
      iat: issuedAt,
      exp: issuedAt + lifetime,
    })
    expect(exchange(sandboxOf()).body).toEqual(body)
  })

  it("On a clock that runs fast an access token lives as long as it says in the client's own time.", () => {
    const sandbox = sandboxOf()
    sandbox.clock.setRate(900)
    const { body } = exchange(sandbox)
    const { iat, exp } = Object(claimsOf(memberOf(body, 'access_token')))
    expect(exp - iat).toBe(900 * Number(Reflect.get(Object(body), 'expires_in')))
  })

  it('The access token opens Resource Manager, and the one for Batch opens the Batch service.', () => {
    const sandbox = sandboxOf()
    const tokenFor = (scope: string) => `Bearer ${memberOf(exchange(sandbox, { scope }).body, 'access_token')}`
    const ask = (url: string, authorization: string) =>
      sandbox.ask({ method: 'GET', url, headers: { authorization } }).status
    const arm = `${ARM}/subscriptions?api-version=2022-12-01`
    const pools = `${BATCH}/pools?api-version=2025-06-01`
    const forms = ['https://management.azure.com/.default', 'https://management.core.windows.net//.default']
    expect(forms.map((scope) => ask(arm, tokenFor(scope)))).toEqual([200, 200])
    const batchForms = ['https://batch.core.windows.net/.default', 'https://batch.core.windows.net//.default']
    expect(batchForms.map((scope) => ask(pools, tokenFor(scope)))).toEqual([200, 200])
  })

  it('A resource is named by scope or, in the older form, by itself, with one slash at its end or two.', () => {
    const sandbox = sandboxOf()
    const audience = (changes: Form, url?: string) =>
      claimsOf(memberOf(exchange(sandbox, changes, url).body, 'access_token'))
    expect(audience({ scope: 'https://management.core.windows.net//.default' })).toMatchObject({
      aud: 'https://management.core.windows.net/',
    })
    const resource = 'https://management.core.windows.net/'
    const older = exchange(sandbox, { scope: undefined, resource }, `${LOGIN}/${TENANT}/oauth2/token`)
    expect(older.body).toMatchObject({ resource, expires_on: expect.stringMatching(/^\d+$/) })
  })

  it('Fields and claims requests that clients add are tolerated.', () => {
    const claims = '{"access_token":{"xms_cc":{"values":["cp1"]}}}'
    expect(exchange(sandboxOf(), { claims, 'x-client-SKU': 'msal.js.node', client_info: '1' }).status).toBe(200)
  })

  it('Another issuer, subject or audience, and a subject that differs in case alone, has a refusal of its own.', () => {
    const sandbox = sandboxOf()
    const withAssertion = (asked: Parameters<typeof idToken>[1]) =>
      refusal(exchange(sandbox, { client_assertion: idToken(sandbox, asked) }))
    expect([
      withAssertion({ run: { claims: { iss: 'https://token.actions.githubusercontent.com/' } } }),
      withAssertion({ audience: 'api://AzureADTokenExchangeUSGov' }),
      withAssertion(subjectOf('repo:contoso/render-farm:pull_request')),
      withAssertion(subjectOf('repo:Contoso/render-farm:ref:refs/heads/main')),
    ]).toEqual([
      '401 invalid_client 700211',
      '401 invalid_client 700212',
      '401 invalid_client 700213',
      '401 invalid_client 7002138',
    ])
  })

  it('An application that has no federated credential at all is told so.', () => {
    const [first, ...others] = worldOf().applications
    const sandbox = sandboxOf({ applications: [{ ...first, federatedCredentials: [] }, ...others] })
    expect(refusal(exchange(sandbox))).toBe('401 invalid_client 70025')
  })

  it('A refusal tells the number, the sentence with what was presented, and ids to look for.', () => {
    const sandbox = sandboxOf()
    const { body, headers } = exchange(sandbox, {
      client_assertion: idToken(sandbox, subjectOf('repo:contoso/else:pull_request')),
    })
    expect(headers['content-type']).toBe('application/json; charset=utf-8')
    expect(body).toEqual({
      error: 'invalid_client',
      error_description: expect.stringMatching(
        /^AADSTS700213: No matching federated identity record found for presented assertion subject 'repo:contoso\/else:pull_request'\. .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: 2026-11-24 09:00:00Z$/,
      ),
      error_codes: [700213],
      timestamp: '2026-11-24 09:00:00Z',
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
      error_uri: `${LOGIN}/error?code=700213`,
    })
  })

  it('An assertion is good to the second that it expires, and not before its time.', () => {
    const sandbox = sandboxOf()
    const assertion = idToken(sandbox)
    sandbox.clock.advance(299_999)
    expect(exchange(sandbox, { client_assertion: assertion }).status).toBe(200)
    sandbox.clock.advance(1)
    expect(refusal(exchange(sandbox, { client_assertion: assertion }))).toBe('401 invalid_client 700024')
    const later = idToken(sandbox)
    const early = sandboxOf()
    expect(early.clock.now()).toBeLessThan(sandbox.clock.now())
    sandbox.clock.restart(early.clock.now() - 700_000)
    expect(refusal(exchange(sandbox, { client_assertion: later }))).toBe('401 invalid_client 700024')
  })

  it('An assertion that is forged, altered or no token at all is refused.', () => {
    const sandbox = sandboxOf()
    const [header = '', , signature = ''] = idToken(sandbox).split('.')
    const altered = Buffer.from(JSON.stringify({ ...Object(claimsOf(idToken(sandbox))), exp: 9e9 })).toString(
      'base64url',
    )
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${altered}.`
    const answers = [`${header}.${altered}.${signature}`, unsigned, 'not a token']
    expect(answers.map((client_assertion) => refusal(exchange(sandbox, { client_assertion })))).toEqual([
      '401 invalid_client 700027',
      '401 invalid_client 700027',
      '400 invalid_request 50027',
    ])
  })

  it('A federated credential that is still spreading is refused until it has reached every server.', () => {
    const sandbox = sandboxOf()
    const attempt = () =>
      exchange(sandbox, { client_assertion: idToken(sandbox, subjectOf('repo:contoso/render-farm:environment:new')) })
    expect(refusal(attempt())).toBe('400 invalid_request 70021')
    sandbox.clock.advance(300_000)
    expect(attempt().status).toBe(200)
  })

  const mistakes: readonly { readonly change: Form; readonly answer: string }[] = [
    { change: { grant_type: undefined }, answer: '400 invalid_request 900144' },
    { change: { grant_type: 'password' }, answer: '400 unsupported_grant_type 70003' },
    { change: { client_id: undefined }, answer: '400 invalid_request 900144' },
    { change: { client_id: TENANT }, answer: '400 unauthorized_client 700016' },
    { change: { scope: undefined }, answer: '400 invalid_request 900144' },
    { change: { scope: 'https://management.azure.com/user' }, answer: '400 invalid_scope 1002012' },
    { change: { scope: 'https://vault.azure.net/.default' }, answer: '400 invalid_resource 500011' },
    { change: { client_assertion: undefined }, answer: '401 invalid_client 7000218' },
    { change: { client_assertion_type: undefined }, answer: '400 invalid_request 900144' },
    { change: { client_assertion_type: 'urn:else' }, answer: '400 invalid_request 90023' },
    { change: { client_assertion: undefined, client_secret: 'x' }, answer: '401 invalid_client 7000215' },
    { change: { client_id: STRANGER }, answer: '401 invalid_client 70025' },
  ]
  it('A field that is missing, and an application, resource, scope or grant that is not known, is refused by its number.', () => {
    const sandbox = sandboxOf()
    expect(mistakes.map(({ change }) => refusal(exchange(sandbox, change)))).toEqual(
      mistakes.map(({ answer }) => answer),
    )
  })

  it('An application without a service principal, one that is disabled and one that conditional access keeps out are refused, each by its number.', () => {
    const [first, ...others] = worldOf().applications
    const answers = (['no-service-principal', 'disabled', 'conditional-access'] as const).map((keptOut) =>
      refusal(exchange(sandboxOf({ applications: [{ ...first, keptOut }, ...others] }))),
    )
    expect(answers).toEqual([
      '401 invalid_client 7000229',
      '400 unauthorized_client 7000112',
      '400 access_denied 53003',
    ])
  })

  it('A tenant is served by the authority of its own cloud alone.', () => {
    const government = sandboxOf({ cloud: 'AzureUSGovernment' })
    const at = (sandbox: Sandbox, authority: string, tenant = TENANT) =>
      exchange(
        sandbox,
        { scope: 'https://management.usgovcloudapi.net/.default' },
        `${authority}/${tenant}/oauth2/v2.0/token`,
      )
    expect(at(government, 'https://login.microsoftonline.us').status).toBe(200)
    expect([
      refusal(at(government, LOGIN)),
      refusal(at(sandboxOf(), 'https://login.chinacloudapi.cn')),
      refusal(at(sandboxOf(), LOGIN, SUBSCRIPTION)),
      refusal(at(sandboxOf(), LOGIN, 'common')),
    ]).toEqual([
      '400 invalid_request 90038',
      '400 invalid_request 90002',
      '400 invalid_request 90002',
      '400 invalid_request 50059',
    ])
  })

  it('A tenant in which nobody has registered Microsoft.Batch does not know the Batch service.', () => {
    const [first, second] = sandboxOf().world.subscriptions
    const sandbox = sandboxOf({ subscriptions: [{ ...first, registeredProviders: [] }, second] })
    const scope = 'https://batch.core.windows.net/.default'
    expect(refusal(exchange(sandbox, { scope }))).toBe('400 invalid_resource 500011')
  })

  it('Neither assertion nor token nor secret is ever found in the log.', () => {
    const sandbox = sandboxOf()
    const assertion = idToken(sandbox)
    const token = memberOf(exchange(sandbox, { client_assertion: assertion }).body, 'access_token')
    get(sandbox, `${ARM}/subscriptions?api-version=2022-12-01&sig=s3cret`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const log = JSON.stringify(sandbox.log.entries())
    for (const secret of [assertion, token, 's3cret', sandbox.requestToken()]) expect(log).not.toContain(secret)
    expect(sandbox.log.entries().find(({ plane }) => plane === 'entra')).toMatchObject({
      clientId: CLIENT,
      status: 200,
    })
  })
})

describe('discovery of Entra', () => {
  const ask = (sandbox: Sandbox, url: string) => sandbox.ask({ method: 'GET', url })

  it('The endpoints of a tenant are told under the host that was asked, also in the form of AD FS.', () => {
    const sandbox = sandboxOf()
    const bases = [LOGIN, 'https://localhost:9443']
    for (const base of bases) {
      expect(ask(sandbox, `${base}/${TENANT}/v2.0/.well-known/openid-configuration`).body).toMatchObject({
        token_endpoint: `${base}/${TENANT}/oauth2/v2.0/token`,
        authorization_endpoint: `${base}/${TENANT}/oauth2/v2.0/authorize`,
        issuer: `${base}/${TENANT}/v2.0`,
        jwks_uri: `${base}/${TENANT}/discovery/v2.0/keys`,
      })
    }
    const { body } = ask(sandbox, 'https://localhost:9443/adfs/.well-known/openid-configuration')
    const scope = 'https://localhost:9443/.default'
    expect(exchange(sandbox, { scope }, memberOf(body, 'token_endpoint')).status).toBe(200)
    expect(ask(sandbox, `${LOGIN}/nowhere/v2.0/.well-known/openid-configuration`).status).toBe(400)
  })

  it('Instance discovery vouches for Microsoft and for the sandbox, whose port it adds where a client left it out.', () => {
    const sandbox = sandboxOf()
    const discover = (authority: string) =>
      ask(
        sandbox,
        `${LOGIN}/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`${authority}/${TENANT}/oauth2/v2.0/authorize`)}`,
      )
    expect(discover(LOGIN).body).toMatchObject({
      tenant_discovery_endpoint: `${LOGIN}/${TENANT}/v2.0/.well-known/openid-configuration`,
      metadata: expect.arrayContaining([expect.objectContaining({ preferred_network: 'login.microsoftonline.com' })]),
    })
    expect(discover('https://localhost:9443').body).toMatchObject({
      tenant_discovery_endpoint: `https://localhost:9443/${TENANT}/v2.0/.well-known/openid-configuration`,
      metadata: expect.arrayContaining([expect.objectContaining({ aliases: ['localhost:9443', 'localhost'] })]),
    })
    expect(refusal(discover('https://login.example.com'))).toBe('400 invalid_instance 50049')
  })
})
