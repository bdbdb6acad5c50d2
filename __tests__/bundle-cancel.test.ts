import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ActionResult, cancelStep } from '../runner/runner.ts'
import type { ServedSandbox } from '../sandbox/server.ts'
import { ROLL_AT_ONCE, runIn, startWorkingPool } from './bundle-story.ts'
import { jobsIn, poolsIn, unchangedOn } from './scenarios/two-pools.ts'

describe('the committed bundle, cancelled by the runner', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startWorkingPool(20)
  })
  beforeEach(() => served.sandbox.reset())
  afterAll(() => served.close())

  /** A run that is cancelled as soon as that step has begun. */
  function cancelledAt(
    step: string,
    inputs: Readonly<Record<string, string>>,
    cancel: (child: ChildProcess) => void,
  ): Promise<ActionResult> {
    let running: ChildProcess | undefined
    return runIn(served, inputs, {
      onStart: (child) => {
        running = child
      },
      onLine: (line) => {
        if (running === undefined || !line.startsWith('+') || !line.includes(` ${step} `)) return
        cancel(running)
        running = undefined
      },
    })
  }

  /** Outputs and summary are written, and no signal had to end the process. */
  function expectFarewell({ exitCode, outputs, summary, stdout }: ActionResult): void {
    expect(outputs).toMatchObject({ outcome: 'cancelled', changed: 'true', 'image-version': '0.9.0' })
    expect(exitCode).toBe(1)
    expect(summary).toContain('### What Azure holds now')
    expect(stdout).toContain('Run again')
  }

  const atOnce = (child: ChildProcess): void => {
    child.kill('SIGINT')
    child.kill('SIGTERM')
  }

  it('stops in a canary, in the move of a job and in a drain, and the next run goes on each time', async () => {
    const inputs = {
      ...ROLL_AT_ONCE,
      'update-strategy': 'blue-green',
      'canary-nodes': '1',
      'smoke-command': "/bin/sh -c 'sleep 300'",
    }
    for (const step of ['smoke-pool render-pool-canary', 'move-jobs render-pool', 'drain-pool render-pool'])
      expectFarewell(await cancelledAt(step, inputs, atOnce))
    const last = await runIn(served, inputs)
    expect(last.outputs).toMatchObject({ outcome: 'applied' })
    expect(jobsIn({ served })).toEqual(unchangedOn('render-pool-0-9-0'))
    expect(poolsIn({ served })).toEqual({ 'render-pool-0-9-0': '0.9.0 on 2 nodes' })
    const stopped = served.sandbox.auditTasks().filter(({ requeues, terminated }) => requeues.length > 0 || terminated)
    expect(stopped).toEqual([])
  })

  it('reports what it knows where Azure does not answer any more', async () => {
    const inputs = { ...ROLL_AT_ONCE, 'update-strategy': 'in-place', drain: 'requeue' }
    const path = '/pools/render-pool\\?'
    served.sandbox.faults.add({ match: { method: 'PATCH', path }, effect: { kind: 'hang', after: true } })
    expectFarewell(await cancelledAt('drain-pool render-pool', inputs, cancelStep))
    served.sandbox.faults.clear()
    const { outputs } = await runIn(served, inputs)
    expect(outputs).toMatchObject({ outcome: 'applied', 'healthy-nodes': '2' })
  })
})
