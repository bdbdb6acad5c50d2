import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, type BatchCloud, codeOf, GALLERY, openBatch, withAccount } from './batch-cloud.ts'
import { atWork, jobState, nodesOf, pass, statesOf, tasksOf } from './batch-work.ts'

type Json = Readonly<Record<string, unknown>>

const answer = (cloud: BatchCloud, path: string) => JSON.parse(cloud.service('GET', path).text)
const patch = (cloud: BatchCloud, body: Json) => cloud.service('PATCH', '/jobs/j', body)
const post = (cloud: BatchCloud, path: string, body: Json = {}) => cloud.service('POST', path, body)
const poolInfo = { poolId: 'p' }
const NEW = { schedule: {}, jobSpecification: { poolInfo } }
const NIGHTLY = { ...NEW, account: ACCOUNT, id: 'nightly' }
const NO_LIMIT = 'P10675199DT2H48M5.4775807S'

const CONTAINERS = {
  deploymentConfiguration: {
    virtualMachineConfiguration: {
      imageReference: { id: `${GALLERY}/images/ubuntu-render/versions/1.0.0` },
      nodeAgentSkuId: 'batch.node.ubuntu 24.04',
      containerConfiguration: { type: 'DockerCompatible' },
    },
  },
}

describe('what jobs take', () => {
  it('A PATCH that names the pool of a job is refused unless the job is disabled, be it the pool that it has.', () => {
    const cloud = atWork()
    expect(codeOf(patch(cloud, { poolInfo }))).toBe('OperationInvalidForCurrentState')
    post(cloud, '/jobs/j/disable', { disableTasks: 'requeue' })
    pass(cloud, 5)
    expect([jobState(cloud), patch(cloud, { poolInfo }).status]).toEqual(['disabled', 200])
  })

  it('A job that is to end with its tasks is not turned back.', () => {
    const cloud = atWork()
    const turn = (onAllTasksComplete: string) => patch(cloud, { onAllTasksComplete })
    expect([turn('noaction').status, turn('terminatejob').status, turn('terminatejob').status]).toEqual([200, 200, 200])
    expect(codeOf(turn('noaction'))).toBe('InvalidPropertyValue')
    expect(answer(cloud, '/jobs/j').onAllTasksComplete).toBe('terminatejob')
  })

  it('A job without a pool, a task without a command line and what has no ID are refused with MissingRequiredProperty.', () => {
    const cloud = atWork()
    const refused = [
      post(cloud, '/jobs', { poolInfo }),
      post(cloud, '/jobs', { id: 'k' }),
      post(cloud, '/jobs/j/tasks', { commandLine: 'true' }),
      post(cloud, '/jobs/j/tasks', { id: 't' }),
      post(cloud, '/jobs/j/disable'),
      post(cloud, '/jobschedules', { id: 's', jobSpecification: { poolInfo } }),
      post(cloud, '/jobschedules', { id: 's', schedule: {}, jobSpecification: {} }),
    ]
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'MissingRequiredProperty'))
    const named = JSON.parse(refused.at(-1)?.text ?? '').values
    expect(named).toContainEqual({ key: 'PropertyPath', value: 'jobSpecification.poolInfo' })
    expect(codeOf(post(cloud, '/jobs/j/disable', { disableTasks: 'pause' }))).toBe('InvalidPropertyValue')
  })

  it('A limit of time that is no duration is refused with 400, where it is written.', () => {
    const cloud = atWork()
    const constraints = { maxWallClockTime: '30 minutes' }
    const refused = [
      patch(cloud, { constraints }),
      post(cloud, '/jobs', { id: 'k', poolInfo, constraints }),
      post(cloud, '/jobs/j/tasks', { id: 't', commandLine: 'true', constraints }),
      post(cloud, '/jobschedules', { id: 's', schedule: {}, jobSpecification: { poolInfo, constraints } }),
    ]
    expect(refused.map(codeOf)).toEqual(refused.map(() => 'InvalidPropertyValue'))
    expect(patch(cloud, { constraints: { maxWallClockTime: NO_LIMIT } }).status).toBe(200)
    pass(cloud, 3600)
    expect(jobState(cloud)).toBe('active')
  })

  it('A job schedule that is completed does not count against the quota of jobs.', () => {
    const cloud = openBatch((demo) => {
      const { batch } = withAccount({ activeJobAndJobScheduleQuota: 1 })(demo) as { readonly batch: Json }
      return { batch: { ...batch, jobs: [], jobSchedules: [{ ...NIGHTLY, state: 'completed', schedule: LATER }] } }
    })
    expect(post(cloud, '/jobs', { id: 'k', poolInfo }).status).toBe(201)
    expect(codeOf(post(cloud, '/jobs', { id: 'l', poolInfo }))).toBe('ActiveJobAndScheduleQuotaReached')
  })
})

const LATER = { doNotRunUntil: '2099-01-01T00:00:00Z' }

