import { describe, expect, it } from '@jest/globals'
import type { NodeImage } from '../../../src/model/batch.ts'
import type { Rollout } from '../../../src/model/desired.ts'
import type { StepState } from '../../../src/model/done.ts'
import { memberAt } from '../../../src/model/json.ts'
import type { Step } from '../../../src/model/step.ts'
import { inquire } from '../../../src/plan/draft/inquiry.ts'
import { timeBudget } from '../../../src/plan/draft/time-budget.ts'
import { undoSteps } from '../../../src/plan/undo/undo.ts'
import {
  at,
  type Change,
  DEFINITION,
  definition,
  later,
  made,
  POOL,
  present,
  question,
  VERSION,
  version,
} from '../checks/question.ts'

const ROLLOUT: Rollout = {
  strategy: 'rolling',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
  maxFailedNodes: { percent: 2 },
}
const BAKE = { minutes: 30, maxFailedNodes: { percent: 2 } } as const

const rolling = (change: Change = {}): Change => ({ ...change, run: { rollout: ROLLOUT, ...change.run } })
const POLICY = {
  mode: 'automatic',
  automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
}

/** The pool rolls and is there with its nodes. */
const held = (change: Change = {}, more: Change['seen'] = {}): Change =>
  rolling({ ...change, seen: { ...later(made(rolling())), ...more } })

const idsOf = (change: Change) => question(change).draft.steps.map(({ id }) => id)
const stepOf = (change: Change, id: string) => question(change).draft.steps.find((step) => step.id === id)

const on = (imageVersionId: string, state = 'idle'): NodeImage => ({ id: 'tvm-1', state, imageVersionId })
/** Published by a run that has not proven it yet. */
const excluded = () => version({ excludeFromLatest: true, tags: { 'sig-batch-pool-latest': 'pending' } })

describe('a plan of update-strategy: rolling', () => {
  it('makes a new pool from the definition, once the version is the latest', () => {
    expect(idsOf(rolling())).toEqual([
      'publish-image-version 1.4.0',
      'await-replication westeurope',
      'promote-image-version 1.4.0',
      'create-pool render-pool',
      'await-pool render-pool',
    ])
    const create = stepOf(rolling(), 'create-pool render-pool')
    const properties = create?.kind === 'create-pool' ? create.to.properties : {}
    expect(create?.after).toContain('promote-image-version 1.4.0')
    expect(properties['upgradePolicy']).toEqual(POLICY)
    expect(memberAt(properties, ['deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference'])).toEqual({
      id: DEFINITION,
    })
  })

  it('turns the updates off that Windows makes by itself', () => {
    const create = stepOf(
      rolling({ seen: { imageDefinition: definition({ osType: 'Windows' }) } }),
      'create-pool render-pool',
    )
    const configuration = create?.kind === 'create-pool' ? create.to.properties['deploymentConfiguration'] : {}
    expect(memberAt(configuration, ['virtualMachineConfiguration', 'windowsConfiguration'])).toEqual({
      enableAutomaticUpdates: false,
    })
  })

  it('lets pool-properties say more of the policy', () => {
    const upgradePolicy = { automaticOSUpgradePolicy: { osRollingUpgradeDeferral: false } }
    const create = stepOf(rolling({ pool: { properties: { upgradePolicy } } }), 'create-pool render-pool')
    expect(create?.kind === 'create-pool' && create.to.properties['upgradePolicy']).toEqual({
      mode: 'automatic',
      automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: false },
    })
  })

  it('writes nothing to a pool that rolls, and follows its nodes', () => {
    expect(idsOf(held({}, { imageVersion: { state: 'absent' } }))).toEqual([
      'publish-image-version 1.4.0',
      'await-replication westeurope',
      'promote-image-version 1.4.0',
      'follow-upgrade render-pool',
    ])
    expect(idsOf(held({}, { imageVersion: excluded() }))).toEqual([
      'promote-image-version 1.4.0',
      'follow-upgrade render-pool',
    ])
  })

  it('watches the nodes once they are followed, where that is asked', () => {
    expect(stepOf(held({ run: { bake: BAKE } }), 'bake-pool render-pool')?.after).toEqual([
      'follow-upgrade render-pool',
    ])
  })

  it('waits for another scale before it follows the nodes', () => {
    const scale = { kind: 'fixed', targetDedicatedNodes: 120, targetSpotNodes: 0 } as const
    const change = held({ pool: { scale } })
    expect(idsOf(change)).toEqual(['update-pool render-pool', 'await-pool render-pool', 'follow-upgrade render-pool'])
    expect(stepOf(change, 'follow-upgrade render-pool')?.after).toEqual(['await-pool render-pool'])
  })

  it('has nothing to follow where all nodes show the version', () => {
    const shown = (...nodes: readonly NodeImage[]) =>
      idsOf({ ...held(), preflight: { nodeImages: at(POOL, present(nodes)) } })
    expect(shown(on(VERSION))).toEqual(['await-pool render-pool'])
    expect(shown(on(VERSION), on(`${DEFINITION}/versions/1.3.0`))).toEqual(['follow-upgrade render-pool'])
  })

  it('follows no node where the run does not wait for health', () => {
    expect(idsOf(held({ run: { wait: 'none' } }))).toEqual([])
    expect(idsOf(held({ run: { wait: 'steady' } }))).toEqual(['await-pool render-pool'])
  })

  it('says that nodes let their tasks finish, or are replaced', () => {
    const disruption = (osRollingUpgradeDeferral: boolean) => {
      const upgradePolicy = { automaticOSUpgradePolicy: { osRollingUpgradeDeferral } }
      const pool = made(rolling({ pool: { properties: { upgradePolicy } } }))
      return stepOf(rolling({ seen: later(pool) }), 'follow-upgrade render-pool')?.disruption
    }
    expect([disruption(true), disruption(false)]).toEqual(['drain', 'replace'])
  })

  it('counts the time of the batches', () => {
    const { minutes, terms } = timeBudget(question(held()))
    expect([minutes, terms.map(({ what }) => what)]).toEqual([
      75,
      ['upgrading pool render-pool in 5 batches, without the time of its tasks'],
    ])
  })

  it('asks which versions there are, and which of them the nodes run', () => {
    const { desired, observed } = question(held())
    const { versionsOf, nodeImages, runningTasks } = inquire(desired, observed)
    expect(versionsOf).toEqual([DEFINITION])
    expect(nodeImages.map(({ desired: { poolId } }) => poolId)).toEqual([POOL])
    expect(runningTasks.map(({ poolId }) => poolId)).toEqual([POOL])
  })
})

