import type { BatchTask, TaskNode } from '../../model/batch-task.ts'
import { count } from '../../model/count.ts'
import { AzureError, Cancelled, UserError } from '../../model/errors.ts'
import type { SmokePool } from '../../model/pool-step.ts'
import type { Reading } from '../../model/ports.ts'
import { resourceName } from '../../model/resource-id.ts'
import { judgeSmoke, lastLines, type SmokeVerdict, smokeEnding } from '../../plan/health/smoke.ts'
import type { Execution } from '../execution.ts'
import { POLL_INTERVAL_MS, untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import { send } from '../send.ts'
import { shortest } from './pool-sight.ts'
import { beginJob, endJob, proven, type SmokeJob, unproven } from './smoke-job.ts'

/** Runs the command on every node, and waits until all have ended. Its job goes at the end, however that comes. */
export async function smokePool(step: SmokePool, run: Execution): Promise<StepEnd> {
  const job = await beginJob(step, run)
  const text = await runOnEach(job).catch(async (error: unknown) => {
    if (!(error instanceof Cancelled)) await endQuietly(job)
    throw error
  })
  await endJob(job)
  return { kind: 'succeeded', text }
}

/** What went wrong with the command matters more than a job that stays: Batch ends that by itself. */
async function endQuietly(job: SmokeJob): Promise<void> {
  try {
    await endJob(job)
  } catch (error) {
    if (!(error instanceof AzureError)) throw error
    job.run.tell(job.step, `Job ${job.id} could not be deleted (${error.code}: ${error.message}).`)
  }
}

async function runOnEach(job: SmokeJob): Promise<string> {
  const { step, run } = job
  const deadline = run.ports.clock.now() + step.timeoutMinutes * 60_000
  for (;;) {
    const { nodes, tasks, reading } = await look(job)
    const verdict = judgeSmoke(nodes, tasks)
    if (verdict.kind === 'failed') throw await failed(verdict.task, job)
    if (verdict.kind === 'passed') return passed(verdict, job)
    if (run.ports.clock.now() >= deadline) throw await timedOut(verdict, tasks, job)
    if (verdict.kind === 'uncovered') await addTasks(verdict.nodes, tasks.length, job)
    else run.tell(step, `The command has ended on ${verdict.done} of ${count(verdict.nodes, 'node')}.`)
    await untilNextReading(run.ports, noLaterThan(deadline, reading, run))
  }
}

type Look = {
  readonly nodes: readonly TaskNode[]
  readonly tasks: readonly BatchTask[]
  readonly reading: Reading<unknown>
}

/** Nodes and tasks at one moment. Throws where the job is gone: then nobody knows how its tasks ended. */
async function look(job: SmokeJob): Promise<Look> {
  const [nodes, tasks] = await Promise.all([
    proven(job, () => job.service.listNodes(resourceName(job.step.poolId))),
    proven(job, () => job.service.listTasks(job.id)),
  ])
  if (tasks.value === undefined) throw unproven(job.step, `somebody deleted its job ${job.id}`)
  return { nodes: nodes.value ?? [], tasks: tasks.value, reading: shortest(tasks.reading, nodes.reading) }
}

/** One task for each of the nodes, which takes all of its slots. `held` is how many tasks the job has. */
async function addTasks(nodes: readonly TaskNode[], held: number, { id, step, run, service }: SmokeJob): Promise<void> {
  const { command: commandLine, taskSlotsPerNode: requiredSlots } = step
  for (const [index, { affinityId }] of nodes.entries()) {
    const task = { id: `node-${held + index + 1}`, commandLine, affinityId, requiredSlots }
    try {
      await send(step, run, () => service.addTask(id, task))
    } catch (error) {
      // The answer to a first attempt was lost on its way.
      if (!(error instanceof AzureError) || error.code !== 'TaskExists') throw error
    }
  }
}

/** The wait that Azure asks for, or the usual one, and no later than the deadline. */
function noLaterThan(deadline: number, { retryAfterMs = POLL_INTERVAL_MS }: Reading<unknown>, run: Execution) {
  return { retryAfterMs: Math.max(0, Math.min(retryAfterMs, deadline - run.ports.clock.now())) }
}

/** The end of both files of a task; they are on its node, and go with it. */
async function outputOf({ id }: BatchTask, { id: jobId, service }: SmokeJob): Promise<string[]> {
  const files = ['stdout.txt', 'stderr.txt'] as const
  const readings = await Promise.all(files.map((file) => service.readTail(jobId, id, file)))
  return files.flatMap((file, index) => {
    const observed = readings[index]?.observed
    return lastLines(file, observed?.state === 'present' ? observed.value : undefined)
  })
}

async function passed({ nodes, task }: Extract<SmokeVerdict, { kind: 'passed' }>, job: SmokeJob): Promise<string> {
  const told = `The command ended with exit code 0 on each of ${count(nodes, 'node')} of pool ${resourceName(job.step.poolId)}.`
  return [told, `On node ${task.nodeId}:`, ...(await outputOf(task, job))].join('\n')
}

async function failed(task: BatchTask, job: SmokeJob): Promise<UserError> {
  const pool = resourceName(job.step.poolId)
  const output = await outputOf(task, job)
  return new UserError(
    'SmokeFailed',
    `The command ended ${smokeEnding(task)} on node ${task.nodeId ?? 'unknown'} of pool ${pool}, and has to end with 0.\n${output.join('\n')}`,
    'Mend the image, or the command where that is wrong, and publish under a new version number. Batch runs the command without a shell: pipes, variables and `&&` need `/bin/sh -c` or `cmd /c`.',
  )
}

async function timedOut(verdict: SmokeVerdict, tasks: readonly BatchTask[], job: SmokeJob): Promise<UserError> {
  const { poolId, timeoutMinutes } = job.step
  const ended = verdict.kind === 'waiting' ? `${verdict.done} of ${count(verdict.nodes, 'node')}` : 'not all nodes'
  const open = tasks.find(({ state, nodeId }) => state !== 'completed' && nodeId !== undefined)
  const output =
    open === undefined
      ? ['It runs on no node now.']
      : [`It still runs on node ${open.nodeId}.`, ...(await outputOf(open, job))]
  return new UserError(
    'SmokeTimedOut',
    `After ${count(timeoutMinutes, 'minute')} the command has ended on ${ended} of pool ${resourceName(poolId)}, and is given up.\n${output.join('\n')}`,
    'Find out what it waits for, or give more `smoke-timeout-minutes`.',
  )
}
