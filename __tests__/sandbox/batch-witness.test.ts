import { describe, expect, it } from '@jest/globals'
import { capacityOf } from '../../sandbox/batch/witness/capacity.ts'
import type { Witness } from '../../sandbox/batch/witness/witness.ts'
import { control } from '../../sandbox/control.ts'
import { ACCOUNT, type BatchCloud, openBatch, withAccount } from './batch-cloud.ts'
import { atWork, pass, scale } from './batch-work.ts'

const fates = ({ sandbox }: BatchCloud) =>
  sandbox.witness().tasks.map((task) => (task.fate === 'lost' ? `lost: ${task.why}` : task.fate))

const poolOf = (cloud: BatchCloud, name: string): Witness['pools'][number] => {
  const found = cloud.sandbox.witness().pools.findLast(({ pool }) => pool === name)
  if (found === undefined) throw new Error(`nobody has seen pool ${name}`)
  return found
}

const peaks = ({ sandbox }: BatchCloud) =>
  Object.fromEntries(
    sandbox
      .witness()
      .cores.filter(({ account }) => account === 'contosorenders')
      .map(({ kind, quota, peak }) => [kind, `${peak} of ${quota}`]),
  )

describe('the witness of tasks', () => {
  it('The witness tells of every task whether it waits, runs, is completed, was terminated, or is lost.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 60', 'sleep 600', 'sleep 60'] })
    expect(fates(cloud)).toEqual(['running', 'waiting', 'waiting'])
    pass(cloud, 61)
    expect(fates(cloud)).toEqual(['completed', 'running', 'waiting'])
    cloud.service('POST', '/jobs/j/tasks/t1/terminate')
    expect(fates(cloud)).toEqual(['completed', 'terminated', 'running'])
  })

  it('A task is lost that waits for a job that has ended, or for a pool that was deleted.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 600', 'sleep 600'] })
    cloud.arm('DELETE', `${ACCOUNT}/pools/p`)
    expect(fates(cloud)).toEqual(Array(2).fill('lost: its pool p was deleted'))
    pass(cloud, 60)
    cloud.put({ dedicated: 1 })
    expect(fates(cloud)).toEqual(['waiting', 'waiting'])
    pass(cloud, 600)
    cloud.service('DELETE', '/jobs/j')
    expect(fates(cloud)).toEqual(['terminated', 'lost: its job is deleting'])
    pass(cloud, 10)
    expect(fates(cloud)).toEqual(['terminated', 'lost: its job is gone'])
  })
})

describe('the witness of jobs', () => {
  it('The witness tells every state and pool that a job had, and which request gave it those.', () => {
    const cloud = atWork({ others: ['q'] })
    cloud.service('POST', '/jobs/j/disable', { disableTasks: 'requeue' })
    pass(cloud, 5)
    cloud.service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } })
    cloud.service('POST', '/jobs/j/enable')
    pass(cloud, 5)
    cloud.service('DELETE', '/jobs/j')
    pass(cloud, 5)
    const course = cloud.sandbox.witness().jobs[0]?.course.map(({ state, pool, by }) => `${state} on ${pool} by ${by}`)
    expect(course).toEqual([
      'active on p by the world',
      'disabling on p by POST /jobs/j/disable',
      'disabled on p by itself',
      'disabled on q by PATCH /jobs/j',
      'enabling on q by POST /jobs/j/enable',
      'active on q by itself',
      'deleting on q by DELETE /jobs/j',
      'gone on q by itself',
    ])
  })
})

describe('the witness of pools', () => {
  it('The witness tells by which request a pool was made and deleted, also where it is gone.', () => {
    const cloud = atWork()
    cloud.put({ name: 'mine' })
    cloud.arm('DELETE', `${ACCOUNT}/pools/mine`)
    pass(cloud, 60)
    expect(poolOf(cloud, 'p')).toMatchObject({ made: { by: 'the world' } })
    expect(poolOf(cloud, 'p')).not.toHaveProperty('deleted')
    const path = `${ACCOUNT}/pools/mine`
    expect(poolOf(cloud, 'mine')).toMatchObject({ made: { by: `PUT ${path}` }, deleted: { by: `DELETE ${path}` } })
  })

  it('A pool that is made again under its name is another pool to the witness.', () => {
    const cloud = atWork()
    cloud.arm('DELETE', `${ACCOUNT}/pools/p`)
    pass(cloud, 60)
    cloud.put({})
    expect(cloud.sandbox.witness().pools.map(({ pool }) => pool)).toEqual(['p', 'p'])
  })
})

