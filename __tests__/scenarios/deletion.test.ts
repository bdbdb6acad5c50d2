import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { BUSY_WORLD, expectNodesOf, imageOf, later, ONCE, once, poolIn, ROLL, tasksIn } from './busy-pool.ts'
import { ask } from './reasons/requests.ts'
import { type Inputs, POOL } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'

const RECREATE: Inputs = { ...ROLL, 'update-strategy': 'recreate' }
const DELETE = 'delete-pool render-pool'

let story: Story
beforeAll(async () => {
  story = await openStory(BUSY_WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

describe('a deletion', () => {
  const remove = () => expect(ask(story, { method: 'DELETE', id: POOL }).status).toBe(202)
  const cases: readonly [string, () => void][] = [
    ['is being deleted by somebody', remove],
    [
      'somebody has deleted meanwhile',
      () => {
        remove()
        later(story, 5)
      },
    ],
  ]
  for (const [of, act] of cases) {
    it(`goes on with a pool that ${of}`, async () => {
      const { report, requests } = await story.run(RECREATE, once('step-started', DELETE, act))
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      // That of somebody else alone.
      expect(requests.filter((request) => request.startsWith('DELETE'))).toHaveLength(1)
      expectNodesOf(story, '1.1.0')
    })
  }

  it('goes on where somebody deletes the pool between looking at it and asking', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'DELETE', path: '/pools/' },
      effect: {
        kind: 'answer',
        after: true,
        status: 409,
        code: 'PoolBeingDeleted',
        message: 'The specified pool is being deleted.',
      },
    })
    const { report } = await story.run(RECREATE)
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expectNodesOf(story, '1.1.0')
  })

  it('goes on where the answer to its request is lost', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'DELETE', path: '/pools/' },
      effect: { kind: 'reset', after: true },
    })
    const { report } = await story.run(RECREATE)
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expectNodesOf(story, '1.1.0')
  })

  it('that Azure has begun is followed to its end where the run loses sight of it for a while', async () => {
    const { report } = await story.run(
      RECREATE,
      once('step-progressed', DELETE, () =>
        story.served.sandbox.faults.add({
          match: { method: 'GET', path: '/pools/' },
          effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
        }),
      ),
    )
    later(story, 30)
    expect(report.outcome).toBe('applied')
    expect(poolIn(story).properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
  })

  it('that is refused changes nothing', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'DELETE', path: '/pools/' },
      count: 0,
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'The role was taken away.' },
    })
    const { report } = await story.run(RECREATE)
    expect(report).toMatchObject({ outcome: 'failed', failures: [{ code: 'AuthorizationFailed' }] })
    expect(imageOf(poolIn(story))).toBe('1.0.0')
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })
})
