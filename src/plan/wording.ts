import { sourceOfId, sourceWords } from '../model/image-source.ts'
import type { PurchasePlan } from '../model/lineage.ts'
import { resourceName } from '../model/resource-id.ts'
import { planText } from './definition-differences.ts'

/** Items as a sentence names them: `a`, `a and b`, `a, b and c`. */
export function enumerated(items: readonly string[]): string {
  const last = items.at(-1) ?? ''
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`
}

/** A number of things: `1 replica`, `3 replicas`. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`
}

/** Things by their names, the first three of them at most: `job a`, `jobs a, b, c and 7 more`. */
export function fewNamed(thing: string, names: readonly string[]): string {
  const more = names.length > 3 ? [`${names.length - 3} more`] : []
  return `${thing}${names.length === 1 ? '' : 's'} ${enumerated([...names.slice(0, 3), ...more])}`
}

/** What an image can come from, by its ID or URL, in words: `snapshot`, `VHD`. */
export function kindOf(id: string): string {
  const source = sourceOfId(id)
  if (source !== undefined) return sourceWords(source)
  return /^https?:/i.test(id) ? 'VHD' : 'resource'
}

/** What an image can come from, with its name: `managed image golden`, `image version worker 1.4.0`, `VHD os.vhd`. */
export function named(id: string): string {
  const kind = kindOf(id)
  // A signature in the URL of a VHD is a secret.
  const [path = ''] = kind === 'VHD' ? id.split('?') : [id]
  if (kind !== 'gallery image version') return `${kind} ${resourceName(path)}`
  const [version = '', , definition = ''] = path.split('/').reverse()
  return `image version ${definition} ${version}`
}

/** A purchase plan in words: `no purchase plan`, `purchase plan publisher/product/name`. */
export function planWords(plan: PurchasePlan | null | undefined): string {
  return plan ? `purchase plan ${planText(plan)}` : 'no purchase plan'
}

/** The three candidates that begin most like `name`, whatever the case, as a sentence names them; `none` of none. */
export function likest(name: string, candidates: readonly string[]): string {
  const ranked = [...new Set(candidates)].toSorted(
    (one, other) =>
      sharedStart(other, name) - sharedStart(one, name) ||
      Math.abs(one.length - name.length) - Math.abs(other.length - name.length),
  )
  return enumerated(ranked.slice(0, 3)) || 'none'
}

function sharedStart(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
