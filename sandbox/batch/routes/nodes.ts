import type { Route } from '../../service.ts'
import { poolIn, serviceAccount, waitingHeaders } from '../accounts.ts'
import { nodesOf } from '../allocation.ts'
import { isServiceVersion } from '../api-versions.ts'
import { filterBy } from '../filter.ts'
import type { Json } from '../json.ts'
import { nodeCounts, toldNode } from '../node-view.ts'
import { notFound } from '../refusals.ts'
import { baseOf, selected, servicePage } from '../service-list.ts'
import type { BatchParts } from '../store.ts'

const POOLS_READ = 'Microsoft.Batch/batchAccounts/pools/read'

/** Nodes of pools, their counts, and the images that Batch supports. */
export function nodeRoutes(parts: BatchParts): readonly Route[] {
  const service = { plane: 'batch', method: 'GET', apiVersions: isServiceVersion } as const
  return [
    {
      ...service,
      path: '/pools/:pool/nodes',
      action: POOLS_READ,
      handle(request) {
        const account = serviceAccount(parts, request)
        const pool = poolIn(parts, account, request)
        const isWanted = filterBy(request.query.get('$filter'), ['state'])
        const wanted = [...nodesOf(pool, request.now)].filter(({ state }) => isWanted({ state }))
        const items = wanted.map((node) => toldNode(pool, node, request.now, baseOf(request, account)))
        const headers = waitingHeaders(parts, [pool], request.now)
        return servicePage(request, account, { items, metadata: 'nodes', headers })
      },
    },
    {
      ...service,
      path: '/pools/:pool/nodes/:node',
      action: POOLS_READ,
      handle(request) {
        const account = serviceAccount(parts, request)
        const pool = poolIn(parts, account, request)
        const node = [...nodesOf(pool, request.now)].find(({ id }) => id === request.params['node'])
        if (node === undefined) throw notFound('Node')
        return { status: 200, body: selected(request, toldNode(pool, node, request.now, baseOf(request, account))) }
      },
    },
    {
      ...service,
      path: '/nodecounts',
      action: POOLS_READ,
      handle(request) {
        const account = serviceAccount(parts, request)
        const isWanted = filterBy(request.query.get('$filter'), ['poolId'])
        const pools = parts.store.pools(account, request.now).filter(({ name }) => isWanted({ poolId: name }))
        const items = pools.map((pool) => nodeCounts(pool, request.now))
        const headers = waitingHeaders(parts, pools, request.now)
        return servicePage(request, account, { items, metadata: 'poolnodecounts', headers })
      },
    },
    {
      ...service,
      path: '/supportedimages',
      action: 'Microsoft.Batch/batchAccounts/read',
      handle(request) {
        const account = serviceAccount(parts, request)
        const isWanted = filterBy(request.query.get('$filter'), ['osType', 'verificationType', 'nodeAgentSKUId'])
        const items: readonly Json[] = parts.supportedImages.filter((image) => isWanted(image))
        return servicePage(request, account, { items, metadata: 'supportedimages' })
      },
    },
  ]
}