describe('IDs', () => {
  it('IDs of jobs, job schedules and tasks are the same whatever their case.', () => {
    const cloud = atWork({ tasks: ['true'], jobSchedules: [NIGHTLY] })
    const paths = ['/jobs/J', '/jobs/J/tasks/T0', '/jobschedules/NIGHTLY']
    expect(paths.map((path) => answer(cloud, path).id)).toEqual(['j', 't0', 'nightly'])
    expect(codeOf(post(cloud, '/jobs', { id: 'J', poolInfo }))).toBe('JobExists')
    expect(codeOf(post(cloud, '/jobs/j/tasks', { id: 'T0', commandLine: 'true' }))).toBe('TaskExists')
    expect(codeOf(post(cloud, '/jobschedules', { ...NEW, id: 'Nightly' }))).toBe('JobScheduleExists')
  })

  it('A job and a job schedule do not have the same ID.', () => {
    const cloud = atWork({ jobSchedules: [NIGHTLY] })
    expect(codeOf(post(cloud, '/jobs', { id: 'nightly', poolInfo }))).toBe('JobScheduleWithSameIdExists')
    expect(codeOf(post(cloud, '/jobschedules', { ...NEW, id: 'j' }))).toBe('JobWithSameIdExists')
  })
})

describe('what is told of jobs and tasks', () => {
  it('A job, the template of one and a task tell what Batch takes where nothing is said; a template is taken back with it.', () => {
    const cloud = atWork({ tasks: ['true'], job: { constraints: { maxTaskRetryCount: 3 } }, jobSchedules: [NIGHTLY] })
    const usual = { maxParallelTasks: -1, usesTaskDependencies: false, onAllTasksComplete: 'noaction' }
    expect(answer(cloud, '/jobs/j')).toMatchObject({
      ...usual,
      constraints: { maxWallClockTime: NO_LIMIT, maxTaskRetryCount: 3 },
    })
    expect(answer(cloud, '/jobs/j/tasks/t0').constraints).toEqual({
      maxWallClockTime: NO_LIMIT,
      retentionTime: 'P7D',
      maxTaskRetryCount: 0,
    })
    const { jobSpecification } = answer(cloud, '/jobschedules/nightly')
    expect(jobSpecification).toMatchObject({ ...usual, poolInfo, constraints: { maxWallClockTime: NO_LIMIT } })
    expect(cloud.service('PATCH', '/jobschedules/nightly', { jobSpecification }).status).toBe(200)
    expect(answer(cloud, '/jobschedules/nightly').jobSpecification).toEqual(jobSpecification)
  })

  it('A job tells why it ended once it is completed, and not before.', () => {
    const cloud = atWork()
    post(cloud, '/jobs/j/terminate', { terminateReason: 'enough' })
    expect([jobState(cloud), answer(cloud, '/jobs/j').executionInfo.terminateReason]).toEqual([
      'terminating',
      undefined,
    ])
    pass(cloud, 5)
    expect(answer(cloud, '/jobs/j').executionInfo.terminateReason).toBe('enough')
  })

  it('Each file of a task tells its address, and how long it is as a text.', () => {
    const cloud = atWork({ tasks: ['echo done'] })
    pass(cloud, 60)
    const [file] = answer(cloud, '/jobs/j/tasks/t0/files?recursive=false').value
    expect(file).toMatchObject({ name: 'stdout.txt', properties: { contentLength: '5' } })
    expect(file.url).toBe('https://contosorenders.westeurope.batch.azure.com/jobs/j/tasks/t0/files/stdout.txt')
  })

  it('A node tells when it was booted, once it was.', () => {
    const cloud = openBatch()
    cloud.put({ dedicated: 1 })
    cloud.later(1)
    const booted = () =>
      answer(cloud, '/pools/p/nodes').value.map((node: Json) => [node['state'], node['lastBootTime']])
    expect(booted()).toEqual([['starting', undefined]])
    cloud.later(10)
    expect(booted()).toEqual([['idle', expect.stringMatching(/^\d{4}-/)]])
  })
})

describe('tasks that do not fit their nodes', () => {
  it('A task that requires more slots than a node has is taken, and stays active.', () => {
    const cloud = atWork()
    expect(post(cloud, '/jobs/j/tasks', { id: 'wide', commandLine: 'true', requiredSlots: 2 }).status).toBe(201)
    pass(cloud, 3600)
    expect(statesOf(cloud)).toEqual(['active'])
  })

  it('A task that names no container fails on nodes that are set up for containers, without having run.', () => {
    const cloud = atWork({ properties: CONTAINERS, tasks: ['echo done; sleep 600'] })
    const inside = { id: 't1', commandLine: 'sleep 600', containerSettings: { imageName: 'blender' } }
    post(cloud, '/jobs/j/tasks', inside)
    pass(cloud, 5)
    const [bare, contained] = tasksOf(cloud)
    expect(bare).toMatchObject({
      state: 'completed',
      executionInfo: { result: 'failure', failureInfo: { code: 'ContainerTaskSettingsNotFound' } },
    })
    expect([bare?.executionInfo.exitCode, contained?.state]).toEqual([undefined, 'running'])
    expect(answer(cloud, '/jobs/j/taskcounts').taskCounts).toMatchObject({ succeeded: 0, failed: 1, running: 1 })
    expect(nodesOf(cloud).map(({ state }) => state)).toContain('idle')
  })
})
