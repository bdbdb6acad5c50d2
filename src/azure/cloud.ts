import { UserError } from '../model/errors.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../model/json.ts'

/** Where a cloud answers, and for whom its tokens are; URLs without a trailing slash. */
export type Cloud = {
  readonly authorityHost: string
  readonly resourceManager: string
  readonly resourceManagerScope: string
  readonly batchScope: string
  readonly portal: string
  /** The sign-in library knows Microsoft's own authorities; another one has to be taken as it is. */
  readonly isCustomAuthority: boolean
}

/** Clouds known by name. Source: Azure CLI's table of clouds and the Batch documentation of each. */
export const KNOWN_CLOUDS = {
  AzureCloud: known('login.microsoftonline.com', 'management.azure.com', 'batch.core.windows.net', 'portal.azure.com'),
  AzureUSGovernment: known(
    'login.microsoftonline.us',
    'management.usgovcloudapi.net',
    'batch.core.usgovcloudapi.net',
    'portal.azure.us',
  ),
  AzureChinaCloud: known(
    'login.chinacloudapi.cn',
    'management.chinacloudapi.cn',
    'batch.chinacloudapi.cn',
    'portal.azure.cn',
  ),
} as const

function known(login: string, resourceManager: string, batch: string, portal: string): Cloud {
  return {
    authorityHost: `https://${login}`,
    resourceManager: `https://${resourceManager}`,
    resourceManagerScope: `https://${resourceManager}/.default`,
    batchScope: `https://${batch}/.default`,
    portal: `https://${portal}`,
    isCustomAuthority: false,
  }
}

/** The address of a cloud's description of itself. */
export function metadataUrl(resourceManagerEndpoint: string): string {
  return `${withoutSlash(resourceManagerEndpoint)}/metadata/endpoints?api-version=2022-09-01`
}

/** A cloud from what its `/metadata/endpoints` says: one object, or a list that holds it. */
export function cloudFromMetadata(resourceManagerEndpoint: string, metadata: JsonValue): Cloud {
  const here = withoutSlash(resourceManagerEndpoint)
  const clouds = (Array.isArray(metadata) ? metadata : [metadata]).filter(isJsonObject)
  const cloud = clouds.find((each) => withoutSlash(text(each, 'resourceManager') ?? '') === here) ?? clouds[0]
  const login = cloud && text(cloud, 'authentication', 'loginEndpoint')
  const audiences = cloud && memberAt(cloud, ['authentication', 'audiences'])
  const audience = Array.isArray(audiences) ? audiences.find((each) => typeof each === 'string') : undefined
  const batch = cloud && text(cloud, 'batch')
  if (cloud === undefined || login === undefined || batch === undefined || audience === undefined) {
    throw new UserError(
      'CloudNotDescribed',
      `${metadataUrl(here)} does not describe a cloud: loginEndpoint, audiences and batch are needed.`,
      'Correct `resource-manager-endpoint`; it is the address of Azure Resource Manager in that cloud.',
    )
  }
  return {
    authorityHost: withoutSlash(login),
    resourceManager: here,
    resourceManagerScope: `${withoutSlash(audience)}/.default`,
    batchScope: `${withoutSlash(batch)}/.default`,
    portal: withoutSlash(text(cloud, 'portal') ?? 'https://portal.azure.com'),
    isCustomAuthority: !Object.values(KNOWN_CLOUDS).some(({ authorityHost }) => authorityHost === withoutSlash(login)),
  }
}

function text(object: JsonObject, ...path: string[]): string | undefined {
  const value = memberAt(object, path)
  return typeof value === 'string' ? value : undefined
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '')
}
