import { describe, expect, it } from '@jest/globals'
import type { SwitchPool } from '../../src/model/pool-step.ts'
import type { Report, StepResult } from '../../src/model/report.ts'
import { childId, resourceName } from '../../src/model/resource-id.ts'
import type { Step } from '../../src/model/step.ts'
import { summarize } from '../../src/report/summarize.ts'
import { changesSection, linksSection } from '../../src/report/summary-plan.ts'
import { timeline } from '../../src/report/timeline.ts'
import { STORIES } from './stories.ts'
import { ACCOUNT, awaitPool, course, desiredState, firstPlan, POOL, PORTAL, plannedPool, START } from './story.ts'

const GREEN = childId(ACCOUNT, 'pools', 'render-pool-1-4-0')
const CANARY = childId(ACCOUNT, 'pools', 'render-pool-canary')
const SWITCH: SwitchPool = {
  kind: 'switch-pool',
  id: 'switch-pool render-pool-1-4-0',
  after: [],
  disruption: 'none',
  poolId: GREEN,
  replacesPoolId: POOL,
}

const result = (step: Step, state: StepResult['state']): StepResult => ({
  step,
  state,
  text: '',
  ...(state !== 'skipped' && { startedAt: START, endedAt: START + 60_000 }),
})
const waitFor = (poolId: string) => result({ ...awaitPool(undefined), poolId }, 'succeeded')

/** A run in which a second pool takes the place of the first, or was to. */
function takeover(state: StepResult['state']): Report {
  const report = summarize(STORIES['first-run'] ?? course([], { desired: desiredState() }))
  const plan = firstPlan({ pools: [plannedPool({ poolId: GREEN, replacesPoolId: POOL })] })
  return { ...report, plan, steps: [waitFor(CANARY), waitFor(GREEN), result(SWITCH, state)] }
}

describe('the summary of two pools of one name', () => {
  for (const [state, poolId] of [
    ['succeeded', GREEN],
    ['skipped', POOL],
  ] as const) {
    it(`links to ${resourceName(poolId)} where the switch is ${state}`, () => {
      expect(linksSection(takeover(state), PORTAL)).toContain(`[Pool ${resourceName(poolId)}](`)
    })
  }

  it('draws each of them in a section of its own', () => {
    const sections = timeline(takeover('succeeded'))?.match(/section .*/g)
    expect(sections).toEqual(['section rend..-canary', 'section rend..l-1-4-0'])
  })

  it('shows no table of fields for a step that has none', () => {
    expect(changesSection(takeover('succeeded'))).toBeUndefined()
  })
})
