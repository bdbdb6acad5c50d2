import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Report } from '../../src/model/report.ts'
import { BUSY_WORLD, expectNodesOf, ROLL } from './busy-pool.ts'
import { version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'

let story: Story

/** What the wait for the nodes told last. */
const waitText = ({ steps }: Report) => steps.find(({ step }) => step.kind === 'await-pool')?.text
beforeAll(async () => {
  story = await openStory(BUSY_WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

/** Every list of nodes with their images tells that of the nodes, once. */
function tells(virtualMachineInfo: unknown): void {
  const value = ['tvm-1', 'tvm-2'].map((id) => ({ id, state: 'idle', virtualMachineInfo }))
  story.served.sandbox.faults.add({
    match: { path: '/nodes\\?.*virtualMachineInfo' },
    effect: { kind: 'answer', status: 200, body: { value } },
  })
}

describe('the image version that nodes run after a rollout', () => {
  for (const strategy of ['in-place', 'recreate']) {
    it(`is read back, once, after ${strategy}`, async () => {
      const { report, requests } = await story.run({ ...ROLL, 'update-strategy': strategy, 'on-failure': 'stop' })
      expect(report.outcome).toBe('applied')
      expect(waitText(report)).toBe('2 of 2 nodes of pool render-pool are healthy and run image version 1.1.0.')
      expect(requests.filter((request) => request.endsWith('/pools/render-pool/nodes')).length).toBeLessThanOrEqual(3)
    })
  }

  it('undoes the rollout where it is another one', async () => {
    tells({ imageReference: { virtualMachineImageId: version('1.0.0') } })
    const { report } = await story.run(ROLL)
    expect(report).toMatchObject({ outcome: 'rolled-back', failures: [{ code: 'NodesOnOtherImage' }] })
    expect(report.failures[0]?.message).toContain('2 nodes show 1.0.0. On another version are tvm-1, tvm-2.')
    expect(report.rollback.at(-1)?.text).toContain('are healthy and run image version 1.0.0.')
    expectNodesOf(story, '1.0.0')
  })

  it('is no failure where Azure does not tell it', async () => {
    tells({})
    const { report } = await story.run(ROLL)
    expect(report.outcome).toBe('applied')
    expect(waitText(report)).toMatch(/are healthy; Azure does not tell which image version they run\.$/)
  })
})
