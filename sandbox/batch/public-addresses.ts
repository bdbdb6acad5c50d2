import type { Pool } from './entities.ts'
import { at, listAt, textAt } from './json.ts'

/** IDs of the public IP addresses that a pool brings; undefined where Batch makes them, or none is wanted. */
export function ownAddresses({ properties }: Pick<Pool, 'properties'>): readonly string[] | undefined {
  const configuration = at(properties, 'networkConfiguration', 'publicIPAddressConfiguration')
  if (textAt(configuration, 'provision') !== 'UserManaged') return undefined
  return listAt(configuration, 'ipAddressIds').map(String)
}
