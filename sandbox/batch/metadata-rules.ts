import { Refusal } from '../service.ts'
import { isObject, type Json, textAt } from './json.ts'

/** Notes of a job: each a name and a value, both texts. Codes are those of the Batch service's error list. */
export function checkMetadata({ metadata }: Json): void {
  if (metadata === undefined) return
  const items: readonly unknown[] = Array.isArray(metadata) ? metadata : [metadata]
  for (const item of items) {
    const value = isObject(item) ? item['value'] : undefined
    if (typeof value !== 'string')
      throw new Refusal(400, 'InvalidMetadata', 'The metadata specified is invalid. It has invalid characters.')
    if (textAt(item, 'name') === undefined || textAt(item, 'name') === '')
      throw new Refusal(400, 'EmptyMetadataKey', 'The key for one of the metadata key-value pairs is empty.')
  }
}
