import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { DesiredPool } from '../../../src/model/desired.ts'
import type { JsonObject } from '../../../src/model/json.ts'
import { poolChanges } from '../../../src/plan/pool/pool-changes.ts'
import { poolSteps } from '../../../src/plan/rollout/pool-steps.ts'

const IMAGE = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/x/images/y/versions/1.0.0'
const DECISIONS = { imageVersionId: IMAGE, nodeAgentSkuId: 'batch.node.ubuntu 24.04', resizeTimeoutMinutes: 15 }
const ORIGIN = {
  repository: 'o/r',
  commit: 'c',
  runId: '1',
  runAttempt: '1',
  runUrl: 'https://github.com/o/r/actions/runs/1',
}

function asked(more: Partial<DesiredPool> = {}): DesiredPool {
  return {
    poolId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a/pools/p',
    batchAccountId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a',
    vmSize: 'Standard_D2s_v5',
    scale: { kind: 'fixed', targetDedicatedNodes: 10, targetSpotNodes: 0 },
    nodeAgentSkuId: 'auto',
    identityIds: [],
    resizeTimeoutMinutes: 'auto',
    properties: {},
    ...more,
  }
}

function held(properties: JsonObject = {}, more: Partial<Pool> = {}): Pool {
  return {
    id: asked().poolId,
    etag: 'W/"1"',
    provisioningState: 'Succeeded',
    allocationState: 'Steady',
    currentDedicatedNodes: 10,
    currentSpotNodes: 0,
    definition: {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference: { id: IMAGE.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions') },
            nodeAgentSkuId: 'batch.node.ubuntu 24.04',
            windowsConfiguration: { enableAutomaticUpdates: false },
          },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: 10, targetLowPriorityNodes: 0, resizeTimeout: 'PT30M' } },
        taskSlotsPerNode: 1,
        ...properties,
      },
    },
    ...more,
  }
}

describe('poolChanges', () => {
  const auto = { kind: 'autoscale', formula: '$x=1', evaluationIntervalMinutes: 60, maximumNodes: 5 } as const
  const same: readonly [title: string, desired: Partial<DesiredPool>, properties: JsonObject][] = [
    ['IDs and VM sizes in another case', {}, {}],
    ['another resize timeout', { resizeTimeoutMinutes: 60 }, {}],
    ['members nobody asked about', {}, { displayName: 'Frames', metadata: [{ name: 'team', value: 'x' }] }],
    [
      'a duration written another way',
      { scale: auto },
      { scaleSettings: { autoScale: { formula: '$x=1', evaluationInterval: 'PT1H' } } },
    ],
    [
      'a duration among the properties written another way',
      { properties: { upgradePolicy: { rollingUpgradePolicy: { pauseTimeBetweenBatches: 'PT60M' } } } },
      { upgradePolicy: { rollingUpgradePolicy: { pauseTimeBetweenBatches: 'PT1H' } } },
    ],
    [
      'metadata that is there among others',
      { properties: { metadata: [{ name: 'a', value: '1' }] } },
      {
        metadata: [
          { name: 'b', value: '2' },
          { name: 'a', value: '1' },
        ],
      },
    ],
    [
      'a password, which Azure never gives back',
      { properties: { userAccounts: [{ name: 'u', password: 'p' }] } },
      { userAccounts: [{ name: 'u', elevationLevel: 'NonAdmin' }] },
    ],
    [
      'defaults that Azure filled in',
      { startTask: { commandLine: 'x' } },
      { startTask: { commandLine: 'x', maxTaskRetryCount: 0, waitForSuccess: true } },
    ],
  ]
  for (const [title, desired, properties] of same) {
    it(`sees no change in ${title}`, () => {
      expect(poolChanges(asked(desired), DECISIONS, held(properties))).toEqual([])
    })
  }

  const different: readonly [title: string, desired: Partial<DesiredPool>, properties: JsonObject, path: string][] = [
    ['another VM size', { vmSize: 'Standard_D4s_v5' }, {}, 'properties.vmSize'],
    [
      'more nodes',
      { scale: { kind: 'fixed', targetDedicatedNodes: 11, targetSpotNodes: 0 } },
      {},
      'properties.scaleSettings',
    ],
    ['a formula instead of a number', { scale: auto }, {}, 'properties.scaleSettings'],
    [
      'a number instead of a formula',
      {},
      { scaleSettings: { autoScale: { formula: '$x=1' } } },
      'properties.scaleSettings',
    ],
    [
      'another command line',
      { startTask: { commandLine: 'y' } },
      { startTask: { commandLine: 'x' } },
      'properties.startTask',
    ],
    [
      'a shorter list',
      { properties: { applicationPackages: [] } },
      { applicationPackages: [{ id: 'x' }] },
      'properties.applicationPackages',
    ],
    [
      'a duration that differs in seconds',
      { properties: { upgradePolicy: { rollingUpgradePolicy: { pauseTimeBetweenBatches: 'PT30S' } } } },
      { upgradePolicy: { rollingUpgradePolicy: { pauseTimeBetweenBatches: 'PT0S' } } },
      'properties.upgradePolicy',
    ],
    ['an identity', { identityIds: ['/subscriptions/s/i'] }, {}, 'identity'],
    [
      'an identity beside one that it has',
      { identityIds: ['/subscriptions/s/has', '/subscriptions/s/i'] },
      {},
      'identity',
    ],
  ]
  const identity = { type: 'UserAssigned', userAssignedIdentities: { '/subscriptions/s/has': {} } }
  for (const [title, desired, properties, path] of different) {
    it(`sees a change in ${title}`, () => {
      const pool = held(properties)
      const identified = { ...pool, definition: { ...pool.definition, identity } }
      expect(poolChanges(asked(desired), DECISIONS, identified).map((change) => change.path)).toEqual([path])
    })
  }

  it('sends along what Azure holds beside what was asked', () => {
    const [change] = poolChanges(asked(), { ...DECISIONS, imageVersionId: `${IMAGE}1` }, held())
    expect(change?.to).toMatchObject({
      virtualMachineConfiguration: { windowsConfiguration: { enableAutomaticUpdates: false } },
    })
  })
})

