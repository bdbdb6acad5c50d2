import { describe, expect, it } from '@jest/globals'
import { openBatch } from './batch-cloud.ts'

const scaled = (scaleSettings: object) => {
  const cloud = openBatch()
  expect(cloud.put({ properties: { scaleSettings } }).status).toBe(200)
  return cloud
}

describe('scales as they are told', () => {
  it('A scale is told with what Azure takes where nothing is said: no nodes of a kind, 15 minutes.', () => {
    const fixedScale = { targetDedicatedNodes: 1, targetLowPriorityNodes: 0, resizeTimeout: 'PT15M' }
    const fixed = scaled({ fixedScale: { targetDedicatedNodes: 1 } })
    expect(fixed.pool()).toMatchObject({ scaleSettings: { fixedScale } })
    fixed.later(30)
    fixed.patch({ scaleSettings: { fixedScale: { targetLowPriorityNodes: 2, resizeTimeout: 'PT8M' } } })
    const spot = { targetDedicatedNodes: 0, targetLowPriorityNodes: 2, resizeTimeout: 'PT8M' }
    expect(fixed.pool()).toMatchObject({ scaleSettings: { fixedScale: spot } })
    const formula = { formula: '$TargetDedicatedNodes=1' }
    const auto = scaled({ autoScale: formula })
    expect(auto.pool()).toMatchObject({ scaleSettings: { autoScale: { ...formula, evaluationInterval: 'PT15M' } } })
  })

  it('A pool that was never to hold a node tells no resize, and a resize without spot nodes does not tell of them.', () => {
    const cloud = scaled({ fixedScale: {} })
    cloud.later(30)
    expect(cloud.pool()).not.toHaveProperty('resizeOperationStatus')
    cloud.patch({ scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } } })
    expect(cloud.pool().resizeOperationStatus).toMatchObject({ targetDedicatedNodes: 1, resizeTimeout: 'PT15M' })
    expect(cloud.pool().resizeOperationStatus).not.toHaveProperty('targetLowPriorityNodes')
    cloud.later(30)
    cloud.patch({ scaleSettings: { fixedScale: { targetLowPriorityNodes: 3 } } })
    expect(cloud.pool().resizeOperationStatus).toMatchObject({ targetDedicatedNodes: 0, targetLowPriorityNodes: 3 })
    cloud.later(30)
    cloud.patch({ scaleSettings: { fixedScale: {} } })
    expect(cloud.pool().resizeOperationStatus).toMatchObject({ targetDedicatedNodes: 0 })
  })
})
