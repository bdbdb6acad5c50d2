import { describe, expect, it } from '@jest/globals'
import { computeSandbox, target, told, UBUNTU } from './compute-world.ts'

describe('deleting an image version', () => {
  it('A version is deleted with all its regions, also where a write may take none away.', () => {
    const api = computeSandbox()
    const old = `${UBUNTU}/versions/1.0.0`
    const forbidden = { properties: { safetyProfile: { allowDeletionOfReplicatedLocations: false } } }
    expect(api.patch(old, forbidden).status).toBe(200)
    api.minutes(5)
    const less = { properties: { publishingProfile: { targetRegions: [target('West Europe', 2)] } } }
    expect(told(api.patch(old, less))).toBe('409 OperationNotAllowed')
    expect(api.remove(old).status).toBe(202)
    api.minutes(5)
    expect(api.get(old).status).toBe(404)
  })
})
