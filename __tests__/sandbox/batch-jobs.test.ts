import { describe, expect, it } from '@jest/globals'
import { type BatchCloud, codeOf, openBatch, withAccount } from './batch-cloud.ts'
import { atWork, jobState, pass, statesOf, tasksOf } from './batch-work.ts'

const disable = (cloud: BatchCloud, disableTasks: string) =>
  cloud.service('POST', '/jobs/j/disable', { disableTasks }).status

describe('states of jobs', () => {
  it('A job that is disabled is disabling for as long as its tasks need, then disabled, and starts none.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 100', 'sleep 100'] })
    expect(disable(cloud, 'wait')).toBe(202)
    pass(cloud, 99)
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabling', 'running', 'active'])
    pass(cloud, 1000)
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabled', 'completed', 'active'])
  })

  it('Disabling with requeue stops running tasks to run again, with terminate for good.', () => {
    for (const [word, state] of [
      ['requeue', 'active'],
      ['terminate', 'completed'],
    ] as const) {
      const cloud = atWork({ nodes: 1, tasks: ['sleep 100'] })
      disable(cloud, word)
      expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabling', state])
      pass(cloud, 5)
      expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabled', state])
    }
  })

  it('A job that waits for its tasks may be disabled again, in another way.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 3600'] })
    disable(cloud, 'wait')
    pass(cloud, 60)
    disable(cloud, 'requeue')
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabled', 'active'])
  })

  it('A job that is enabled is enabling, then active, and its tasks run on the pool that it names now.', () => {
    const cloud = atWork({ others: ['q'], tasks: ['sleep 100'] })
    disable(cloud, 'requeue')
    pass(cloud, 5)
    cloud.service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } })
    cloud.service('POST', '/jobs/j/enable')
    expect(jobState(cloud)).toBe('enabling')
    pass(cloud, 5)
    expect(jobState(cloud)).toBe('active')
    expect(tasksOf(cloud)).toMatchObject([{ state: 'running', nodeInfo: { poolId: 'q' } }])
  })

  it('A job that is active is not enabled, and one that is completed not disabled.', () => {
    const cloud = atWork()
    expect(codeOf(cloud.service('POST', '/jobs/j/enable'))).toBe('OperationInvalidForCurrentState')
    cloud.service('POST', '/jobs/j/terminate')
    expect(codeOf(cloud.service('POST', '/jobs/j/disable', { disableTasks: 'wait' }))).toBe('JobBeingTerminated')
    pass(cloud, 5)
    expect(codeOf(cloud.service('POST', '/jobs/j/disable', { disableTasks: 'wait' }))).toBe('JobCompleted')
  })

  it('A job that is terminated stops what runs, starts nothing and takes no task.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 100', 'sleep 100'] })
    cloud.service('POST', '/jobs/j/terminate', { terminateReason: 'enough' })
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['terminating', 'completed', 'active'])
    pass(cloud, 3600)
    expect(statesOf(cloud)).toEqual(['completed', 'active'])
    const job = JSON.parse(cloud.service('GET', '/jobs/j').text)
    expect(job).toMatchObject({ state: 'completed', executionInfo: { terminateReason: 'enough' } })
    expect(codeOf(cloud.service('POST', '/jobs/j/tasks', { id: 'x', commandLine: 'x' }))).toBe('JobCompleted')
  })

  it('A job that is deleted is deleting, then gone with its tasks.', () => {
    const cloud = atWork({ tasks: ['sleep 100'] })
    expect(cloud.service('DELETE', '/jobs/j').status).toBe(202)
    expect(jobState(cloud)).toBe('deleting')
    pass(cloud, 5)
    expect(codeOf(cloud.service('GET', '/jobs/j'))).toBe('JobNotFound')
  })

  it('A seeded job that is disabled stays so.', () => {
    const cloud = atWork({ tasks: ['sleep 1'], job: { state: 'disabled' } })
    pass(cloud, 3600)
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['disabled', 'active'])
  })
})

