import { isJsonObject, type JsonValue } from './json.ts'
import { ORIGIN_PREFIX } from './origin.ts'
import type { CreatePool } from './pool-step.ts'
import type { Step } from './step.ts'

/** Metadata name under which a canary pool says which pool it is the canary of. */
export const CANARY_METADATA = `${ORIGIN_PREFIX}canary-of`

/** Name of the pool whose canary a pool is, by its properties; undefined for any other pool. */
export function canaryOf(properties: { readonly metadata?: JsonValue }): string | undefined {
  const items: readonly JsonValue[] = Array.isArray(properties.metadata) ? properties.metadata : []
  const value = items.filter(isJsonObject).find(({ name }) => name === CANARY_METADATA)?.['value']
  return typeof value === 'string' ? value : undefined
}

/** Whether a step makes a canary pool. */
export function makesCanary(step: Step): step is CreatePool {
  return step.kind === 'create-pool' && canaryOf(step.to.properties) !== undefined
}
