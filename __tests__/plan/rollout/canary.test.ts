import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import type { StepState } from '../../../src/model/done.ts'
import { isJsonObject, memberAt } from '../../../src/model/json.ts'
import type { CreatePool } from '../../../src/model/pool-step.ts'
import { childId } from '../../../src/model/resource-id.ts'
import type { Step } from '../../../src/model/step.ts'
import { quotaFindings } from '../../../src/plan/checks/quota.ts'
import { subnetFindings } from '../../../src/plan/checks/subnet.ts'
import { coreUse } from '../../../src/plan/draft/cores.ts'
import { inquire } from '../../../src/plan/draft/inquiry.ts'
import { timeBudget } from '../../../src/plan/draft/time-budget.ts'
import { canaryPoolId } from '../../../src/plan/rollout/canary.ts'
import { undoSteps } from '../../../src/plan/undo/undo.ts'
import {
  ACCOUNT,
  account,
  at,
  type Change,
  later,
  made,
  otherPool,
  POOL,
  present,
  question,
  SUBNET,
  version,
} from '../checks/question.ts'

const CANARY = `${POOL}-canary`
const TRIED: Change['run'] = { canary: { nodes: 2 } }
const SMOKED: Change['run'] = { canary: { nodes: 2, smoke: { command: 'selftest', timeoutMinutes: 20 } } }
const IN_PLACE: Change['run'] = {
  rollout: { strategy: 'in-place', drain: 'taskcompletion', drainDeadline: 'fail', onFailure: 'rollback' },
}
const old = (more: Partial<Pool> = {}) => made({ seen: { version: '1.3.0' } }, more)
/** A pool of 100 nodes from 1.3.0 gets 1.4.0. */
const rolled = (run: Change['run'] = TRIED, pool = old()): Change => ({
  run: { ...IN_PLACE, ...run },
  seen: later(pool),
})

const idsOf = (change: Change) => question(change).draft.steps.map(({ id }) => id)
const afterOf = (change: Change, id: string) => question(change).draft.steps.find((step) => step.id === id)?.after

/** The canary as an earlier run has left it. */
const left = (change: Change = rolled()): Pool => {
  const create = question(change).draft.steps.find((step): step is CreatePool => step.id === `create-pool ${name}`)
  return { ...old(), id: CANARY, definition: create?.to ?? { properties: {} } }
}
const name = 'render-pool-canary'
const found = (pool: Pool): Change['preflight'] => ({ canaries: at(CANARY, present(pool)) })

