import { INT32_MAX } from './reader.ts'

/** What a member of the ARM pool properties may hold. */
export type Schema =
  /** `secret` is a text never to be printed, `url` one that may carry a signature, `sealed` any value of secrets. */
  | { readonly kind: 'text' | 'secret' | 'url' | 'flag' | 'any' | 'sealed' }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly of: Schema }
  | {
      readonly kind: 'object'
      readonly members: Readonly<Record<string, Schema>>
      readonly required: readonly string[]
    }
  /** A member that exists, or existed, but is not for `pool-properties`; the rule says what to do instead. */
  | { readonly kind: 'refused'; readonly rule: string }

/** A text. */
export const text: Schema = { kind: 'text' }
/** A text that is never printed. */
export const secret: Schema = { kind: 'secret' }
/** A text that may carry a signature. */
export const url: Schema = { kind: 'url' }
/** True or false. */
export const flag: Schema = { kind: 'flag' }
/** Any value. */
export const anything: Schema = { kind: 'any' }
/** Any value made of secrets. */
export const sealed: Schema = { kind: 'sealed' }
/** A whole number. */
export const whole = (least = 0, most = INT32_MAX): Schema => ({ kind: 'whole', least, most })
/** One of some words. */
export const word = (...words: string[]): Schema => ({ kind: 'word', words })
/** A list of one kind of item. */
export const list = (of: Schema): Schema => ({ kind: 'list', of })
/** Members of an object; `required` is for items of lists, since everything else is merged over what there is. */
export const object = (members: Record<string, Schema>, ...required: string[]): Schema => ({
  kind: 'object',
  members,
  required,
})
/** A member that is not for `pool-properties`; `rule` says what to do instead. */
export const refused = (rule: string): Schema => ({ kind: 'refused', rule })
/** A member that Azure tells. */
export const readOnly = refused('is told by Azure and cannot be set')
/** A member that has an input of its own. */
export const byInput = (input: string): Schema => refused(`has an input of its own: use ${input}`)
