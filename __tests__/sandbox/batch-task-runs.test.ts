import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf } from './batch-cloud.ts'
import { atWork, nodesOf, pass, scale, statesOf, tasksOf } from './batch-work.ts'

describe('tasks of jobs', () => {
  it('A task is active until a node of the pool of its job has a free slot, then running, then completed.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 100', 'sleep 100'] })
    expect(statesOf(cloud)).toEqual(['running', 'active'])
    pass(cloud, 100)
    expect(statesOf(cloud)).toEqual(['completed', 'running'])
    pass(cloud, 100)
    expect(statesOf(cloud)).toEqual(['completed', 'completed'])
  })

  it('A task runs as long as its command line sleeps, else a minute.', () => {
    const cloud = atWork({ nodes: 2, tasks: ["/bin/sh -c 'sleep 10; exit 3'", 'render'] })
    pass(cloud, 10)
    expect(statesOf(cloud)).toEqual(['completed', 'running'])
    pass(cloud, 50)
    expect(statesOf(cloud)).toEqual(['completed', 'completed'])
  })

  it('What happened between two requests is the same however many requests there were.', () => {
    const tasks = ['sleep 30', 'sleep 70', 'sleep 45', 'sleep 20', 'sleep 90']
    const [watched, left] = [atWork({ tasks }), atWork({ tasks })]
    for (let second = 0; second < 200; second += 1) {
      pass(watched, 1)
      statesOf(watched)
    }
    pass(left, 200)
    expect(tasksOf(left)).toEqual(tasksOf(watched))
  })

  it('A completed task tells its exit code, its result, and what failed.', () => {
    const cloud = atWork({ tasks: ['sleep 5', "/bin/sh -c 'exit 3'"] })
    pass(cloud, 60)
    expect(tasksOf(cloud)).toMatchObject([
      { executionInfo: { exitCode: 0, result: 'success', retryCount: 0, requeueCount: 0 } },
      { executionInfo: { exitCode: 3, result: 'failure', failureInfo: { code: 'FailureExitCode' } } },
    ])
    expect(tasksOf(cloud)[0]?.executionInfo).not.toHaveProperty('failureInfo')
  })

  it('A running task tells its node, which tells that it is running.', () => {
    const cloud = atWork({ nodes: 2, tasks: ['sleep 100'] })
    const [node, other] = nodesOf(cloud)
    const task = JSON.parse(cloud.service('GET', '/jobs/j/tasks/t0').text)
    expect(task.nodeInfo).toMatchObject({ poolId: 'p', nodeId: node?.id })
    expect(node).toMatchObject({ state: 'running', runningTasksCount: 1 })
    expect(other).toMatchObject({ state: 'idle', runningTasksCount: 0 })
  })

  it('A task starts on a new node once that is ready.', () => {
    const cloud = atWork({ nodes: 0, tasks: ['sleep 100'] })
    scale(cloud, 1)
    pass(cloud, 60)
    expect(statesOf(cloud)).toEqual(['active'])
    pass(cloud, 240)
    expect(statesOf(cloud)).toEqual(['completed'])
  })

  it('A task takes as many slots of its node as it requires.', () => {
    const cloud = atWork({ nodes: 1, properties: { taskSlotsPerNode: 4 } })
    const add = (id: string, requiredSlots: number) =>
      cloud.service('POST', '/jobs/j/tasks', { id, commandLine: 'render', requiredSlots })
    for (const [id, slots] of [
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ] as const)
      add(id, slots)
    expect(statesOf(cloud)).toEqual(['running', 'active', 'running'])
  })

  it('A task that names the affinity of a node runs there, as far as there is room.', () => {
    const cloud = atWork({ nodes: 3 })
    const last = nodesOf(cloud)[2]?.id ?? ''
    for (const id of ['a', 'b'])
      cloud.service('POST', '/jobs/j/tasks', { id, commandLine: 'x', affinityInfo: { affinityId: `TVM:${last}` } })
    const [one, other] = tasksOf(cloud)
    expect(one?.nodeInfo?.nodeId).toBe(last)
    expect(other?.state).toBe('running')
    expect(other?.nodeInfo?.nodeId).not.toBe(last)
  })

  it('Tasks are counted by state, and the completed ones by result.', () => {
    const cloud = atWork({ nodes: 2, tasks: ['sleep 5', 'exit 1', 'sleep 500', 'sleep 500', 'sleep 500'] })
    pass(cloud, 60)
    const counts = { active: 1, running: 2, completed: 2, succeeded: 1, failed: 1 }
    expect(JSON.parse(cloud.service('GET', '/jobs/j/taskcounts').text).taskCounts).toEqual(counts)
  })

  it('A task that is terminated is completed without an exit code, and not twice.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 500', 'sleep 500'] })
    for (const id of ['t0', 't1']) expect(cloud.service('POST', `/jobs/j/tasks/${id}/terminate`).status).toBe(204)
    expect(codeOf(cloud.service('POST', '/jobs/j/tasks/t0/terminate'))).toBe('TaskCompleted')
    for (const { state, executionInfo } of tasksOf(cloud)) {
      expect(state).toBe('completed')
      expect(executionInfo).toMatchObject({ result: 'failure', failureInfo: { code: 'TaskEnded' } })
      expect(executionInfo).not.toHaveProperty('exitCode')
    }
  })

  it('A list of tasks is filtered by state, cut to what is selected and paged by links that lead on.', () => {
    const cloud = atWork({ nodes: 1, tasks: ['sleep 50', 'sleep 50', 'sleep 50'] })
    expect(tasksOf(cloud, 'j', "?$filter=state eq 'active'&$select=id,state")).toEqual([
      { id: 't1', state: 'active' },
      { id: 't2', state: 'active' },
    ])
    const page = JSON.parse(cloud.service('GET', '/jobs/j/tasks?maxresults=2&$select=id').text)
    expect(page.value).toHaveLength(2)
    const as = cloud.sandbox.world.applications[0]?.clientId ?? ''
    const next = cloud.sandbox.ask({ method: 'GET', url: page['odata.nextLink'], as })
    expect(JSON.parse(next.text)).toEqual({ ...JSON.parse(next.text), value: [{ id: 't2' }] })
    expect(cloud.service('GET', "/jobs/j/tasks?$filter=commandLine eq 'x'").status).toBe(400)
  })

  it('A task that is there is not added again.', () => {
    const cloud = atWork({ tasks: ['x'] })
    expect(codeOf(cloud.service('POST', '/jobs/j/tasks', { id: 't0', commandLine: 'x' }))).toBe('TaskExists')
    expect(codeOf(cloud.service('GET', '/jobs/j/tasks/none'))).toBe('TaskNotFound')
  })

  it('A seeded job without an account, or with members that are not known, is told when the world is loaded.', () => {
    expect(statesOf(atWork({ job: { account: 'contosorenders' }, tasks: ['x'] }))).toEqual(['running'])
    expect(() => atWork({ job: { pool: 'p' } })).toThrow('batch.jobs[0].pool is not known')
    expect(() => atWork({ job: { account: `${ACCOUNT}x` } })).toThrow('The job j has no account in the world')
  })
})
