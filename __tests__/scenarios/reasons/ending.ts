import { expect } from '@jest/globals'
import type { Story, Told } from '../story.ts'
import { type ArmRequest, ask, scaleTo } from './requests.ts'
import { type Inputs, POOL } from './runs.ts'

/** A world in which a check has been told, and the run that does not listen to it. */
export type Bypass = { readonly story: Story; run(more?: Inputs): Promise<Told> }

/** What comes of that, in words and as a test. */
export type Ending = { readonly what: string; see(bypass: Bypass): Promise<void> | void }

/** The run ends with that failure: Azure's code and words where Azure refused, the action's where nodes do not come. */
export function fails(code: string, words = ''): Ending {
  return {
    what: `the run fails with ${code}${because(words)}`,
    async see({ run }) {
      const { report } = await run()
      const failures = report.failures.map((failure) => ({ code: failure.code, message: failure.message }))
      expect(failures).toContainEqual({ code, message: expect.stringContaining(words) })
      expect(report.outcome).toBe('failed')
    },
  }
}

/** The rollout goes wrong, and so does the way back, with that failure. */
export function cannotGoBack(code: string, words = ''): Ending {
  return {
    what: `the rollback fails with ${code}${because(words)}`,
    async see({ run }) {
      const { report } = await run()
      const failures = report.failures.map((failure) => ({ code: failure.code, message: failure.message }))
      expect(failures.at(-1)).toEqual({ code, message: expect.stringContaining(words) })
      expect(report.outcome).toBe('rollback-failed')
    },
  }
}

/** The run changes everything, and cannot see whether the nodes are healthy. */
export const UNPROVEN: Ending = {
  what: 'the run ends unproven',
  async see({ run }) {
    expect((await run()).report.outcome).toBe('applied-unproven')
  },
}

/** Azure refuses what the action itself never sends. */
export function refuses(code: string, words: string, request: ArmRequest): Ending {
  return {
    what: `Azure refuses with ${code}${because(words)}`,
    see({ story }) {
      const { error } = ask(story, request).body
      expect(error?.code).toBe(code)
      expect(JSON.stringify(error)).toContain(words)
    },
  }
}

/** Azure deletes what somebody else has made: it asks nobody whose it is. */
export function deletes(id: string): Ending {
  return {
    what: 'Azure would delete it with the canary',
    see({ story }) {
      expect(ask(story, { method: 'DELETE', id }).status).toBe(202)
      story.served.sandbox.clock.advance(30 * 60_000)
      expect(ask(story, { method: 'GET', id }).status).toBe(404)
    },
  }
}

/** Azure takes a pool that the action itself never makes, and no node of it comes. */
export function bringsNoNode(words: string, properties: unknown): Ending {
  return {
    what: `no node comes${because(words)}`,
    see({ story }) {
      expect(ask(story, { method: 'PUT', id: POOL, body: { properties } }).status).toBe(200)
      story.served.sandbox.clock.advance(30 * 60_000)
      const { currentDedicatedNodes, resizeOperationStatus } = ask(story, { method: 'GET', id: POOL }).body.properties
      expect(currentDedicatedNodes).toBe(0)
      expect(resizeOperationStatus.errors).toMatchObject([{ code: 'AllocationFailed' }])
      expect(JSON.stringify(resizeOperationStatus.errors)).toContain(words)
    },
  }
}

/** The pool is made today, and once the day has come it no longer grows. */
export function refusesGrowth({ days, words }: { readonly days: number; readonly words: string }): Ending {
  return {
    what: `the pool can no longer grow ${days} days later${because(words)}`,
    async see({ story, run }) {
      expect((await run()).report.outcome).toBe('applied')
      story.served.sandbox.clock.advance(days * 24 * 60 * 60_000)
      const { status, body } = ask(story, scaleTo(3))
      expect(status).toBe(400)
      expect(JSON.stringify(body.error)).toContain(words)
    },
  }
}

/** The run ends well, and `see` looks at what it has done. */
export function goesOn(what: string, see: Ending['see'] = () => {}): Ending {
  return {
    what,
    async see(bypass) {
      expect((await bypass.run()).report.outcome).toBe('applied')
      await see(bypass)
    },
  }
}

function because(words: string): string {
  return words === '' ? '' : ` ("${words}")`
}
