import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { ServedSandbox } from '../sandbox/server.ts'
import { ROLL, runIn, runInVirtualTime, startWorkingPool } from './bundle-story.ts'
import { ask } from './scenarios/reasons/requests.ts'
import { version } from './scenarios/reasons/runs.ts'
import { jobsIn, poolsIn, unchangedOn } from './scenarios/two-pools.ts'
import type { Json } from './scenarios/worlds.ts'

describe('the committed bundle, rolling a pool at work to a new image', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startWorkingPool(600)
  })
  beforeEach(() => {
    served.sandbox.reset()
    served.sandbox.log.clear()
  })
  afterAll(() => served.close())

  const versions = (): string[] =>
    ask({ served }, { method: 'GET', id: version('').replace(/\/$/, '') }).body.value.map(({ name }: Json) => name)
  const poolOf = (outputs: Readonly<Record<string, string>>) => outputs['pool-id']?.split('/').at(-1)

  it('tries the image on a canary, moves the jobs to a second pool, prunes, and goes back to the pool that was kept', async () => {
    const blueGreen = { ...ROLL, 'update-strategy': 'blue-green', 'job-move': 'requeue', drain: 'requeue' }
    const there = await runIn(served, {
      ...blueGreen,
      'keep-old-pool': 'true',
      'canary-nodes': '1',
      'smoke-command': "/bin/sh -c 'echo renderer 4.2 is ready'",
      'keep-versions': '2',
    })
    expect(there.stderr).toBe('')
    expect(there.outputs).toMatchObject({
      outcome: 'applied',
      'image-version': '1.1.0',
      'previous-image-version': '1.0.0',
      'healthy-nodes': '2',
    })
    expect(poolOf(there.outputs)).toBe('render-pool-1-1-0')
    expect(there.stdout).toContain('| renderer 4.2 is ready')
    expect(there.summary).toContain('renderer 4.2 is ready')
    expect(jobsIn({ served })).toEqual(unchangedOn('render-pool-1-1-0'))
    expect(poolsIn({ served })).toEqual({
      'render-pool': '1.0.0 on 0 nodes',
      'render-pool-1-1-0': '1.1.0 on 2 nodes',
    })
    expect(versions().toSorted()).toEqual(['1.0.0', '1.1.0'])
    const { properties } = ask({ served }, { method: 'GET', id: version('1.1.0') }).body
    expect(properties.publishingProfile.excludeFromLatest).toBe(false)

    const back = await runIn(served, {
      ...blueGreen,
      'keep-old-pool': 'true',
      'image-version': 'previous',
      source: '',
    })
    expect(back.outputs).toMatchObject({ outcome: 'applied', 'image-version': '1.0.0', 'healthy-nodes': '2' })
    expect(poolOf(back.outputs)).toBe('render-pool')
    expect(jobsIn({ served })).toEqual(unchangedOn('render-pool'))
    expect(poolsIn({ served })).toEqual({
      'render-pool': '1.0.0 on 2 nodes',
      'render-pool-1-1-0': '1.1.0 on 0 nodes',
    })
  })

  it('gives tasks their time, watches the new nodes, and renews its tokens when an hour is over', async () => {
    const { outputs, stdout, stderr } = await runInVirtualTime(served, {
      ...ROLL,
      'update-strategy': 'in-place',
      'drain-timeout-minutes': '45',
      'drain-deadline': 'requeue',
      'bake-minutes': '20',
    })
    expect(stderr).toBe('')
    expect(outputs).toMatchObject({ outcome: 'applied', 'healthy-nodes': '2' })
    expect(stdout).toMatch(/drain-pool render-pool +done after (4[5-9]|5\d)m/)
    expect(stdout).toMatch(/bake-pool render-pool +done after (1h |[2-5]\d)/)
    expect(stdout).toContain('Pool render-pool was watched for 20 minutes: 2 of 2 nodes are healthy.')
    const bought = served.sandbox.log.entries().filter(({ method, plane }) => method === 'POST' && plane === 'entra')
    expect(bought.length).toBeGreaterThan(2)
    expect(new Set(bought.map(({ status }) => status))).toEqual(new Set([200]))
  })
})
