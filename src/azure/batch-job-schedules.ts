import type { JobSchedule } from '../model/job.ts'
import { isJsonObject, type JsonObject, memberAt } from '../model/json.ts'
import type { Reading } from '../model/ports.ts'
import { withWait } from './arm.ts'
import type { BatchRest } from './batch-rest.ts'
import { textAt } from './members.ts'
import { reading, thrown } from './refusal.ts'

/** Job schedules of one account. */
export type JobSchedules = {
  listJobSchedules(): Promise<Reading<readonly JobSchedule[]>>
  readJobSchedule(id: string): Promise<Reading<JobSchedule>>
  updateJobSchedule(id: string, specification: JsonObject, etag: string): Promise<void>
}

/**
 * Job schedules as raw JSON. A PATCH replaces the template of their jobs whole, so it has to go back with every member
 * that it came with, also those that are newer than the SDK.
 */
export function createJobSchedules(rest: BatchRest): JobSchedules {
  return {
    async listJobSchedules() {
      try {
        const { items, headers } = await rest.list(['jobschedules'], { maxresults: '1000' })
        return withWait({ state: 'present', value: items.map(parseSchedule) }, headers)
      } catch (error) {
        return { observed: reading(thrown(error)) }
      }
    },
    async readJobSchedule(id) {
      try {
        const { body, headers } = await rest.read(['jobschedules', id])
        return withWait({ state: 'present', value: parseSchedule(body) }, headers)
      } catch (error) {
        return { observed: reading(thrown(error)) }
      }
    },
    async updateJobSchedule(id, jobSpecification, etag) {
      await rest.send('PATCH', ['jobschedules', id], { body: { jobSpecification }, headers: { 'if-match': etag } })
    },
  }
}

function parseSchedule(body: JsonObject): JobSchedule {
  const specification = memberAt(body, ['jobSpecification'])
  const poolName = textAt(specification, 'poolInfo', 'poolId')
  const auto = memberAt(specification, ['poolInfo', 'autoPoolSpecification'])
  const image = textAt(auto, 'pool', 'virtualMachineConfiguration', 'imageReference', 'virtualMachineImageId')
  return {
    id: textAt(body, 'id') ?? '',
    state: textAt(body, 'state') ?? 'unknown',
    etag: textAt(body, 'eTag') ?? '',
    specification: isJsonObject(specification) ? specification : {},
    ...(poolName !== undefined && { poolName }),
    ...(isJsonObject(auto) && { autoPool: { ...(image !== undefined && { imageVersionId: image }) } }),
  }
}
