import { isJsonObject, type JsonObject, type JsonValue, memberAt } from '../model/json.ts'
import { unexpectedAnswer } from './refusal.ts'

/** A text that Azure always tells; throws `AzureError` where it is missing. */
export function textIn(body: JsonObject, ...path: string[]): string {
  const value = textAt(body, ...path)
  if (value !== undefined) return value
  throw unexpectedAnswer(200, `it has no ${path.join('.')}`)
}

/** A text; undefined where there is none, or an empty one. */
export function textAt(value: JsonValue | undefined, ...path: string[]): string | undefined {
  const found = memberAt(value, path)
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** A number; undefined where there is none. */
export function numberAt(value: JsonValue | undefined, ...path: string[]): number | undefined {
  const found = memberAt(value, path)
  return typeof found === 'number' ? found : undefined
}

/** The objects of a list; none where there is no list. */
export function objectsAt(value: JsonValue | undefined, ...path: string[]): readonly JsonObject[] {
  return listAt(value, path).filter(isJsonObject)
}

/** The texts of a list; none where there is no list. */
export function textsAt(value: JsonValue | undefined, ...path: string[]): readonly string[] {
  return listAt(value, path).filter((item) => typeof item === 'string')
}

function listAt(value: JsonValue | undefined, path: readonly string[]): readonly JsonValue[] {
  const found = memberAt(value, path)
  return Array.isArray(found) ? found : []
}

/** Facts without those that are not known. */
export type Known<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> }

/** Leaves out of `facts` what is undefined. */
export function knownOf<T extends object>(facts: T): Known<T> {
  return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)) as Known<T>
}
