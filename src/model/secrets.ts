import { isJsonObject, type JsonObject, type JsonValue } from './json.ts'
import { isSecretName } from './secret-name.ts'

/** What stands where a secret was. */
const MASK = '***'

/** A text in which the signatures of shared access URLs are masked. */
export function withoutSignature(text: string): string {
  return text.replace(/([?&]sig=)[^&\s"']+/gi, `$1${MASK}`)
}

/** A JSON value that can be shown to everyone: secrets are masked, by the name of their member or as signature of a URL. */
export function withoutSecrets(value: JsonValue, name = ''): JsonValue {
  if (isSecretName(name) && value !== null) return MASK
  if (typeof value === 'string') return withoutSignature(value)
  if (Array.isArray(value)) return value.map((item: JsonValue) => withoutSecrets(item))
  return isJsonObject(value) ? withoutSecretMembers(value) : value
}

function withoutSecretMembers(object: JsonObject): JsonObject {
  const label = object['name']
  // An environment setting or metadata entry names what its value is.
  const named = typeof label === 'string' && isSecretName(label)
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      value === undefined ? undefined : withoutSecrets(value, named && key === 'value' ? label : key),
    ]),
  )
}
