import { describe, expect, it } from '@jest/globals'
import { ACCOUNT, codeOf } from './batch-cloud.ts'
import { atWork, nodesOf, pass, scale, statesOf, tasksOf } from './batch-work.ts'

const TWO = ['sleep 600', 'sleep 600']
const drain = (nodeDeallocationOption: string, more = {}) => ({ nodeDeallocationOption, ...more })

describe('nodes that leave with tasks', () => {
  it('Requeue, which is the default, makes the tasks of leaving nodes active again, to run elsewhere from their start.', () => {
    for (const more of [{}, drain('Requeue')]) {
      const cloud = atWork({ tasks: TWO })
      pass(cloud, 300)
      scale(cloud, 1, more)
      expect(tasksOf(cloud)).toMatchObject([
        { state: 'running', executionInfo: { requeueCount: 0 } },
        { state: 'active', executionInfo: { requeueCount: 1 } },
      ])
      pass(cloud, 899)
      expect(statesOf(cloud)).toEqual(['completed', 'running'])
      pass(cloud, 1)
      expect(statesOf(cloud)).toEqual(['completed', 'completed'])
    }
  })

  it('Terminate completes the tasks of leaving nodes with failureInfo, and they never run again.', () => {
    const cloud = atWork({ tasks: TWO })
    scale(cloud, 0, drain('Terminate'))
    scale(cloud, 2)
    pass(cloud, 3600)
    for (const { state, executionInfo } of tasksOf(cloud)) {
      expect(state).toBe('completed')
      expect(executionInfo).toMatchObject({ requeueCount: 0, failureInfo: { code: 'TaskEnded' } })
    }
  })

  /** Two of three tasks run on nodes that are to leave. */
  const expectToWait = (option: string) => {
    const cloud = atWork({ tasks: [...TWO, 'sleep 30'] })
    scale(cloud, 0, drain(option, { resizeTimeout: 'PT2H' }))
    pass(cloud, 599)
    expect(statesOf(cloud)).toEqual(['running', 'running', 'active'])
    expect(cloud.pool()).toMatchObject({ allocationState: 'Resizing', currentDedicatedNodes: 2 })
    pass(cloud, 1)
    expect(statesOf(cloud)).toEqual(['completed', 'completed', 'active'])
    expect(nodesOf(cloud).map(({ state }) => state)).toEqual(['leavingpool', 'leavingpool'])
    pass(cloud, 60)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 0 })
    expect(statesOf(cloud)[2]).toBe('active')
  }

  it('TaskCompletion keeps the pool Resizing until the tasks of leaving nodes have ended; those nodes take no other task.', () => {
    expectToWait('TaskCompletion')
  })

  it('RetainedData waits for tasks alike.', () => {
    expectToWait('RetainedData')
  })

  it('A node whose tasks have ended leaves while others still wait for theirs.', () => {
    const cloud = atWork({ tasks: ['sleep 60', 'sleep 600'] })
    scale(cloud, 0, drain('TaskCompletion'))
    pass(cloud, 120)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Resizing', currentDedicatedNodes: 1 })
  })

  it('Tasks without an end keep a pool Resizing until the timeout, which ends it with RemoveNodesFailed and the nodes still there.', () => {
    const cloud = atWork({ runningTasks: 1 })
    scale(cloud, 0, drain('TaskCompletion', { resizeTimeout: 'PT30M' }))
    pass(cloud, 1799)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Resizing', currentDedicatedNodes: 1 })
    pass(cloud, 1)
    const { allocationState, currentDedicatedNodes, resizeOperationStatus } = cloud.pool()
    expect([allocationState, currentDedicatedNodes]).toEqual(['Steady', 1])
    expect(resizeOperationStatus.errors?.map(({ code }) => code)).toEqual(['RemoveNodesFailed'])
  })

  it('Tasks without an end are requeued and terminated like others.', () => {
    const moved = atWork({ runningTasks: 1 })
    const [busy, idle] = nodesOf(moved).map(({ id }) => id)
    moved.service('POST', '/pools/p/removenodes', { nodeList: [busy] })
    pass(moved, 60)
    expect(nodesOf(moved)).toMatchObject([{ id: idle, state: 'running' }])
    const ended = atWork({ runningTasks: 2 })
    scale(ended, 0, drain('Terminate'))
    pass(ended, 60)
    scale(ended, 2)
    pass(ended, 600)
    expect(nodesOf(ended).map(({ state }) => state)).toEqual(['idle', 'idle'])
  })

  it('A pool that waits for tasks refuses another resize with 409 PoolBeingResized, on both planes.', () => {
    const cloud = atWork({ runningTasks: 2 })
    scale(cloud, 0, drain('TaskCompletion'))
    expect(codeOf(scale(cloud, 0, drain('Requeue')))).toBe('PoolBeingResized')
    expect(codeOf(cloud.service('POST', '/pools/p/resize', { targetDedicatedNodes: 0 }))).toBe('PoolBeingResized')
  })

  it('A resize that is stopped is Stopping, then Steady; nodes that still run tasks stay and take others.', () => {
    const cloud = atWork({ tasks: [...TWO, 'sleep 30', 'sleep 30'] })
    scale(cloud, 0, drain('TaskCompletion'))
    expect(cloud.arm('POST', `${ACCOUNT}/pools/p/stopResize`).status).toBe(200)
    expect(cloud.pool().allocationState).toBe('Stopping')
    expect(JSON.parse(cloud.service('GET', '/pools/p').text).allocationState).toBe('stopping')
    pass(cloud, 5)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 2 })
    pass(cloud, 640)
    expect(statesOf(cloud)).toEqual(Array.from({ length: 4 }, () => 'completed'))
  })

  it('The Batch service takes nodeDeallocationOption in its own spelling.', () => {
    const cloud = atWork({ tasks: TWO })
    const resize = (nodeDeallocationOption: string) =>
      cloud.service('POST', '/pools/p/resize', { targetDedicatedNodes: 0, nodeDeallocationOption }).status
    expect([resize('TaskCompletion'), resize('taskcompletion')]).toEqual([400, 202])
    pass(cloud, 60)
    expect(statesOf(cloud)).toEqual(['running', 'running'])
  })

  it('Nodes that a request names are removed as its option says, up to 100, while the pool is steady.', () => {
    const cloud = atWork({ nodes: 3, tasks: ['sleep 600', 'sleep 600', 'sleep 600'] })
    const [first = '', second = ''] = nodesOf(cloud).map(({ id }) => id)
    const remove = (nodeList: readonly string[], nodeDeallocationOption = 'taskcompletion') =>
      cloud.service('POST', '/pools/p/removenodes', { nodeList, nodeDeallocationOption })
    expect(codeOf(remove(['none']))).toBe('NodeNotFound')
    expect(remove(Array.from({ length: 101 }, (_, index) => `${index}`)).status).toBe(400)
    expect(remove([first]).status).toBe(202)
    expect(codeOf(remove([second]))).toBe('PoolBeingResized')
    pass(cloud, 660)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 2 })
    expect(nodesOf(cloud).map(({ id }) => id)).not.toContain(first)
  })

  it('A pool that is deleted requeues its tasks and starts none; they wait until there is a pool of its name again.', () => {
    const cloud = atWork({ tasks: ['sleep 600'] })
    cloud.arm('DELETE', `${ACCOUNT}/pools/p`)
    expect(tasksOf(cloud)).toMatchObject([{ state: 'active', executionInfo: { requeueCount: 1 } }])
    pass(cloud, 3600)
    expect(statesOf(cloud)).toEqual(['active'])
    cloud.put({ dedicated: 1 })
    pass(cloud, 300)
    expect(statesOf(cloud)).toEqual(['running'])
  })
})
