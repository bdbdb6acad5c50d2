import { describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import type { Event } from '../../src/model/event.ts'
import { versionIn } from './reasons/entries.ts'
import { ask, poolOf, put } from './reasons/requests.ts'
import { AGENT, BOTH, compute, DEPLOY, type Inputs, POOL, PUBLISH, version } from './reasons/runs.ts'
import { stories } from './stories.ts'
import type { Story, Told } from './story.ts'
import { expectTranscript } from './transcript.ts'
import { CLOSED, changed, entry, type Json } from './worlds.ts'

const MINUTE = 60_000
const VERSION = version('1.1.0')
const PROMOTE = 'promote-image-version 1.1.0'

/** Publishes version 1.1.0 and makes a pool of two nodes from it. */
const RUN: Inputs = { ...BOTH, ...AGENT }
const LATER: Inputs = { ...RUN, promote: 'false' }

/** Rolls the pool of two nodes from version 1.0.0 to it. */
const ROLL: Inputs = { ...RUN, 'update-strategy': 'in-place' }

const heldIn = (story: Story): Json => ask(story, { method: 'GET', id: VERSION }).body
const isExcluded = (story: Story): boolean => heldIn(story).properties.publishingProfile.excludeFromLatest
const tagIn = (story: Story): string => heldIn(story).tags['sig-batch-pool-latest']
const leftOf = ({ report }: Told): string => report.left.join(' ')
const writesOf = ({ requests }: Told) => requests.filter((request) => !request.startsWith('GET'))

/** Changes the version as somebody else, who sends only what is to differ. */
function somebody(story: Story, publishingProfile: Json, tags?: Json): void {
  story.served.sandbox.clock.advance(MINUTE)
  const body = { ...(tags && { tags }), properties: { publishingProfile, storageProfile: {} } }
  expect(ask(story, { method: 'PATCH', id: VERSION, body }).status).toBe(200)
}

/** Calls `act` once, when a step has come so far. */
function once(stepId: string, kind: Event['kind'], act: () => void): (event: Event) => void {
  let isDone = false
  return (event) => {
    if (isDone || event.kind !== kind || !('stepId' in event) || event.stepId !== stepId) return
    isDone = true
    act()
  }
}

/** Ends the run as soon as a step has come so far. */
function killedAt(stepId: string, kind: Event['kind']) {
  const controller = new AbortController()
  const onEvent = once(stepId, kind, () => controller.abort(new Cancelled('The job was cancelled.')))
  return { signal: controller.signal, onEvent }
}

const world = changed('sources', () => {})

describe('a version whose nodes are healthy', () => {
  stories(world, (story) => {
    it('was excluded from latest all the while, and is not any more', async () => {
      const seen: boolean[] = []
      const onEvent = once('await-pool render-pool', 'step-progressed', () => seen.push(isExcluded(story())))
      const told = await story().run(RUN, { onEvent })
      expectTranscript('promoted', told)
      expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
      expect([...seen, isExcluded(story())]).toEqual([true, false])
      expect(tagIn(story())).toBe('promoted')
    })

    it('costs one look and one write', async () => {
      const { requests } = await story().run(RUN)
      story().served.sandbox.reset()
      const held = await story().run(LATER)
      expect(requests.length - held.requests.length).toBe(2)
      expect(requests.at(-1)).toBe(`PATCH ${VERSION}`)
    })

    it('keeps its regions, replicas, tags and end of life', async () => {
      const more = { 'target-regions': 'northeurope=2', 'image-tags': 'team=render', 'end-of-life-date': '2030-01-01' }
      const before = await story().run({ ...LATER, ...more })
      expect(before.report.outcome).toBe('applied')
      const { tags, properties } = heldIn(story())
      await story().run({ ...RUN, ...more })
      const after = heldIn(story())
      expect(after.tags).toEqual({ ...tags, 'sig-batch-pool-latest': 'promoted' })
      const { targetRegions, ...profile } = properties.publishingProfile
      expect(after.properties.publishingProfile).toEqual({
        ...profile,
        excludeFromLatest: false,
        targetRegions: targetRegions.map((region: Json) => ({ ...region, excludeFromLatest: false })),
      })
    })

    it('gives the next run nothing to do, and no request more', async () => {
      await story().run(RUN)
      const again = await story().run(RUN)
      expect(again.report.outcome).toBe('unchanged')
      expect(writesOf(again)).toEqual([])
      const left = await story().run(LATER)
      expect([...again.requests].sort()).toEqual([...left.requests].sort())
      expect(leftOf(left)).not.toContain('latest')
    })
  })
})

describe('a pool on whatever is the latest version', () => {
  const alone = changed('sources', (copy) => {
    versionIn(copy).properties.publishingProfile.excludeFromLatest = true
  })
  stories(alone, (story) => {
    it('gets a version only once that is promoted', async () => {
      const latest = compute('galleries/renders/images/ubuntu-render')
      const make = () => ask(story(), put(`${POOL}-2`, { properties: poolOf(latest) })).status
      await story().run(LATER)
      expect(make()).toBe(404)
      await story().run(RUN)
      story().served.sandbox.clock.advance(MINUTE)
      expect(make()).toBe(200)
    })
  })
})

describe('promote: false', () => {
  stories(world, (story) => {
    it('leaves the version excluded, and a later run promotes it once its nodes are healthy', async () => {
      const first = await story().run(LATER)
      expect(first.report.outcome).toBe('applied')
      expect(leftOf(first)).toContain('stays excluded from latest: that is left to a run with `promote: true`.')
      expect([isExcluded(story()), tagIn(story())]).toEqual([true, 'pending'])
      const second = await story().run(RUN)
      expectTranscript('promoted-later', first, second)
      expect(second.report.outcome).toBe('applied')
      expect(writesOf(second)).toEqual([`PATCH ${VERSION}`])
      expect([isExcluded(story()), tagIn(story())]).toEqual([false, 'promoted'])
    })

    it('says in every run what is so', async () => {
      await story().run(LATER)
      const again = await story().run(LATER)
      expect(again.report).toMatchObject({ outcome: 'unchanged', plan: { findings: [] } })
      expect(leftOf(again)).toContain('stays excluded from latest')
    })

    it('keeps regions that come later excluded, too', async () => {
      await story().run(LATER)
      await story().run({ ...LATER, 'target-regions': 'northeurope' })
      const { targetRegions } = heldIn(story()).properties.publishingProfile
      expect(targetRegions.map(({ excludeFromLatest }: Json) => excludeFromLatest)).toEqual([true, true])
    })

    it('holds for a run that only publishes', async () => {
      const told = await story().run({ ...PUBLISH, promote: 'false' })
      expect(told.report.outcome).toBe('applied')
      expect(isExcluded(story())).toBe(true)
      expect((await story().run(PUBLISH)).report.outcome).toBe('applied')
      expect(isExcluded(story())).toBe(false)
    })
  })
})

describe('a run that does not look at its nodes', () => {
  stories(world, (story) => {
    it.each(['steady', 'none'])('promotes nothing with wait: %s', async (wait) => {
      const told = await story().run({ ...RUN, wait })
      expect(told.report.outcome).toBe('applied')
      expect(leftOf(told)).toContain('this run does not look at the health of its nodes, which takes `wait: healthy`.')
      expect(isExcluded(story())).toBe(true)
    })

    it('waits for a version that it only publishes, where it waits for nothing else', async () => {
      expect((await story().run({ ...PUBLISH, wait: 'none' })).report.outcome).toBe('applied')
      expect(isExcluded(story())).toBe(false)
    })
  })
})

describe('a version whose nodes are not healthy', () => {
  const bad = changed('sources', (copy) => {
    copy.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
    entry(copy.compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
  })
  stories(bad, (story) => {
    it('stays excluded from latest when the pool is rolled back', async () => {
      const told = await story().run(ROLL)
      expect(told.report.outcome).toBe('rolled-back')
      expect(leftOf(told)).toContain(
        'Image version 1.1.0 stays excluded from latest: await-pool render-pool, which comes before it, ended with NodesUnusable.',
      )
      expect([isExcluded(story()), tagIn(story())]).toEqual([true, 'pending'])
    })

    it('is not promoted by going back to it', async () => {
      await story().run({ ...ROLL, 'on-failure': 'stop' })
      const pool = ask(story(), { method: 'GET', id: POOL }).body
      const metadata = [{ name: 'sig-batch-pool-previous', value: VERSION }]
      expect(pool.properties.deploymentConfiguration.virtualMachineConfiguration.imageReference.id).toBe(VERSION)
      ask(story(), { method: 'PATCH', id: POOL, body: { properties: { metadata } } })
      const told = await story().run({ ...DEPLOY, ...AGENT, 'image-version': 'previous' })
      expect(leftOf(told)).toContain('a run that goes back to a version does not set it latest.')
      expect(isExcluded(story())).toBe(true)
    })
  })
})

describe('nodes whose health cannot be proven', () => {
  const closed = changed('sources', (copy) => {
    Object.assign(copy.batch.accounts[0].properties, CLOSED)
  })
  stories(closed, (story) => {
    it('leave the version excluded from latest', async () => {
      const told = await story().run(RUN)
      expectTranscript('promotion-unproven', told)
      expect(told.report.outcome).toBe('applied-unproven')
      expect(leftOf(told)).toContain(
        'Image version 1.1.0 stays excluded from latest: await-pool render-pool, which comes before it, ended without proof.',
      )
      expect(isExcluded(story())).toBe(true)
    })
  })
})

describe('a run that is killed before it sets its version latest', () => {
  stories(world, (story) => {
    for (const [stepId, kind] of [
      ['publish-image-version 1.1.0', 'step-succeeded'],
      ['create-pool render-pool', 'step-succeeded'],
      ['await-pool render-pool', 'step-succeeded'],
      [PROMOTE, 'step-started'],
    ] as const) {
      it(`leaves that to the next one after ${kind} of ${stepId}`, async () => {
        const killed = await story().run(RUN, killedAt(stepId, kind))
        expect(killed.report.outcome).toBe('cancelled')
        expect([isExcluded(story()), tagIn(story())]).toEqual([true, 'pending'])
        expect((await story().run(RUN)).report.outcome).toBe('applied')
        expect(isExcluded(story())).toBe(false)
      })
    }

    it('has it watched again by the next one, however long ago it was', async () => {
      const watched = { ...RUN, 'bake-minutes': '30' }
      await story().run(watched, killedAt('bake-pool render-pool', 'step-progressed'))
      story().served.sandbox.clock.advance(24 * 60 * MINUTE)
      const { report, durationMs } = await story().run(watched)
      expect(report.outcome).toBe('applied')
      expect(durationMs).toBeGreaterThanOrEqual(30 * MINUTE)
    })
  })
})

describe('somebody else who changes the version', () => {
  stories(world, (story) => {
    it('is waited for, and what they added stays', async () => {
      const regions = [{ name: 'westeurope' }, { name: 'northeurope', regionalReplicaCount: 3 }]
      const act = () => somebody(story(), { targetRegions: regions })
      const told = await story().run(RUN, { onEvent: once('await-pool render-pool', 'step-succeeded', act) })
      expect(told.report.outcome).toBe('applied')
      expect(told.log).toContain('The version is updating; waiting until Azure takes the next change.')
      const { targetRegions, excludeFromLatest } = heldIn(story()).properties.publishingProfile
      expect(excludeFromLatest).toBe(false)
      expect(targetRegions).toMatchObject([{ name: 'West Europe' }, { name: 'North Europe', regionalReplicaCount: 3 }])
    })

    it('is waited for where their write comes between the look and the write', async () => {
      story().served.sandbox.faults.add({
        match: { method: 'PATCH', path: '/versions/1.1.0' },
        effect: { kind: 'answer', status: 409, code: 'Conflict', message: 'Another operation is under way.' },
        nth: 1,
        count: 1,
      })
      const told = await story().run(RUN)
      expect(told.report.outcome).toBe('applied')
      expect(told.log).toContain('Another change of this image version is under way; waiting for its end.')
      expect(isExcluded(story())).toBe(false)
    })

    it('may have set it latest first', async () => {
      const act = () => somebody(story(), { excludeFromLatest: false })
      const told = await story().run(RUN, { onEvent: once('await-pool render-pool', 'step-succeeded', act) })
      expect(told.report.outcome).toBe('applied')
      expect(leftOf(told)).toContain('is not excluded from latest: another run or a person was first.')
      // The one PATCH is theirs.
      expect(writesOf(told).filter((request) => request.startsWith('PATCH'))).toHaveLength(1)
    })

    it('may hold it back by taking the tag away, which ends the run', async () => {
      const act = () => somebody(story(), {}, { team: 'render' })
      const told = await story().run(RUN, { onEvent: once('await-pool render-pool', 'step-succeeded', act) })
      expect(told.report).toMatchObject({ outcome: 'failed', failures: [{ code: 'PlanIsStale' }] })
      expect(leftOf(told)).toContain('stays excluded from latest, as somebody else has set it.')
      expect(isExcluded(story())).toBe(true)
    })

    it('may exclude it again, and then no run promotes it', async () => {
      await story().run(RUN)
      const regions = [{ name: 'westeurope', regionalReplicaCount: 1 }]
      somebody(story(), { targetRegions: regions, excludeFromLatest: true })
      const told = await story().run(RUN)
      expect(told.report.outcome).toBe('unchanged')
      expect(told.report.plan?.findings.map(({ code }) => code)).toEqual(['ExcludedFromLatest'])
      expect(isExcluded(story())).toBe(true)
    })

    it('may never let go of it, and then the next run goes on', async () => {
      story().served.sandbox.faults.add({
        match: { method: 'PATCH', path: '/versions/1.1.0' },
        effect: { kind: 'answer', status: 409, code: 'Conflict', message: 'Another operation is under way.' },
        nth: 1,
        count: 5,
      })
      const told = await story().run(RUN)
      expect(told.report).toMatchObject({ outcome: 'failed', failures: [{ code: 'ImageVersionBusy' }] })
      expect((await story().run(RUN)).report.outcome).toBe('applied')
      expect(isExcluded(story())).toBe(false)
    })
  })
})

describe('Azure that refuses to set a version latest', () => {
  stories(world, (story) => {
    it('leaves the healthy pool as it is, and says so', async () => {
      story().served.sandbox.faults.add({
        match: { method: 'PATCH', path: '/versions/1.1.0' },
        effect: { kind: 'answer', status: 403, code: 'RequestDisallowedByPolicy', message: 'A policy forbids it.' },
        nth: 1,
        count: 1,
      })
      const told = await story().run(RUN)
      expect(told.report).toMatchObject({ outcome: 'failed', rollback: [] })
      expect(leftOf(told)).toContain('Image version 1.1.0 stays excluded from latest: Azure refused to change that')
      expect(leftOf(told)).toContain('2 of 2 nodes of pool render-pool are healthy.')
    })
  })
})
