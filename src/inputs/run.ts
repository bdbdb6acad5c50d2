import type { Inputs } from '../model/inputs.ts'
import { readIgnoredFindings } from './ignored-findings.ts'
import type { Reader } from './reader.ts'

/** How the run is to go, whatever it is about. */
export type RunInputs = Pick<
  Inputs,
  | 'mode'
  | 'wait'
  | 'healthyPercent'
  | 'timeoutMinutes'
  | 'registerProvider'
  | 'ignoreFindings'
  | 'planHash'
  | 'summary'
  | 'githubToken'
>

/** `mode` and all that says how far and how long. */
export function readRun(reader: Reader): RunInputs {
  const mode = reader.oneOf('mode', ['apply', 'plan'])
  const wait = reader.oneOf('wait', ['healthy', 'steady', 'none'])
  const healthyPercent = reader.integer('healthy-percent', [1, 100]) ?? 90
  const timeoutMinutes = reader.integer('timeout-minutes', [1, Number.POSITIVE_INFINITY])
  const registerProvider = reader.boolean('register-provider') ?? false
  const ignoreFindings = readIgnoredFindings(reader)
  const planHash = reader.matching(
    'plan-hash',
    /^[0-9a-f]{64}$/i,
    'has to be the output plan-hash of the plan that was reviewed, 64 hexadecimal digits',
  )
  const githubToken = reader.text('github-token')
  return {
    mode,
    wait,
    healthyPercent,
    ...(timeoutMinutes !== undefined && { timeoutMinutes }),
    registerProvider,
    ignoreFindings,
    ...(planHash !== undefined && { planHash: planHash.toLowerCase() }),
    summary: reader.boolean('summary') ?? true,
    ...(githubToken !== undefined && { githubToken }),
  }
}
