import {
  type AccessToken,
  ClientAssertionCredential,
  type GetTokenOptions,
  type TokenCredential,
} from '@azure/identity'
import { UserError } from '../model/errors.ts'
import type { Cloud } from './cloud.ts'
import { clientOptions } from './pipeline.ts'
import { signInFailure } from './sign-in.ts'

/** Longest wait for one access token; the library itself never gives up on a silent server. */
const TOKEN_TIMEOUT_MS = 120_000

/** Who signs in, and where. */
export type SignIn = { readonly tenantId: string; readonly clientId: string; readonly cloud: Cloud }

/** A token with less left than this is bought anew. */
const RENEWAL_MS = 5 * 60_000

/**
 * Access tokens bought with GitHub's ID token. Kept here until shortly before their end, and shared by all who ask
 * at the same moment: the library would ask GitHub for an ID token even where it has an access token left, and keeps
 * tokens of clients with and without continuous access evaluation apart, so that each would be bought twice.
 */
export function createCredential(
  { tenantId, clientId, cloud }: SignIn,
  assertion: () => Promise<string>,
): TokenCredential {
  const inner = new ClientAssertionCredential(tenantId, clientId, assertion, {
    ...clientOptions(),
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: cloud.isCustomAuthority,
  })
  const held = new Map<string, AccessToken>()
  const pending = new Map<string, Promise<AccessToken>>()
  const buy = async (key: string, scopes: string | string[], options: GetTokenOptions): Promise<AccessToken> => {
    try {
      const token = await withTimeout(inner.getToken(scopes, { ...options, enableCae: true }))
      held.set(key, token)
      return token
    } catch (error) {
      throw error instanceof UserError ? error : await signInFailure(error, assertion)
    } finally {
      pending.delete(key)
    }
  }
  return {
    getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
      const key = JSON.stringify([scopes].flat())
      const token = held.get(key)
      // Claims come with a challenge: Azure no longer takes the token that is held.
      if (token && options.claims === undefined && token.expiresOnTimestamp - Date.now() > RENEWAL_MS) {
        return Promise.resolve(token)
      }
      const running = pending.get(key) ?? buy(key, scopes, options)
      pending.set(key, running)
      return running
    },
  }
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

function withTimeout(token: Promise<AccessToken>): Promise<AccessToken> {
  const { promise, reject } = Promise.withResolvers<AccessToken>()
  const timer = setTimeout(() => {
    reject(
      new UserError(
        'SignInSilent',
        `Microsoft Entra did not answer the sign-in within ${TOKEN_TIMEOUT_MS / 1000} seconds.`,
        'Check the proxy and the network of the runner, and run again.',
      ),
    )
  }, TOKEN_TIMEOUT_MS)
  return Promise.race([token, promise]).finally(() => clearTimeout(timer))
}
