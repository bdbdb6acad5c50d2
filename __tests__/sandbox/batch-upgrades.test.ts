import { describe, expect, it } from '@jest/globals'
import { codeOf, GALLERY, openBatch, withImages } from './batch-cloud.ts'
import { AUTOMATIC, countsOf, promote, upgradedNodes, versionsOf, withUpgrades } from './batch-upgrades.ts'
import { nodesOf, pass, scale, statesOf, tasksOf } from './batch-work.ts'

/** From the promotion until the first batch is on its way, and until it is over. */
const NOTICED = 60
const BATCH = 60 + 150

const rolling = (policy: Readonly<Record<string, unknown>>) => ({
  ...AUTOMATIC,
  automaticOSUpgradePolicy: { ...AUTOMATIC.automaticOSUpgradePolicy, useRollingUpgradePolicy: true },
  rollingUpgradePolicy: policy,
})

const DEFINITION = { imageReference: { id: `${GALLERY}/images/ubuntu-render` } }

describe('upgrade policies', () => {
  it('An upgrade policy without a mode, or with a number out of its limits, is refused on both planes.', () => {
    const { put, service } = openBatch()
    const refused = (upgradePolicy: unknown) => codeOf(put({ machine: DEFINITION, properties: { upgradePolicy } }))
    expect(refused({})).toBe('MissingRequiredProperty')
    expect(refused({ mode: 'sometimes' })).toBe('InvalidPropertyValue')
    for (const policy of [
      { maxBatchInstancePercent: 4 },
      { maxUnhealthyInstancePercent: 101 },
      { maxUnhealthyUpgradedInstancePercent: -1 },
      { maxBatchInstancePercent: 30, maxUnhealthyInstancePercent: 20 },
      { pauseTimeBetweenBatches: 'a minute' },
      { enableCrossZoneUpgrade: true },
    ])
      expect(refused(rolling(policy))).toBe('InvalidPropertyValue')
    const virtualMachineConfiguration = {
      imageReference: { virtualMachineImageId: DEFINITION.imageReference.id },
      nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    }
    const pool = { id: 'q', vmSize: 'standard_d2s_v5', virtualMachineConfiguration }
    const bad = rolling({ maxBatchInstancePercent: 4 })
    expect(codeOf(service('POST', '/pools', { ...pool, upgradePolicy: bad }))).toBe('InvalidPropertyValue')
    expect(service('POST', '/pools', { ...pool, upgradePolicy: rolling({}) }).status).toBe(201)
  })

  it('Automatic OS upgrade is refused for an image with a version, and for Windows that patches itself.', () => {
    const windows = { osType: 'Windows' }
    const { put } = openBatch(withImages({ win: windows }))
    expect(codeOf(put({ properties: { upgradePolicy: AUTOMATIC } }))).toBe('InvalidPropertyValue')
    expect(put({ machine: DEFINITION, properties: { upgradePolicy: AUTOMATIC } }).status).toBe(200)
    const machine = (own: Readonly<Record<string, unknown>>) => ({
      imageReference: { id: `${GALLERY}/images/win` },
      nodeAgentSkuId: 'batch.node.windows amd64',
      ...own,
    })
    const ask = (own: Readonly<Record<string, unknown>>) =>
      put({ name: 'w', machine: machine(own), properties: { upgradePolicy: AUTOMATIC } })
    expect(codeOf(ask({}))).toBe('InvalidPropertyValue')
    expect(codeOf(ask({ windowsConfiguration: { enableAutomaticUpdates: true } }))).toBe('InvalidPropertyValue')
    expect(ask({ windowsConfiguration: { enableAutomaticUpdates: false } }).status).toBe(200)
  })
})

describe('nodes and versions', () => {
  it('An image reference without a version gives new nodes the highest version that is in the region and not excluded from latest.', () => {
    const cloud = withUpgrades({ nodes: 1, policy: null })
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 1 })
    promote(cloud)
    scale(cloud, 2)
    pass(cloud, 600)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 1, '1.1.0': 1 })
  })

  it('A node tells the version of its image, and keeps it where nothing is upgraded automatically.', () => {
    const cloud = withUpgrades({ nodes: 2, policy: { mode: 'automatic' } })
    promote(cloud)
    pass(cloud, 3600)
    expect(upgradedNodes(cloud).map(({ virtualMachineInfo }) => virtualMachineInfo.imageReference)).toEqual(
      Array(2).fill({ virtualMachineImageId: `${GALLERY}/images/ubuntu-render/versions/1.0.0` }),
    )
  })
})

