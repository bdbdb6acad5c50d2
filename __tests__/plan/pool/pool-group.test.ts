import { describe, expect, it } from '@jest/globals'
import type { Pool } from '../../../src/model/batch.ts'
import { resourceName } from '../../../src/model/resource-id.ts'
import { poolGroup } from '../../../src/plan/pool/pool-group.ts'
import { successorOf } from '../../../src/plan/rollout/successor.ts'
import { ACCOUNT, made, question } from '../checks/question.ts'

const NAMED = `${ACCOUNT}/pools/render-pool`

type Notes = { readonly name?: string; readonly current?: string; readonly isDeleting?: boolean }

/** A pool that notes of itself what is given; `nodes` of version 1.4.0 unless another is given. */
function pool(name: string, { name: shared, current, isDeleting }: Notes = {}, version = '1.4.0', nodes = 100): Pool {
  const poolId = `${ACCOUNT}/pools/${name}`
  const held = made({ pool: { poolId }, seen: { version } }, { currentDedicatedNodes: nodes })
  const notes = [
    ...(shared === undefined ? [] : [{ name: 'sig-batch-pool-name', value: shared }]),
    ...(current === undefined ? [] : [{ name: 'sig-batch-pool-current', value: current }]),
  ]
  const properties = { ...held.definition.properties, metadata: notes }
  return { ...held, provisioningState: isDeleting ? 'Deleting' : 'Succeeded', definition: { properties } }
}

const green = (version: string, current?: string) =>
  pool(`render-pool-${version}`, { name: 'render-pool', ...(current !== undefined && { current }) })
const [MONDAY, TUESDAY] = ['2026-11-23T06:00:00.000Z', '2026-11-24T06:00:00.000Z']

describe('poolGroup', () => {
  const cases: readonly (readonly [title: string, pools: readonly Pool[], names: readonly string[]])[] = [
    ['has the pool of the name alone', [pool('render-pool'), pool('other')], ['render-pool']],
    ['has no pool of another name', [pool('render-pool-1-4-0'), pool('other')], []],
    [
      'has the pool of the name before one that never took its place',
      [green('1-4-0'), pool('render-pool')],
      ['render-pool', 'render-pool-1-4-0'],
    ],
    [
      'has the pool that took the place of the one of the name first',
      [pool('render-pool'), green('1-4-0', MONDAY)],
      ['render-pool-1-4-0', 'render-pool'],
    ],
    [
      'has the one that took the place last first',
      [green('1-3-0', MONDAY), green('1-4-0', TUESDAY), green('1-5-0')],
      ['render-pool-1-4-0', 'render-pool-1-3-0', 'render-pool-1-5-0'],
    ],
    [
      'has the pool of the name first once that took the place back',
      [green('1-4-0', MONDAY), pool('render-pool', { current: TUESDAY })],
      ['render-pool', 'render-pool-1-4-0'],
    ],
    ['knows the name whatever its case', [pool('x', { name: 'Render-Pool' })], ['x']],
    [
      'leaves out a pool that is being deleted',
      [pool('render-pool', { isDeleting: true }), green('1-4-0', MONDAY)],
      ['render-pool-1-4-0'],
    ],
  ]
  for (const [title, pools, names] of cases) {
    it(title, () => {
      const group = poolGroup(NAMED, pools)
      const ids = group === undefined ? [] : [group.currentId, ...group.others.map(({ id }) => id)]
      expect(ids.map(resourceName)).toEqual(names)
    })
  }
})

describe('successorOf', () => {
  const { desired, observed } = question()
  const [asked] = desired.pools
  const decisions = {
    imageVersionId: `${desired.image.imageDefinitionId}/versions/${observed.version}`,
    nodeAgentSkuId: 'batch.node.ubuntu 24.04',
    resizeTimeoutMinutes: 15,
  }
  const successor = (current: Pool, others: readonly Pool[], strangers: readonly Pool[] = []) => {
    if (asked === undefined) throw new Error('the question has no pool')
    const group = { namedId: NAMED, currentId: current.id, others }
    const found = successorOf({
      desired: asked,
      decisions,
      pool: current,
      group,
      listed: [current, ...others, ...strangers],
    })
    return found && `${resourceName(found.poolId)}${found.pool === undefined ? '' : ' as it is'}`
  }
  const OLD = pool('render-pool', {}, '1.3.0')
  const left = (version: string, nodes: number) => pool('render-pool-1-4-0', { name: 'render-pool' }, version, nodes)
  const cases: readonly (readonly [title: string, found: string | undefined, expected: string | undefined])[] = [
    ['is a pool with the version in its name', successor(OLD, []), 'render-pool-1-4-0'],
    ['is none where the pool has the version already', successor(pool('render-pool'), []), undefined],
    ['is none where the pool has no node', successor(pool('render-pool', {}, '1.3.0', 0), []), undefined],
    ['is the one that an earlier run has begun', successor(OLD, [left('1.4.0', 20)]), 'render-pool-1-4-0 as it is'],
    ['is one without nodes, whatever its version', successor(OLD, [left('1.2.0', 0)]), 'render-pool-1-4-0 as it is'],
    [
      'is another where its name has nodes of another version',
      successor(OLD, [left('1.2.0', 5)]),
      'render-pool-1-4-0-2',
    ],
    ['is another where a stranger has its name', successor(OLD, [], [left('1.4.0', 5)]), 'render-pool-1-4-0-2'],
    [
      'is a pool of the version that was kept, whatever its name',
      successor(OLD, [pool('kept', { name: 'render-pool' }, '1.4.0', 0)]),
      'kept as it is',
    ],
  ]
  for (const [title, found, expected] of cases) it(title, () => expect(found).toBe(expected))

  it('has a name of at most 64 characters', () => {
    const long = 'p'.repeat(64)
    if (asked === undefined) throw new Error('the question has no pool')
    const group = { namedId: `${ACCOUNT}/pools/${long}`, currentId: OLD.id, others: [] }
    const found = successorOf({ desired: asked, decisions, pool: OLD, group, listed: [OLD] })
    expect(resourceName(found?.poolId ?? '')).toBe(`${'p'.repeat(58)}-1-4-0`)
  })
})
