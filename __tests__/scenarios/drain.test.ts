import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { BUSY_WORLD, expectNodesOf, imageOf, ONCE, once, poolIn, ROLL, tasksIn } from './busy-pool.ts'
import { ask, scaleTo } from './reasons/requests.ts'
import { POOL } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'

const DRAIN = 'drain-pool render-pool'

let story: Story
beforeAll(async () => {
  story = await openStory(BUSY_WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

describe('a drain', () => {
  it('waits for the end of a resize that somebody began meanwhile', async () => {
    const { report, log } = await story.run(
      ROLL,
      once('step-started', DRAIN, () => expect(ask(story, scaleTo(2)).status).toBe(200)),
    )
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expect(log).toContain('The pool is resizing; it is emptied when that has ended.')
    expectNodesOf(story, '1.1.0')
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })

  it('sends nothing to a pool that somebody scaled meanwhile', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-started', DRAIN, () => expect(ask(story, scaleTo(3)).status).toBe(200)),
    )
    expect(report.failures[0]).toMatchObject({ code: 'PlanIsStale' })
    expect(imageOf(poolIn(story))).toBe('1.0.0')
    expect(poolIn(story).properties.scaleSettings.fixedScale).toMatchObject({ targetDedicatedNodes: 3 })
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })

  it('goes on where the answer to its request is lost', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'PATCH', path: '/pools/' },
      effect: { kind: 'reset', after: true },
    })
    const { report } = await story.run(ROLL)
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expectNodesOf(story, '1.1.0')
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })

  for (const [status, code] of [
    [412, 'UpdateConditionNotMet'],
    [409, 'PoolBeingResized'],
  ] as const) {
    it(`looks at the pool again where somebody was faster (${status} ${code})`, async () => {
      story.served.sandbox.faults.add({
        match: { method: 'PATCH', path: '/pools/' },
        count: 2,
        effect: { kind: 'answer', status, code, message: 'Somebody was faster.' },
      })
      const { report } = await story.run(ROLL)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expectNodesOf(story, '1.1.0')
      expect(tasksIn(story)).toEqual([ONCE, ONCE])
    })
  }

  it('ends with what Azure says where that does not pass', async () => {
    story.served.sandbox.faults.add({
      match: { method: 'PATCH', path: '/pools/' },
      count: 0,
      effect: { kind: 'answer', status: 409, code: 'MissingSubscriptionRegistration', message: 'Not registered.' },
    })
    const { report } = await story.run({ ...ROLL, 'timeout-minutes': '180' })
    expect(report.failures[0]).toMatchObject({ code: 'MissingSubscriptionRegistration' })
  })

  it('ends with what Azure says where somebody stopped its resize, and the pool gets its nodes again', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-progressed', DRAIN, () =>
        expect(ask(story, { method: 'POST', id: `${POOL}/stopResize` }).status).toBe(200),
      ),
    )
    expect(report).toMatchObject({
      outcome: 'rolled-back',
      failures: [
        { code: 'DrainIncomplete', message: expect.stringContaining('ResizeStopped: The resize was stopped.') },
      ],
    })
    expect(imageOf(poolIn(story))).toBe('1.0.0')
    expect(poolIn(story).properties).toMatchObject({ currentDedicatedNodes: 2, allocationState: 'Steady' })
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })

  for (const deadline of ['fail', 'requeue']) {
    it(`goes on where the last node leaves as its deadline passes, with drain-deadline: ${deadline}`, async () => {
      story.served.sandbox.faults.add({
        match: { method: 'POST', path: '/stopResize' },
        effect: {
          kind: 'answer',
          status: 409,
          code: 'OperationInvalidForCurrentState',
          message: 'The pool is not being resized.',
        },
      })
      const { report, requests } = await story.run({
        ...ROLL,
        'drain-timeout-minutes': '10',
        'drain-deadline': deadline,
      })
      expect(requests.filter((request) => request.endsWith('/stopResize'))).toHaveLength(1)
      expect(report).toMatchObject({ outcome: 'applied', failures: [] })
      expectNodesOf(story, '1.1.0')
      expect(tasksIn(story)).toEqual([ONCE, ONCE])
    })
  }

  it('goes on where the pool cannot be read for some minutes', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-progressed', DRAIN, () =>
        story.served.sandbox.faults.add({
          match: { method: 'GET', path: '/pools/' },
          count: 5,
          effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'Not now.' },
        }),
      ),
    )
    expect(report).toMatchObject({ outcome: 'applied', failures: [] })
    expectNodesOf(story, '1.1.0')
    expect(tasksIn(story)).toEqual([ONCE, ONCE])
  })

  it('stops where the pool is deleted meanwhile', async () => {
    const { report } = await story.run(
      ROLL,
      once('step-progressed', DRAIN, () => expect(ask(story, { method: 'DELETE', id: POOL }).status).toBe(202)),
    )
    expect(report.failures[0]).toMatchObject({ code: 'PlanIsStale' })
  })
})
