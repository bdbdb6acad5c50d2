import { count } from '../../model/count.ts'
import { fewNamed } from '../../model/enumeration.ts'
import type { JobMove, MoveJobs } from '../../model/pool-step.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Execution } from '../execution.ts'

const REASONS: Readonly<Record<JobMove, string>> = {
  requeue: 'Azure has stopped the tasks that run',
  wait: 'the tasks that run have ended',
  terminate: 'Azure has stopped the tasks that run',
}

type Told = { readonly step: MoveJobs; readonly run: Execution }

/** How far jobs are that are moved at the same time: told at each tenth of them, not for each. */
export class MoveProgress {
  readonly #move: Told
  readonly #jobs: number
  #through = 0
  readonly #waiting = new Set<string>()
  readonly #told = new Set<string>()

  constructor(move: Told, jobs: number) {
    this.#move = move
    this.#jobs = jobs
    this.#tell()
  }

  /** One job more is where it belongs, or needs no pool any more. */
  isThrough(): void {
    this.#through += 1
    this.#tell()
  }

  /** A job takes longer than Azure needs to change its state. */
  waits(id: string): void {
    this.#waiting.add(id)
    this.#tell()
  }

  /** It goes on with a job, or has ended. */
  waitsNoMore(id: string): void {
    this.#waiting.delete(id)
  }

  #tell(): void {
    const { step, run } = this.#move
    const mark = `${Math.floor((10 * this.#through) / this.#jobs)} ${this.#waiting.size > 0}`
    if (this.#told.has(mark)) return
    this.#told.add(mark)
    const [from, to] = [resourceName(step.poolId), resourceName(step.toPoolId)]
    run.tell(
      step,
      `${this.#through} of ${count(this.#jobs, 'job')} of pool ${from} have moved to pool ${to}${this.#waits()}.`,
    )
  }

  #waits(): string {
    const { size } = this.#waiting
    const waiting = `${fewNamed('job', [...this.#waiting])} ${size === 1 ? 'waits' : 'wait'}`
    return size === 0 ? '' : `; ${waiting} until ${REASONS[this.#move.step.running]}`
  }
}
