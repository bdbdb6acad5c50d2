import type { TokenCredential } from '@azure/identity'
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { checkWorld } from '../../sandbox/world.ts'
import { freshAssertion } from '../../src/azure/assertion.ts'
import { createAzure } from '../../src/azure/azure.ts'
import type { Cloud } from '../../src/azure/cloud.ts'
import { type CredentialOptions, createCredential, signIn } from '../../src/azure/credential.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import { AzureError, UserError } from '../../src/model/errors.ts'
import { HURRIED, idToken, ownWorld, trust } from './cloud-of-its-own.ts'
import { GALLERY } from './names-of-its-own.ts'

const HOUR = 3_600_000

/** All that Jest could take over but the calendar, by which the sign-in library tells whether a token is old. */
const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const

let served: ServedSandbox
let cloud: Cloud
let distrust: () => void
let identity: { tenantId: string; clientId: string }

beforeAll(async () => {
  served = await startSandbox({ world: await ownWorld(), rate: 0 })
  distrust = trust(served)
  cloud = await discoverCloud(served.url)
  const { tenantId, applications } = served.sandbox.world
  identity = { tenantId, clientId: applications[0]?.clientId ?? '' }
})
beforeEach(() => served.sandbox.reset())
afterAll(async () => {
  distrust()
  await served.close()
})

type Difference = Partial<typeof identity> & { cloud?: Cloud; assertion?: () => Promise<string> } & CredentialOptions

function credentialWith({ assertion, now, timeoutMs, ...difference }: Difference = {}): TokenCredential {
  return createCredential({ ...identity, cloud, ...difference }, assertion ?? (async () => idToken(served)), {
    patience: HURRIED,
    ...(now && { now }),
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
}

/** Requests of the sign-in since the sandbox was reset, as `METHOD last-part-of-path`. */
function asked(plane: 'entra' | 'github'): string[] {
  return served.sandbox.log
    .entries()
    .filter((entry) => entry.plane === plane)
    .map(({ method, url }) => `${method} ${new URL(url).pathname.split('/').at(-1)}`)
}

async function failureOf(promise: Promise<unknown>): Promise<UserError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof UserError) return error
  throw new Error(`no UserError: ${String(error)}`)
}

describe('signIn', () => {
  it('buys a token for each plane with one ID token', async () => {
    const assertion = freshAssertion(async () => idToken(served), Date.now)
    await signIn(credentialWith({ assertion }), cloud, true)
    expect(asked('github')).toEqual(['GET idtoken'])
    expect(asked('entra').filter((request) => request === 'POST token')).toHaveLength(2)
  })

  it('asks nobody whether an authority of its own is one of Microsoft', async () => {
    await signIn(credentialWith(), cloud, false)
    expect(new Set(asked('entra'))).toEqual(new Set(['GET openid-configuration', 'POST token']))
  })

  it('takes the ID token that was asked for before', async () => {
    const first = Promise.resolve(idToken(served))
    const never = async () => {
      throw new Error('asked again')
    }
    await signIn(credentialWith({ assertion: freshAssertion(never, Date.now, first) }), cloud, true)
  })
})

