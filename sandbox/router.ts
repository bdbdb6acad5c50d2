import type { Plane, Route } from './service.ts'

/** A route that fits a request, with the values of its `:names`. */
export type RouteMatch = { readonly route: Route; readonly params: Readonly<Record<string, string>> }

/** What was found: a match, or the methods that the path knows (none: the path itself is unknown). */
export type RouteSearch =
  | { readonly found: true; readonly match: RouteMatch }
  | { readonly found: false; readonly methods: readonly string[] }

/** Finds routes by plane, method and path. */
export type Router = { find(plane: Plane, method: string, path: string): RouteSearch }

type Compiled = { readonly route: Route; readonly segments: readonly string[]; readonly takesMany: boolean }

/**
 * A router over `routes`. Literal segments are compared without regard to case and win over `:names`; a last or
 * middle `*name` takes one segment or more. Throws when two routes are the same.
 */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map(compile).sort(bySpecificity)
  refuseTwins(compiled)
  const byPlane = Map.groupBy(compiled, ({ route }) => route.plane)
  return {
    find(plane, method, path) {
      const segments = segmentsOf(path)
      const own = byPlane.get(plane) ?? []
      for (const each of own) {
        const params = each.route.method === method ? paramsOf(each, segments) : undefined
        if (params !== undefined) return { found: true, match: { route: each.route, params } }
      }
      const others = own.filter((each) => paramsOf(each, segments) !== undefined)
      return { found: false, methods: [...new Set(others.map(({ route }) => route.method))] }
    },
  }
}

function compile(route: Route): Compiled {
  const segments = segmentsOf(route.path)
  return { route, segments, takesMany: segments.some((segment) => segment.startsWith('*')) }
}

/** Values of the names of a route, where a path fits it; most paths do not even have as many segments. */
function paramsOf({ segments, takesMany }: Compiled, actual: readonly string[]): Record<string, string> | undefined {
  return segments.length === actual.length || takesMany ? matchSegments(segments, actual) : undefined
}

/** Segments of a path; empty ones do not count, as `//` and a trailing `/` mean nothing to Azure. */
export function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '')
}

function matchSegments(pattern: readonly string[], actual: readonly string[]): Record<string, string> | undefined {
  const [head, ...rest] = pattern
  if (head === undefined) return actual.length === 0 ? {} : undefined
  if (head.startsWith('*')) return matchMany(head.slice(1), rest, actual)
  const [first, ...others] = actual
  if (first === undefined) return undefined
  const isName = head.startsWith(':')
  if (!isName && head.toLowerCase() !== first.toLowerCase()) return undefined
  const params = matchSegments(rest, others)
  return params !== undefined && isName ? { ...params, [head.slice(1)]: first } : params
}

function matchMany(
  name: string,
  rest: readonly string[],
  actual: readonly string[],
): Record<string, string> | undefined {
  for (let taken = actual.length - rest.length; taken >= 1; taken -= 1) {
    const params = matchSegments(rest, actual.slice(taken))
    if (params !== undefined) return { ...params, [name]: actual.slice(0, taken).join('/') }
  }
  return undefined
}

/** Literals before names before wildcards, at the first segment where two patterns differ. */
function bySpecificity(one: Compiled, other: Compiled): number {
  const length = Math.max(one.segments.length, other.segments.length)
  for (let index = 0; index < length; index += 1) {
    const difference = looseness(one.segments[index]) - looseness(other.segments[index])
    if (difference !== 0) return difference
  }
  return 0
}

function looseness(segment: string | undefined): number {
  if (segment === undefined) return 3
  if (segment.startsWith('*')) return 2
  return segment.startsWith(':') ? 1 : 0
}

function refuseTwins(compiled: readonly Compiled[]): void {
  const seen = new Set<string>()
  for (const { route, segments } of compiled) {
    const shape = segments.map((segment) => (segment.startsWith(':') ? ':' : segment.toLowerCase())).join('/')
    const key = `${route.plane} ${route.method} ${shape}`
    if (seen.has(key)) throw new Error(`two routes answer ${key}`)
    seen.add(key)
  }
}