describe('the steps of a canary', () => {
  const OWN = [`create-pool ${name}`, `await-pool ${name}`, `delete-pool ${name}`]
  const cases: readonly [title: string, change: Change, ids: readonly string[]][] = [
    [
      'come before a new pool',
      { run: TRIED },
      [
        'publish-image-version 1.4.0',
        'await-replication westeurope',
        ...OWN,
        'create-pool render-pool',
        'await-pool render-pool',
        'promote-image-version 1.4.0',
      ],
    ],
    [
      'come before a pool is emptied',
      rolled(),
      [
        ...OWN,
        'drain-pool render-pool',
        'change-pool render-pool',
        'update-pool render-pool',
        'await-pool render-pool',
      ],
    ],
    [
      'come before a pool is deleted',
      { ...rolled(), run: { ...TRIED, rollout: { ...question().desired.rollout, strategy: 'recreate' } } },
      [...OWN, 'delete-pool render-pool', 'create-pool render-pool', 'await-pool render-pool'],
    ],
    [
      'come before an empty pool is changed',
      rolled(TRIED, old({ currentDedicatedNodes: 0, definition: { properties: emptied() } })),
      [...OWN, 'change-pool render-pool', 'update-pool render-pool', 'await-pool render-pool'],
    ],
    ['are none where nothing changes', { run: TRIED, seen: later() }, ['await-pool render-pool']],
    [
      'are none where the image stays',
      { run: TRIED, pool: scaled(150), seen: later() },
      ['update-pool render-pool', 'await-pool render-pool'],
    ],
  ]
  for (const [title, change, ids] of cases) {
    it(title, () => {
      expect(idsOf(change)).toEqual(ids)
    })
  }

  it('follow each other, from the image in the region to the first step of the pool', () => {
    const change = { run: SMOKED }
    expect(afterOf(change, `create-pool ${name}`)).toEqual(['await-replication westeurope'])
    expect(afterOf(change, `await-pool ${name}`)).toEqual([`create-pool ${name}`])
    expect(afterOf(change, `smoke-pool ${name}`)).toEqual([`await-pool ${name}`])
    expect(afterOf(change, `delete-pool ${name}`)).toEqual([`smoke-pool ${name}`])
    expect(afterOf(change, 'create-pool render-pool')).toEqual([`delete-pool ${name}`])
    expect(afterOf(change, 'await-pool render-pool')).toEqual(['create-pool render-pool'])
  })

  it('begin with the end of one that an earlier run has left', () => {
    const change = { ...rolled(), preflight: found(left()) }
    expect(idsOf(change).slice(0, 2)).toEqual([`clear-pool ${name}`, `create-pool ${name}`])
    expect(afterOf(change, `create-pool ${name}`)).toEqual([`clear-pool ${name}`])
  })

  it('do not delete a pool of somebody else', () => {
    const stranger = { ...old(), id: CANARY }
    expect(idsOf({ ...rolled(), preflight: found(stranger) })).not.toContain(`clear-pool ${name}`)
  })

  it('disturb no task', () => {
    const { steps } = question(rolled(SMOKED)).draft
    const own = steps.filter((step) => 'poolId' in step && step.poolId === CANARY)
    expect(own.map(({ disruption }) => disruption)).toEqual(['none', 'none', 'none', 'none'])
  })

  it('give a task all the slots of a node', () => {
    const { steps } = question({ run: SMOKED, pool: { taskSlotsPerNode: 4 } }).draft
    expect(steps.find(({ kind }) => kind === 'smoke-pool')).toMatchObject({ taskSlotsPerNode: 4, timeoutMinutes: 20 })
  })
})

describe('a canary pool', () => {
  const createOf = (change: Change): CreatePool['to'] => {
    const create = question(change).draft.steps.find((step): step is CreatePool => step.id === `create-pool ${name}`)
    return create?.to ?? { properties: {} }
  }
  const scaleOf = (change: Change) => createOf(change).properties['scaleSettings']
  const fixed = (targetDedicatedNodes: number, targetLowPriorityNodes: number) => ({
    fixedScale: { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout: 'PT15M' },
  })
  const formula = (text: string): Change['pool'] => ({
    scale: { kind: 'autoscale', formula: text, maximumNodes: 300 },
  })

  const scales: readonly [title: string, pool: Change['pool'], dedicated: number, spot: number][] = [
    ['dedicated nodes where the pool has some', scaled(10, 90), 2, 0],
    ['spot nodes where it has no others', scaled(0, 100), 0, 2],
    ['dedicated nodes where it is to hold none', scaled(0, 0), 2, 0],
    ['dedicated nodes where a formula asks for some', formula('$TargetDedicatedNodes=1'), 2, 0],
    ['spot nodes where a formula asks for no others', formula('$TargetLowPriorityNodes=1'), 0, 2],
    [
      'a scale of its own beside settings of the pool',
      { properties: { scaleSettings: { fixedScale: { nodeDeallocationOption: 'Requeue' } } } },
      2,
      0,
    ],
  ]
  for (const [title, pool, dedicated, spot] of scales) {
    it(`gets ${title}`, () => {
      expect(scaleOf({ run: TRIED, pool })).toEqual(fixed(dedicated, spot))
    })
  }

  it('is as the pool is to be, and says whose canary it is', () => {
    const startTask = { commandLine: '/bin/true' }
    const { properties } = createOf({ ...rolled(), pool: { startTask } })
    expect(properties).toMatchObject({
      vmSize: 'Standard_D4s_v5',
      startTask,
      networkConfiguration: { subnetId: SUBNET },
    })
    expect(namesOf(properties['metadata'])).toEqual(
      ['repository', 'commit', 'run', 'image', 'canary-of'].map((each) => `sig-batch-pool-${each}`),
    )
  })

  it('takes over what the workflow does not speak of, without secrets that Azure never gives back', () => {
    const held = old()
    const properties = {
      ...held.definition.properties,
      taskSlotsPerNode: 4,
      userAccounts: [{ name: 'render' }],
      mountConfiguration: [{}],
      metadata: [{ name: 'sig-batch-pool-previous', value: 'x' }],
    }
    const to = createOf(rolled(TRIED, { ...held, definition: { properties } }))
    expect(to.properties['taskSlotsPerNode']).toBe(4)
    expect(Object.keys(to.properties)).not.toContain('userAccounts')
    expect(Object.keys(to.properties)).not.toContain('mountConfiguration')
    expect(namesOf(to.properties['metadata'])).not.toContain('sig-batch-pool-previous')
  })

  it('has a name of at most 64 characters', () => {
    expect(canaryPoolId(POOL)).toBe(CANARY)
    const long = 'p'.repeat(64)
    expect(canaryPoolId(childId(ACCOUNT, 'pools', long))).toBe(`${ACCOUNT}/pools/${'p'.repeat(57)}-canary`)
  })
})

