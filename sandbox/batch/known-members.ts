import type { Json } from './json.ts'
import { invalidBody } from './refusals.ts'

/**
 * What a body of the Batch service that makes something may hold; the template of a job is kept as it comes.
 * Source: specification of the Batch service, 2025-06-01: BatchJobCreateOptions, BatchJobScheduleCreateOptions and
 * BatchTaskCreateOptions.
 */
const MEMBERS: Readonly<Record<'job' | 'jobSchedule' | 'task', readonly string[]>> = {
  job: [
    'id',
    'displayName',
    'priority',
    'allowTaskPreemption',
    'maxParallelTasks',
    'constraints',
    'jobManagerTask',
    'jobPreparationTask',
    'jobReleaseTask',
    'commonEnvironmentSettings',
    'poolInfo',
    'onAllTasksComplete',
    'onTaskFailure',
    'networkConfiguration',
    'usesTaskDependencies',
    'metadata',
  ],
  jobSchedule: ['id', 'displayName', 'schedule', 'jobSpecification', 'metadata'],
  task: [
    'id',
    'displayName',
    'commandLine',
    'containerSettings',
    'exitConditions',
    'resourceFiles',
    'outputFiles',
    'environmentSettings',
    'affinityInfo',
    'constraints',
    'requiredSlots',
    'userIdentity',
    'multiInstanceSettings',
    'dependsOn',
    'applicationPackageReferences',
    'authenticationTokenSettings',
  ],
}

/** Refuses a body with a member that Batch does not know. */
export function checkMembers(body: Json, of: keyof typeof MEMBERS): void {
  const stranger = Object.keys(body).find((name) => !MEMBERS[of].includes(name))
  if (stranger !== undefined) throw invalidBody(`The property '${stranger}' does not exist on the type of a ${of}.`)
}
