import type { CloudNames, Plane } from './service.ts'

/** Where a URL points in the sandbox: the plane and cloud of its host, and the path that is left for the routes. */
export type Address = {
  readonly plane: Plane | 'control'
  readonly cloud: CloudNames
  readonly path: string
  /** `account.region` in lower case, as in the host of a Batch account; on the Batch plane only. */
  readonly batchHost?: string
}

type AzureHosts = {
  readonly name: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud'
  readonly arm: string
  readonly armAudience: string
  /** The first is the name that the cloud itself uses. */
  readonly login: readonly string[]
  readonly portal: string
  readonly batchSuffix: string
  readonly batchAudience: string
}

/** Hosts and audiences of the three Azure clouds. Source: Azure CLI's cloud list and Microsoft's endpoint tables. */
const AZURE: readonly AzureHosts[] = [
  {
    name: 'AzureCloud',
    arm: 'management.azure.com',
    armAudience: 'https://management.core.windows.net',
    login: ['login.microsoftonline.com', 'login.windows.net'],
    portal: 'https://portal.azure.com',
    batchSuffix: 'batch.azure.com',
    batchAudience: 'https://batch.core.windows.net',
  },
  {
    name: 'AzureUSGovernment',
    arm: 'management.usgovcloudapi.net',
    armAudience: 'https://management.core.usgovcloudapi.net',
    login: ['login.microsoftonline.us'],
    portal: 'https://portal.azure.us',
    batchSuffix: 'batch.usgovcloudapi.net',
    batchAudience: 'https://batch.core.usgovcloudapi.net',
  },
  {
    name: 'AzureChinaCloud',
    arm: 'management.chinacloudapi.cn',
    armAudience: 'https://management.core.chinacloudapi.cn',
    login: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
    portal: 'https://portal.azure.cn',
    batchSuffix: 'batch.chinacloudapi.cn',
    batchAudience: 'https://batch.chinacloudapi.cn',
  },
]

/** Host of GitHub's OIDC issuer; its URL is the `iss` of every assertion. */
export const GITHUB_ISSUER_HOST = 'token.actions.githubusercontent.com'

/** Host at which a runner asks for ID tokens. GitHub gives each run one of several; this one stands for them all. */
export const GITHUB_PIPELINES_HOST = 'pipelines.actions.githubusercontent.com'

/** Host of GitHub's REST API. */
export const GITHUB_API_HOST = 'api.github.com'

/** Path under which a GitHub server of one's own has its REST API; the sandbox as a cloud of its own has it there too. */
export const GITHUB_API_PATH = '/api/v3'

const GITHUB_HOSTS: readonly string[] = [GITHUB_ISSUER_HOST, GITHUB_PIPELINES_HOST, GITHUB_API_HOST]

/** Names of one of Azure's own clouds. */
export function azureCloud(name: AzureHosts['name']): CloudNames {
  const hosts = AZURE.find((cloud) => cloud.name === name)
  if (hosts === undefined) throw new RangeError(`there is no cloud ${name}`)
  return namesOf(hosts)
}

/** Names of the sandbox as a cloud of its own at `host` (with port): everything under one origin. */
export function ownCloud(host: string): CloudNames {
  const base = `https://${host}`
  return {
    name: 'Sandbox',
    resourceManager: base,
    login: base,
    portal: `${base}/_portal`,
    resourceManagerAudiences: [base],
    batchAudiences: [`${base}/_batch`],
    batchEndpoint: (account, region) => `${host}/_batch/${account}.${region}`,
  }
}

/** Whether the sandbox answers for a host name under Azure's or GitHub's own names (no port). */
export function answersFor(hostname: string): boolean {
  return addressUnderAzureNames(hostname.toLowerCase(), '/') !== undefined
}

/** What `url` points at; undefined where the sandbox does not answer for its host. */
export function addressOf(url: URL): Address | undefined {
  return isLoopback(url.hostname)
    ? addressInOwnCloud(url.host, url.pathname)
    : addressUnderAzureNames(url.host, url.pathname)
}

/** Whether a host name is one of this machine's own. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]'
}

function namesOf(hosts: AzureHosts): CloudNames {
  return {
    name: hosts.name,
    resourceManager: `https://${hosts.arm}`,
    login: `https://${hosts.login[0]}`,
    portal: hosts.portal,
    resourceManagerAudiences: [`https://${hosts.arm}`, hosts.armAudience],
    batchAudiences: [hosts.batchAudience],
    batchEndpoint: (account, region) => `${account}.${region}.${hosts.batchSuffix}`,
  }
}

function addressUnderAzureNames(host: string, path: string): Address | undefined {
  if (GITHUB_HOSTS.includes(host)) {
    return { plane: 'github', cloud: azureCloud('AzureCloud'), path }
  }
  for (const hosts of AZURE) {
    const cloud = namesOf(hosts)
    if (host === hosts.arm) return { plane: isMetadata(path) ? 'metadata' : 'arm', cloud, path }
    if (hosts.login.includes(host)) return { plane: 'entra', cloud, path }
    const batchHost = labelsBefore(host, hosts.batchSuffix)
    if (batchHost !== undefined) return { plane: 'batch', cloud, path, batchHost }
  }
  return undefined
}

/** One or two labels before a suffix: `account` (an old form of endpoint) or `account.region`. */
function labelsBefore(host: string, suffix: string): string | undefined {
  const labels = host.endsWith(`.${suffix}`) ? host.slice(0, -suffix.length - 1) : ''
  return /^[a-z0-9-]+(\.[a-z0-9-]+)?$/.test(labels) ? labels : undefined
}

function addressInOwnCloud(host: string, path: string): Address {
  const cloud = ownCloud(host)
  const [, first = '', second = ''] = path.split('/')
  if (first === '_sandbox') return { plane: 'control', cloud, path }
  if (first === '_github') return { plane: 'github', cloud, path: path.slice('/_github'.length) || '/' }
  if (path.startsWith(`${GITHUB_API_PATH}/`))
    return { plane: 'github', cloud, path: path.slice(GITHUB_API_PATH.length) }
  if (first === '_batch') {
    const rest = path.slice(`/_batch/${second}`.length)
    return { plane: 'batch', cloud, path: rest === '' ? '/' : rest, batchHost: second.toLowerCase() }
  }
  if (isMetadata(path)) return { plane: 'metadata', cloud, path }
  return { plane: isResourceManagerPath(first) ? 'arm' : 'entra', cloud, path }
}

function isMetadata(path: string): boolean {
  return path.toLowerCase().startsWith('/metadata/')
}

function isResourceManagerPath(firstSegment: string): boolean {
  return ['subscriptions', 'providers', 'tenants'].includes(firstSegment.toLowerCase())
}
