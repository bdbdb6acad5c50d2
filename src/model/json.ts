/** A JSON value as Azure sends it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** A JSON object; members may be missing. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined }

/** Whether a value is a JSON object and not a list, null or scalar. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The object at `path` inside `value`, or undefined where the path leaves it. */
export function memberAt(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  let current: JsonValue | undefined = value
  for (const key of path) {
    if (!isJsonObject(current)) return undefined
    current = current[key]
  }
  return current
}

/** Two JSON values with the same content; the order of members does not count, that of items does. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return canonicalJson(one) === canonicalJson(other)
}

/** JSON text with sorted members: equal text means equal content. Undefined members are left out. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`
  if (!isJsonObject(value)) return JSON.stringify(value ?? null)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`)
  return `{${members.join(',')}}`
}

/** `over` laid over `base`: objects member by member, everything else replaced whole. */
export function mergeJson(base: JsonValue | undefined, over: JsonValue): JsonValue {
  if (!isJsonObject(base) || !isJsonObject(over)) return over
  const merged: { [key: string]: JsonValue | undefined } = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (value !== undefined) merged[key] = mergeJson(base[key], value)
  }
  return merged
}
