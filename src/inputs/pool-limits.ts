import { type JsonObject, type JsonValue, memberAt } from '../model/json.ts'
import { MACHINE } from '../model/pool-field.ts'
import type { JsonMistake } from './check-json.ts'

const NETWORK = 'networkConfiguration'
const ROLLING = 'upgradePolicy.rollingUpgradePolicy'

/**
 * Members that are right by themselves, and that Azure refuses for their length, number or each other: it would do so
 * only when the image has been replicated. Source: Microsoft.Batch resource manager specification, 2025-06-01.
 */
export function limitMistakes(properties: JsonObject): JsonMistake[] {
  const name = properties['displayName']
  const isLong = typeof name === 'string' && name.length > 1024
  return [
    ...(isLong ? [{ path: 'displayName', rule: 'may have up to 1,024 characters' }] : []),
    ...tooMany(properties, 'applicationPackages', 10),
    ...lunMistakes(properties),
    ...natMistakes(properties),
    ...upgradeMistakes(properties),
  ]
}

function tooMany(properties: JsonObject, path: string, most: number): JsonMistake[] {
  return listAt(properties, path).length > most ? [{ path, rule: `may have up to ${most} entries` }] : []
}

function lunMistakes(properties: JsonObject): JsonMistake[] {
  const path = [...MACHINE, 'dataDisks'].join('.')
  const luns = listAt(properties, path).map((disk) => memberAt(disk, ['lun']))
  return luns.flatMap((lun, index) =>
    lun === undefined || luns.indexOf(lun) === index
      ? []
      : [{ path: `${path}[${index}].lun`, rule: 'has to differ from the LUNs of the others', value: String(lun) }],
  )
}

function natMistakes(properties: JsonObject): JsonMistake[] {
  const path = `${NETWORK}.endpointConfiguration.inboundNatPools`
  const provision = memberAt(properties, [NETWORK, 'publicIPAddressConfiguration', 'provision'])
  const isAlone = provision === 'NoPublicIPAddresses' && listAt(properties, path).length > 0
  const rule = 'cannot stand beside publicIPAddressConfiguration.provision NoPublicIPAddresses'
  return [...tooMany(properties, path, 5), ...(isAlone ? [{ path, rule }] : [])]
}

function upgradeMistakes(properties: JsonObject): JsonMistake[] {
  const percent = (name: string) => memberAt(properties, [...ROLLING.split('.'), name])
  const [batch, unhealthy] = [percent('maxBatchInstancePercent'), percent('maxUnhealthyInstancePercent')]
  if (typeof batch !== 'number' || typeof unhealthy !== 'number' || unhealthy >= batch) return []
  const path = `${ROLLING}.maxUnhealthyInstancePercent`
  return [{ path, rule: `has to be at least maxBatchInstancePercent (${batch})`, value: String(unhealthy) }]
}

function listAt(properties: JsonObject, path: string): readonly JsonValue[] {
  const list = memberAt(properties, path.split('.'))
  return Array.isArray(list) ? list : []
}
