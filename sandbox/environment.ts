import { GITHUB_API_HOST, GITHUB_API_PATH, GITHUB_PIPELINES_HOST } from './clouds.ts'
import type { Run } from './github/entities.ts'
import { ID_TOKEN_PATH } from './github/index.ts'
import type { Sandbox } from './sandbox.ts'

/** How a client reaches the sandbox: under Azure's own names through a proxy, or as a cloud of its own. */
export type Flavour = 'azure-names' | 'own-cloud'

/** Environment variables for a client process. */
export type Environment = Readonly<Record<string, string>>

/**
 * The environment of a job that differs from the world's run as told: as a runner gives it, with the world's first
 * application and subscription, and the way to the sandbox at `url` with the CA in `caFile`.
 */
export function clientEnvironment(
  sandbox: Sandbox,
  place: { readonly url: string; readonly caFile: string },
  asked: { readonly flavour: Flavour; readonly run?: Partial<Run> },
): Environment {
  const { world } = sandbox
  return {
    NODE_EXTRA_CA_CERTS: place.caFile,
    REQUESTS_CA_BUNDLE: place.caFile,
    SANDBOX_URL: place.url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: sandbox.requestToken(asked.run),
    GITHUB_TOKEN: sandbox.githubToken(),
    AZURE_CLIENT_ID: world.applications[0]?.clientId ?? '',
    AZURE_TENANT_ID: world.tenantId,
    AZURE_SUBSCRIPTION_ID: world.subscriptions[0]?.subscriptionId ?? '',
    ...(asked.flavour === 'azure-names' ? throughProxy(place.url) : ownCloud(place.url)),
  }
}

/** Proxy variables in both spellings, and nothing that is exempt from the proxy, whatever was inherited. */
function throughProxy(url: string): Environment {
  const proxy = url.replace('https:', 'http:')
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `https://${GITHUB_PIPELINES_HOST}${ID_TOKEN_PATH}`,
    GITHUB_API_URL: `https://${GITHUB_API_HOST}`,
    HTTPS_PROXY: proxy,
    https_proxy: proxy,
    HTTP_PROXY: proxy,
    http_proxy: proxy,
    NO_PROXY: '',
    no_proxy: '',
  }
}

function ownCloud(url: string): Environment {
  const { hostname } = new URL(url)
  return {
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/_github${ID_TOKEN_PATH}`,
    GITHUB_API_URL: `${url}${GITHUB_API_PATH}`,
    'INPUT_RESOURCE-MANAGER-ENDPOINT': url,
    NO_PROXY: hostname,
    no_proxy: hostname,
  }
}

/** Variables as a file that a shell reads with `set -a; . FILE`; names that no shell can hold are left out. */
export function environmentFile(environment: Environment): string {
  const lines = Object.entries(environment)
    .filter(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .map(([name, value]) => `${name}='${value.replaceAll("'", `'\\''`)}'`)
  return `${lines.join('\n')}\n`
}
