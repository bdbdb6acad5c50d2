import { describe, expect, it } from '@jest/globals'
import { DEMO_INPUTS, openStory } from './story.ts'
import { TEN_FINDINGS, TEN_INPUTS, TEN_PROBLEMS } from './ten-problems.ts'
import { changed, idOf, SUBSCRIPTION } from './worlds.ts'

const MACHINE = idOf('Microsoft.Compute/virtualMachines/image-builder')

describe('the preflight', () => {
  it('finds every one of ten planted problems at once, in at most 20 requests, and writes nothing', async () => {
    const story = await openStory(TEN_PROBLEMS)
    try {
      const { report, requests } = await story.run(TEN_INPUTS)
      const blockers = report.plan?.findings.filter(({ severity }) => severity === 'blocker') ?? []
      expect([...new Set(blockers.map(({ code }) => code))].sort()).toEqual(TEN_FINDINGS)
      expect(report.outcome).toBe('blocked')
      // Beside these, a run asks GitHub once and Entra once for each plane.
      expect(requests.length + 3).toBeLessThanOrEqual(20)
      expect(requests.filter((request) => !request.startsWith('GET '))).toEqual([])
    } finally {
      await story.close()
    }
  })

  it('asks nothing more where nothing would change', async () => {
    const story = await openStory('sources')
    try {
      await story.run({ ...DEMO_INPUTS, 'node-count': '10' })
      const { report, requests } = await story.run({ ...DEMO_INPUTS, 'node-count': '10' })
      expect(report.outcome).toBe('unchanged')
      expect(requests.filter((request) => /permissions|virtualMachineSkus|supportedimages/.test(request))).toEqual([])
    } finally {
      await story.close()
    }
  })

  it('names every missing right with its scope and the role that has it', async () => {
    const world = changed('sources', ({ roleAssignments }) => {
      roleAssignments[0].role = 'Reader'
    })
    const story = await openStory(world)
    try {
      const { report } = await story.run({ ...DEMO_INPUTS, source: MACHINE, 'node-count': '10' })
      const rights = report.plan?.findings.filter(({ code }) => code === 'RightMissing') ?? []
      expect(rights.map(({ message }) => /may not do (\S+) at/.exec(message)?.[1]).sort()).toEqual([
        'Microsoft.Batch/batchAccounts/pools/write',
        'Microsoft.Compute/disks/beginGetAccess/action',
        'Microsoft.Compute/galleries/images/versions/write',
        'Microsoft.Compute/virtualMachines/write',
      ])
      expect(rights.map(({ remedy }) => remedy).join('\n')).toContain('Azure Batch Data Contributor')
      expect(rights.every(({ message }) => message.includes(`/subscriptions/${SUBSCRIPTION}/`))).toBe(true)
    } finally {
      await story.close()
    }
  })
})
