import { normalizeRegion } from '../../src/model/resource-id.ts'
import { displayName, geographyGroup, hasZones } from '../regions.ts'

/** First api-version of the list of locations that tells zones. */
const SINCE_ZONES = '2022-12-01'

/** A region of a subscription as the list of locations tells it; one that Azure does not have goes by its short name. */
export function locationBody(subscriptionId: string, name: string, apiVersion: string): unknown {
  const group = geographyGroup(name)
  const known = displayName(name)
  return {
    id: `/subscriptions/${subscriptionId}/locations/${name}`,
    name,
    type: 'Region',
    displayName: known,
    regionalDisplayName: group === undefined ? known : `(${group}) ${known}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: 'Recommended',
      ...(group !== undefined && { geographyGroup: group }),
    },
    ...(apiVersion >= SINCE_ZONES && hasZones(name) && { availabilityZoneMappings: zonesOf(name) }),
  }
}

/** Azure mixes the numbers for each subscription; here logical and physical zones are numbered alike. */
function zonesOf(name: string): unknown {
  return ['1', '2', '3'].map((zone) => ({ logicalZone: zone, physicalZone: `${normalizeRegion(name)}-az${zone}` }))
}
