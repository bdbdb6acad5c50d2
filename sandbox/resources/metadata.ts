import type { CloudNames, Route } from '../service.ts'
import { Refusal } from '../service.ts'

/** `GET /metadata/endpoints`: how a client learns of a cloud from its Resource Manager alone. No token is asked for. */
export function metadataRoutes(): readonly Route[] {
  return [
    {
      plane: 'metadata',
      method: 'GET',
      path: '/metadata/endpoints',
      handle: ({ cloud, query }) => ({ status: 200, body: endpointsOf(cloud, query.get('api-version') ?? '') }),
    },
  ]
}

/** Shape by api-version. Source: Azure's answers as the clients that read them hold them in their tests. */
function endpointsOf(cloud: CloudNames, version: string): unknown {
  switch (version) {
    case '1.0':
    case '2015-01-01':
      return { ...oldest(cloud), authentication: { loginEndpoint: login(cloud), audiences: audiences(cloud) } }
    case '2018-01-01':
      return {
        ...oldest(cloud),
        graphAudience: graph(cloud),
        authentication: authentication(cloud),
        cloudEndpoint: { public: { endpoint: new URL(cloud.resourceManager).host, locations: [] } },
      }
    case '2019-05-01':
      return [{ ...current(cloud), gallery: `${cloud.resourceManager}/`, suffixes: suffixes(cloud) }]
    case '2022-09-01':
      return {
        ...current(cloud),
        microsoftGraphResourceId: `${graph(cloud)}/`,
        suffixes: suffixes(cloud),
      }
    case '':
      throw new Refusal(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      )
    default:
      throw new Refusal(
        400,
        'InvalidApiVersionParameter',
        `The api-version '${version}' is invalid. The supported versions are '2022-09-01,2019-05-01,2018-01-01,2015-01-01,1.0'.`,
      )
  }
}

function oldest(cloud: CloudNames): Record<string, unknown> {
  return {
    galleryEndpoint: `${cloud.resourceManager}/`,
    graphEndpoint: `${graph(cloud)}/`,
    portalEndpoint: `${cloud.portal}/`,
  }
}

function current(cloud: CloudNames): Record<string, unknown> {
  return {
    portal: cloud.portal,
    authentication: authentication(cloud),
    graphAudience: `${graph(cloud)}/`,
    graph: `${graph(cloud)}/`,
    name: cloud.name,
    batch: `${cloud.batchAudiences[0]}/`,
    resourceManager: `${cloud.resourceManager}/`,
  }
}

function authentication(cloud: CloudNames): Record<string, unknown> {
  return { loginEndpoint: login(cloud), audiences: audiences(cloud), tenant: 'common', identityProvider: 'AAD' }
}

function login(cloud: CloudNames): string {
  return `${cloud.login}/`
}

/** The audience that the cloud's own tools ask for comes first: the last of those that Resource Manager accepts. */
function audiences(cloud: CloudNames): readonly string[] {
  return cloud.resourceManagerAudiences.toReversed().map((audience) => `${audience}/`)
}

function graph(cloud: CloudNames): string {
  const hosts: Readonly<Record<CloudNames['name'], string>> = {
    AzureCloud: 'https://graph.microsoft.com',
    AzureUSGovernment: 'https://graph.microsoft.us',
    AzureChinaCloud: 'https://microsoftgraph.chinacloudapi.cn',
    Sandbox: `${cloud.resourceManager}/_graph`,
  }
  return hosts[cloud.name]
}

function suffixes(cloud: CloudNames): Record<string, string> {
  const domains: Readonly<Record<CloudNames['name'], string>> = {
    AzureCloud: 'core.windows.net',
    AzureUSGovernment: 'core.usgovcloudapi.net',
    AzureChinaCloud: 'core.chinacloudapi.cn',
    Sandbox: 'storage.invalid',
  }
  return { storage: domains[cloud.name] }
}
