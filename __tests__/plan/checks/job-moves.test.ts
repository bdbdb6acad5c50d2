import { describe } from '@jest/globals'
import type { Rollout } from '../../../src/model/desired.ts'
import type { Job } from '../../../src/model/job.ts'
import type { Preflight } from '../../../src/model/observed.ts'
import { jobMoveFindings } from '../../../src/plan/checks/job-moves.ts'
import { ACCOUNT, at, type Change, later, made, POOL, present, unreadable, VERSION } from './question.ts'
import { rows } from './rows.ts'

const ROLLOUT: Rollout = {
  strategy: 'blue-green',
  drain: 'taskcompletion',
  drainDeadline: 'fail',
  onFailure: 'rollback',
  blueGreen: { jobMove: 'wait', keepsOldPool: false },
}

/** A second pool takes the place of the first, and this is known of the jobs. */
function blueGreen(jobs: Partial<Pick<Preflight, 'jobs' | 'jobSchedules'>>): Change {
  const pool = made({ seen: { version: '1.3.0' } })
  const groups = [{ namedId: POOL, currentId: POOL, others: [] }]
  const preflight = { jobs: at(ACCOUNT, present([])), jobSchedules: at(ACCOUNT, present([])), ...jobs }
  return { run: { rollout: ROLLOUT }, seen: later(pool, { groups }), preflight }
}

function job(id: string, more: Partial<Job>): Job {
  return { id, state: 'active', etag: '', metadata: [], ...more }
}

const OTHER = VERSION.replace('/images/', '/images/other-')

describe('jobMoveFindings', () => {
  rows(jobMoveFindings, [
    ['a run that moves no job', []],
    [
      'jobs that can be moved',
      [],
      blueGreen({ jobs: at(ACCOUNT, present([job('frames', { poolName: 'render-pool' })])) }),
    ],
    [
      'jobs that cannot be read',
      ['JobsNotReadable: so those of pool render-pool cannot be moved'],
      blueGreen({ jobs: at(ACCOUNT, unreadable()) }),
    ],
    ['job schedules that cannot be read', ['JobsNotReadable'], blueGreen({ jobSchedules: at(ACCOUNT, unreadable()) })],
    [
      'a job whose pool Azure makes from the image definition',
      ['AutoPoolJobs: for job nightly by itself'],
      blueGreen({ jobs: at(ACCOUNT, present([job('nightly', { autoPool: { imageVersionId: VERSION } })])) }),
    ],
    [
      'a job whose pool Azure makes from another image definition',
      [],
      blueGreen({ jobs: at(ACCOUNT, present([job('nightly', { autoPool: { imageVersionId: OTHER } })])) }),
    ],
  ])
})
