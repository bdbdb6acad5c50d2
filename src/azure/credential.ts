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

/** Access tokens bought with GitHub's ID token; requests for the same scope at the same moment share one. */
export function createCredential(
  { tenantId, clientId, cloud }: SignIn,
  assertion: () => Promise<string>,
): TokenCredential {
  const inner = new ClientAssertionCredential(tenantId, clientId, assertion, {
    ...clientOptions(),
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: cloud.isCustomAuthority,
  })
  const pending = new Map<string, Promise<AccessToken>>()
  return {
    getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken> {
      const key = JSON.stringify([scopes, options?.enableCae ?? false, options?.claims ?? ''])
      const running = pending.get(key)
      if (running !== undefined) return running
      const asked = withTimeout(inner.getToken(scopes, options))
        .catch(async (error: unknown) => {
          throw error instanceof UserError ? error : await signInFailure(error, assertion)
        })
        .finally(() => pending.delete(key))
      pending.set(key, asked)
      return asked
    },
  }
}

/** Buys the tokens of the planes side by side, the way the clients ask for them: CAE tokens are cached apart. */
export async function signIn(
  credential: TokenCredential,
  { resourceManagerScope, batchScope }: Cloud,
  usesBatch: boolean,
): Promise<void> {
  const scopes = usesBatch ? [resourceManagerScope, batchScope] : [resourceManagerScope]
  await Promise.all(scopes.map((scope) => credential.getToken([scope], { enableCae: true })))
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
