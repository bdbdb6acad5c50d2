import type { SandboxReply, SandboxRequest } from '../service.ts'
import { at, type Json } from './json.ts'
import { invalidQuery } from './refusals.ts'

/** Items that the Batch service tells at once when nothing else is asked for, and the most that may be asked for. */
const MOST_ON_A_PAGE = 1000

/** What a list of the Batch service holds, and by what it may be filtered. */
export type ServiceList = {
  /** Address of the list, as the client knows it. */
  readonly url: string
  /** What each item answers; all have an `id`. */
  readonly items: readonly Json[]
  /** Names, or paths of names, that a filter may use. */
  readonly filters: readonly string[]
}

/** One page of a list, in the order of IDs, filtered and cut to the members that are asked for. */
export function listReply(request: SandboxRequest, { url, items, filters }: ServiceList): SandboxReply {
  const { query } = request
  const expand = query.get('$expand')
  if (expand !== null) throw invalidQuery('$expand', expand, 'The sandbox tells all of each item.')
  const [keeps, after, most] = [filterOf(request, filters), query.get('$skiptoken'), pageSizeOf(request)]
  const rest = items
    .filter((item) => keeps(item) && (after === null || idOf(item) > after))
    .toSorted((one, other) => (idOf(one) < idOf(other) ? -1 : 1))
  const page = rest.slice(0, most)
  const next = new URLSearchParams(query)
  next.set('$skiptoken', page.length === 0 ? '' : idOf(page.at(-1) ?? {}))
  const value = page.map((item) => selected(request, item))
  return { status: 200, body: { value, ...(page.length < rest.length && { 'odata.nextLink': `${url}?${next}` }) } }
}

/** How many items may be on a page. */
export function pageSizeOf({ query }: SandboxRequest): number {
  const text = query.get('maxresults') ?? String(MOST_ON_A_PAGE)
  const most = Number(text)
  if (Number.isInteger(most) && most >= 1 && most <= MOST_ON_A_PAGE) return most
  throw invalidQuery('maxresults', text, `The value has to be from 1 to ${MOST_ON_A_PAGE}.`)
}

/** The members that `$select` names; all where it is not given. */
export function selected({ query }: SandboxRequest, item: Json): Json {
  const names = query.get('$select')?.split(',')
  if (names === undefined) return item
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)))
}

/** `name eq 'word'` and `name ne 'word'`, joined by `and` or by `or`; a name may be a path such as `executionInfo/poolId`. */
export function filterOf({ query }: SandboxRequest, names: readonly string[]): (item: Json) => boolean {
  const filter = query.get('$filter')
  if (filter === null) return () => true
  const any = / or /i.test(filter)
  if (any && / and /i.test(filter)) throw invalidQuery('$filter', filter, 'and and or cannot be mixed here.')
  const terms = filter.split(/ and | or /i).map((term) => {
    const [, name = '', operator, word = ''] = /^\(?\s*([\w/]+)\s+(eq|ne)\s+'([^']*)'\s*\)?$/.exec(term.trim()) ?? []
    if (!names.includes(name))
      throw invalidQuery('$filter', filter, `Only ${names.join(', ')} with eq and ne are allowed.`)
    const path = name.split('/')
    return (item: Json) => (String(at(item, ...path)).toLowerCase() === word.toLowerCase()) === (operator === 'eq')
  })
  return (item) => (any ? terms.some((term) => term(item)) : terms.every((term) => term(item)))
}

function idOf(item: Json): string {
  return String(item['id'])
}
