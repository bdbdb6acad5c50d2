import type { CloudNames, Route, SandboxReply, SandboxRequest } from '../service.ts'
import { adfsConfiguration, instanceDiscovery, openidConfiguration } from './discovery.ts'
import { entraRefusal } from './refusals.ts'
import { exchangeToken, type TenantContext } from './token-endpoint.ts'

/** What Entra needs to know besides its tenant. */
export type EntraContext = TenantContext & {
  /** The Azure cloud in which the tenant lives. */
  readonly home: string
  /** Host and port of the sandbox as a cloud of its own. */
  readonly ownHost: string
}

/** National clouds as Entra names them in sentences. */
const NATIONAL: Readonly<Record<string, string>> = {
  AzureUSGovernment: 'MicrosoftOnline.US',
  AzureChinaCloud: 'PartnerMicrosoftOnline.CN',
}

/** Entra's endpoints for one tenant. */
export function entraService(context: EntraContext): { readonly routes: readonly Route[] } {
  const exchange = (request: SandboxRequest): SandboxReply => {
    checkTenant(request.params['tenant'] ?? '', request.cloud, context)
    return exchangeToken(request, context)
  }
  const configuration = (request: SandboxRequest): SandboxReply => {
    const tenant = request.params['tenant'] ?? ''
    if (!isGeneralTenant(tenant)) checkTenant(tenant, request.cloud, context)
    return { status: 200, body: openidConfiguration(request.cloud, tenant) }
  }
  const keys = (): SandboxReply => ({ status: 200, body: { keys: context.authority.publicKeys() } })
  const get = (path: string, handle: Route['handle']): Route => ({ plane: 'entra', method: 'GET', path, handle })
  const post = (path: string, handle: Route['handle']): Route => ({ plane: 'entra', method: 'POST', path, handle })

  return {
    routes: [
      post('/:tenant/oauth2/v2.0/token', exchange),
      post('/:tenant/oauth2/token', exchange),
      post('/adfs/oauth2/token', (request) => exchangeToken(request, context)),
      get('/:tenant/v2.0/.well-known/openid-configuration', configuration),
      get('/:tenant/.well-known/openid-configuration', configuration),
      get('/adfs/.well-known/openid-configuration', ({ cloud }) => ({ status: 200, body: adfsConfiguration(cloud) })),
      get('/:tenant/discovery/v2.0/keys', keys),
      get('/adfs/discovery/keys', keys),
      get('/:tenant/discovery/instance', ({ query }) => ({
        status: 200,
        body: instanceDiscovery(query.get('authorization_endpoint') ?? '', context.ownHost),
      })),
    ],
  }
}

function isGeneralTenant(tenant: string): boolean {
  return ['common', 'organizations', 'consumers'].includes(tenant.toLowerCase())
}

function checkTenant(tenant: string, cloud: CloudNames, { tenantId, home }: EntraContext): void {
  if (isGeneralTenant(tenant)) throw entraRefusal(50059)
  if (tenant.toLowerCase() !== tenantId.toLowerCase()) throw entraRefusal(90002, tenant)
  if (cloud.name === home || cloud.name === 'Sandbox') return
  const nation = cloud.name === 'AzureCloud' ? NATIONAL[home] : undefined
  throw nation === undefined ? entraRefusal(90002, tenant) : entraRefusal(90038, tenant, nation)
}
