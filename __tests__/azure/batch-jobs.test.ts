import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { BatchAccount } from '../../src/model/batch.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { ACCOUNT, VERSION } from './names-of-its-own.ts'

// biome-ignore lint/suspicious/noExplicitAny: bodies are plain JSON here
type Json = any

const PATH = '/_batch/contosorenders.westeurope'
const OWNER = { name: 'owner', value: 'ada' }

let own: OwnCloud
let account: BatchAccount

beforeAll(async () => {
  own = await openOwnCloud()
  account = present(await own.azure.readBatchAccount(ACCOUNT))
  // The token for Batch is bought now: each test begins at this instant again.
  await own.azure.listJobs(account)
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

/** Asks the sandbox past the adapter. */
function service(method: string, path: string, body?: Json): Json {
  const { sandbox } = own.served
  const url = `https://contosorenders.westeurope.batch.azure.com${path}?api-version=2025-06-01`
  const as = sandbox.world.applications[0]?.clientId ?? ''
  const { text } = sandbox.ask({ method, url, as, ...(body !== undefined && { body }) })
  return text === '' ? undefined : JSON.parse(text)
}

const addJob = (id: string, more: Json = {}) => service('POST', '/jobs', { id, poolInfo: { poolId: 'blue' }, ...more })

const etagOf = async (id: string) => present(await own.azure.readJob(account, id)).etag

const later = (seconds: number) => own.served.sandbox.clock.advance(seconds * 1000)

const page = (path: string, body: object) => ({
  match: { plane: 'batch', path } as const,
  effect: { kind: 'answer', status: 200, body } as const,
})

describe('listJobs', () => {
  it('reads every job that is not completed, with its pool or the image of the pool that is made for it', async () => {
    addJob('frames', { metadata: [OWNER] })
    addJob('over')
    service('POST', '/jobs/over/terminate')
    const image = { virtualMachineConfiguration: { imageReference: { virtualMachineImageId: VERSION } } }
    const autoPoolSpecification = { poolLifetimeOption: 'job', pool: { vmSize: 'standard_d2s_v5', ...image } }
    addJob('single', { poolInfo: { autoPoolSpecification } })
    const bare = { autoPoolSpecification: { poolLifetimeOption: 'job' } }
    addJob('bare', { poolInfo: bare })
    later(5)
    own.requests()
    const etag = expect.stringMatching(/^0x/)
    expect(present(await own.azure.listJobs(account))).toEqual([
      { id: 'bare', state: 'active', etag, autoPool: {}, metadata: [] },
      { id: 'frames', state: 'active', etag, poolName: 'blue', metadata: [OWNER] },
      { id: 'single', state: 'active', etag, autoPool: { imageVersionId: VERSION }, metadata: [] },
    ])
    expect(own.requests()).toEqual([`GET ${PATH}/jobs`])
  })

  it('follows every page', async () => {
    const link = `${own.served.url}${PATH}/jobs?$skiptoken=2`
    own.served.sandbox.faults.add(page('/jobs\\?', { value: [{ id: 'a' }], 'odata.nextLink': link }))
    own.served.sandbox.faults.add({ ...page('/jobs\\?', { value: [{ id: 'b' }] }), nth: 2 })
    expect(present(await own.azure.listJobs(account)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('is unreadable where Azure refuses, or something else answers', async () => {
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    own.served.sandbox.faults.add({ match: { plane: 'batch' }, effect })
    expect((await own.azure.listJobs(account)).observed).toMatchObject({ code: 'AuthorizationFailed' })
    const page = { ...effect, status: 200, body: '<html>' }
    own.served.sandbox.faults.add({ match: { plane: 'batch' }, effect: page })
    expect((await own.azure.listJobs(account)).observed).toMatchObject({ code: 'UnexpectedAnswer' })
  })
})

describe('readJob', () => {
  it('follows a job through its states, each with another ETag', async () => {
    addJob('frames')
    const states: string[] = []
    const etags = new Set<string>()
    const look = async () => {
      const job = present(await own.azure.readJob(account, 'frames'))
      states.push(job.state)
      etags.add(job.etag)
      return job.etag
    }
    await own.azure.disableJob(account, 'frames', 'requeue', await look())
    await look()
    later(5)
    await own.azure.enableJob(account, 'frames', await look())
    await look()
    later(5)
    await look()
    expect(states).toEqual(['active', 'disabling', 'disabled', 'enabling', 'active'])
    expect(etags.size).toBe(3)
  })

  it('tells absent from unreadable', async () => {
    expect(await own.azure.readJob(account, 'other')).toEqual({ observed: { state: 'absent' } })
  })
})

describe('updateJob', () => {
  it('changes the pool of a disabled job, or its metadata, and nothing else', async () => {
    addJob('frames', { metadata: [OWNER], priority: 7 })
    const metadata = [OWNER, { name: 'note', value: 'x' }]
    await own.azure.updateJob(account, 'frames', { metadata }, await etagOf('frames'))
    await own.azure.disableJob(account, 'frames', 'wait', await etagOf('frames'))
    later(5)
    await own.azure.updateJob(account, 'frames', { poolName: 'green' }, await etagOf('frames'))
    expect(service('GET', '/jobs/frames')).toMatchObject({ poolInfo: { poolId: 'green' }, metadata, priority: 7 })
  })

  it('is refused with 412 once the job has changed, as disabling and enabling are', async () => {
    addJob('frames')
    const etag = await etagOf('frames')
    await own.azure.updateJob(account, 'frames', { metadata: [OWNER] }, etag)
    const stale = { name: 'AzureError', status: 412, code: 'ConditionNotMet', message: expect.stringMatching(/./) }
    await expect(own.azure.updateJob(account, 'frames', { metadata: [] }, etag)).rejects.toMatchObject(stale)
    await expect(own.azure.disableJob(account, 'frames', 'wait', etag)).rejects.toMatchObject(stale)
    await expect(own.azure.enableJob(account, 'frames', etag)).rejects.toMatchObject(stale)
  })

  it("is refused in Azure's words where the job is not disabled, or has ended", async () => {
    addJob('frames')
    const moved = own.azure.updateJob(account, 'frames', { poolName: 'green' }, await etagOf('frames'))
    await expect(moved).rejects.toMatchObject({ status: 409, code: 'OperationInvalidForCurrentState' })
    service('POST', '/jobs/frames/terminate')
    later(5)
    const disabled = own.azure.disableJob(account, 'frames', 'wait', await etagOf('frames'))
    await expect(disabled).rejects.toMatchObject({ status: 409, code: 'JobCompleted' })
  })

  it('does not take the page of a proxy for an answer of Azure', async () => {
    addJob('frames')
    const etag = await etagOf('frames')
    const effect = { kind: 'answer', status: 200, body: '<html>' } as const
    own.served.sandbox.faults.add({ match: { plane: 'batch', method: 'PATCH' }, effect })
    const changed = own.azure.updateJob(account, 'frames', { metadata: [] }, etag)
    await expect(changed).rejects.toMatchObject({ code: 'UnexpectedAnswer' })
  })
})

describe('job schedules', () => {
  const newer = { thisIsNewerThanTheSdk: { deep: ['P1D', null, 1.5] } }
  const jobSpecification = {
    poolInfo: { poolId: 'blue' },
    jobManagerTask: { id: 'manager', commandLine: 'run', killJobOnCompletion: true },
    ...newer,
  }
  const add = (more: Json = {}) =>
    service('POST', '/jobschedules', { id: 'nightly', schedule: {}, jobSpecification, ...more })

  it('are listed and read, each with the whole template of its jobs', async () => {
    add()
    own.requests()
    const nightly = {
      id: 'nightly',
      state: 'active',
      etag: expect.stringMatching(/^0x/),
      poolName: 'blue',
      specification: expect.objectContaining(jobSpecification),
    }
    expect(present(await own.azure.listJobSchedules(account))).toEqual([nightly])
    expect(present(await own.azure.readJobSchedule(account, 'nightly'))).toEqual(nightly)
    expect(own.requests()).toEqual([`GET ${PATH}/jobschedules`, `GET ${PATH}/jobschedules/nightly`])
    expect(await own.azure.readJobSchedule(account, 'other')).toEqual({ observed: { state: 'absent' } })
  })

  it('get another template as it was given, members that the SDK does not know included', async () => {
    add()
    const { etag, specification } = present(await own.azure.readJobSchedule(account, 'nightly'))
    const template = { ...specification, poolInfo: { poolId: 'green' } }
    await own.azure.updateJobSchedule(account, 'nightly', template, etag)
    expect(service('GET', '/jobschedules/nightly').jobSpecification).toEqual(template)
    const stale = own.azure.updateJobSchedule(account, 'nightly', specification, etag)
    await expect(stale).rejects.toMatchObject({ name: 'AzureError', status: 412, code: 'ConditionNotMet' })
  })

  it('tell of the image of the pools that are made for them', async () => {
    const image = { virtualMachineConfiguration: { imageReference: { virtualMachineImageId: VERSION } } }
    const autoPoolSpecification = { poolLifetimeOption: 'jobschedule', pool: image }
    add({ jobSpecification: { poolInfo: { autoPoolSpecification } } })
    const [schedule] = present(await own.azure.listJobSchedules(account))
    expect(schedule?.autoPool).toEqual({ imageVersionId: VERSION })
    expect(schedule).not.toHaveProperty('poolName')
  })

  it('are followed over every page, but not to a stranger, nor in a circle', async () => {
    const path = '/jobschedules\\?'
    const [here, there] = [`${own.served.url}${PATH}/jobschedules?$skiptoken=2`, 'https://example.com/jobschedules']
    own.served.sandbox.faults.add(page(path, { value: [{ id: 'a' }], 'odata.nextLink': here }))
    own.served.sandbox.faults.add({ ...page(path, { value: [{ id: 'b' }] }), nth: 2 })
    expect(present(await own.azure.listJobSchedules(account)).map(({ id }) => id)).toEqual(['a', 'b'])
    for (const link of [here, there]) {
      own.served.sandbox.faults.clear()
      own.served.sandbox.faults.add({ ...page(path, { value: [], 'odata.nextLink': link }), count: 0 })
      expect((await own.azure.listJobSchedules(account)).observed).toMatchObject({ code: 'UnexpectedAnswer' })
    }
  })

  it('are unreadable where Azure refuses', async () => {
    const effect = { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No.' } as const
    own.served.sandbox.faults.add({ match: { plane: 'batch' }, effect })
    expect((await own.azure.listJobSchedules(account)).observed).toMatchObject({ reason: 'No.' })
  })
})
