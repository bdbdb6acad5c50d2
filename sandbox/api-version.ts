import { Refusal, type Route, type SandboxRequest } from './service.ts'

/** The `api-version` of a request to Resource Manager or the Batch service. Throws 400 where there is none. */
export function requiredApiVersion(query: URLSearchParams): string {
  const entry = [...query].find(([name]) => name.toLowerCase() === 'api-version')
  if (entry === undefined || entry[1] === '') {
    throw new Refusal(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    )
  }
  return entry[1]
}

/** Throws 400 in the plane's words where the route's operation does not exist in that api-version. */
export function checkApiVersion(route: Route, version: string, request: SandboxRequest): void {
  if (route.apiVersions?.(version) !== false) return
  if (route.plane === 'batch') {
    throw new Refusal(400, 'UnsupportedRequestVersion', 'The specified version in query parameter is not supported.', {
      details: [{ code: 'api-version', message: version }],
    })
  }
  const provider = providerOf(request.path)
  if (provider === undefined || !/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version)) {
    throw new Refusal(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`)
  }
  throw new Refusal(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for API version '${version}' for type '${provider.type}' in the namespace '${provider.namespace}'.`,
  )
}

/** Namespace and resource type that a path of Resource Manager speaks of; undefined outside `/providers/`. */
export function providerOf(path: string): { readonly namespace: string; readonly type: string } | undefined {
  const match = /\/providers\/([^/]+)(?:\/(.*))?$/i.exec(path)
  if (match?.[1] === undefined) return undefined
  const types = (match[2] ?? '').split('/').filter((segment, index) => segment !== '' && index % 2 === 0)
  return { namespace: match[1], type: types.join('/') }
}