describe('what a canary takes', () => {
  const cores = (change: Change) => coreUse(question(change)).find(({ kind }) => kind === 'dedicated')?.planned

  it('is two nodes beside the pool as it is', () => {
    expect(cores(rolled())).toBe((100 + 2) * 4)
  })

  it('is nothing where the pool grows by more than that later', () => {
    expect(cores({ run: TRIED })).toBe(100 * 4)
    expect(cores({ ...rolled(), pool: scaled(101) })).toBe((100 + 2) * 4)
    expect(cores({ ...rolled(), pool: scaled(150) })).toBe(150 * 4)
  })

  it('is counted against the quota by its own name', () => {
    const quotas = { coresByFamily: [], dedicatedCores: 407 }
    const change = rolled()
    const seen = { ...change.seen, batchAccounts: at(ACCOUNT, account({ quotas })) }
    const [finding] = quotaFindings(question({ ...change, seen }))
    expect(finding).toMatchObject({ code: 'CoreQuotaShort' })
    expect(finding?.message).toContain('pool render-pool-canary needs 8 at its peak (2 nodes of 4 cores): 1 is missing')
    expect(finding?.remedy).toContain('or set `canary-nodes` to at most 1.')
  })

  const places: readonly [title: string, change: Change, codes: readonly string[]][] = [
    ['one place more than a pool that is there', rolled(), ['PoolQuotaShort']],
    ['the place that the pool will have', { run: TRIED }, ['PoolQuotaShort']],
    ['the place of one that is left', { ...rolled(), preflight: found(left()) }, []],
  ]
  for (const [title, change, codes] of places) {
    it(`is ${title}`, () => {
      const pools = Array.from({ length: 7 }, (_, index) => otherPool(`p${index}`))
      const seen = { ...change.seen, batchAccounts: at(ACCOUNT, account({ quotas: { coresByFamily: [], pools: 7 } })) }
      const preflight = { ...change.preflight, accountPools: at(ACCOUNT, present(pools)) }
      expect(quotaFindings(question({ ...change, seen, preflight })).map(({ code }) => code)).toEqual(codes)
    })
  }

  it('is an address in the subnet for each of its nodes', () => {
    const subnet = { id: SUBNET, location: 'westeurope', freeAddresses: 1, takenAddresses: 100, delegations: [] }
    const change = { ...rolled(), preflight: { subnets: at(SUBNET, present(subnet)) } }
    expect(subnetFindings(question(change)).map(({ code }) => code)).toEqual(['SubnetTooSmall'])
  })

  it('is time before the steps of the pool', () => {
    const terms = timeBudget(question(rolled(SMOKED))).terms.map(({ minutes, what }) => `${minutes} ${what}`)
    expect(terms.slice(0, 4)).toEqual([
      '15 resizing pool render-pool-canary',
      '10 starting its nodes, without their start task',
      '20 running a command on pool render-pool-canary',
      '10 deleting pool render-pool-canary',
    ])
  })
})

