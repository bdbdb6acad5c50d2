import { describe, expect, it } from '@jest/globals'
import { codeOf, GALLERY, openBatch } from './batch-cloud.ts'

describe('pools whose image is gone', () => {
  it('A pool whose image version is gone can shrink and be emptied, but not grow, nor get a formula.', () => {
    const { sandbox, put, patch, pool, later } = openBatch()
    expect(put({ dedicated: 4 }).status).toBe(200)
    later(10)
    const url = `https://management.azure.com${GALLERY}/images/ubuntu-render/versions/1.0.0?api-version=2025-03-03`
    const as = sandbox.world.applications[0]?.clientId ?? ''
    expect(sandbox.ask({ method: 'DELETE', url, as }).status).toBe(202)
    later(30)
    const scaleTo = (targetDedicatedNodes: number) => {
      const answer = patch({ scaleSettings: { fixedScale: { targetDedicatedNodes } } })
      later(10)
      return answer
    }
    expect(codeOf(scaleTo(5))).toBe('GalleryImageNotFound')
    expect(codeOf(patch({ scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes = 1;' } } }))).toBe(
      'GalleryImageNotFound',
    )
    expect(scaleTo(2).status).toBe(200)
    expect(scaleTo(0).status).toBe(200)
    expect(pool().currentDedicatedNodes).toBe(0)
    expect(codeOf(scaleTo(1))).toBe('GalleryImageNotFound')
  })
})
