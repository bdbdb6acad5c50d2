import { setTimeout as pause } from 'node:timers/promises'
import { getIDToken } from '@actions/core'
import { UserError } from '../model/errors.ts'
import { readEvent } from './origin.ts'
import { pullRequestOf } from './pull-request.ts'

const PERMISSIONS = ['permissions:', '  id-token: write', '  contents: read'].join('\n')

/** Waits before the second and third try, in ms. */
const WAITS_MS = [1000, 4000]

/**
 * GitHub's ID token for this job, for the audience given. Throws `UserError` where the job may not have one, and where
 * GitHub gives none after a few tries.
 */
export async function requestIdToken(
  audience: string,
  environment: Readonly<Record<string, string | undefined>>,
  waitsMs: readonly number[] = WAITS_MS,
): Promise<string> {
  if (!environment['ACTIONS_ID_TOKEN_REQUEST_URL'] || !environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) {
    throw new UserError(
      'IdTokenNotPermitted',
      'This job may not ask GitHub for an ID token, so it cannot sign in to Azure.',
      pullRequestOf(environment, readEvent(environment))?.hasReadOnlyToken
        ? 'Run it for a branch of this repository, or once the pull request is merged: one from a fork gets no ID token, whatever the workflow says.'
        : `Add these lines to the workflow or to the job, and to the job that calls it where it is a reusable workflow:\n${PERMISSIONS}`,
    )
  }
  for (const waitMs of waitsMs) {
    try {
      return await getIDToken(audience)
    } catch (error) {
      if (!isWorthAnotherTry(messageOf(error))) throw notIssued(error)
      await pause(waitMs)
    }
  }
  return getIDToken(audience).catch((error: unknown) => {
    throw notIssued(error)
  })
}

/** The toolkit itself repeats 502 to 504; it tells a connection that came to nothing by a code that is undefined. */
function isWorthAnotherTry(message: string): boolean {
  return /Error Code : (429|undefined)\b/.test(message)
}

function notIssued(error: unknown): UserError {
  const said = messageOf(error).replace(/\s+/g, ' ').trim()
  return new UserError(
    'IdTokenNotIssued',
    `GitHub did not issue an ID token. It says: ${said}`,
    'Run the job again; githubstatus.com tells whether GitHub Actions is in trouble.',
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