describe('writes of jobs', () => {
  it('A write of a job whose If-Match names another state is refused with 412, and each write gives another ETag.', () => {
    const cloud = atWork()
    const as = cloud.sandbox.world.applications[0]?.clientId ?? ''
    const url = 'https://contosorenders.westeurope.batch.azure.com/jobs/j?api-version=2025-06-01'
    const change = (etag: string) =>
      cloud.sandbox.ask({ method: 'PATCH', url, as, headers: { 'If-Match': etag }, body: { priority: 7 } })
    const etag = cloud.service('GET', '/jobs/j').headers['etag'] ?? ''
    expect([change(etag).status, change(etag).status]).toEqual([200, 412])
    expect(JSON.parse(cloud.service('GET', '/jobs/j').text)).toMatchObject({ priority: 7 })
  })

  it('A job of an automatic pool is not moved to another; only keepAlive changes, where the pool lives as long as the job.', () => {
    const autoPool = (poolLifetimeOption: string, keepAlive = false) => ({
      autoPoolSpecification: { poolLifetimeOption, keepAlive, pool: { vmSize: 'standard_d2s_v5' } },
    })
    for (const [lifetime, status] of [
      ['job', 200],
      ['jobschedule', 400],
    ] as const) {
      const cloud = atWork({ job: { poolInfo: autoPool(lifetime), state: 'disabled' } })
      const move = (poolInfo: unknown) => cloud.service('PATCH', '/jobs/j', { poolInfo })
      expect(codeOf(move({ poolId: 'p' }))).toBe('PropertyCannotBeUpdated')
      expect(move(autoPool(lifetime, true)).status).toBe(status)
    }
  })

  it('A PATCH of a job with a member that it does not take is refused with 400.', () => {
    const cloud = atWork()
    expect(cloud.service('PATCH', '/jobs/j', { state: 'disabled' }).status).toBe(400)
    expect(cloud.service('PATCH', '/jobs/j', { metadata: [] }).status).toBe(200)
  })

  it('A job names a pool, or has one made for it, and not both.', () => {
    const cloud = atWork()
    const add = (poolInfo: unknown) => cloud.service('POST', '/jobs', { id: 'k', poolInfo }).status
    expect([add({}), add({ poolId: 'p', autoPoolSpecification: {} }), add({ poolId: 'p' })]).toEqual([400, 400, 201])
  })

  it('Jobs and job schedules together are kept to the quota with 409 ActiveJobAndScheduleQuotaReached.', () => {
    const cloud = openBatch(withAccount({ activeJobAndJobScheduleQuota: 1 }))
    const add = (id: string) => cloud.service('POST', '/jobs', { id, poolInfo: { poolId: 'p' } })
    expect(add('a').status).toBe(201)
    expect(codeOf(add('b'))).toBe('ActiveJobAndScheduleQuotaReached')
  })

  it('A list of jobs is filtered by state and by pool, cut to what is selected and paged by links that lead on.', () => {
    const cloud = atWork()
    for (const [id, poolId] of [
      ['k', 'q'],
      ['l', 'p'],
    ] as const)
      cloud.service('POST', '/jobs', { id, poolInfo: { poolId } })
    cloud.service('POST', '/jobs/l/terminate')
    pass(cloud, 5)
    const list = (query: string) => JSON.parse(cloud.service('GET', `/jobs?$select=id&${query}`).text)
    expect(list("$filter=state ne 'completed'").value).toEqual([{ id: 'j' }, { id: 'k' }])
    expect(list("$filter=executionInfo/poolId eq 'p'").value).toEqual([{ id: 'j' }, { id: 'l' }])
    const as = cloud.sandbox.world.applications[0]?.clientId ?? ''
    const next = cloud.sandbox.ask({ method: 'GET', url: list('maxresults=2')['odata.nextLink'], as })
    expect(JSON.parse(next.text).value).toEqual([{ id: 'l' }])
    expect(cloud.service('GET', '/jobs?$filter=priority eq 3').status).toBe(400)
  })
})
