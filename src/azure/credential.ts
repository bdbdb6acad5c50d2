import {
  type AccessToken,
  ClientAssertionCredential,
  type GetTokenOptions,
  type TokenCredential,
} from '@azure/identity'
import { UserError } from '../model/errors.ts'
import type { Cloud } from './cloud.ts'
import { clientOptions, type Patience } from './pipeline.ts'
import { type Attempt, networkWitness, signInFailure, witnessed } from './sign-in.ts'

/** Who signs in, and where. */
export type SignIn = { readonly tenantId: string; readonly clientId: string; readonly cloud: Cloud }

/** What tests do otherwise than a run. */
export type CredentialOptions = {
  /** ms since 1970 */
  readonly now?: () => number
  readonly patience?: Patience
  /** Longest wait for one access token; the library itself never gives up on a silent server. */
  readonly timeoutMs?: number
}

const TOKEN_TIMEOUT_MS = 120_000

/** A token with less left than this is bought anew. */
const RENEWAL_MS = 5 * 60_000

/**
 * Access tokens bought with GitHub's ID token. Kept here until shortly before their end, and shared by all who ask
 * at the same moment: the library would ask GitHub for an ID token even where it has an access token left, and keeps
 * tokens of clients with and without continuous access evaluation apart, so that each would be bought twice.
 */
export function createCredential(
  signIn: SignIn,
  assertion: () => Promise<string>,
  { now = Date.now, patience, timeoutMs = TOKEN_TIMEOUT_MS }: CredentialOptions = {},
): TokenCredential {
  const attempt: Attempt = {}
  const inner = createInner(signIn, assertion, attempt, patience)
  const held = new Map<string, AccessToken>()
  const pending = new Map<string, Promise<AccessToken>>()
  const buy = async (scopes: string | string[], options: GetTokenOptions): Promise<AccessToken> => {
    try {
      return await withTimeout(inner.getToken(scopes, { ...options, enableCae: true }), timeoutMs)
    } catch (error) {
      throw signInFailure(error, attempt, signIn.clientId)
    }
  }
  return {
    getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
      const scope = [scopes].flat().join(' ')
      const token = held.get(scope)
      // Claims come with a challenge: Azure no longer takes the token that is held.
      if (token && options.claims === undefined && token.expiresOnTimestamp - now() > RENEWAL_MS) {
        return Promise.resolve(token)
      }
      const purchase = `${scope} ${options.claims ?? ''}`
      const running = pending.get(purchase)
      if (running !== undefined) return running
      const bought = buy(scopes, options)
        .then((fresh) => {
          held.set(scope, fresh)
          return fresh
        })
        .finally(() => pending.delete(purchase))
      pending.set(purchase, bought)
      return bought
    },
  }
}

function createInner(
  { tenantId, clientId, cloud }: SignIn,
  assertion: () => Promise<string>,
  attempt: Attempt,
  patience: Patience | undefined,
): ClientAssertionCredential {
  const options = clientOptions(patience)
  return new ClientAssertionCredential(tenantId, clientId, () => witnessed(attempt, assertion), {
    ...options,
    additionalPolicies: [
      ...options.additionalPolicies,
      { policy: networkWitness(attempt), position: 'perCall' as const },
    ],
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: cloud.isCustomAuthority,
  })
}

/** Buys the tokens of the planes side by side, before anything asks for them. */
export async function signIn(
  credential: TokenCredential,
  { resourceManagerScope, batchScope }: Cloud,
  usesBatch: boolean,
): Promise<void> {
  const scopes = usesBatch ? [resourceManagerScope, batchScope] : [resourceManagerScope]
  await Promise.all(scopes.map((scope) => credential.getToken([scope])))
}

function withTimeout(token: Promise<AccessToken>, timeoutMs: number): Promise<AccessToken> {
  const { promise, reject } = Promise.withResolvers<AccessToken>()
  const timer = setTimeout(() => {
    reject(
      new UserError(
        'SignInSilent',
        `Microsoft Entra did not answer the sign-in within ${timeoutMs / 1000} seconds.`,
        'Check the proxy and the network of the runner, and run again.',
      ),
    )
  }, timeoutMs)
  return Promise.race([token, promise]).finally(() => clearTimeout(timer))
}
