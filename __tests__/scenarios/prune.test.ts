import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { Cancelled } from '../../src/model/errors.ts'
import { imageOf, later, once, poolIn } from './busy-pool.ts'
import { ask, poolOf, put, putVersion } from './reasons/requests.ts'
import { ACCOUNT, AGENT, DEPLOY, type Inputs, image, POOL, PUBLISH, version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'
import { expectTranscript } from './transcript.ts'
import { changed, entry, idOf, type Json } from './worlds.ts'

const NORTH = idOf('Microsoft.Batch/batchAccounts/contosorendersnorth')

/** Rolls the pool from version 1.0.0 to a new one, and keeps the newest two. */
const ROLL: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'in-place',
  'keep-versions': '2',
  'prune-accounts': 'contosorendersnorth',
}

const OWN = { 'sig-batch-pool-commit': 'c0ffee', 'sig-batch-pool-repository': 'contoso/render-farm' }
const back = (number: string) => ({ metadata: [{ name: 'sig-batch-pool-previous', value: version(number) }] })

/** Versions 0.3.0 to 1.0.0: some that somebody needs, some that nobody does. */
const WORLD = changed('sources', ({ batch, compute }: Json) => {
  const first = entry(compute.imageVersions, '/versions/1.0.0')
  const add = (number: string, change: (properties: Json) => void = () => {}, tags: Json = OWN) => {
    const copy = structuredClone({ ...first, id: version(number), tags })
    change(copy.properties)
    compute.imageVersions.push(copy)
  }
  add('0.3.0', undefined, {})
  add('0.4.0', (properties) => {
    properties.publishingProfile.endOfLifeDate = '2027-06-30T00:00:00Z'
    properties.safetyProfile = { blockDeletionBeforeEndOfLife: true }
  })
  for (const number of ['0.5.0', '0.6.0', '0.7.0', '0.8.0', '0.9.0']) add(number)
  batch.pools = [
    { id: POOL, properties: poolOf(version('1.0.0'), back('0.9.0')) },
    { id: `${NORTH}/pools/night-pool`, properties: poolOf(version('0.5.0'), back('0.8.0')) },
  ]
  batch.pools[1].properties.scaleSettings.fixedScale.targetDedicatedNodes = 0
})

/** The same, where nodes of every image that is published from now on never join. */
const BAD_WORLD = structuredClone(WORLD) as Json
entry(BAD_WORLD.compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }

