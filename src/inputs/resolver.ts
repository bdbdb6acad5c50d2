import { childId } from '../model/resource-id.ts'
import { showable } from './mistakes.ts'
import type { Reader } from './reader.ts'
import { isResource, type ResourceType } from './resource-type.ts'

/** An input that takes a plain name of the first of its types, or a resource ID of any of them. */
export type NamedInput = {
  readonly input: string
  readonly types: readonly [ResourceType, ...ResourceType[]]
  readonly rule: string
  /** One item of an input that lists several; without it the input as a whole. */
  readonly item?: string
}

/** The resource ID that an input stands for; undefined where it is not given or wrong. */
export type Resolve = (named: NamedInput) => string | undefined

/** Reads names as resource IDs. Plain names need `resource-group` and `subscription-id`. */
export function createResolver(reader: Reader, subscriptionId: string | undefined): Resolve {
  const resourceGroup = reader.matching(
    'resource-group',
    /^[\p{L}\p{N}_.()-]{0,89}[\p{L}\p{N}_()-]$/u,
    'has to be the name of a resource group (up to 90 letters, digits, underscores, hyphens, periods and parentheses, no period at the end)',
  )
  const need = (input: string, value: string | undefined, plain: string) => {
    const isTold = reader.mistakes.some((mistake) => mistake.input === input)
    if (value === undefined && !isTold) reader.wrong(input, `is needed, because ${plain} is a plain name`)
  }
  return ({ input, types, rule, item }) => {
    const value = item ?? reader.text(input)
    if (value === undefined) return undefined
    if (types.some((type) => isResource(value, type))) return value.replace(/\/+$/, '')
    const { provider, path } = types[0]
    const [type = '', name] = path[0] ?? []
    if (name?.test(value) !== true) {
      reader.wrong(input, rule, showable(value))
      return undefined
    }
    need('resource-group', resourceGroup, input)
    need('subscription-id', subscriptionId, input)
    const group = `/subscriptions/${subscriptionId ?? ''}/resourceGroups/${resourceGroup ?? ''}`
    return childId(`${group}/providers/${provider}`, type, value)
  }
}
