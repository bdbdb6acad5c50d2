import { setTimeout as delay } from 'node:timers/promises'
import { failureOf } from './apply/failure.ts'
import { freshAssertion } from './azure/assertion.ts'
import { createAzure } from './azure/azure.ts'
import { type Cloud, KNOWN_CLOUDS } from './azure/cloud.ts'
import { createCredential, signIn } from './azure/credential.ts'
import { discoverCloud } from './azure/discover.ts'
import type { Origin } from './model/desired.ts'
import { Cancelled } from './model/errors.ts'
import type { Event } from './model/event.ts'
import type { Inputs } from './model/inputs.ts'
import type { Clock } from './model/ports.ts'
import type { Report } from './model/report.ts'
import { desire } from './plan/desire.ts'
import { annotations } from './report/annotations.ts'
import { closingLines, type LogLine, logLines } from './report/log.ts'
import { outputs } from './report/outputs.ts'
import { pullRequestText } from './report/pull-request-text.ts'
import { summarize } from './report/summarize.ts'
import { summary } from './report/summary.ts'
import { run } from './run.ts'

/** What the entry hands over once the SDKs are loaded. */
export type Job = {
  readonly inputs: Inputs
  readonly origin: Origin
  /** Asks GitHub for an ID token. */
  readonly requestIdToken: () => Promise<string>
  /** The one that was asked for before the SDKs were loaded. */
  readonly firstIdToken: Promise<string>
  readonly signal: AbortSignal
  /** Over when a run that was cancelled has to be reported as it stands. */
  readonly tooLate: Promise<void>
  readonly print: (line: LogLine) => void
}

/** All that the entry writes at the end. */
export type JobResult = {
  readonly report: Report
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly annotations: ReturnType<typeof annotations>
  /** For the pull request, where the run was to plan and came to its end. */
  readonly comment?: string
}

/** Time as it is. */
export const realClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted())
  },
}

/** Signs in, runs, and renders what the job shows. */
export async function carryOutJob(job: Job): Promise<JobResult> {
  const { inputs, origin, signal, print } = job
  const desired = desire(inputs, origin)
  const startedAt = realClock.now()
  const events: Event[] = []
  const listen = (event: Event) => {
    for (const line of logLines(event, { desired, startedAt, before: [...events] })) print(line)
    events.push(event)
  }
  const cutShort = (error: unknown): Report => {
    const plan = events.find((event) => event.kind === 'planned')?.plan
    const failures = [failureOf(error)]
    const endedAt = realClock.now()
    return summarize({
      desired,
      ...(plan && { plan }),
      events,
      startedAt,
      endedAt,
      failures,
      cancelled: signal.aborted,
    })
  }
  let cloud: Cloud = KNOWN_CLOUDS[inputs.signIn.environment]
  const course = async (): Promise<Report> => {
    const { resourceManagerEndpoint } = inputs.signIn
    if (resourceManagerEndpoint !== undefined) cloud = await discoverCloud(resourceManagerEndpoint)
    const assertion = freshAssertion(job.requestIdToken, realClock.now, job.firstIdToken)
    const credential = createCredential({ ...inputs.signIn, cloud }, assertion)
    await signIn(credential, cloud, desired.pools.length > 0)
    const azure = createAzure(cloud, credential)
    const deadline = inputs.timeoutMinutes && { deadline: startedAt + inputs.timeoutMinutes * 60_000 }
    return run(desired, { azure, clock: realClock, signal, listen, ...deadline })
  }
  const report = await Promise.race([
    course().catch(cutShort),
    job.tooLate.then(() => cutShort(new Cancelled('The job was cancelled while Azure had not answered yet.'))),
  ])
  for (const line of closingLines(report)) print(line)
  const portal = { url: cloud.portal, tenantId: inputs.signIn.tenantId }
  return {
    report,
    outputs: outputs(report, portal),
    summary: summary(report, portal),
    annotations: annotations(report),
    ...(desired.mode === 'plan' && report.outcome !== 'cancelled' && { comment: pullRequestText(report) }),
  }
}
