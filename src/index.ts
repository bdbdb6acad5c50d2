import { setImmediate } from 'node:timers/promises'
import * as core from '@actions/core'
import { keepComment, planKey } from './github/comment.ts'
import { requestIdToken } from './github/id-token.ts'
import { originOf, readEvent } from './github/origin.ts'
import { pullRequestOf } from './github/pull-request.ts'
import { parseInputs } from './inputs/inputs.ts'
import { describeMistake, InputError } from './inputs/mistakes.ts'
import { Cancelled, UserError } from './model/errors.ts'
import type { Inputs } from './model/inputs.ts'
import { isGreen } from './model/report.ts'

/** The runner kills the process 10 seconds after its first signal; what can be said is said before. */
const FAREWELL_MS = 6000

/** By then all is said, and whatever Azure has not answered yet is not waited for. */
const LAST_MS = 7000

/** Starts the ID token request, then loads everything else while it is under way. */
async function main(): Promise<void> {
  const inputs = await parseInputs({ raw: (name) => core.getInput(name), environment: process.env, now: Date.now() })
  const { githubToken } = inputs
  for (const secret of [...inputs.secrets, ...(githubToken ? [githubToken] : [])]) core.setSecret(secret)
  const ask = () => requestIdToken(inputs.signIn.audience, process.env)
  const firstIdToken = ask()
  // Whoever awaits it learns of a refusal; until then it must not end the process.
  firstIdToken.catch(() => undefined)
  // The request leaves before the SDKs take the thread.
  await setImmediate()
  const event = readEvent(process.env)
  const { carryOutJob } = await import('./main.ts')
  const result = await carryOutJob({
    inputs,
    origin: originOf(process.env, event),
    requestIdToken: ask,
    firstIdToken,
    ...cancellation(),
    print: printLine,
  })
  await finish(result, inputs)
  await commentOn(pullRequestOf(process.env, event), result, inputs)
}

/** Aborted by the runner's signals; a run that cannot end in time is reported as it stands, and ended. */
function cancellation(): { readonly signal: AbortSignal; readonly tooLate: Promise<void> } {
  const controller = new AbortController()
  const { promise: tooLate, resolve } = Promise.withResolvers<void>()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) return
      controller.abort(new Cancelled('The job was cancelled.'))
      setTimeout(resolve, FAREWELL_MS).unref()
      setTimeout(() => process.exit(1), LAST_MS).unref()
    })
  }
  return { signal: controller.signal, tooLate }
}

const say = { info: core.info, notice: core.notice, warning: core.warning, error: core.error }

type Line = { readonly kind: 'group' | 'endgroup' | 'info' | 'warning' | 'error' | 'notice'; readonly text: string }

function printLine({ kind, text }: Line): void {
  if (kind === 'group') core.startGroup(text)
  else if (kind === 'endgroup') core.endGroup()
  else say[kind](text)
}

type Result = Awaited<ReturnType<typeof import('./main.ts')['carryOutJob']>>

async function finish({ report, outputs, summary, annotations }: Result, inputs: Inputs): Promise<void> {
  for (const [name, value] of Object.entries(outputs)) core.setOutput(name, value)
  for (const { kind, title, message } of annotations) say[kind](message, { title })
  if (inputs.summary && process.env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(summary, true).write()
  if (!isGreen(report.outcome)) process.exitCode = 1
}

/** Keeps a plan as a comment of the pull request that it was made for. */
async function commentOn(
  pullRequest: ReturnType<typeof pullRequestOf>,
  { report, comment }: Result,
  { githubToken }: Inputs,
): Promise<void> {
  if (pullRequest === undefined || comment === undefined || !githubToken) return
  const key = planKey(process.env, report.desired)
  const kept = await keepComment({ pullRequest, token: githubToken, key, text: comment }, process.env)
  if (kept.kind === 'not-kept') core.warning(kept.message, { title: kept.title })
  else core.info(`The comment of pull request ${pullRequest.number} is ${kept.kind}: ${kept.url}`)
}

/** What ended before there was a run: mistakes in the inputs, or a bug of ours with its stack. */
function printError(error: unknown): void {
  process.exitCode = 1
  if (error instanceof InputError) {
    for (const mistake of error.mistakes)
      core.error(describeMistake(mistake).slice(2), { title: `Input ${mistake.input}` })
    core.info(`Nothing was sent to Azure. ${error.remedy}`)
  } else if (error instanceof UserError) {
    core.error(`${error.message}\n${error.remedy}`, { title: error.code })
  } else {
    core.error(error instanceof Error ? (error.stack ?? error.message) : String(error), { title: 'Bug' })
  }
  core.setOutput('outcome', 'failed')
  core.setOutput('changed', 'false')
}

main().catch(printError)
