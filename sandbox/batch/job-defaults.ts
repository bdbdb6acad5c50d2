import { at, isObject, type Json } from './json.ts'

/** The longest time there is, which stands for no limit. */
const NO_LIMIT = 'P10675199DT2H48M5.4775807S'

/** A job, or the template of one, with what Batch tells where nothing is said. */
export function withJobDefaults(body: Json): Json {
  return {
    priority: 0,
    maxParallelTasks: -1,
    allowTaskPreemption: false,
    usesTaskDependencies: false,
    onAllTasksComplete: 'noaction',
    onTaskFailure: 'noaction',
    ...body,
    constraints: { maxWallClockTime: NO_LIMIT, maxTaskRetryCount: 0, ...constraintsOf(body) },
  }
}

/** The same of a task, whose files are kept for a week. */
export function withTaskDefaults(body: Json): Json {
  return {
    userIdentity: { autoUser: { scope: 'task', elevationLevel: 'nonadmin' } },
    ...body,
    constraints: { maxWallClockTime: NO_LIMIT, retentionTime: 'P7D', maxTaskRetryCount: 0, ...constraintsOf(body) },
  }
}

function constraintsOf(body: Json): Json {
  const constraints = at(body, 'constraints')
  return isObject(constraints) ? constraints : {}
}
