import { segmentsOf } from './router.ts'

/**
 * The scope at which Resource Manager checks the caller's rights: the subscription, resource group or resource that
 * the path names, without the collection or the operation that follows it.
 */
export function scopeOf(path: string): string {
  const segments = segmentsOf(path)
  const extension = segments.findLastIndex((segment) => segment.toLowerCase() === 'microsoft.authorization')
  const end = extension > 0 ? extension - 1 : segments.length
  const scope = segments.slice(0, end)
  const provider = scope.findIndex((segment) => segment.toLowerCase() === 'providers')
  const wholePairs = provider === -1 ? evenPart(scope) : resourcePart(scope, provider)
  return `/${wholePairs.join('/')}`
}

function evenPart(segments: readonly string[]): readonly string[] {
  return segments.slice(0, segments.length - (segments.length % 2))
}

/** `providers/NAMESPACE` and the pairs of type and name after it; without any pair, what stands before it. */
function resourcePart(segments: readonly string[], provider: number): readonly string[] {
  const pairs = evenPart(segments.slice(provider + 2))
  return pairs.length === 0 ? segments.slice(0, provider) : [...segments.slice(0, provider + 2), ...pairs]
}
