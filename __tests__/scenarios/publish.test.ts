import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { DEMO_INPUTS, openStory, type Story } from './story.ts'

const { 'batch-account': _account, 'pool-id': _pool, 'vm-size': _size, 'node-count': _count, ...PUBLISH } = DEMO_INPUTS

const VERSIONS =
  'https://management.azure.com/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers/Microsoft.Compute/galleries/renders/images/ubuntu-render/versions'
const API = '?api-version=2025-12-03'

describe('publishing an image version', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory('demo')
  })
  beforeEach(() => story.served.sandbox.reset())
  afterAll(() => story.close())

  const someoneElse = (method: string, path: string, body: unknown) =>
    story.served.sandbox.ask({
      method,
      url: `${VERSIONS}${path}`,
      body,
      as: story.served.sandbox.world.applications[1]?.clientId ?? '',
    })

  /** Publishes, and lets Azure end the change that sets the version latest. */
  const published = async () => {
    await story.run(PUBLISH)
    story.served.sandbox.clock.advance(60_000)
  }

  it('makes the version in all regions, waits for each, and leaves its origin in the tags', async () => {
    const { report, log } = await story.run({ ...PUBLISH, 'target-regions': 'northeurope=2, Sweden Central' })
    expect(report.outcome).toBe('applied')
    expect(report.changed).toBe(true)
    const made = JSON.parse(someoneElse('GET', `/1.1.0${API}`, undefined).text)
    expect(made.tags['sig-batch-pool-commit']).toBe('9f2c1e7ab34d5608c1f0e2d3b4a5968778695a4b')
    expect(made.properties.publishingProfile.targetRegions).toHaveLength(3)
    for (const region of ['westeurope', 'northeurope', 'swedencentral'])
      expect(log).toContain(`Replication to ${region}`)
  })

  it('changes nothing the second time', async () => {
    await story.run(PUBLISH)
    const again = await story.run(PUBLISH)
    expect(again.report.outcome).toBe('unchanged')
    expect(again.requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  it('refuses another source for a version that exists', async () => {
    await story.run(PUBLISH)
    const { report, requests } = await story.run({ ...PUBLISH, source: 'ubuntu-render-2026-12' })
    expect(report.outcome).toBe('blocked')
    expect(report.plan?.findings.map(({ code }) => code)).toEqual(['ImageVersionFromOtherSource'])
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  it('adopts the unfinished publish of an earlier run', async () => {
    const stop = new AbortController()
    const first = await story.run(PUBLISH, {
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === 'step-progressed') stop.abort(new Error('killed'))
      },
    })
    expect(first.report.outcome).toBe('cancelled')
    const second = await story.run(PUBLISH)
    expect(second.requests.filter((request) => request.startsWith('PUT'))).toEqual([])
    expect(second.report.outcome).toBe('applied')
  })

  it('keeps the regions and the larger counts of others', async () => {
    await story.run({ ...PUBLISH, 'target-regions': 'northeurope=3' })
    await story.run({ ...PUBLISH, 'target-regions': 'northeurope=2, swedencentral' })
    const held = JSON.parse(someoneElse('GET', `/1.1.0${API}`, undefined).text).properties.publishingProfile
      .targetRegions
    expect(
      held.map(({ name, regionalReplicaCount }: { name: string; regionalReplicaCount: number }) => [
        name,
        regionalReplicaCount,
      ]),
    ).toEqual([
      ['West Europe', 1],
      ['North Europe', 3],
      ['Sweden Central', 1],
    ])
  })

  it('waits while another write is under way, then adds to what that one left', async () => {
    await published()
    const patch = {
      properties: {
        publishingProfile: {
          targetRegions: [
            { name: 'westeurope', regionalReplicaCount: 1 },
            { name: 'eastus', regionalReplicaCount: 1 },
          ],
        },
      },
    }
    expect(someoneElse('PATCH', `/1.1.0${API}`, patch).status).toBeLessThan(300)
    const { report } = await story.run({ ...PUBLISH, 'target-regions': 'northeurope' })
    expect(report.outcome).toBe('applied')
    const held = JSON.parse(someoneElse('GET', `/1.1.0${API}`, undefined).text).properties.publishingProfile
      .targetRegions
    expect(held.map(({ name }: { name: string }) => name).sort()).toEqual(['East US', 'North Europe', 'West Europe'])
  })

  it('leaves a version that others excluded from latest excluded', async () => {
    await published()
    const targetRegions = [{ name: 'westeurope', regionalReplicaCount: 1 }]
    someoneElse('PATCH', `/1.1.0${API}`, {
      properties: { publishingProfile: { targetRegions, excludeFromLatest: true } },
    })
    await story.run({ ...PUBLISH, 'target-regions': 'northeurope' })
    const { publishingProfile } = JSON.parse(someoneElse('GET', `/1.1.0${API}`, undefined).text).properties
    expect(publishingProfile).toMatchObject({ excludeFromLatest: true, targetRegions: { length: 2 } })
  })

  it('counts on from the highest version, and finds its own version again', async () => {
    const next = { ...PUBLISH, 'image-version': 'next-patch' }
    const first = await story.run(next)
    expect(first.report.plan?.imageVersionId).toMatch(/1\.0\.1$/)
    const again = await story.run(next, { runId: '1002' })
    expect(again.report.plan?.imageVersionId).toMatch(/1\.0\.1$/)
    expect(again.report.outcome).toBe('unchanged')
    const other = await story.run(next, { commit: 'b'.repeat(40) })
    expect(other.report.plan?.imageVersionId).toMatch(/1\.0\.2$/)
  })

  it('finds all that is wrong before anything is changed', async () => {
    const { report, requests } = await story.run({ ...DEMO_INPUTS, source: 'nothing', 'batch-account': 'nobody' })
    expect(report.outcome).toBe('blocked')
    expect(report.plan?.findings.map(({ code }) => code).sort()).toEqual(['BatchAccountNotFound', 'SourceNotFound'])
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  it('gives up when its time is over, and says that Azure goes on', async () => {
    const { report, durationMs } = await story.run({ ...PUBLISH, 'timeout-minutes': '3' })
    expect(report.outcome).toBe('cancelled')
    expect(report.failures[0]?.message).toContain('timeout-minutes')
    expect(durationMs).toBeLessThanOrEqual(4 * 60_000)
  })
})
