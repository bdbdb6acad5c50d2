import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts'
import { isSecretName } from '../../model/secret-name.ts'

/**
 * What Azure told of a pool, with the secrets that it never tells: those that the workflow gives for the same user,
 * registry or share.
 */
export function withSecrets(told: JsonValue, given: JsonValue | undefined): JsonValue {
  if (Array.isArray(told)) {
    const items: readonly JsonValue[] = Array.isArray(given) ? given : []
    return told.map((item: JsonValue) =>
      withSecrets(
        item,
        items.find((each) => isSame(item, each)),
      ),
    )
  }
  if (!isJsonObject(told) || !isJsonObject(given)) return told
  const members = Object.entries(told).map(([name, value]) => [name, value && withSecrets(value, given[name])] as const)
  return { ...secretsOf(given), ...Object.fromEntries(members) }
}

function secretsOf(given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(given).filter(([name]) => isSecretName(name)))
}

/** Whether two items of a list are about the same thing: nothing that both tell differs. */
function isSame(told: JsonValue, given: JsonValue): boolean {
  if (!isJsonObject(told) || !isJsonObject(given)) return told === given || Array.isArray(told)
  const shared = Object.keys(told).filter((name) => given[name] !== undefined)
  return shared.length > 0 && shared.every((name) => isSame(told[name] ?? null, given[name] ?? null))
}
