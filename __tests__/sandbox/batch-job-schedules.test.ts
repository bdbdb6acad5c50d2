import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf } from './batch-cloud.ts'
import { atWork, pass, statesOf } from './batch-work.ts'

const specification = (poolId: string) => ({ poolInfo: { poolId } })
const nightly = (more = {}) => ({
  id: 'nightly',
  schedule: { recurrenceInterval: 'P1D' },
  jobSpecification: specification('p'),
  ...more,
})

describe('job schedules', () => {
  it('A job schedule is made, told, listed and deleted; its present job is named after it and goes with it.', () => {
    const cloud = atWork()
    expect(cloud.service('POST', '/jobschedules', nightly()).status).toBe(201)
    expect(codeOf(cloud.service('POST', '/jobschedules', nightly()))).toBe('JobScheduleExists')
    const schedule = { id: 'nightly', state: 'active', executionInfo: { recentJob: { id: 'nightly:job-1' } } }
    expect(JSON.parse(cloud.service('GET', '/jobschedules/nightly').text)).toMatchObject(schedule)
    expect(JSON.parse(cloud.service('GET', '/jobschedules').text).value).toMatchObject([schedule])
    expect(cloud.service('GET', '/jobs/nightly:job-1').status).toBe(200)
    expect(cloud.service('DELETE', '/jobschedules/nightly').status).toBe(202)
    pass(cloud, 5)
    expect(codeOf(cloud.service('GET', '/jobschedules/nightly'))).toBe('JobScheduleNotFound')
    expect(codeOf(cloud.service('GET', '/jobs/nightly:job-1'))).toBe('JobNotFound')
  })

  it('A job schedule that is not to run yet has no job.', () => {
    const cloud = atWork()
    cloud.service('POST', '/jobschedules', nightly({ schedule: { doNotRunUntil: '2099-01-01T00:00:00Z' } }))
    expect(JSON.parse(cloud.service('GET', '/jobschedules/nightly').text).executionInfo).toEqual({})
  })

  it('A change of a job schedule reaches its future jobs only.', () => {
    const cloud = atWork({ jobSchedules: [{ account: ACCOUNT, ...nightly() }] })
    for (const method of ['PATCH', 'PUT']) {
      const body = { schedule: {}, jobSpecification: specification('q') }
      expect(cloud.service(method, '/jobschedules/nightly', body).status).toBe(200)
    }
    expect(JSON.parse(cloud.service('GET', '/jobschedules/nightly').text)).toMatchObject({
      jobSpecification: specification('q'),
    })
    expect(JSON.parse(cloud.service('GET', '/jobs/nightly:job-1').text)).toMatchObject(specification('p'))
  })

  it('A job schedule without a pool for its jobs is refused with 400.', () => {
    const cloud = atWork()
    expect(cloud.service('POST', '/jobschedules', nightly({ jobSpecification: {} })).status).toBe(400)
    expect(cloud.service('POST', '/jobschedules', nightly({ jobSpecification: undefined })).status).toBe(400)
  })

  it('A write of a job schedule whose If-Match names another state is refused with 412.', () => {
    const cloud = atWork({ jobSchedules: [{ account: ACCOUNT, ...nightly() }] })
    const as = cloud.sandbox.world.applications[0]?.clientId ?? ''
    const url = 'https://contosorenders.westeurope.batch.azure.com/jobschedules/nightly?api-version=2025-06-01'
    const change = (etag: string) =>
      cloud.sandbox.ask({ method: 'PATCH', url, as, headers: { 'If-Match': etag }, body: { metadata: [] } }).status
    const etag = cloud.service('GET', '/jobschedules/nightly').headers['etag'] ?? ''
    expect([change(etag), change(etag)]).toEqual([200, 412])
  })

  it('The present job of a seeded job schedule runs its tasks.', () => {
    const tasks = [{ id: 't', commandLine: 'sleep 10' }]
    const cloud = atWork({ jobSchedules: [{ account: ACCOUNT, tasks, ...nightly() }] })
    pass(cloud, 10)
    expect(statesOf(cloud, 'nightly:job-1')).toEqual(['completed'])
  })
})
