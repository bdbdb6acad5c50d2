import type { SandboxReply, SandboxRequest } from '../service.ts'
import { invalidQuery } from './refusals.ts'

/** Items that Resource Manager tells at once when nothing else is asked for, and the most that may be asked for. */
const MOST_ON_A_PAGE = 1000

/**
 * One page of a list, in the order of names, with a `nextLink` while there is more. The link holds the last name, so
 * that what comes and goes meanwhile neither repeats nor hides another.
 */
export function pageReply<T extends { readonly name: string }>(
  request: SandboxRequest,
  items: readonly T[],
  answer: (item: T) => unknown,
): SandboxReply {
  const after = lastName(request)
  const rest = items
    .filter(({ name }) => after === undefined || name > after)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const page = rest.slice(0, pageSize(request))
  const nextLink = page.length < rest.length ? linkAfter(request, page.at(-1)?.name ?? '') : undefined
  return { status: 200, body: { value: page.map(answer), ...(nextLink && { nextLink }) } }
}

function pageSize({ query }: SandboxRequest): number {
  const text = parameter(query, 'maxresults')
  const size = text === undefined ? MOST_ON_A_PAGE : Number(text)
  if (Number.isInteger(size) && size >= 1 && size <= MOST_ON_A_PAGE) return size
  throw invalidQuery('maxresults', text ?? '', `The value has to be from 1 to ${MOST_ON_A_PAGE}.`)
}

function lastName({ query }: SandboxRequest): string | undefined {
  const token = parameter(query, '$skipToken')
  if (token === undefined) return undefined
  const name = Buffer.from(token, 'base64url').toString('utf8')
  if (name !== '' && tokenOf(name) === token) return name
  throw invalidQuery('$skipToken', token, 'The value is not that of a nextLink.')
}

function linkAfter({ cloud, path, query }: SandboxRequest, name: string): string {
  const kept = [...query].filter(([key]) => key.toLowerCase() !== '$skiptoken')
  const next = new URLSearchParams([...kept, ['$skipToken', tokenOf(name)]])
  return `${cloud.resourceManager}${encodeURI(path)}?${next}`
}

function tokenOf(name: string): string {
  return Buffer.from(name, 'utf8').toString('base64url')
}

/** Resource Manager does not care about the case of a parameter's name. */
function parameter(query: URLSearchParams, name: string): string | undefined {
  return [...query].find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}
