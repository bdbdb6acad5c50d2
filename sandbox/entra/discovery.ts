import { isLoopback } from '../clouds.ts'
import type { CloudNames } from '../service.ts'
import { entraRefusal } from './refusals.ts'

/** Authorities that go by several names. Source: the answer of Entra's own instance discovery. */
const INSTANCES = [
  {
    preferred_network: 'login.microsoftonline.com',
    preferred_cache: 'login.windows.net',
    aliases: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
  },
  {
    preferred_network: 'login.partner.microsoftonline.cn',
    preferred_cache: 'login.partner.microsoftonline.cn',
    aliases: ['login.partner.microsoftonline.cn', 'login.chinacloudapi.cn'],
  },
  {
    preferred_network: 'login.microsoftonline.us',
    preferred_cache: 'login.microsoftonline.us',
    aliases: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
  },
] as const

/**
 * Answer to the question whether an authority is one of Microsoft's. The sandbox vouches for itself too; clients that
 * ask about it without its port (MSAL for Python) are told the port that it has.
 */
export function instanceDiscovery(authorizationEndpoint: string, ownHost: string): unknown {
  if (!URL.canParse(authorizationEndpoint)) throw entraRefusal(50049, authorizationEndpoint)
  const { hostname, host, port, pathname } = new URL(authorizationEndpoint)
  const isOwn = isLoopback(hostname)
  if (!isOwn && !INSTANCES.some(({ aliases }) => aliases.some((alias) => alias === hostname))) {
    throw entraRefusal(50049, authorizationEndpoint)
  }
  const own = port === '' ? ownHost : host
  const [, tenant = 'common'] = pathname.split('/')
  return {
    tenant_discovery_endpoint: `https://${isOwn ? own : host}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: isOwn
      ? [...INSTANCES, { preferred_network: own, preferred_cache: own, aliases: [own, hostname] }]
      : INSTANCES,
  }
}

/** Where a tenant's endpoints are. */
export function openidConfiguration(cloud: CloudNames, tenant: string): unknown {
  const base = `${cloud.login}/${tenant}`
  return {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
  }
}

/** The same for clients that take the authority for an AD FS, whose URLs name no tenant. */
export function adfsConfiguration(cloud: CloudNames): unknown {
  const base = `${cloud.login}/adfs`
  return {
    issuer: base,
    authorization_endpoint: `${base}/oauth2/authorize/`,
    token_endpoint: `${base}/oauth2/token/`,
    jwks_uri: `${base}/discovery/keys`,
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
  }
}