describe('poolSteps', () => {
  const rollout = { strategy: 'fail', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' } as const
  const steps = (desired: DesiredPool, pool?: Pool) =>
    poolSteps({
      desired,
      decisions: DECISIONS,
      origin: ORIGIN,
      rollout,
      after: ['await-replication x'],
      ...(pool && { pool }),
    })

  it('creates a pool that is not there, after its region is replicated', () => {
    expect(steps(asked())).toMatchObject([{ kind: 'create-pool', after: ['await-replication x'] }])
  })

  it('does nothing to a pool that is as asked', () => {
    expect(steps(asked(), held())).toEqual([])
  })

  it('changes what nodes forbid only while there are none, and the scale after it', () => {
    const empty = held({ scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } } }, { currentDedicatedNodes: 0 })
    const both = steps(asked({ vmSize: 'Standard_D4s_v5' }), empty)
    expect(both.map(({ id, after }) => [id, after])).toEqual([
      ['change-pool p', ['await-replication x']],
      ['update-pool p', ['change-pool p']],
    ])
  })

  it('asks again for nodes that an earlier resize did not bring', () => {
    expect(steps(asked(), held({}, { currentDedicatedNodes: 6 }))).toMatchObject([
      { kind: 'update-pool', retriesResize: true },
    ])
  })

  it('leaves a resize that is under way alone', () => {
    expect(steps(asked(), held({}, { currentDedicatedNodes: 6, allocationState: 'Resizing' }))).toEqual([])
  })

  it('lets tasks finish when a pool shrinks, unless told otherwise', () => {
    const smaller = { scale: { kind: 'fixed', targetDedicatedNodes: 3, targetSpotNodes: 0 } } as const
    const option = (properties: JsonObject) => {
      const [step] = steps(asked({ ...smaller, properties }), held())
      return step?.kind === 'update-pool' ? JSON.stringify(step.changes[0]?.to) : ''
    }
    expect(option({})).toContain('TaskCompletion')
    expect(option({ scaleSettings: { fixedScale: { nodeDeallocationOption: 'Requeue' } } })).toContain('Requeue')
  })

  it('notes in the metadata what was asked of each property', () => {
    const [step] = steps(asked())
    const metadata = step?.kind === 'create-pool' ? step.to.properties['metadata'] : undefined
    const note = expect.objectContaining({ name: 'sig-batch-pool-asked', value: expect.stringContaining('vmSize=') })
    expect(metadata).toContainEqual(note)
  })
})
