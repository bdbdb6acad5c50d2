import { isJsonObject, type JsonValue, sameJson } from '../../model/json.ts'
import type { FieldChange } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'

/** Members of a pool whose values say more than their names, and hold no secret. */
const TOLD = /(^vmSize|\.imageReference\.id|\.nodeAgentSkuId)$/

/** The single members in which a pool differs, the telling ones with both values: `vmSize (Standard_D2s_v5, to be Standard_D4s_v5)`. */
export function differingMembers({ path, from, to }: FieldChange): string[] {
  return membersOf(path.replace(/^properties\./, ''), from, to)
}

function membersOf(path: string, from: JsonValue | undefined, to: JsonValue | undefined): string[] {
  if (sameJson(from, to)) return []
  if (isJsonObject(from) && isJsonObject(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return names.flatMap((name) => membersOf(`${path}.${name}`, from[name], to[name]))
  }
  const isTold = TOLD.test(path) && typeof from === 'string' && typeof to === 'string'
  return [isTold ? `${path} (${resourceName(from)}, to be ${resourceName(to)})` : path]
}
