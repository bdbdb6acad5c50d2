import type { JsonObject } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { normalizeRegion } from '../model/resource-id.ts'
import type { Region } from '../model/subscription.ts'
import { type Arm, listArm, readArm } from './arm.ts'
import { objectsAt, textAt, textIn } from './members.ts'

const PROVIDERS_API_VERSION = '2021-04-01'

/** First version that tells the zones of a region. */
const LOCATIONS_API_VERSION = '2022-12-01'

/** Registration state of a resource provider, as Azure spells it. */
export function readRegistration(arm: Arm, subscriptionId: string, namespace: string): Promise<Reading<string>> {
  const id = `/subscriptions/${subscriptionId}/providers/${namespace}`
  return readArm(arm, id, ({ body }) => textIn(body, 'registrationState'), PROVIDERS_API_VERSION)
}

/** Asks for the registration of a resource provider; it takes some minutes. */
export async function registerProvider(arm: Arm, subscriptionId: string, namespace: string): Promise<void> {
  const id = `/subscriptions/${subscriptionId}/providers/${namespace}/register`
  await arm.send('POST', id, { apiVersion: PROVIDERS_API_VERSION })
}

/** Regions that a subscription may use; Azure lists groups of regions, such as Europe, beside them. */
export function listRegions(arm: Arm, subscriptionId: string): Promise<Reading<readonly Region[]>> {
  const id = `/subscriptions/${subscriptionId}/locations`
  return listArm(arm, id, (items) => items.filter(isPhysical).map(parseRegion), LOCATIONS_API_VERSION)
}

/** A cloud that tells no types of regions has no groups of them. */
function isPhysical(body: JsonObject): boolean {
  return (textAt(body, 'metadata', 'regionType') ?? 'Physical').toLowerCase() === 'physical'
}

function parseRegion(body: JsonObject): Region {
  return {
    name: normalizeRegion(textIn(body, 'name')),
    hasZones: objectsAt(body, 'availabilityZoneMappings').length > 0,
  }
}
