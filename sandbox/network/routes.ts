import { childId, parseResourceId, resourceName } from '../../src/model/resource-id.ts'
import { Refusal, type Route, type SandboxReply, type SandboxRequest } from '../service.ts'
import { networkAnswer, subnetAnswer } from './answers.ts'
import type { Subnet, VirtualNetwork } from './entities.ts'
import type { NetworkStore } from './store.ts'

const GROUP = '/subscriptions/:subscriptionId/resourceGroups/:resourceGroup/providers/Microsoft.Network'
const NETWORKS = `${GROUP}/virtualNetworks`
const NETWORK = `${NETWORKS}/:network`

/** Microsoft.Network brings out versions by date, many a year. */
const isNetworkVersion = (version: string) => /^20(19|2\d)-\d\d-\d\d$/.test(version)

/** Virtual networks and their subnets, which are seeded and only read. */
export function networkRoutes(store: NetworkStore): readonly Route[] {
  const get = (path: string, action: string, answer: (request: SandboxRequest) => unknown): Route => ({
    plane: 'arm',
    method: 'GET',
    path,
    action: `Microsoft.Network/${action}`,
    apiVersions: isNetworkVersion,
    handle: (request): SandboxReply => ({ status: 200, body: answer(request) }),
  })
  return [
    get(NETWORKS, 'virtualNetworks/read', (request) => ({ value: store.under(groupId(request)).map(networkAnswer) })),
    get(NETWORK, 'virtualNetworks/read', (request) => networkAnswer(networkOf(request, store))),
    get(`${NETWORK}/subnets/:subnet`, 'virtualNetworks/subnets/read', (request) =>
      subnetAnswer(subnetOf(request, store)),
    ),
  ]
}

function groupId({ params }: SandboxRequest): string {
  return `/subscriptions/${params['subscriptionId']}/resourceGroups/${params['resourceGroup']}`
}

function networkOf(request: SandboxRequest, store: NetworkStore): VirtualNetwork {
  const provider = `${groupId(request)}/providers/Microsoft.Network`
  const id = childId(provider, 'virtualNetworks', request.params['network'] ?? '')
  const network = store.network(id)
  if (network !== undefined) return network
  throw new Refusal(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.Network/virtualNetworks/${resourceName(id)}' under resource group '${parseResourceId(id)?.resourceGroup ?? ''}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

/** A network that is there answers for its subnets in words of its own, not in those of Resource Manager. */
function subnetOf(request: SandboxRequest, store: NetworkStore): Subnet {
  const id = childId(networkOf(request, store).id, 'subnets', request.params['subnet'] ?? '')
  const subnet = store.subnet(id)
  if (subnet === undefined) throw new Refusal(404, 'NotFound', `Resource ${id} not found.`)
  return subnet
}
