import { readJwt, type SigningKey } from '../jwt.ts'
import type { SandboxReply, SandboxRequest } from '../service.ts'
import { isRecord } from '../shape.ts'
import type { TokenAuthority } from './access-token.ts'
import type { Application } from './entities.ts'
import { checkAssertion } from './federation.ts'
import { entraRefusal } from './refusals.ts'

/** What the token endpoint knows of its tenant. */
export type TenantContext = {
  readonly tenantId: string
  readonly applications: readonly Application[]
  readonly authority: TokenAuthority
  /** Key of the issuer that federated credentials trust. */
  issuerKey(): SigningKey
  /** Whether some subscription of the tenant has Microsoft.Batch, without which the tenant knows no Batch service. */
  knowsBatch(): boolean
}

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Exchanges a client assertion for an access token. Throws Entra's refusals. */
export function exchangeToken(request: SandboxRequest, tenant: TenantContext): SandboxReply {
  const form = formFields(request.body)
  const grantType = required(form, 'grant_type')
  if (grantType !== 'client_credentials') throw entraRefusal(70003, grantType)
  const application = applicationOf(required(form, 'client_id'), tenant)
  const audience = requestedAudience(form)
  checkPrincipal(application, tenant)
  checkClient(form, application, { tenant, now: request.now })
  if (application.keptOut === 'conditional-access') throw entraRefusal(53003)
  checkAudience(audience, request, tenant)
  const { token, expiresIn } = tenant.authority.issue(application, audience, request.now)
  const versionOne = form['resource'] === undefined ? {} : versionOneFields(form['resource'], request.now, expiresIn)
  return {
    status: 200,
    body: {
      token_type: 'Bearer',
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      ...versionOne,
      access_token: token,
    },
  }
}

type Form = Readonly<Record<string, string | undefined>>

function formFields(body: unknown): Form {
  const fields = isRecord(body) ? Object.entries(body) : []
  return Object.fromEntries(fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

function required(form: Form, name: string): string {
  const value = form[name]
  if (value === undefined || value === '') throw entraRefusal(900144, name)
  return value
}

function applicationOf(clientId: string, tenant: TenantContext): Application {
  const found = tenant.applications.find((one) => one.clientId.toLowerCase() === clientId.toLowerCase())
  if (found === undefined) throw entraRefusal(700016, clientId, tenant.tenantId)
  return found
}

/** An application acts by its service principal, which has to be there and enabled. */
function checkPrincipal({ clientId, displayName, keptOut }: Application, { tenantId }: TenantContext): void {
  if (keptOut === 'no-service-principal') throw entraRefusal(7000229, clientId, tenantId)
  if (keptOut === 'disabled') throw entraRefusal(7000112, clientId, displayName)
}

/** The scope without `/.default`, a trailing slash kept; or the resource of the older form. */
function requestedAudience(form: Form): string {
  if (form['resource'] !== undefined) return form['resource']
  const scopes = required(form, 'scope').split(' ')
  const scope = scopes.find((one) => one.endsWith('/.default'))
  if (scope === undefined) throw entraRefusal(1002012, scopes.join(' '))
  return scope.slice(0, -'/.default'.length)
}

function checkClient(form: Form, application: Application, context: { tenant: TenantContext; now: number }): void {
  if (form['client_secret'] !== undefined) throw entraRefusal(7000215, application.clientId)
  const assertion = form['client_assertion']
  if (assertion === undefined || assertion === '') throw entraRefusal(7000218)
  const type = required(form, 'client_assertion_type')
  if (type !== JWT_BEARER) throw entraRefusal(90023, type)
  const jwt = readJwt(assertion)
  if (jwt === undefined) throw entraRefusal(50027)
  checkAssertion(jwt, { application, issuerKey: context.tenant.issuerKey(), now: context.now })
}

function checkAudience(audience: string, request: SandboxRequest, tenant: TenantContext): void {
  const name = audience.replace(/\/+$/, '')
  const { resourceManagerAudiences, batchAudiences } = request.cloud
  const isKnown = resourceManagerAudiences.includes(name) || (batchAudiences.includes(name) && tenant.knowsBatch())
  if (!isKnown) throw entraRefusal(500011, audience, tenant.tenantId)
}

function versionOneFields(resource: string, now: number, expiresIn: number): Record<string, string> {
  const issuedAt = Math.floor(now / 1000)
  return { expires_on: String(issuedAt + expiresIn), not_before: String(issuedAt), resource }
}