describe('the witness of cores', () => {
  const quotas = {
    dedicatedCoreQuota: 20,
    lowPriorityCoreQuota: 10,
    dedicatedCoreQuotaPerVMFamilyEnforced: true,
    dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv5Family', coreQuota: 16 }],
  }

  it('The witness tells the most cores that the pools of an account held at one moment, of each kind that has a quota.', () => {
    const cloud = openBatch(withAccount(quotas))
    cloud.put({ dedicated: 4, spot: 1 })
    cloud.put({ name: 'q', dedicated: 3 })
    // Nobody looks while both pools have all their nodes.
    pass(cloud, 3600)
    scale(cloud, 0)
    pass(cloud, 3600)
    expect(peaks(cloud)).toEqual({ dedicated: '14 of 20', spot: '2 of 10', standardDSv5Family: '14 of 16' })
  })

  it('A pool that is being deleted holds its cores until it is gone.', () => {
    const cloud = openBatch(withAccount(quotas))
    cloud.put({ dedicated: 4 })
    pass(cloud, 600)
    cloud.arm('DELETE', `${ACCOUNT}/pools/p`)
    cloud.put({ name: 'q', dedicated: 3 })
    // The nodes of the new pool come after half a minute, and those of the old one go after a minute.
    pass(cloud, 600)
    expect(peaks(cloud)).toMatchObject({ dedicated: '14 of 20' })
    expect(poolOf(cloud, 'p').nodes.at(-1)).toMatchObject({ held: 0, usable: 0 })
  })

  it('An allocation that a quota cuts short is told with the request that asked for it.', () => {
    const cloud = openBatch(withAccount(quotas))
    cloud.put({ dedicated: 9 })
    cloud.put({ name: 'q', dedicated: 1 })
    pass(cloud, 600)
    const path = `PUT ${ACCOUNT}/pools`
    expect(cloud.sandbox.witness().shortfalls).toMatchObject([
      { pool: 'p', code: 'AccountVMSeriesCoreQuotaReached', by: `${path}/p` },
      { pool: 'q', code: 'AccountVMSeriesCoreQuotaReached', by: `${path}/q` },
    ])
    expect(peaks(cloud)).toMatchObject({ standardDSv5Family: '16 of 16' })
  })
})

describe('the witness of nodes', () => {
  it('The witness tells how many nodes a pool held and how many of them could run tasks, at every moment.', () => {
    const cloud = atWork({ nodes: 2, tasks: ['sleep 300'] })
    scale(cloud, 0, { nodeDeallocationOption: 'TaskCompletion', resizeTimeout: 'PT1H' })
    pass(cloud, 7200)
    const [first] = poolOf(cloud, 'p').nodes
    const since = (at: string) => (Date.parse(at) - Date.parse(first?.at ?? '')) / 1000
    expect(poolOf(cloud, 'p').nodes.map(({ at, held, usable }) => [since(at), held, usable])).toEqual([
      [0, 2, 2],
      [0, 2, 1],
      [60, 1, 1],
      [300, 1, 0],
      [360, 0, 0],
    ])
  })

  it('What several pools could do together has a least moment, and a time without any node.', () => {
    const cloud = atWork({ nodes: 2, others: ['q'] })
    const since = cloud.sandbox.clock.now()
    scale(cloud, 0)
    pass(cloud, 600)
    cloud.arm('DELETE', `${ACCOUNT}/pools/q`)
    pass(cloud, 600)
    scale(cloud, 1)
    pass(cloud, 600)
    const pools = [poolOf(cloud, 'p'), poolOf(cloud, 'q')]
    const until = cloud.sandbox.clock.now()
    expect(capacityOf(pools, { since, until: since + 600_000 })).toMatchObject({ least: 2, withoutMs: 0 })
    const at = new Date(since + 600_000).toISOString()
    // The new node comes after half a minute, is made in 20 seconds, and boots for 150.
    expect(capacityOf(pools, { since, until })).toEqual({ least: 0, at, withoutMs: 800_000 })
  })
})

describe('the witness', () => {
  it('The witness is told at GET /_sandbox/witness.', () => {
    const { sandbox } = atWork({ tasks: ['sleep 600'] })
    const environment = () => ({})
    const { body } = control({ sandbox, environment }, { method: 'GET', path: '/_sandbox/witness', text: '' })
    expect(body).toEqual(sandbox.witness())
  })
})