describe('getToken', () => {
  it('is shared by all who ask at the same moment, and kept', async () => {
    const credential = credentialWith()
    const scope = [cloud.resourceManagerScope]
    const tokens = await Promise.all([1, 2, 3].map(() => credential.getToken(scope)))
    tokens.push(await credential.getToken(scope, { enableCae: true }))
    expect(new Set(tokens.map((each) => each?.token)).size).toBe(1)
    expect(asked('entra').filter((request) => request === 'POST token')).toHaveLength(1)
  })

  it('buys a new token when Azure challenges the one that is held', async () => {
    const credential = credentialWith()
    const scope = [cloud.resourceManagerScope]
    await credential.getToken(scope)
    await credential.getToken(scope, { claims: '{"access_token":{"nbf":{"essential":true,"value":"1"}}}' })
    expect(asked('entra').filter((request) => request === 'POST token')).toHaveLength(2)
  })

  it('stays good for many hours, each token bought with an ID token of its own time', async () => {
    const { clock } = served.sandbox
    jest.useFakeTimers({ now: clock.now(), doNotFake: [...TIMERS] })
    try {
      const assertion = freshAssertion(
        async () => idToken(served),
        () => Date.now(),
      )
      const azure = createAzure(cloud, credentialWith({ assertion, now: () => Date.now() }), HURRIED)
      for (let hour = 0; hour < 8; hour += 1) {
        expect((await azure.readGallery(GALLERY)).observed.state).toBe('present')
        clock.advance(HOUR / 2)
        jest.setSystemTime(clock.now())
      }
    } finally {
      jest.useRealTimers()
    }
    // Tokens live 60 to 90 minutes: half a day of work at half-hour steps needs a few, each with its own ID token.
    const bought = asked('entra').filter((request) => request === 'POST token').length
    expect(bought).toBeGreaterThanOrEqual(3)
    expect(bought).toBeLessThanOrEqual(4)
    expect(asked('github')).toHaveLength(bought)
    expect(served.sandbox.log.entries().filter(({ status }) => status === 401)).toEqual([])
  })

  it('does not keep a refusal', async () => {
    const credential = credentialWith()
    served.sandbox.faults.add({
      match: { plane: 'entra', method: 'POST' },
      effect: {
        kind: 'answer',
        status: 400,
        body: { error: 'x', error_description: 'AADSTS90033: Busy. Trace ID: 1' },
      },
    })
    await failureOf(Promise.resolve(credential.getToken([cloud.resourceManagerScope])))
    expect(await credential.getToken([cloud.resourceManagerScope])).toHaveProperty('token')
  })

  it('repeats what a busy Entra refuses for a while', async () => {
    served.sandbox.faults.add({
      match: { plane: 'entra', method: 'POST' },
      count: 2,
      effect: { kind: 'answer', status: 503, code: 'temporarily_unavailable' },
    })
    expect(await credentialWith().getToken([cloud.resourceManagerScope])).toHaveProperty('token')
  })

  it('gives up on a server that says nothing', async () => {
    served.sandbox.faults.add({ match: { plane: 'entra', method: 'POST' }, effect: { kind: 'hang' } })
    const failure = await failureOf(signIn(credentialWith({ timeoutMs: 50 }), cloud, false))
    expect(failure.code).toBe('SignInSilent')
  })
})

