import { describe, expect, it } from '@jest/globals'
import { type StepEnd, schedule } from '../../src/apply/schedule.ts'
import { UserError } from '../../src/model/errors.ts'
import type { EventBody } from '../../src/model/event.ts'
import type { Step } from '../../src/model/step.ts'

function step(id: string, ...after: string[]): Step {
  return {
    kind: 'await-replication',
    id,
    after,
    disruption: 'none',
    imageVersionId: '/v',
    region: id,
    regionalReplicaCount: 1,
  }
}

function latest(id: string, ...after: string[]): Step {
  return { kind: 'set-latest', id, after, disruption: 'none', imageVersionId: '/v', excludeFromLatest: false }
}

const removal = (...after: string[]): Step => ({
  kind: 'delete-image-version',
  id: 'removal',
  after,
  disruption: 'none',
  imageVersionId: '/v',
  targetRegions: [],
  keepVersions: 1,
  accountIds: [],
  followedPoolIds: [],
})

async function told(steps: readonly Step[], failing: readonly string[], unproven: readonly string[] = []) {
  const events: EventBody[] = []
  const { failures } = await schedule(
    steps,
    async ({ id }): Promise<StepEnd> => {
      await Promise.resolve()
      if (failing.includes(id)) throw new UserError(`${id}Failed`, 'It failed.', 'Mend it.')
      return { kind: unproven.includes(id) ? 'unproven' : 'succeeded', text: 'done' }
    },
    (event) => events.push(event),
  )
  const lines = events.map((event) =>
    'stepId' in event ? `${event.stepId} ${event.kind.replace('step-', '')}` : event.kind,
  )
  return { lines, codes: failures.map(({ code }) => code) }
}

describe('schedule', () => {
  it('begins steps that do not depend on each other at the same time', async () => {
    const { lines } = await told([step('a'), step('b')], [])
    expect(lines).toEqual(['a started', 'b started', 'a succeeded', 'b succeeded'])
  })

  it('begins a step when all it comes after are done', async () => {
    const { lines } = await told([step('a'), step('b'), step('c', 'a', 'b')], [])
    expect(lines.indexOf('c started')).toBeGreaterThan(lines.indexOf('b succeeded'))
  })

  it('holds up only what comes after a failed step', async () => {
    const { lines, codes } = await told([step('a'), step('b', 'a'), step('c', 'b'), step('d')], ['a'])
    expect(lines.filter((line) => /skipped|succeeded/.test(line))).toEqual(
      expect.arrayContaining(['b skipped', 'c skipped', 'd succeeded']),
    )
    expect(codes).toEqual(['aFailed'])
  })

  it('takes nothing away behind a step without proof', async () => {
    const { lines } = await told([step('a'), step('b', 'a'), removal('b')], [], ['a'])
    expect(lines.slice(-2)).toEqual(['b succeeded', 'removal skipped'])
  })

  it('holds up what needs proof behind a step without it, be it far before, and nothing else', async () => {
    const [a, b, c, d] = [step('a'), step('b', 'a'), latest('c', 'b'), step('d', 'c')]
    const { lines, codes } = await told([a, b, c, d, latest('e')], [], ['a'])
    expect(lines.filter((line) => /skipped|succeeded|unproven/.test(line)).sort()).toEqual([
      'a unproven',
      'b succeeded',
      'c skipped',
      'd skipped',
      'e succeeded',
    ])
    expect(codes).toEqual([])
  })

  it('gives back every failure', async () => {
    expect((await told([step('a'), step('b')], ['a', 'b'])).codes).toEqual(['aFailed', 'bFailed'])
  })
})
