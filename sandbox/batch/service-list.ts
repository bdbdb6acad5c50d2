import type { SandboxReply, SandboxRequest } from '../service.ts'
import type { Account } from './entities.ts'
import type { Json } from './json.ts'
import { invalidQuery } from './refusals.ts'

/** URL of the endpoint of an account, as the client knows it. */
export function baseOf(request: SandboxRequest, account: Account): string {
  return `https://${request.cloud.batchEndpoint(account.name, account.region)}`
}

/** One page of a list of the Batch service: at most `maxresults`, and where the rest is. */
export function servicePage(
  request: SandboxRequest,
  account: Account,
  list: { readonly items: Iterable<Json>; readonly metadata: string; readonly headers?: Record<string, string> },
): SandboxReply {
  const size = wholeNumber(request, 'maxresults', 1000)
  if (size < 1 || size > 1000) throw invalidQuery('maxresults', String(size), 'The range is 1 to 1000.')
  const from = wholeNumber(request, '$skiptoken', 0)
  const items = [...list.items]
  const query = new URLSearchParams(request.query)
  query.set('$skiptoken', String(from + size))
  const base = baseOf(request, account)
  return {
    status: 200,
    headers: list.headers ?? {},
    body: {
      'odata.metadata': `${base}/$metadata#${list.metadata}`,
      value: items.slice(from, from + size).map((item) => selected(request, item)),
      ...(from + size < items.length && { 'odata.nextLink': `${base}${request.path}?${query}` }),
    },
  }
}

/** The members that `$select` names, or all. */
export function selected(request: SandboxRequest, item: Json): Json {
  const select = request.query.get('$select')
  if (select === null) return item
  const names = new Set(select.split(',').map((name) => name.trim()))
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)))
}

function wholeNumber(request: SandboxRequest, name: string, otherwise: number): number {
  const sent = request.query.get(name)
  if (sent === null) return otherwise
  if (!/^\d{1,9}$/.test(sent)) throw invalidQuery(name, sent, 'The value must be a whole number.')
  return Number(sent)
}
