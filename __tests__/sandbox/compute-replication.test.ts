import { describe, expect, it } from '@jest/globals'
import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import {
  at,
  type ComputeSandbox,
  computeId,
  computeSandbox,
  replication,
  SEED,
  target,
  told,
  UBUNTU,
  VERSION,
  versionBody,
} from './compute-world.ts'

const OLD = `${UBUNTU}/versions/1.0.0`

function failing(attempts: number, region = 'northeurope'): ComputeSeed {
  const replication = { ...SEED.sandbox?.replication, regions: { [region]: { failedAttempts: attempts } } }
  return { ...SEED, sandbox: { ...SEED.sandbox, replication } }
}

function aggregated(api: ComputeSandbox, id = VERSION): unknown {
  return at(api.get(id, { query: '&$expand=ReplicationStatus' }), 'properties.replicationStatus.aggregatedState')
}

function retarget(api: ComputeSandbox, id: string, ...targetRegions: object[]) {
  return api.patch(id, { properties: { publishingProfile: { targetRegions } } })
}

describe('replication', () => {
  it("The version's own region is copied first and the others after it.", () => {
    const api = computeSandbox()
    api.put(VERSION, versionBody({ targetRegions: [target('northeurope'), target('westeurope')] }))
    expect(replication(api)).toEqual(['North Europe Unknown 0', 'West Europe Replicating 0'])
    expect(aggregated(api)).toBe('InProgress')
    api.minutes(5)
    expect(replication(api)).toEqual(['North Europe Unknown 0', 'West Europe Replicating 50'])
    api.minutes(10)
    expect(replication(api)).toEqual(['North Europe Replicating 50', 'West Europe Completed 100'])
    api.minutes(5)
    expect(replication(api)).toEqual(['North Europe Completed 100', 'West Europe Completed 100'])
    expect(aggregated(api)).toBe('Completed')
  })

  it('A region is Completed when the last of its replicas has arrived, one after another.', () => {
    const api = computeSandbox()
    api.put(VERSION, versionBody({ targetRegions: [target('westeurope', 10)] }))
    api.minutes(18)
    expect(replication(api)).toEqual(['West Europe Replicating 94'])
    api.minutes(1)
    expect(replication(api)).toEqual(['West Europe Completed 100'])
  })

  it('Raising a count makes only that region replicate, and its replicas stay usable.', () => {
    const api = computeSandbox()
    const raised = retarget(api, OLD, target('westeurope', 4), target('northeurope'))
    expect([raised.status, at(raised, 'properties.provisioningState')]).toEqual([200, 'Updating'])
    expect(replication(api, OLD)).toEqual(['West Europe Replicating 0', 'North Europe Completed 100'])
    api.minutes(1)
    expect(replication(api, OLD)).toEqual(['West Europe Replicating 50', 'North Europe Completed 100'])
    api.minutes(1)
    expect(aggregated(api, OLD)).toBe('Completed')
  })

  it('Adding a region replicates that region only.', () => {
    const api = computeSandbox()
    retarget(api, OLD, target('westeurope', 2), target('northeurope'), target('swedencentral'))
    expect(replication(api, OLD)).toEqual([
      'West Europe Completed 100',
      'North Europe Completed 100',
      'Sweden Central Replicating 0',
    ])
    api.minutes(9)
    expect(at(api.get(OLD), 'properties.provisioningState')).toBe('Updating')
    api.minutes(1)
    expect(aggregated(api, OLD)).toBe('Completed')
  })

  it('Lowering a count copies nothing.', () => {
    const api = computeSandbox()
    expect(retarget(api, OLD, target('westeurope', 1), target('northeurope')).status).toBe(200)
    expect(aggregated(api, OLD)).toBe('Completed')
  })

  it('A failed region fails the version and its operation with the reason.', () => {
    const api = computeSandbox(failing(1))
    const created = api.put(VERSION, versionBody({ targetRegions: [target('westeurope'), target('northeurope')] }))
    api.minutes(20)
    expect(replication(api)).toEqual(['West Europe Completed 100', 'North Europe Failed 0'])
    expect(aggregated(api)).toBe('Failed')
    expect(at(api.get(VERSION), 'properties.provisioningState')).toBe('Failed')
    const operation = api.follow(created.headers['azure-asyncoperation'])
    expect([at(operation, 'status'), at(operation, 'error.message')]).toEqual([
      'Failed',
      "Gallery replication jobs failed in one or more regions. The failing regions' details are as follows: " +
        "'{region:North Europe, detail:Failed with internal server error.}'. If retry does not work, then please do an " +
        'update by removing the failed regions and update again by adding them back.',
    ])
    expect(told(api.follow(created.headers['location']))).toBe('409 ReplicationJobsNotCompleted')
  })

  it('Writing the version again tries the failed regions again.', () => {
    const api = computeSandbox(failing(2))
    const body = versionBody({ targetRegions: [target('westeurope'), target('northeurope')] })
    api.put(VERSION, body)
    api.minutes(20)
    expect(api.put(VERSION, body).status).toBe(200)
    expect(replication(api)).toEqual(['West Europe Completed 100', 'North Europe Replicating 0'])
    api.minutes(10)
    expect(replication(api)).toEqual(['West Europe Completed 100', 'North Europe Failed 0'])
    api.put(VERSION, body)
    api.minutes(10)
    expect(aggregated(api)).toBe('Completed')
    expect(at(api.get(VERSION), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('Removing the failed region makes the version whole.', () => {
    const api = computeSandbox(failing(9))
    api.put(VERSION, versionBody({ targetRegions: [target('westeurope'), target('northeurope')] }))
    api.minutes(20)
    retarget(api, VERSION, target('westeurope'))
    api.minutes(1)
    expect(at(api.get(VERSION), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('A larger image takes longer.', () => {
    const api = computeSandbox({
      ...SEED,
      sandbox: { replication: { queuedSeconds: 0, firstCopyMinutes: 10, minutesPerGigabyte: 0.1 } },
    })
    api.put(VERSION, versionBody())
    api.minutes(12)
    expect(aggregated(api)).toBe('InProgress')
    api.minutes(1)
    expect(aggregated(api)).toBe('Completed')
  })

  it('A disk above 2048 GiB fails in every region.', () => {
    const api = computeSandbox()
    const source = { osDiskImage: { source: { id: computeId('builds', 'disks/huge') } } }
    api.put(
      VERSION,
      versionBody({ targetRegions: [target('westeurope'), target('northeurope')] }, { storageProfile: source }),
    )
    api.minutes(1)
    expect(replication(api)).toEqual(['West Europe Failed 0', 'North Europe Failed 0'])
    const status = api.get(VERSION, { query: '&$expand=ReplicationStatus' })
    expect(at(status, 'properties.replicationStatus.summary.0.details')).toBe(
      "Replication failed in this region due to 'The GalleryImageVersion source resource size 2520 exceeds the max size " +
        "2048 supported'",
    )
  })
})
