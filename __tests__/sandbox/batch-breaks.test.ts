import { describe, expect, it } from '@jest/globals'
import type { World } from '../../sandbox/world.ts'
import { ACCOUNT, type BatchCloud, openBatch } from './batch-cloud.ts'
import { pass, tasksOf } from './batch-work.ts'

const TEN_MINUTES = 600

type Breaks = { readonly afterSeconds: number; readonly nodes?: number }

/** A world whose image breaks, and a job of one long task for pool `p`. */
function open(breaks: Breaks, tasks = 0): BatchCloud {
  return openBatch(({ compute, batch }: World) => {
    const [version] = compute.imageVersions ?? []
    const own = Array.from({ length: tasks }, (_, index) => ({ id: `t${index}`, commandLine: 'sleep 3600' }))
    return {
      compute: { ...compute, imageVersions: [{ ...version, sandbox: { boot: { breaks } } }] },
      batch: { ...batch, jobs: [{ account: ACCOUNT, id: 'j', poolInfo: { poolId: 'p' }, tasks: own }] },
    }
  })
}

const nodesOf = (cloud: BatchCloud) => JSON.parse(cloud.service('GET', '/pools/p/nodes').text).value
const statesOf = (cloud: BatchCloud) => nodesOf(cloud).map(({ state }: { state: string }) => state)
const countsOf = (cloud: BatchCloud) => JSON.parse(cloud.service('GET', '/nodecounts').text).value[0].dedicated

describe('nodes that break', () => {
  it('A node of an image that breaks is ready, then unusable without a word of why, in counts and in the list.', () => {
    const cloud = open({ afterSeconds: TEN_MINUTES })
    cloud.put({ dedicated: 2 })
    pass(cloud, TEN_MINUTES)
    expect(statesOf(cloud)).toEqual(['idle', 'idle'])
    expect(countsOf(cloud)).toMatchObject({ idle: 2, unusable: 0, total: 2 })
    pass(cloud, TEN_MINUTES)
    const [node] = nodesOf(cloud)
    expect([node.state, node.errors]).toEqual(['unusable', undefined])
    expect(Date.parse(node.stateTransitionTime)).toBeGreaterThan(Date.parse(node.allocationTime) + TEN_MINUTES * 1000)
    expect(countsOf(cloud)).toMatchObject({ idle: 0, unusable: 2, total: 2 })
  })

  it('As many nodes of each resize break as the image says, and the others stay.', () => {
    const cloud = open({ afterSeconds: TEN_MINUTES, nodes: 1 })
    cloud.put({ dedicated: 3 })
    pass(cloud, 2 * TEN_MINUTES)
    expect(statesOf(cloud)).toEqual(['unusable', 'idle', 'idle'])
    expect(countsOf(cloud)).toMatchObject({ idle: 2, unusable: 1, total: 3 })
  })

  it('The tasks of a node that breaks run elsewhere from their start, and it takes no other.', () => {
    const cloud = open({ afterSeconds: TEN_MINUTES, nodes: 1 }, 2)
    cloud.put({ dedicated: 2 })
    pass(cloud, TEN_MINUTES)
    expect(tasksOf(cloud).map(({ state }) => state)).toEqual(['running', 'running'])
    pass(cloud, TEN_MINUTES)
    expect(tasksOf(cloud).map(({ state, executionInfo }) => [state, executionInfo.requeueCount])).toEqual([
      ['active', 1],
      ['running', 0],
    ])
    expect(statesOf(cloud)).toEqual(['unusable', 'running'])
    pass(cloud, 3600)
    expect(tasksOf(cloud).map(({ state }) => state)).toEqual(['running', 'completed'])
  })
})
