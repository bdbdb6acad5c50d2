import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { ACCOUNT, type BatchCloud, GALLERY, openBatch } from './batch-cloud.ts'

/** A seeded pool of three dedicated nodes and one Spot node. */
function withTasks(runningTasks: number, more: Readonly<Record<string, unknown>> = {}) {
  const imageReference = { id: `${GALLERY}/images/ubuntu-render/versions/1.0.0` }
  const virtualMachineConfiguration = { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' }
  const properties = {
    vmSize: 'Standard_D2s_v5',
    deploymentConfiguration: { virtualMachineConfiguration },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 3, targetLowPriorityNodes: 1 } },
    taskSlotsPerNode: 2,
    ...more,
  }
  const pools = [{ id: `${ACCOUNT}/pools/p`, properties, sandbox: { runningTasks } }]
  return openBatch(({ batch }: World) => ({ batch: { ...batch, pools } }))
}

function nodes({ service }: BatchCloud, query = ''): readonly { state: string; runningTasksCount: number }[] {
  return JSON.parse(service('GET', `/pools/p/nodes${query}`).text).value
}

const tasks = (cloud: BatchCloud) => nodes(cloud).map(({ runningTasksCount }) => runningTasksCount)

describe('tasks of a seeded pool', () => {
  it('Running tasks are spread over the nodes that are ready, one on each before any has two, up to the task slots.', () => {
    expect(tasks(withTasks(0))).toEqual([0, 0, 0, 0])
    expect(tasks(withTasks(3))).toEqual([1, 1, 1, 0])
    expect(tasks(withTasks(6))).toEqual([2, 2, 1, 1])
    expect(tasks(withTasks(100))).toEqual([2, 2, 2, 2])
  })

  it('A pool that packs fills node after node.', () => {
    expect(tasks(withTasks(3, { taskSchedulingPolicy: { nodeFillType: 'Pack' } }))).toEqual([2, 1, 0, 0])
  })

  it('A node with a task is running, in the list, its filter and the counts.', () => {
    const cloud = withTasks(2)
    expect(nodes(cloud).map(({ state }) => state)).toEqual(['running', 'running', 'idle', 'idle'])
    expect(nodes(cloud, "?$filter=state eq 'running'&$select=id,runningTasksCount")).toEqual([
      { id: expect.any(String), runningTasksCount: 1 },
      { id: expect.any(String), runningTasksCount: 1 },
    ])
    const [counts] = JSON.parse(cloud.service('GET', '/nodecounts').text).value
    expect(counts).toMatchObject({
      dedicated: { running: 2, idle: 1, total: 3 },
      lowPriority: { running: 0, idle: 1, total: 1 },
    })
  })

  it('Tasks of nodes that leave run on those that stay, as far as there are slots.', () => {
    const cloud = withTasks(4)
    cloud.patch({ scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } })
    cloud.later(2)
    expect(tasks(cloud)).toEqual([2])
  })
})