let story: Story
beforeAll(async () => {
  story = await openStory(WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

/** Numbers of the versions that Azure lists. */
function versionsIn(): string[] {
  const { body } = ask(story, { method: 'GET', id: version('').replace(/\/$/, '') })
  return body.value.map(({ name }: Json) => name).toSorted()
}

const ALL = ['0.3.0', '0.4.0', '0.5.0', '0.6.0', '0.7.0', '0.8.0', '0.9.0', '1.0.0']
const NEEDED = ['0.3.0', '0.4.0', '0.5.0', '0.8.0', '1.0.0', '1.1.0']

/** Leaves one version alone to go: what several steps tell at the same time has no order. */
function leaveOne(): void {
  for (const number of ['0.6.0', '0.7.0'])
    expect(ask(story, { method: 'DELETE', id: version(number) }).status).toBe(202)
  later(story, 10)
}

describe('keep-versions', () => {
  it('removes what nobody needs once the rollout has succeeded, and says why the others stay', async () => {
    leaveOne()
    const told = await story.run(ROLL)
    expectTranscript('prune', told)
    expect(told.report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(versionsIn()).toEqual(NEEDED)
    expect(imageOf(poolIn(story))).toBe('1.1.0')
  })

  it('removes several at the same time, and has nothing to do in the next run', async () => {
    expect((await story.run(ROLL)).report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(versionsIn()).toEqual(NEEDED)
    const { report, requests } = await story.run(ROLL)
    expect(report.outcome).toBe('unchanged')
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  it('removes what is too much also where nothing else is to be done', async () => {
    leaveOne()
    await story.run({ ...ROLL, 'keep-versions': '', 'prune-accounts': '' })
    const told = await story.run(ROLL)
    expectTranscript('prune-alone', told)
    const asked = told.requests.filter((request) => request.endsWith('/Microsoft.Authorization/permissions'))
    expect(asked.some((request) => request.includes('/images/ubuntu-render/'))).toBe(true)
    expect(told.report.outcome).toBe('applied')
    expect(versionsIn()).toEqual(NEEDED)
  })

  it('changes nothing in mode plan', async () => {
    const { report, requests } = await story.run({ ...ROLL, mode: 'plan' })
    expect(report.plan?.steps.filter(({ kind }) => kind === 'delete-image-version').map(({ id }) => id)).toEqual(
      ['0.6.0', '0.7.0', '0.9.0'].map((number) => `delete-image-version ${number}`),
    )
    expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
  })

  it('removes nothing of others unless it is told so', async () => {
    expect((await story.run({ ...ROLL, 'prune-foreign': 'true' })).report.outcome).toBe('applied')
    expect(versionsIn()).toEqual(NEEDED.filter((number) => number !== '0.3.0'))
  })

  it('goes by the pools of the listed accounts in a run that only publishes', async () => {
    const inputs = { ...PUBLISH, 'keep-versions': '2', 'prune-accounts': `contosorenders, ${NORTH}` }
    expect((await story.run(inputs)).report.outcome).toBe('applied')
    expect(versionsIn()).toEqual([...NEEDED, '0.9.0'].toSorted())
  })
})

describe('a run with keep-versions that does not end well', () => {
  it('removes nothing where the health of the nodes is not proven', async () => {
    story.served.sandbox.faults.add({
      match: { plane: 'batch', path: '/nodecounts' },
      count: 0,
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailure', message: 'Not from here.' },
    })
    const { report, log } = await story.run(ROLL)
    expect(report).toMatchObject({ outcome: 'applied-unproven', failures: [] })
    expect(log).toContain('Not begun: a step before it ended without proof.')
    expect(report.left).toContain(
      'Image versions 0.6.0, 0.7.0 and 0.9.0 were not deleted: await-pool render-pool, which comes before it, ended without proof.',
    )
    expect(versionsIn()).toEqual([...ALL, '1.1.0'].toSorted())
  })

  it('is taken up where it was killed while versions were being deleted', async () => {
    const controller = new AbortController()
    const { report } = await story.run(ROLL, {
      signal: controller.signal,
      ...once('step-progressed', 'delete-image-version 0.6.0', () =>
        controller.abort(new Cancelled('The job was cancelled.')),
      ),
    })
    expect(report.outcome).toBe('cancelled')
    const again = await story.run(ROLL)
    expect(again.report.failures).toEqual([])
    later(story, 10)
    expect(versionsIn()).toEqual(NEEDED)
    expect((await story.run(ROLL)).report.outcome).toBe('unchanged')
  })
})

describe('a version that was to go', () => {
  it('stays where a pool has begun to use it since the plan was made', async () => {
    const day = put(`${ACCOUNT}/pools/day-pool`, { properties: poolOf(version('0.7.0')) })
    day.body.properties.scaleSettings.fixedScale.targetDedicatedNodes = 0
    const { report } = await story.run(
      ROLL,
      once('step-started', 'drain-pool render-pool', () => expect(ask(story, day).status).toBe(200)),
    )
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(report.left).toContain('Image version 0.7.0 is kept: pool day-pool refers to it since the plan was made.')
    expect(versionsIn()).toEqual([...NEEDED, '0.7.0'].toSorted())
  })

  it('stays where somebody holds it until its end of life meanwhile, and the failure says so', async () => {
    const held = {
      method: 'PATCH',
      id: version('0.7.0'),
      body: {
        properties: {
          publishingProfile: { endOfLifeDate: '2027-06-30T00:00:00Z' },
          safetyProfile: { blockDeletionBeforeEndOfLife: true },
        },
      },
    }
    const { report } = await story.run(
      ROLL,
      once('step-started', 'drain-pool render-pool', () => expect(ask(story, held).status).toBe(200)),
    )
    expect(report).toMatchObject({
      outcome: 'failed',
      failures: [{ code: 'DeleteGalleryImageVersionBlockedBeforeEndOfLife' }],
    })
    expect(versionsIn()).toEqual([...NEEDED, '0.7.0'].toSorted())
  })

  const anew: readonly [title: string, more: Inputs, why: string][] = [
    ['is being written by another run', {}, 'another run is writing it'],
    [
      'was published anew since the plan was made',
      { 'bake-minutes': '60' },
      'since the plan was made it was published anew',
    ],
  ]
  for (const [title, more, why] of anew) {
    it(`stays where it ${title}`, async () => {
      const again = putVersion('0.7.0', { source: { id: image('2026-08') } })
      const acts = [
        once('step-started', 'await-replication westeurope', () =>
          expect(ask(story, { method: 'DELETE', id: version('0.7.0') }).status).toBe(202),
        ),
        once('step-started', 'drain-pool render-pool', () => expect(ask(story, again).status).toBe(201)),
      ]
      const { report } = await story.run(
        { ...ROLL, ...more },
        {
          onEvent(event) {
            for (const { onEvent } of acts) onEvent(event)
          },
        },
      )
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expect(report.left).toContain(`Image version 0.7.0 is kept: ${why}.`)
      expect(versionsIn()).toEqual([...NEEDED, '0.7.0'].toSorted())
    })
  }

  it('is a failure where Azure takes the deletion and does not carry it out', async () => {
    const shown = ask(story, { method: 'GET', id: version('0.7.0') }).body
    const body = { ...shown, properties: { ...shown.properties, provisioningState: 'Failed' } }
    const { report } = await story.run(
      ROLL,
      once('step-progressed', 'delete-image-version 0.7.0', () =>
        story.served.sandbox.faults.add({
          match: { method: 'GET', path: '/versions/0.7.0' },
          count: 0,
          effect: { kind: 'answer', status: 200, body },
        }),
      ),
    )
    expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'ImageVersionNotDeleted' }] })
    expect(imageOf(poolIn(story))).toBe('1.1.0')
  })

  it('is no failure where somebody else has deleted it', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-started', 'drain-pool render-pool', () =>
        expect(ask(story, { method: 'DELETE', id: version('0.7.0') }).status).toBe(202),
      ),
    )
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(versionsIn()).toEqual(NEEDED)
  })

  it('is deleted though the answer to the request is lost', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'DELETE', path: '/versions/0.7.0' },
      effect: { kind: 'reset', after: true },
    })
    expect((await story.run(ROLL)).report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(versionsIn()).toEqual(NEEDED)
  })

  it('stays with all others where the pools of a listed account cannot be read', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'GET', path: '/contosorendersnorth/pools' },
      count: 0,
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
    })
    const { report } = await story.run(ROLL)
    expect(report.outcome).toBe('applied')
    expect(report.plan?.findings.map(({ code }) => code)).toContain('NothingPruned')
    expect(versionsIn()).toEqual([...ALL, '1.1.0'].toSorted())
  })

  it('stays where the pools of an account cannot be read right before, and the failure says so', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-started', 'drain-pool render-pool', () =>
        story.served.sandbox.faults.add({
          match: { method: 'GET', path: '/contosorendersnorth/pools' },
          count: 0,
          effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
        }),
      ),
    )
    expect(report.outcome).toBe('failed')
    expect(versionsIn()).toEqual([...ALL, '1.1.0'].toSorted())
  })
})

describe('the requests of a run with keep-versions', () => {
  it('are one for the versions and one for the pools of each account, and as many again for pools before the first deletion', async () => {
    const { requests } = await story.run(ROLL)
    const lists = (end: string) => requests.filter((request) => request.startsWith('GET') && request.endsWith(end))
    expect(lists('/ubuntu-render/versions')).toHaveLength(1)
    expect(lists(`${ACCOUNT}/pools`)).toHaveLength(2)
    expect(lists(`${NORTH}/pools`)).toHaveLength(2)
  })
})

describe('a rollout that is undone', () => {
  it('removes no image version', async () => {
    await story.close()
    story = await openStory(BAD_WORLD)
    const told = await story.run(ROLL)
    expectTranscript('prune-rolled-back', told)
    expect(told.report.outcome).toBe('rolled-back')
    expect(told.requests.filter((request) => request.startsWith('DELETE'))).toEqual([])
  })
})
