import { createHash } from 'node:crypto'
import { GITHUB_ISSUER_HOST } from '../clouds.ts'
import { guidOf } from '../identifiers.ts'
import { keyOf, type SigningKey, signJwt } from '../jwt.ts'
import { Refusal, type Route, type SandboxClock, type SandboxRequest } from '../service.ts'
import { commentRoutes } from './api-routes.ts'
import { ID_TOKEN_LIFETIME, idTokenClaims } from './claims.ts'
import type { Repository, Run } from './entities.ts'
import { readRequestToken, requestToken } from './request-token.ts'

/** Path at which a job asks for ID tokens, with the query that the runner's URL already has. */
export const ID_TOKEN_PATH = '/idtoken?api-version=2.0'

const LEAST_REAL_SECONDS = 30

/** GitHub's side of the federation. */
export type GithubService = {
  readonly routes: readonly Route[]
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of a job that differs from the repository's run as told. */
  requestToken(run: Partial<Run>): string
  /** `GITHUB_TOKEN` of a job of the repository. */
  readonly jobToken: string
  /** Key of the issuer, for those who trust it. */
  key(): SigningKey
}

/** GitHub's OIDC endpoints for one repository, and its REST API as far as a job comments on pull requests. */
export function githubService(repository: Repository, clock: Pick<SandboxClock, 'virtualSeconds'>): GithubService {
  const secret = guidOf('id token request', repository.id)
  const jobToken = `ghs_${createHash('sha256').update(`job of ${repository.id}`).digest('hex').slice(0, 36)}`
  const key = (): SigningKey => keyOf('github')
  let issued = 0

  const giveIdToken = (request: SandboxRequest): { status: number; body: unknown } => {
    const run = readRequestToken(bearer(request), secret)
    if (run === undefined) throw new Refusal(401, 'Unauthorized', 'Bad credentials: this is no job of the repository.')
    issued += 1
    const audience = request.query.get('audience') ?? undefined
    const job = { ...repository.run, ...run }
    // A client needs its own time to use the token: on a fast clock five minutes may be over before it has the answer.
    const lifetime = Math.max(ID_TOKEN_LIFETIME, clock.virtualSeconds(LEAST_REAL_SECONDS))
    const claims = idTokenClaims(repository, job, { audience, now: request.now, sequence: issued, lifetime })
    const value = signJwt(claims, key())
    return { status: 200, body: { count: value.length, value } }
  }

  return {
    key,
    jobToken,
    requestToken: (run) => requestToken(run, secret),
    routes: [
      ...commentRoutes(repository, jobToken),
      { plane: 'github', method: 'GET', path: '/idtoken', handle: giveIdToken },
      {
        plane: 'github',
        method: 'GET',
        path: '/.well-known/openid-configuration',
        handle: () => ({ status: 200, body: issuerConfiguration(repository) }),
      },
      {
        plane: 'github',
        method: 'GET',
        path: '/.well-known/jwks',
        handle: () => ({ status: 200, body: { keys: [key().jwk] } }),
      },
    ],
  }
}

function issuerConfiguration(repository: Repository): unknown {
  const issuer = repository.issuer ?? `https://${GITHUB_ISSUER_HOST}`
  return {
    issuer,
    jwks_uri: `https://${GITHUB_ISSUER_HOST}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  }
}

function bearer(request: SandboxRequest): string {
  return /^Bearer +(\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1] ?? ''
}