describe('a sign-in that Entra refuses', () => {
  const SUBJECT = 'repo:contoso/render-farm:ref:refs/heads/main'
  const ISSUER = 'https://token.actions.githubusercontent.com'
  const claims = `The ID token has issuer https://token.actions.githubusercontent.com, subject ${SUBJECT} and audience api://AzureADTokenExchange.`
  const job = (run: Parameters<ServedSandbox['sandbox']['requestToken']>[0]) => async () => {
    const { text } = served.sandbox.ask({
      method: 'GET',
      url: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
      headers: { authorization: `Bearer ${served.sandbox.requestToken(run)}` },
    })
    return String((JSON.parse(text) as { value?: string }).value)
  }
  const cases: readonly [string, () => Difference, RegExp][] = [
    [
      'AADSTS700211',
      () => ({ assertion: job({ claims: { iss: 'https://token.example/' } }) }),
      /issuer 'https:\/\/token/,
    ],
    ['AADSTS700212', () => ({ assertion: async () => idToken(served, 'api://Other') }), /audience api:\/\/Other\./],
    [
      'AADSTS700213',
      () => ({ assertion: job({ environment: 'test' }) }),
      /subject repo:contoso\/render-farm:environment:test/,
    ],
    [
      'AADSTS7002138',
      () => ({ assertion: job({ claims: { sub: SUBJECT.replace('contoso', 'Contoso') } }) }),
      /subject repo:Contoso\/render-farm/,
    ],
    ['AADSTS700016', () => ({ clientId: '00000000-1111-4222-8333-444444444444' }), /was not found in the directory/],
    ['AADSTS90002', () => ({ tenantId: '00000000-1111-4222-8333-444444444444' }), /Tenant '00000000/],
  ]
  for (const [code, difference, words] of cases) {
    it(`is told by its number ${code}, Entra's sentence and what to do`, async () => {
      const failure = await failureOf(signIn(credentialWith(difference()), cloud, false))
      expect(failure.code).toBe(code)
      expect(failure.message).toContain(`Microsoft Entra refused the sign-in (${code}): `)
      expect(failure.message).toMatch(words)
      expect(failure.message).not.toContain('Trace ID')
      expect(failure.remedy).not.toContain('Look the number up')
    })
  }

  const SUBJECT_WITH_IDS = 'repo:contoso@6154722/render-farm@712345678:ref:refs/heads/main'
  const mismatches: readonly [string, () => Difference, string, RegExp][] = [
    ['700211', () => ({ assertion: job({ claims: { iss: `${ISSUER}/contoso` } }) }), SUBJECT, /name of an enterprise/],
    ['700212', () => ({ assertion: async () => idToken(served, 'api://Other') }), SUBJECT, /the input `audience`/],
    [
      '700213',
      () => ({ assertion: job({ claims: { sub: SUBJECT_WITH_IDS } }) }),
      SUBJECT_WITH_IDS,
      /with the names alone does not match/,
    ],
    [
      '7002138',
      () => ({ assertion: job({ claims: { sub: SUBJECT.replace('contoso', 'Contoso') } }) }),
      SUBJECT.replace('contoso', 'Contoso'),
      /only in upper and lower case/,
    ],
  ]
  for (const [number, difference, subject, hint] of mismatches) {
    it(`is told with the line that mends the credential, where it is ${number}`, async () => {
      const failure = await failureOf(signIn(credentialWith(difference()), cloud, false))
      expect(failure.code).toBe(`AADSTS${number}`)
      expect(failure.remedy).toMatch(hint)
      const verb = number === '700212' ? 'update' : 'create'
      expect(failure.remedy).toContain(`az ad app federated-credential ${verb} --id ${identity.clientId} `)
      expect(failure.remedy).toContain(`"subject":"${subject}"`)
      expect(failure.remedy).toContain(`--subject '${subject}'`)
    })
  }

  it('is told with that line also where the credential is too new, and never with the token', async () => {
    const world = await ownWorld()
    const [first, ...others] = world.applications
    const federatedCredentials = (first?.federatedCredentials ?? []).map((each) => ({
      ...each,
      usableFrom: '2026-11-24T09:10:00Z',
    }))
    const applications = [{ ...first, federatedCredentials }, ...others]
    const young = await startSandbox({ world: checkWorld({ ...world, applications }), rate: 0 })
    const distrustYoung = trust(young)
    try {
      const sent = idToken(young)
      const youngCloud = await discoverCloud(young.url)
      const credential = credentialWith({ cloud: youngCloud, assertion: async () => sent })
      const failure = await failureOf(signIn(credential, youngCloud, false))
      expect(failure.code).toBe('AADSTS70021')
      expect(failure.remedy).toContain(`"subject":"${SUBJECT}"`)
      expect(failure.remedy).toContain('it takes some minutes to work')
      expect(`${failure.message}${failure.remedy}`).not.toContain(sent.split('.')[1])
    } finally {
      distrustYoung()
      await young.close()
    }
  })

  const keptOut: readonly [string, string, RegExp][] = [
    ['no-service-principal', 'AADSTS7000229', /az ad sp create --id [0-9a-f-]{36}`/],
    ['disabled', 'AADSTS7000112', /enable the application again/],
    ['conditional-access', 'AADSTS53003', /sign-in log of service principals names the policy/],
  ]
  for (const [reason, code, remedy] of keptOut) {
    it(`is told by its number where the application is kept out: ${reason}`, async () => {
      const world = await ownWorld()
      const applications = world.applications.map((each) => ({ ...each, keptOut: reason }))
      const closed = await startSandbox({ world: checkWorld({ ...world, applications }), rate: 0 })
      const distrustClosed = trust(closed)
      try {
        const closedCloud = await discoverCloud(closed.url)
        const credential = credentialWith({ cloud: closedCloud, assertion: async () => idToken(closed) })
        const failure = await failureOf(signIn(credential, closedCloud, false))
        expect(failure.code).toBe(code)
        expect(failure.remedy).toMatch(remedy)
      } finally {
        distrustClosed()
        await closed.close()
      }
    })
  }

  it('is told without a line where the ID token cannot be read', async () => {
    served.sandbox.faults.add({
      match: { plane: 'entra', method: 'POST' },
      effect: {
        kind: 'answer',
        status: 400,
        body: { error: 'x', error_description: 'AADSTS700213: No match. Trace ID: 1' },
      },
    })
    const failure = await failureOf(signIn(credentialWith({ assertion: async () => 'opaque' }), cloud, false))
    expect(failure.message).toContain('issuer unknown, subject unknown and audience unknown')
    expect(failure.remedy).toContain('letter by letter')
    expect(failure.remedy).not.toContain('az ')
  })

  it('is told with what the ID token says, and never with the token', async () => {
    const held = idToken(served)
    served.sandbox.clock.advance(HOUR)
    const failure = await failureOf(signIn(credentialWith({ assertion: async () => held }), cloud, false))
    expect(failure.code).toBe('AADSTS700024')
    expect(failure.message).toContain(claims)
    expect(failure.message).not.toContain(held.split('.')[2])
    expect(failure.remedy).toContain('clock')
  })

  it('is told by its number also where the number is new', async () => {
    served.sandbox.faults.add({
      match: { plane: 'entra', method: 'POST' },
      effect: {
        kind: 'answer',
        status: 400,
        body: { error: 'x', error_description: 'AADSTS999999: New. Trace ID: 1' },
      },
    })
    const failure = await failureOf(signIn(credentialWith(), cloud, false))
    expect(failure).toMatchObject({ code: 'AADSTS999999', remedy: expect.stringContaining('/error?code=999999') })
    expect(failure.message).toContain('(AADSTS999999): New.\n')
  })

  it('ends a reading as what it is, and is not taken for an answer of Azure', async () => {
    const azure = createAzure(cloud, credentialWith({ assertion: job({ environment: 'test' }) }), HURRIED)
    const failure = await failureOf(azure.readGallery(GALLERY))
    expect(failure).not.toBeInstanceOf(AzureError)
    expect(failure.code).toBe('AADSTS700213')
  })
})

describe('a sign-in that comes to nothing', () => {
  it('tells why GitHub gave no ID token', async () => {
    const refused = new UserError('IdTokenNotIssued', 'GitHub did not issue an ID token.', 'Run again.')
    const failure = await failureOf(signIn(credentialWith({ assertion: () => Promise.reject(refused) }), cloud, true))
    expect(failure).toBe(refused)
  })

  it('tells that nothing listens at the address of the cloud', async () => {
    const closed = { ...cloud, authorityHost: 'https://localhost:1' }
    const failure = await failureOf(signIn(credentialWith({ cloud: closed }), closed, false))
    expect(failure.code).toBe('SignInFailed')
    expect(failure.message).toContain('No answer came from localhost:1: nothing listens there')
  })

  it('tells that a certificate is not trusted', async () => {
    const stranger = await startSandbox({ world: await ownWorld(), rate: 0 })
    try {
      const untrusted = { ...cloud, authorityHost: stranger.url }
      const failure = await failureOf(signIn(credentialWith({ cloud: untrusted }), untrusted, false))
      expect(failure.message).toContain('its certificate comes from an authority that is not trusted here')
    } finally {
      await stranger.close()
    }
  })

  it('tells that something else answered instead of Entra', async () => {
    served.sandbox.faults.add({
      match: { plane: 'entra' },
      count: 0,
      effect: { kind: 'answer', status: 403, headers: { 'Content-Type': 'text/html' }, body: '<html>' },
    })
    const failure = await failureOf(signIn(credentialWith(), cloud, false))
    expect(failure.code).toBe('SignInFailed')
    expect(failure.message).toBe(
      'The sign-in to Azure came to nothing. The answer was 403, but it is no answer of Microsoft Entra: a proxy may have given it instead of Azure.',
    )
  })
})
