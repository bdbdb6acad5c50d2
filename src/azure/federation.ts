/** What an ID token says of its job, to the letter; a federated credential has to say the same. */
export type Federation = { readonly issuer: string; readonly subject: string; readonly audience: string }

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com'

/** Numbers by which Entra says that no federated credential fits. Source: Microsoft Entra error code reference. */
const MISMATCHES: ReadonlySet<string> = new Set(['70021', '700211', '700212', '700213', '7002138'])

/** Whether the number in Entra's answer says that no federated credential fits the ID token. */
export function isMismatch(number: string): boolean {
  return MISMATCHES.has(number)
}

/** Why the credential that is there may not fit, and the lines that add one that does. */
export function mismatchRemedy(number: string, federation: Federation, clientId: string): string {
  return [
    'Entra compares issuer, subject and audience letter by letter, and this identity has no federated credential with all three of the ID token.',
    ...hints(number, federation),
    'Add one; it takes some minutes to work. For an application:',
    `\`${applicationLine(federation, clientId)}\``,
    'For a user-assigned managed identity (NAME and GROUP are its own):',
    `\`${identityLine(federation)}\``,
  ].join('\n')
}

function hints(number: string, { issuer, subject }: Federation): readonly string[] {
  switch (number) {
    case '700211':
      return [issuerHint(issuer)]
    case '700212':
      return ['The audience is the input `audience`; each cloud has one of its own.']
    case '7002138':
      return [
        'A credential is there whose subject differs from this one only in upper and lower case, and Entra takes them for two.',
      ]
    default:
      return [...subjectHints(subject)]
  }
}

function issuerHint(issuer: string): string {
  if (issuer.endsWith('/')) return 'This issuer ends in a slash: a credential whose issuer has none does not match it.'
  if (issuer === GITHUB_ISSUER) {
    return 'A credential whose issuer ends in a slash, or in the name of an enterprise, does not match it.'
  }
  const isOfEnterprise = issuer.startsWith(`${GITHUB_ISSUER}/`)
  return isOfEnterprise
    ? `This issuer ends in the name of an enterprise (${issuer.slice(GITHUB_ISSUER.length + 1)}): a credential with ${GITHUB_ISSUER} alone does not match it.`
    : `This is the issuer of a GitHub Enterprise of its own: a credential with ${GITHUB_ISSUER} does not match it.`
}

/**
 * Repositories that were made, renamed or transferred since July 2026 have numeric IDs in their subjects, others where
 * their owner chose so. Source: GitHub changelog of 2026-04-23, immutable subject claims.
 */
function subjectHints(subject: string): readonly string[] {
  if (/^repo:[^/:]+@\d+\/[^/:]+@\d+:/.test(subject)) {
    return [
      'This subject names owner and repository with their numeric IDs: a credential with the names alone does not match it.',
    ]
  }
  return /^repo:[^/:@]+\/[^/:@]+:/.test(subject)
    ? [
        'This subject names owner and repository without numeric IDs: a credential with them (`repo:OWNER@123/REPOSITORY@456:`) does not match it.',
      ]
    : []
}

function applicationLine({ issuer, subject, audience }: Federation, clientId: string): string {
  const parameters = JSON.stringify({ name: credentialName(subject), issuer, subject, audiences: [audience] })
  return `az ad app federated-credential create --id ${clientId} --parameters ${quoted(parameters)}`
}

function identityLine({ issuer, subject, audience }: Federation): string {
  const name = credentialName(subject)
  return `az identity federated-credential create --identity-name NAME --resource-group GROUP --name ${name} --issuer ${quoted(issuer)} --subject ${quoted(subject)} --audiences ${quoted(audience)}`
}

/** Longest name of a federated credential. Source: Microsoft Graph, federatedIdentityCredential. */
const LONGEST_NAME = 120

/** A name made of the subject: letters, digits and hyphens. */
function credentialName(subject: string): string {
  const name = subject.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-/, '')
  return name.slice(0, LONGEST_NAME).replace(/-$/, '') || 'github'
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
