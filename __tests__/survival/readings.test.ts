import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { FaultEffect } from '../../sandbox/faults.ts'
import { compute, type Inputs, MACHINE, SUBNET } from '../scenarios/reasons/runs.ts'
import { DEMO_INPUTS, openStory, type Story, type Told } from '../scenarios/story.ts'
import { ROLL, twoPools } from '../scenarios/two-pools.ts'
import { befalling, type Trouble, targetsOf } from './faults.ts'
import { IS_WHOLE } from './sample.ts'

const answer = (body: unknown, headers: Readonly<Record<string, string>> = {}): FaultEffect => ({
  kind: 'answer',
  status: 200,
  headers,
  body,
})

/** Troubles that do not pass. */
const TROUBLES: readonly Trouble[] = [
  { name: '500', effect: { kind: 'answer', status: 500, code: 'InternalServerError', message: 'Azure is ill.' } },
  { name: 'a connection that is cut', effect: { kind: 'reset' } },
  { name: 'the page of a proxy', effect: answer('<html>Sign in</html>', { 'content-type': 'text/html' }) },
  { name: 'half of an answer', effect: answer('{"id": "/subscr') },
  { name: 'an answer without anything in it', effect: answer({}) },
  { name: 'an answer of another shape', effect: answer({ id: 1, name: 2, location: 3, properties: 'x', value: 'y' }) },
  { name: 'an answer with nulls', effect: answer({ id: null, name: null, location: null, value: null }) },
]

const RUNS: readonly { readonly name: string; readonly inputs: Inputs }[] = [
  {
    name: 'snapshots by way of a managed image, a canary, blue-green and pruning',
    inputs: {
      ...ROLL,
      'node-agent-sku': 'auto',
      source: compute('snapshots/render-os'),
      'data-disk-sources': `0=${compute('snapshots/render-assets')}`,
      'managed-image': 'fresh',
      'canary-nodes': '1',
      'target-regions': 'northeurope',
      'subnet-id': SUBNET,
      'keep-versions': '3',
    },
  },
  {
    name: 'the next version of a virtual machine, and a pool that is not there',
    inputs: {
      ...DEMO_INPUTS,
      'node-count': '2',
      'pool-id': 'other',
      'image-version': 'next-patch',
      source: MACHINE,
      'register-provider': 'true',
    },
  },
]

for (const { name, inputs } of RUNS) {
  describe(`the preflight of ${name}, whose readings meet trouble`, () => {
    let story: Story
    beforeAll(async () => {
      story = await openStory(twoPools())
    })
    afterAll(() => story.close())

    it('tells what could not be read in the end, and all the rest', async () => {
      const planned = { ...inputs, mode: 'plan' }
      const whole = await story.run(planned)
      const readings = targetsOf(whole.requests).filter(({ nth }) => nth === 1)
      const wrong: string[] = []
      for (const [index, target] of readings.entries()) {
        for (const trouble of IS_WHOLE ? TROUBLES : TROUBLES.slice(index % TROUBLES.length).slice(0, 1)) {
          const told = await story.run(planned, befalling({ ...trouble, count: 0 }, target)(story))
          story.served.sandbox.faults.clear()
          wrong.push(...untold(told, whole).map((text) => `${trouble.name} at ${target.path}: ${text}`))
        }
      }
      expect(wrong).toEqual([])
    })

    it('is the same though Azure throttles in its middle', async () => {
      const planned = { ...inputs, mode: 'plan' }
      const whole = await story.run(planned)
      const effect: FaultEffect = { kind: 'answer', status: 429, headers: { 'retry-after-ms': '5' } }
      story.served.sandbox.faults.add({ match: { plane: 'arm' }, nth: 6, count: 8, effect })
      const { report } = await story.run(planned)
      story.served.sandbox.faults.clear()
      expect(report.plan).toEqual(whole.report.plan)
    })
  })
}

/** A plan is made of what could be read, and says what could not. */
function untold({ report: { plan, failures } }: Told, whole: Told): readonly string[] {
  if (failures.length > 0) return failures.map(({ code, message }) => `${code}: ${message}`)
  const known = new Set(whole.report.plan?.findings.map(({ message }) => message))
  return plan?.findings.some(({ message }) => !known.has(message)) ? [] : ['Nobody is told that it could not be read.']
}
