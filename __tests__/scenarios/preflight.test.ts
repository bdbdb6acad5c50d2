import { describe, expect, it } from '@jest/globals'
import { DEMO_INPUTS, openStory } from './story.ts'
import {
  OTHER_TEN_FINDINGS,
  OTHER_TEN_INPUTS,
  OTHER_TEN_PROBLEMS,
  TEN_FINDINGS,
  TEN_INPUTS,
  TEN_PROBLEMS,
} from './ten-problems.ts'
import { changed, GOLDEN_SUBSCRIPTION, idOf, SUBSCRIPTION } from './worlds.ts'

const MACHINE = idOf('Microsoft.Compute/virtualMachines/image-builder')

describe('the preflight', () => {
  const sets = [
    { of: 'a new pool and a machine', world: TEN_PROBLEMS, inputs: TEN_INPUTS, found: TEN_FINDINGS },
    {
      of: 'a pool with nodes and a managed image',
      world: OTHER_TEN_PROBLEMS,
      inputs: OTHER_TEN_INPUTS,
      found: OTHER_TEN_FINDINGS,
    },
  ]
  for (const { of, world, inputs, found } of sets) {
    it(`finds every one of ten planted problems of ${of} at once, in at most 20 requests, and writes nothing`, async () => {
      const story = await openStory(world)
      try {
        const { report } = await story.run(inputs)
        const blockers = report.plan?.findings.filter(({ severity }) => severity === 'blocker') ?? []
        expect([...new Set(blockers.map(({ code }) => code))].sort()).toEqual(found)
        expect(report.outcome).toBe('blocked')
        // A cloud of its own is asked for its endpoints first, which Azure itself never is.
        const log = story.served.sandbox.log.entries().filter(({ plane }) => plane !== 'metadata')
        expect(log.length).toBeGreaterThan(10)
        expect(log.length).toBeLessThanOrEqual(20)
        expect(log.filter(({ method, plane }) => method !== 'GET' && plane !== 'entra')).toEqual([])
      } finally {
        await story.close()
      }
    })
  }

  it('tells what stands against the version beside a source that is not there', async () => {
    const world = changed('sources', ({ roleAssignments }) => {
      roleAssignments[0].role = 'Reader'
    })
    const story = await openStory(world)
    try {
      const inputs = { ...DEMO_INPUTS, source: 'ubuntu-render-2099-01', 'target-regions': 'mars', 'node-count': '10' }
      const { report } = await story.run(inputs)
      const findings = report.plan?.findings ?? []
      expect(findings.map(({ code }) => code)).toEqual([
        'RegionNotOffered',
        'SourceNotFound',
        'RightMissing',
        'RightMissing',
        'RightMissing',
      ])
      expect(findings.map(({ message }) => message).join()).toContain(
        'Microsoft.Compute/galleries/images/versions/write',
      )
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

  it('says once of a subscription what is so for all that lies in it', async () => {
    const elsewhere = changed('sources', ({ subscriptions, roleAssignments }) => {
      subscriptions[1].tenantId = '99999999-0000-4000-8000-000000000001'
      roleAssignments.splice(2, 1)
    })
    const definition = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu`
    const cases = [
      {
        world: 'sources',
        inputs: { 'subscription-id': '99999999-2222-4333-8444-555555555555' },
        told: 'NotReadable: The subscription /subscriptions/99999999-2222-4333-8444-555555555555 could not be read.',
      },
      {
        world: elsewhere,
        inputs: { gallery: '', 'image-definition': definition, 'image-version': '3.0.0', source: '' },
        told: `OtherTenant: The image definition ${definition} lies in a subscription of another tenant`,
      },
    ]
    for (const { world, inputs, told } of cases) {
      const story = await openStory(world)
      try {
        const { report } = await story.run({ ...DEMO_INPUTS, 'node-count': '10', ...inputs })
        const findings = report.plan?.findings.map(({ code, message }) => `${code}: ${message}`)
        expect(findings).toEqual([expect.stringContaining(told)])
      } finally {
        await story.close()
      }
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
      expect(rights.map(({ remedy }) => remedy).join('\n')).toContain(
        'az role assignment create --assignee CLIENT_ID --role "Azure Batch Data Contributor" --scope /subscriptions/',
      )
      expect(rights.every(({ message }) => message.includes(`/subscriptions/${SUBSCRIPTION}/`))).toBe(true)
    } finally {
      await story.close()
    }
  })
})
