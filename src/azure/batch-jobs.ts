import type { Job, JobChange, JobNote } from '../model/job.ts'
import type { JobMove } from '../model/pool-step.ts'
import type { Reading } from '../model/ports.ts'
import { withWait } from './arm.ts'
import { createJobSchedules, type JobSchedules } from './batch-job-schedules.ts'
import type { BatchRest } from './batch-rest.ts'
import type { Headers } from './pipeline.ts'
import { reading, thrown } from './refusal.ts'

/** Jobs and job schedules of one account. */
export type BatchJobs = JobSchedules & {
  listJobs(): Promise<Reading<readonly Job[]>>
  readJob(id: string): Promise<Reading<Job>>
  /** The ETag that the job has after it; undefined where Azure does not tell. */
  updateJob(id: string, change: JobChange, etag: string): Promise<Pick<Job, 'etag'> | undefined>
  disableJob(id: string, running: JobMove, etag: string): Promise<void>
  enableJob(id: string, etag: string): Promise<void>
}

/** A job as the SDK tells it, as far as it is looked at here. */
type ToldJob = {
  readonly id?: string
  readonly eTag?: string
  readonly state?: string
  readonly poolInfo?: {
    readonly poolId?: string
    readonly autoPoolSpecification?: {
      readonly pool?: {
        readonly virtualMachineConfiguration?: { readonly imageReference: { readonly virtualMachineImageId?: string } }
      }
    }
  }
  readonly metadata?: readonly JobNote[]
}

type Answer = { readonly _response: { readonly headers: Headers } }

type Page = readonly ToldJob[] & Answer & { readonly odatanextLink?: string }

/** What is used of the SDK's operations on jobs: it drops nothing of what they send here. */
type JobOperations = {
  list(options: { jobListOptions: { filter: string; maxResults: number } }): Promise<Page>
  listNext(link: string): Promise<Page>
  get(id: string): Promise<ToldJob & Answer>
  patch(
    id: string,
    change: { poolInfo?: { poolId: string }; metadata?: JobNote[] },
    options: { jobPatchOptions: { ifMatch: string } },
  ): Promise<Answer>
  disable(id: string, running: JobMove, options: { jobDisableOptions: { ifMatch: string } }): Promise<unknown>
  enable(id: string, options: { jobEnableOptions: { ifMatch: string } }): Promise<unknown>
}

/** Jobs are asked for by the SDK; job schedules are not, as it would lose parts of their templates. */
export function createBatchJobs(sdk: JobOperations, endpoint: BatchRest): BatchJobs {
  return {
    ...createJobSchedules(endpoint),
    listJobs: () => listJobs(sdk),
    async readJob(id) {
      try {
        const told = await sdk.get(id)
        return withWait({ state: 'present', value: parseJob(told) }, told._response.headers)
      } catch (error) {
        return { observed: reading(thrown(error)) }
      }
    },
    updateJob: async (id, { poolName, metadata }, etag) => {
      const change = {
        ...(poolName !== undefined && { poolInfo: { poolId: poolName } }),
        ...(metadata && { metadata: [...metadata] }),
      }
      const { _response: answer } = await written(() => sdk.patch(id, change, { jobPatchOptions: { ifMatch: etag } }))
      const after = answer.headers.get('etag')
      return after === undefined ? undefined : { etag: after }
    },
    async disableJob(id, running, etag) {
      await written(() => sdk.disable(id, running, { jobDisableOptions: { ifMatch: etag } }))
    },
    async enableJob(id, etag) {
      await written(() => sdk.enable(id, { jobEnableOptions: { ifMatch: etag } }))
    },
  }
}

/** Every page is asked for whole: which members a `$select` takes differs between versions of the service. */
async function listJobs(sdk: JobOperations): Promise<Reading<readonly Job[]>> {
  try {
    let page = await sdk.list({ jobListOptions: { filter: "state ne 'completed'", maxResults: 1000 } })
    const jobs = [...page]
    while (page.odatanextLink) {
      page = await sdk.listNext(page.odatanextLink)
      jobs.push(...page)
    }
    return withWait({ state: 'present', value: jobs.map(parseJob) }, page._response.headers)
  } catch (error) {
    return { observed: reading(thrown(error)) }
  }
}

async function written<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    throw thrown(error)
  }
}

function parseJob({ id = '', eTag = '', state = 'unknown', poolInfo = {}, metadata = [] }: ToldJob): Job {
  const { poolId, autoPoolSpecification: auto } = poolInfo
  const image = auto?.pool?.virtualMachineConfiguration?.imageReference.virtualMachineImageId
  return {
    id,
    state,
    etag: eTag,
    ...(poolId !== undefined && { poolName: poolId }),
    ...(auto && { autoPool: { ...(image !== undefined && { imageVersionId: image }) } }),
    metadata: metadata.map(({ name, value }) => ({ name, value })),
  }
}
