import { fileURLToPath } from 'node:url'
import { type ActionResult, type ActionStep, runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import { poolOf } from './scenarios/reasons/requests.ts'
import { POOL, version } from './scenarios/reasons/runs.ts'
import { changed, type Json } from './scenarios/worlds.ts'

/** Virtual ms per real ms: half an hour of Azure's time in two seconds. */
export const RATE = 900

/** The pool and the version that it is to get; the version is published by the run. */
export const ROLL = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '2',
}

/** The same with a version that is there already, so that nothing has to be replicated. */
export const ROLL_AT_ONCE = { ...ROLL, 'image-version': '0.9.0', source: '' }

const OWN = { 'sig-batch-pool-commit': 'c0ffee', 'sig-batch-pool-repository': 'contoso/render-farm' }
const FAST_CLOCK = fileURLToPath(new URL('../runner/fast-clock.cjs', import.meta.url))

/** A pool of two nodes from version 1.0.0 with three tasks, a job that is disabled, a job schedule, and older versions. */
export async function startWorkingPool(
  taskMinutes: number,
  change: (world: Json) => void = () => {},
): Promise<ServedSandbox> {
  const [account, poolInfo] = ['contosorenders', { poolId: 'render-pool' }]
  const task = (id: string) => ({ id, commandLine: `/bin/sh -c 'sleep ${taskMinutes * 60}'` })
  const world = changed('demo', (all: Json) => {
    const { batch, compute } = all
    batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
    batch.jobs = [
      { account, id: 'frames', poolInfo, tasks: ['t1', 't2', 't3'].map(task) },
      { account, id: 'paused', poolInfo, state: 'disabled', tasks: [task('p1')] },
    ]
    batch.jobSchedules = [
      { account, id: 'nightly', schedule: { doNotRunUntil: '2030-01-01T00:00:00Z' }, jobSpecification: { poolInfo } },
    ]
    for (const number of ['0.8.0', '0.9.0'])
      compute.imageVersions.push({ ...structuredClone(compute.imageVersions[0]), id: version(number), tags: OWN })
    change(all)
  })
  return startSandbox({ world, rate: RATE })
}

/** Runs the bundle against it under Azure's own names. */
export function runIn(
  served: ServedSandbox,
  inputs: Readonly<Record<string, string>>,
  more: Pick<ActionStep, 'onStart' | 'onLine'> = {},
): Promise<ActionResult> {
  return runAction({ inputs, environment: served.environment('azure-names'), ...more })
}

/** The same in a process whose clock runs as fast as that of its Azure, for what counts minutes itself. */
export function runInVirtualTime(
  served: ServedSandbox,
  inputs: Readonly<Record<string, string>>,
): Promise<ActionResult> {
  const environment = { ...served.environment('azure-names'), CLOCK_RATE: String(RATE) }
  return runAction({ inputs, environment, nodeFlags: ['--require', FAST_CLOCK] })
}