describe('automatic OS upgrades', () => {
  it('A version that becomes the latest in the region of a pool reaches its nodes in batches of a fifth.', () => {
    const cloud = withUpgrades({ nodes: 10 })
    promote(cloud)
    pass(cloud, NOTICED - 1)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 10 })
    pass(cloud, 1)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 8, '1.1.0': 2 })
    pass(cloud, BATCH - 1)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 8, '1.1.0': 2 })
    pass(cloud, 1)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 6, '1.1.0': 4 })
    pass(cloud, 4 * BATCH)
    expect(versionsOf(cloud)).toEqual({ '1.1.0': 10 })
  })

  it('A node that is upgraded is upgradingos, then starting, then idle, in counts and in the list.', () => {
    const cloud = withUpgrades({ nodes: 5 })
    promote(cloud)
    const seen = [NOTICED + 15, 60, 150].map((seconds) => {
      pass(cloud, seconds)
      return [countsOf(cloud), upgradedNodes(cloud)[0]?.state]
    })
    expect(seen).toEqual([
      [{ idle: 4, upgradingOS: 1, total: 5 }, 'upgradingos'],
      [{ idle: 4, starting: 1, total: 5 }, 'starting'],
      // The first is through, and the next has begun.
      [{ idle: 4, upgradingOS: 1, total: 5 }, 'idle'],
    ])
  })

  it('A rolling upgrade policy that is used says how many nodes are upgraded together, and how long is paused between.', () => {
    const policy = { maxBatchInstancePercent: 50, maxUnhealthyInstancePercent: 50, pauseTimeBetweenBatches: 'PT10M' }
    const cloud = withUpgrades({ nodes: 10, policy: rolling(policy) })
    promote(cloud)
    pass(cloud, NOTICED + BATCH + 599)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 5, '1.1.0': 5 })
    pass(cloud, 1)
    expect(versionsOf(cloud)).toEqual({ '1.1.0': 10 })
  })

  it('A node that runs tasks is upgraded when they have ended, and takes no other before, where upgrades are deferred.', () => {
    const cloud = withUpgrades({ nodes: 1, tasks: ['sleep 900', 'sleep 60'] })
    promote(cloud)
    pass(cloud, 890)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 1 })
    expect(statesOf(cloud)).toEqual(['running', 'active'])
    pass(cloud, 20)
    expect(upgradedNodes(cloud)[0]?.state).toBe('upgradingos')
    expect(statesOf(cloud)).toEqual(['completed', 'active'])
    pass(cloud, 300)
    expect(tasksOf(cloud).map(({ state, executionInfo }) => [state, executionInfo.requeueCount])).toEqual([
      ['completed', 0],
      ['completed', 0],
    ])
  })

  it('A node that waits for its tasks keeps no other from being upgraded.', () => {
    const cloud = withUpgrades({ nodes: 3, tasks: ['sleep 7200'] })
    promote(cloud)
    pass(cloud, 1800)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 1, '1.1.0': 2 })
    pass(cloud, 7200)
    expect(versionsOf(cloud)).toEqual({ '1.1.0': 3 })
  })

  it('The tasks of a node that is upgraded without deferral run again from their start.', () => {
    const policy = { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } }
    const cloud = withUpgrades({ nodes: 1, policy, tasks: ['sleep 900'] })
    promote(cloud)
    pass(cloud, NOTICED)
    expect(upgradedNodes(cloud)[0]?.state).toBe('upgradingos')
    expect(tasksOf(cloud).map(({ state, executionInfo }) => [state, executionInfo.requeueCount])).toEqual([
      ['active', 1],
    ])
    pass(cloud, 1200)
    expect(statesOf(cloud)).toEqual(['completed'])
  })

  it('An upgrade stops when too many of the upgraded nodes are of no use.', () => {
    const cloud = withUpgrades({ nodes: 10, boot: { outcome: 'never-joins' }, tasks: ['sleep 7200'] })
    promote(cloud)
    pass(cloud, 10_000)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 9, '1.1.0': 1 })
    expect(nodesOf(cloud).filter(({ state }) => state === 'unusable')).toHaveLength(1)
  })

  it('A version that is excluded from latest again reaches no other node, and those that have it keep it.', () => {
    const cloud = withUpgrades({ nodes: 10, tasks: ['sleep 7200'] })
    promote(cloud)
    pass(cloud, NOTICED + 1)
    promote(cloud, true)
    pass(cloud, 10_000)
    expect(versionsOf(cloud)).toEqual({ '1.0.0': 9, '1.1.0': 1 })
    expect(nodesOf(cloud).every(({ state }) => state === 'idle')).toBe(true)
  })

  it('What nodes have become is the same however many requests there were.', () => {
    const [once, often] = [false, true].map((asks) => {
      const cloud = withUpgrades({ nodes: 7, tasks: ['sleep 500', 'sleep 70', 'sleep 2000'] })
      pass(cloud, 10)
      promote(cloud)
      for (let minute = 0; minute < 60; minute += 1) {
        pass(cloud, 61)
        if (asks) countsOf(cloud)
      }
      return JSON.stringify([upgradedNodes(cloud), countsOf(cloud)])
    })
    expect(often).toBe(once)
  })
})
