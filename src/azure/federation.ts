/** What an ID token says of its job, to the letter; a federated credential has to say the same. */
export type Federation = { readonly issuer: string; readonly subject: string; readonly audience: string }

const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com'

/** Numbers by which Entra says that no federated credential fits. Source: Microsoft Entra error code reference. */
const MISMATCHES: ReadonlySet<string> = new Set(['70021', '70025', '700211', '700212', '700213', '7002138'])

/** Whether the number in Entra's answer says that no federated credential fits the ID token. */
export function isMismatch(number: string): boolean {
  return MISMATCHES.has(number)
}

/** Why the credential that is there may not fit, and the lines that add one that does, or change the one that has to. */
export function mismatchRemedy(number: string, federation: Federation, clientId: string): string {
  return [
    'Entra compares issuer, subject and audience letter by letter, and this identity has no federated credential with all three of the ID token.',
    ...hints(number, federation),
    ...(number === OTHER_AUDIENCE ? changeLines(federation, clientId) : addLines(federation, clientId)),
  ].join('\n')
}

/** The audience alone differs. An identity takes no second credential with the same issuer and subject. */
const OTHER_AUDIENCE = '700212'

function addLines(federation: Federation, clientId: string): readonly string[] {
  return [
    'Add one, under another name where this one is taken; it takes some minutes to work. For an application:',
    `\`${applicationLine(federation, clientId)}\``,
    'For a user-assigned managed identity (NAME and GROUP are its own):',
    `\`${identityLine('create', credentialName(federation.subject), federation)}\``,
  ]
}

/** Source: Microsoft Graph, federatedIdentityCredential: issuer and subject together are unique on an application. */
function changeLines(federation: Federation, clientId: string): readonly string[] {
  const { issuer, subject, audience } = federation
  const parameters = quoted(JSON.stringify({ issuer, subject, audiences: [audience] }))
  return [
    'One with this issuer and subject is there, and an identity takes no second: change its audience, or the input; it takes some minutes to work. CREDENTIAL is its name, as `list` in place of `update` shows it. For an application:',
    `\`az ad app federated-credential update --id ${clientId} --federated-credential-id CREDENTIAL --parameters ${parameters}\``,
    'For a user-assigned managed identity (NAME and GROUP are its own):',
    `\`${identityLine('update', 'CREDENTIAL', federation)}\``,
  ]
}

function hints(number: string, { issuer, subject }: Federation): readonly string[] {
  switch (number) {
    case '700211':
      return [issuerHint(issuer)]
    case OTHER_AUDIENCE:
      return ['The audience is the input `audience`; each cloud has one of its own.']
    case '7002138':
      return [
        'A credential is there whose subject differs from this one only in upper and lower case, and Entra takes them for two.',
      ]
    case '70025':
      return ['It has none at all: `client-id` may also name another application than the one that was set up.']
    case '70021':
      return [
        'Entra says so also while a new credential is not yet everywhere: where one fits already, run again in some minutes.',
        ...subjectHints(subject),
      ]
    default:
      return subjectHints(subject)
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
  const [, repository = '', rest = ''] = /^repo:([^:]+):(.*)$/.exec(subject) ?? []
  const kind = KINDS.find(({ begins }) => rest.startsWith(begins))
  const kinds = kind === undefined ? [] : [kind.hint]
  if (/^[^/@]+@\d+\/[^/@]+@\d+$/.test(repository)) {
    return [
      ...kinds,
      'This subject names owner and repository with their numeric IDs: a credential with the names alone does not match it.',
    ]
  }
  return /^[^/@]+\/[^/@]+$/.test(repository)
    ? [
        ...kinds,
        'This subject names owner and repository without numeric IDs: a credential with them (`repo:OWNER@123/REPOSITORY@456:`) does not match it.',
      ]
    : []
}

/** What follows the repository in a subject of GitHub's own form, and what such a job is often mistaken for. */
const KINDS = [
  {
    begins: 'environment:',
    hint: 'The job has an `environment`, and its subject names nothing else: a credential for a branch, a tag or pull requests does not match it.',
  },
  {
    begins: 'pull_request',
    hint: 'The job runs for a pull request: a credential for a branch, a tag or an environment does not match it.',
  },
  {
    begins: 'ref:refs/tags/',
    hint: 'The job runs for a tag, and each tag has a subject of its own: with an `environment` the job has one that stays.',
  },
  {
    begins: 'ref:',
    hint: 'The job runs on a branch and has no `environment`: a credential for another branch, an environment or pull requests does not match it.',
  },
] as const

function applicationLine({ issuer, subject, audience }: Federation, clientId: string): string {
  const parameters = JSON.stringify({ name: credentialName(subject), issuer, subject, audiences: [audience] })
  return `az ad app federated-credential create --id ${clientId} --parameters ${quoted(parameters)}`
}

function identityLine(verb: 'create' | 'update', name: string, { issuer, subject, audience }: Federation): string {
  return `az identity federated-credential ${verb} --identity-name NAME --resource-group GROUP --name ${name} --issuer ${quoted(issuer)} --subject ${quoted(subject)} --audiences ${quoted(audience)}`
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
