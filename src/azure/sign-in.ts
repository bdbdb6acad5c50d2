import { UserError } from '../model/errors.ts'

const SUBJECT_REMEDY =
  'Make issuer, subject and audience of the federated credential of this application equal to those above, letter by letter. A credential that is new takes some minutes to work.'

/** What to do by the number in Entra's answer. Source: Microsoft Entra error code reference and workload identity federation. */
const REMEDIES: Readonly<Record<string, string>> = {
  '70021': SUBJECT_REMEDY,
  '700211': SUBJECT_REMEDY,
  '700212': `${SUBJECT_REMEDY} The audience is the input \`audience\`.`,
  '700213': SUBJECT_REMEDY,
  '7002138': `${SUBJECT_REMEDY} They differ only in upper and lower case.`,
  '700024': 'Run again; when it stays so, the clock of the runner is wrong.',
  '700016': 'Check `client-id`, `tenant-id` and `environment`: this application is not known in that tenant.',
  '90002': 'Check `tenant-id` and `environment`: this tenant is not known in that cloud.',
  '90038': 'Set `environment` to the cloud in which the tenant lives.',
  '500011': 'Check `environment`; for Batch, register the provider Microsoft.Batch in a subscription of the tenant.',
  '700223': 'Ask the administrator of the tenant: its policy does not allow this federation.',
  '700027':
    'Entra did not accept the signature of the ID token: check that the issuer is reachable for Entra, and that no proxy alters the request.',
}

/** Why the sign-in was refused, with issuer, subject and audience of the ID token as GitHub sent them. */
export async function signInFailure(error: unknown, assertion: () => Promise<string>): Promise<UserError> {
  const message = error instanceof Error ? error.message : String(error)
  const number = /AADSTS(\d+)/.exec(message)?.[1]
  // The library wraps what the assertion was refused for; asked again, it says so itself.
  const sent = claimsOf(await assertion())
  const claims = `\nThe ID token has issuer ${sent.iss}, subject ${sent.sub} and audience ${sent.aud}.`
  if (number === undefined) {
    return new UserError(
      'SignInFailed',
      `The sign-in to Azure came to nothing: ${message}`,
      'Check that the runner reaches the sign-in address of the cloud (proxy, firewall, certificates), and run again.',
    )
  }
  const sentence = /AADSTS\d+: (.*?)(?: Trace ID:|$)/s.exec(message)?.[1]?.trim() ?? message
  return new UserError(
    `AADSTS${number}`,
    `Microsoft Entra refused the sign-in (AADSTS${number}): ${sentence}${claims}`,
    REMEDIES[number] ?? 'Look the number up in the Microsoft Entra error code reference.',
  )
}

/** Three members of a JWT's payload; the signature is Entra's business. */
function claimsOf(token: string): { iss: string; sub: string; aud: string } {
  const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
  const member = (name: string) =>
    typeof payload === 'object' && payload !== null && name in payload
      ? String((payload as Record<string, unknown>)[name])
      : 'unknown'
  return { iss: member('iss'), sub: member('sub'), aud: member('aud') }
}
