import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, type BatchCloud, codeOf, SERVICE } from './batch-cloud.ts'
import { atWork, jobState, pass, statesOf } from './batch-work.ts'

const NIGHTLY = { account: ACCOUNT, id: 'nightly', schedule: {}, jobSpecification: { poolInfo: { poolId: 'p' } } }

function conditional(cloud: BatchCloud, method: string, path: string, etag: string, body?: unknown) {
  const as = cloud.sandbox.world.applications[0]?.clientId ?? ''
  const url = `${SERVICE}${path}?api-version=2025-06-01`
  return cloud.sandbox.ask({ method, url, as, headers: { 'If-Match': etag }, ...(body !== undefined && { body }) })
}

const answer = (cloud: BatchCloud, path: string) => JSON.parse(cloud.service('GET', path).text)

describe('jobs that are moved', () => {
  it('The pool of a job is changed only while it is disabled, its metadata in any state before its end.', () => {
    const cloud = atWork({ others: ['q'] })
    const move = () => codeOf(cloud.service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } }))
    const note = () => cloud.service('PATCH', '/jobs/j', { metadata: [{ name: 'a', value: '1' }] }).status
    const refusal = 'OperationInvalidForCurrentState'
    expect([jobState(cloud), move(), note()]).toEqual(['active', refusal, 200])
    cloud.service('POST', '/jobs/j/disable', { disableTasks: 'wait' })
    expect([jobState(cloud), move(), note()]).toEqual(['disabling', refusal, 200])
    pass(cloud, 5)
    expect([jobState(cloud), cloud.service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } }).status, note()]).toEqual([
      'disabled',
      200,
      200,
    ])
    cloud.service('POST', '/jobs/j/enable')
    expect([jobState(cloud), note()]).toEqual(['enabling', 200])
    cloud.service('POST', '/jobs/j/terminate')
    pass(cloud, 5)
    expect([jobState(cloud), move(), note()]).toEqual(['completed', 'JobCompleted', 409])
  })

  it('Disabling and enabling a job whose If-Match names another state is refused with 412, and changes nothing.', () => {
    const cloud = atWork()
    const { eTag } = answer(cloud, '/jobs/j')
    const disable = (etag: string) => conditional(cloud, 'POST', '/jobs/j/disable', etag, { disableTasks: 'requeue' })
    expect([codeOf(disable('0x8D0')), jobState(cloud)]).toEqual(['ConditionNotMet', 'active'])
    expect([disable(eTag).status, jobState(cloud)]).toEqual([202, 'disabling'])
    pass(cloud, 5)
    expect([codeOf(conditional(cloud, 'POST', '/jobs/j/enable', eTag)), jobState(cloud)]).toEqual([
      'ConditionNotMet',
      'disabled',
    ])
    expect(conditional(cloud, 'POST', '/jobs/j/enable', answer(cloud, '/jobs/j').eTag).status).toBe(202)
  })

  it('A job that is enabled while its tasks still run is active as soon as any other.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 3600'] })
    cloud.service('POST', '/jobs/j/disable', { disableTasks: 'wait' })
    pass(cloud, 60)
    expect([jobState(cloud), cloud.service('POST', '/jobs/j/enable').status]).toEqual(['disabling', 202])
    pass(cloud, 5)
    expect([jobState(cloud), ...statesOf(cloud)]).toEqual(['active', 'running'])
  })

  it('A PATCH of a job replaces its metadata whole; an entry without a name, or whose value is no text, is refused with 400.', () => {
    const cloud = atWork({ job: { metadata: [{ name: 'a', value: '1' }] } })
    const note = (metadata: unknown) => cloud.service('PATCH', '/jobs/j', { metadata })
    expect(note([{ name: 'b', value: '2' }]).status).toBe(200)
    expect(answer(cloud, '/jobs/j').metadata).toEqual([{ name: 'b', value: '2' }])
    expect(codeOf(note([{ name: '', value: '2' }]))).toBe('EmptyMetadataKey')
    expect(codeOf(note([{ name: 'b', value: 2 }]))).toBe('InvalidMetadata')
    expect(codeOf(note({ b: '2' }))).toBe('InvalidMetadata')
  })

  it('Lists of jobs and of job schedules tell the ETag of each as it is told alone.', () => {
    const cloud = atWork({ jobSchedules: [NIGHTLY] })
    cloud.service('PATCH', '/jobs/j', { priority: 7 })
    for (const [list, id] of [
      ['jobs', 'j'],
      ['jobschedules', 'nightly'],
    ]) {
      const { headers, text } = cloud.service('GET', `/${list}/${id}`)
      const listed = answer(cloud, `/${list}`).value.find((item: { id: string }) => item.id === id)
      expect([listed.eTag, `"${listed.eTag}"`]).toEqual([JSON.parse(text).eTag, headers['etag']])
    }
  })

  it('A PATCH of a job schedule replaces the template of its jobs whole, and takes no member that is not its own.', () => {
    const jobSpecification = { ...NIGHTLY.jobSpecification, priority: 7 }
    const cloud = atWork({ jobSchedules: [{ ...NIGHTLY, jobSpecification }] })
    const change = (body: unknown) => cloud.service('PATCH', '/jobschedules/nightly', body).status
    expect(change({ jobSpecification: { poolInfo: { poolId: 'q' }, later: 1 } })).toBe(200)
    const replaced = { poolInfo: { poolId: 'q' }, later: 1, priority: 0 }
    expect(answer(cloud, '/jobschedules/nightly').jobSpecification).toMatchObject(replaced)
    expect([change({ state: 'disabled' }), change({ poolInfo: { poolId: 'q' } })]).toEqual([400, 400])
  })

  it('A seeded job schedule that is disabled or completed stays so, and a completed one is not changed.', () => {
    for (const [state, code] of [
      ['disabled', ''],
      ['completed', 'JobScheduleCompleted'],
    ]) {
      const cloud = atWork({ jobSchedules: [{ ...NIGHTLY, state }] })
      pass(cloud, 3600)
      expect(answer(cloud, '/jobschedules/nightly').state).toBe(state)
      const { jobSpecification } = NIGHTLY
      const reply = cloud.service('PATCH', '/jobschedules/nightly', { jobSpecification })
      expect(reply.text === '' ? '' : codeOf(reply)).toBe(code)
    }
  })
})
