import { describe } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import type { ImageVersion } from '../../../src/model/image.ts'
import { childId } from '../../../src/model/resource-id.ts'
import { rollingFindings } from '../../../src/plan/checks/rolling.ts'
import { at, type Change, DEFINITION, later, made, POOL, present, version } from './question.ts'
import { rows } from './rows.ts'

const ROLLOUT: Rollout = {
  strategy: 'rolling',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
  maxFailedNodes: { nodes: 0 },
}
const ROLLING: Change = { run: { rollout: ROLLOUT } }
const EMPTY: Partial<Pool> = { currentDedicatedNodes: 0 }
const OFF = { upgradePolicy: { automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: false } } }

const rolls = (more: Partial<Pool> = {}) => made(ROLLING, more)

const held = (number: string, more: Partial<ImageVersion> = {}): ImageVersion => {
  const reading = version()
  if (reading.state !== 'present') throw new Error('the version of a sound run is there')
  return { ...reading.value, id: childId(DEFINITION, 'versions', number), ...more }
}
const among = (...versions: readonly ImageVersion[]): Change => ({
  ...ROLLING,
  preflight: { versions: at(DEFINITION, present(versions)) },
})

const shown = (...numbers: readonly string[]): Change => ({
  ...ROLLING,
  seen: later(rolls()),
  preflight: {
    nodeImages: at(
      POOL,
      present(
        numbers.map((number) => ({
          id: number,
          state: 'idle',
          imageVersionId: childId(DEFINITION, 'versions', number),
        })),
      ),
    ),
  },
})

describe('rollingFindings', () => {
  rows(rollingFindings, [
    ['a new pool', [], ROLLING],
    ['a pool that rolls', [], { ...ROLLING, seen: later(rolls()) }],
    [
      'a pool with nodes that names a version',
      [
        'PoolDoesNotRoll: by itself: its image is version 1.4.0, and not the definition without a version; its upgradePolicy does not',
      ],
      { ...ROLLING, seen: later() },
    ],
    ['a pool without nodes that names a version', [], { ...ROLLING, seen: later(made({}, EMPTY)) }],
    [
      'a new pool that is told not to roll',
      ['PoolDoesNotRoll: `pool-properties` does not enable automatic OS upgrade'],
      { ...ROLLING, pool: { properties: OFF } },
    ],
    [
      'a pool that rolls, and a strategy that gives it a version',
      ['UpgradesItself: would give it image version 1.4.0 (fail)'],
      { seen: later(rolls()) },
    ],
    ['a pool whose upgrades end in the run', [], { seen: later(rolls()), pool: { properties: OFF } }],
    [
      'a version that somebody holds back',
      ['VersionHeldBack: 1.4.0 is excluded from latest in westeurope'],
      { ...ROLLING, seen: { ...later(rolls()), imageVersion: version({ excludeFromLatest: true }) } },
    ],
    [
      'a version that still has to be proven',
      [],
      {
        ...ROLLING,
        seen: {
          ...later(rolls()),
          imageVersion: version({ excludeFromLatest: true, tags: { 'sig-batch-pool-latest': 'pending' } }),
        },
      },
    ],
    [
      'a higher version that is the latest',
      ['HigherVersionIsLatest: 1.4.0 would not be the latest in westeurope: 1.10.0 is higher'],
      among(held('1.3.0'), held('1.10.0')),
    ],
    [
      'nodes that run a higher version',
      ['NodesAboveVersion: 1 node of pool render-pool run a higher image version than 1.4.0, such as 1.10.0'],
      shown('1.3.0', '1.10.0'),
    ],
    ['nodes that run a lower version', [], shown('1.3.0', '1.4.0')],
    ['a higher version that is excluded from latest', [], among(held('1.10.0', { excludeFromLatest: true }))],
    [
      'a higher version of another region',
      [],
      among(held('1.10.0', { targetRegions: [{ region: 'uksouth', regionalReplicaCount: 1 }] })),
    ],
  ])
})
