import { getIDToken } from '@actions/core'
import { UserError } from '../model/errors.ts'

const PERMISSIONS = ['permissions:', '  id-token: write', '  contents: read'].join('\n')

/** GitHub's ID token for this job, for the audience given. Throws `UserError` where the job may not have one. */
export async function requestIdToken(
  audience: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  if (!environment['ACTIONS_ID_TOKEN_REQUEST_URL'] || !environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN']) {
    throw new UserError(
      'IdTokenNotPermitted',
      'This job may not ask GitHub for an ID token, so it cannot sign in to Azure.',
      `Add these lines to the workflow or to the job:\n${PERMISSIONS}`,
    )
  }
  try {
    return await getIDToken(audience)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new UserError(
      'IdTokenNotIssued',
      `GitHub did not issue an ID token. It says: ${message.trim()}`,
      'Run the job again; githubstatus.com tells whether GitHub Actions is in trouble.',
    )
  }
}
