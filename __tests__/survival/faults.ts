import type { FaultEffect } from '../../sandbox/faults.ts'
import type { Story, StoryRun } from '../scenarios/story.ts'
import { HURRIED } from './calls.ts'

/** What befalls one request. */
export type Trouble = { readonly name: string; readonly count?: number; readonly effect: FaultEffect }

const answer = (status: number, code: string): FaultEffect => ({
  kind: 'answer',
  status,
  code,
  message: 'The request was refused by a fault.',
})

/** Troubles that pass, as Azure and networks make them. */
export const TROUBLES: readonly Trouble[] = [
  { name: '503 once', effect: answer(503, 'ServiceUnavailable') },
  { name: '503 for as long as the run is patient', count: 4, effect: answer(503, 'ServiceUnavailable') },
  { name: 'an answer that is lost', effect: { kind: 'reset', after: true } },
  { name: '409', effect: answer(409, 'Conflict') },
  { name: '412', effect: answer(412, 'PreconditionFailed') },
]

/** A request of a run, and which of those to the same path it is. */
export type Target = { readonly method: string; readonly path: string; readonly nth: number }

/** Every request of a run, by method and path. */
export function targetsOf(requests: readonly string[]): readonly Target[] {
  return requests.map((request, index) => {
    const [method = '', path = ''] = request.split(' ')
    return { method, path, nth: requests.slice(0, index + 1).filter((each) => each === request).length }
  })
}

/** Trouble for that request of the next run. */
export function befalling(
  { name, count = 1, effect }: Trouble,
  { method, path, nth }: Target,
): (story: Story) => StoryRun {
  return ({ served }) => {
    const pattern = `^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\?|$)`
    served.sandbox.faults.add({ name, match: { method, path: pattern }, nth, count, effect })
    return { patience: HURRIED }
  }
}
