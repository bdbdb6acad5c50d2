import { describe, expect, it } from '@jest/globals'
import type { StepResult } from '../../src/model/report.ts'
import type { Step } from '../../src/model/step.ts'
import { provenHealthyNodes } from '../../src/report/healthy-nodes.ts'
import { awaitPool, bakePool } from './story.ts'

const wait = awaitPool(undefined)
const bake = bakePool(wait.id)

function ended(step: Step, state: StepResult['state'], healthyNodes?: number): StepResult {
  return { step, state, text: '', ...(healthyNodes !== undefined && { healthyNodes }) }
}

describe('provenHealthyNodes', () => {
  const waited = ended(wait, 'succeeded', 2994)
  const cases: readonly (readonly [title: string, steps: readonly StepResult[], nodes: number | undefined])[] = [
    ['what the wait counted', [waited], 2994],
    ['what the watch counted last, once', [waited, ended(bake, 'succeeded', 2970)], 2970],
    ['what the wait counted where the watch was not begun', [waited, ended(bake, 'skipped')], 2994],
    ['nothing where the watch failed', [waited, ended(bake, 'failed')], undefined],
    ['nothing where nothing was counted', [ended(wait, 'unproven')], undefined],
  ]
  for (const [title, steps, nodes] of cases) {
    it(`tells ${title}`, () => {
      expect(provenHealthyNodes(steps)).toBe(nodes)
    })
  }

  it('adds up what was counted of several pools', () => {
    const other = { ...wait, poolId: `${wait.poolId}-2` }
    expect(provenHealthyNodes([waited, ended(other, 'succeeded', 6)])).toBe(3000)
  })
})