/** The undo of a rolling run whose steps ended so, in their order; the rest was not begun. */
function undone(change: Change, ...endings: readonly StepState[]): readonly Step[] {
  const { steps } = question(change).draft
  const states = new Map(steps.map(({ id }, index) => [id, endings[index] ?? ('skipped' as const)]))
  const sent = new Set(steps.filter((_, index) => endings[index] === 'succeeded').map(({ id }) => id))
  return undoSteps({ steps, states, sent, before: () => made(rolling()) })
}

describe('the brake', () => {
  const BRAKE = ['undo promote-image-version 1.4.0']
  const cases: readonly (readonly [
    title: string,
    change: Change,
    endings: readonly StepState[],
    ids: readonly string[],
  ])[] = [
    ['nodes that go bad', held({}, { imageVersion: excluded() }), ['succeeded', 'failed'], BRAKE],
    ['nodes that go bad of a version that was the latest already', held(), ['failed'], BRAKE],
    ['nodes that go bad while they are watched', held({ run: { bake: BAKE } }), ['succeeded', 'failed'], BRAKE],
    ['a promotion that was refused', held({}, { imageVersion: excluded() }), ['failed'], []],
    [
      'a new pool whose nodes do not come',
      rolling(),
      ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'failed'],
      BRAKE,
    ],
    ['an upgrade that ended well', held({}, { imageVersion: excluded() }), ['succeeded', 'succeeded'], []],
  ]
  for (const [title, change, endings, ids] of cases) {
    it(`${ids.length === 0 ? 'is not pulled' : 'is pulled'} after ${title}`, () => {
      const steps = undone(change, ...endings)
      expect(steps.map(({ id }) => id)).toEqual(ids)
      for (const step of steps) expect(step).toMatchObject({ imageVersionId: VERSION, excludeFromLatest: true })
    })
  }
})