describe('what is asked of a canary', () => {
  const askedOf = (change: Change) => {
    const { desired, observed } = question(change)
    return inquire(desired, observed).canaryIds
  }

  it('is whether an earlier run has left one, where one would be made', () => {
    expect(askedOf(rolled())).toEqual([CANARY])
    expect(askedOf({ run: TRIED, seen: later() })).toEqual([])
    expect(askedOf(rolled({}))).toEqual([])
  })
})

describe('the undo of a canary', () => {
  const DONE = 'succeeded'
  const undone = (...endings: readonly (StepState | 'refused')[]): Step[] => {
    const { steps } = question(rolled(SMOKED)).draft
    const ends = steps.map(({ id }, index) => [id, endings[index] ?? 'skipped'] as const)
    const states = new Map(ends.map(([id, end]) => [id, end === 'refused' ? 'failed' : end]))
    const sent = new Set(ends.filter(([, end]) => end === DONE || end === 'failed').map(([id]) => id))
    return undoSteps({ steps, states, sent, before: (id) => (id === POOL ? old() : undefined) })
  }
  const cases: readonly [title: string, endings: readonly (StepState | 'refused')[], ids: readonly string[]][] = [
    ['one that Azure refused', ['refused'], []],
    ['one of which nobody knows whether it was made', ['failed'], [`undo delete-pool ${name}`]],
    ['nodes that do not become healthy', [DONE, 'failed'], [`undo delete-pool ${name}`]],
    ['a command that ends badly', [DONE, DONE, 'failed'], [`undo delete-pool ${name}`]],
    ['a deletion that is refused', [DONE, DONE, DONE, 'refused'], [`undo delete-pool ${name}`]],
    [
      'a drain that is given up after it',
      [DONE, DONE, DONE, DONE, 'failed'],
      ['undo update-pool render-pool', 'undo await-pool render-pool'],
    ],
  ]
  for (const [title, endings, ids] of cases) {
    it(`has ${ids.length === 0 ? 'nothing' : ids.length} to do after ${title}`, () => {
      expect(undone(...endings).map(({ id }) => id)).toEqual(ids)
    })
  }

  it('deletes it also where the pool is new', () => {
    const { steps } = question({ run: SMOKED, seen: { ...later(), imageVersion: version(), pools: {} } }).draft
    const states = new Map<string, StepState>([
      [`create-pool ${name}`, DONE],
      [`await-pool ${name}`, 'failed'],
    ])
    const undo = undoSteps({ steps, states, sent: new Set([`create-pool ${name}`]), before: () => undefined })
    expect(undo).toMatchObject([{ kind: 'delete-pool', poolId: CANARY }])
  })
})

function scaled(targetDedicatedNodes: number, targetSpotNodes = 0): Change['pool'] {
  return { scale: { kind: 'fixed', targetDedicatedNodes, targetSpotNodes } }
}

function emptied() {
  const { properties } = old().definition
  return { ...properties, scaleSettings: { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } } }
}

function namesOf(metadata: unknown): string[] {
  return (Array.isArray(metadata) ? metadata : []).filter(isJsonObject).map((item) => String(memberAt(item, ['name'])))
}
