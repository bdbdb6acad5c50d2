import { execFileSync } from 'node:child_process'
import { describe, expect, it } from '@jest/globals'
import { type Federation, isMismatch, mismatchRemedy } from '../../src/azure/federation.ts'

const CLIENT_ID = '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d'
const GITHUB = 'https://token.actions.githubusercontent.com'
const MAIN: Federation = {
  issuer: GITHUB,
  subject: 'repo:contoso/render-farm:ref:refs/heads/main',
  audience: 'api://AzureADTokenExchange',
}

const remedy = (number: string, more: Partial<Federation> = {}) =>
  mismatchRemedy(number, { ...MAIN, ...more }, CLIENT_ID)

/** The words of the az line for an application or for a managed identity, as a shell takes them apart. */
function words(kind: 'ad app' | 'identity', more: Partial<Federation> = {}): readonly string[] {
  const line = remedy('700213', more)
    .split('\n')
    .find((each) => each.startsWith(`\`az ${kind} `))
  const command = line?.slice('`az '.length, -1) ?? ''
  return execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .trimEnd()
    .split('\n')
}

const name = (subject: string) => JSON.parse(words('ad app', { subject }).at(-1) ?? '').name

describe('isMismatch', () => {
  for (const number of ['70021', '70025', '700211', '700212', '700213', '7002138']) {
    it(`knows ${number}`, () => {
      expect(isMismatch(number)).toBe(true)
    })
  }
  for (const number of ['700024', '700016', '7002', '']) {
    it(`does not know '${number}'`, () => {
      expect(isMismatch(number)).toBe(false)
    })
  }
})

describe('mismatchRemedy', () => {
  it('has the whole line that adds the credential to an application', () => {
    expect(remedy('700213')).toContain(
      `\n\`az ad app federated-credential create --id ${CLIENT_ID} --parameters '{"name":"repo-contoso-render-farm-ref-refs-heads-main","issuer":"${GITHUB}","subject":"repo:contoso/render-farm:ref:refs/heads/main","audiences":["api://AzureADTokenExchange"]}'\`\n`,
    )
  })

  it('has the whole line that adds it to a managed identity', () => {
    expect(words('identity')).toEqual([
      ...['identity', 'federated-credential', 'create', '--identity-name', 'NAME', '--resource-group', 'GROUP'],
      ...['--name', 'repo-contoso-render-farm-ref-refs-heads-main', '--issuer', GITHUB],
      ...['--subject', 'repo:contoso/render-farm:ref:refs/heads/main', '--audiences', 'api://AzureADTokenExchange'],
    ])
  })

  for (const environment of ["Mona's farm", 'a "b" $HOME \\ c', '日本; rm -rf x']) {
    it(`brings the subject of environment ${environment} through a shell`, () => {
      const subject = `repo:contoso/render-farm:environment:${environment}`
      const line = words('ad app', { subject })
      expect(line.slice(0, -1)).toEqual([
        'ad',
        'app',
        'federated-credential',
        'create',
        '--id',
        CLIENT_ID,
        '--parameters',
      ])
      expect(JSON.parse(line.at(-1) ?? '')).toMatchObject({ subject, issuer: GITHUB })
      expect(words('identity', { subject })).toContain(subject)
    })
  }

  it('has the lines that change the credential where its audience alone differs, for no second one is taken', () => {
    const lines = remedy('700212').split('\n')
    expect(lines).toContain(
      `\`az ad app federated-credential update --id ${CLIENT_ID} --federated-credential-id CREDENTIAL --parameters '{"issuer":"${GITHUB}","subject":"${MAIN.subject}","audiences":["api://AzureADTokenExchange"]}'\``,
    )
    expect(lines.at(-1)).toContain('az identity federated-credential update --identity-name NAME')
    expect(lines.join()).not.toContain('create')
  })

  const names = [
    ['repo:contoso/render-farm:environment:production', 'repo-contoso-render-farm-environment-production'],
    ['repo:Contoso@1/Farm@2:pull_request', 'repo-Contoso-1-Farm-2-pull-request'],
    ['日本', 'github'],
    [`repo:contoso/${'farm.'.repeat(40)}`, `repo-contoso-${'farm-'.repeat(21)}fa`],
  ] as const
  for (const [subject, expected] of names) {
    it(`names the credential of ${subject.slice(0, 60)} with letters, digits and hyphens`, () => {
      expect(name(subject)).toBe(expected)
    })
  }

  it('does not end the name in a hyphen where it is cut', () => {
    expect(name(`repo:${'a'.repeat(114)}/farm`)).toBe(`repo-${'a'.repeat(114)}`)
  })

  const WITH_IDS = 'repo:contoso@6154722/render-farm@712345678:ref:refs/heads/main'
  const hints: readonly (readonly [string, string, Partial<Federation>, string])[] = [
    ['a difference in case', '7002138', {}, 'differs from this one only in upper and lower case'],
    ['another audience', '700212', {}, 'The audience is the input `audience`'],
    ['numeric IDs', '700213', { subject: WITH_IDS }, 'with the names alone does not match it'],
    ['numeric IDs, by the older number', '70021', { subject: WITH_IDS }, 'with the names alone does not match it'],
    ['names alone', '700213', {}, 'a credential with them (`repo:OWNER@123/REPOSITORY@456:`) does not match it'],
    ['an application without any', '70025', {}, 'It has none at all'],
    ['a credential that is new', '70021', {}, 'run again in some minutes'],
    ['a branch', '700213', {}, 'The job runs on a branch and has no `environment`'],
    ['a tag', '700213', { subject: 'repo:contoso/farm:ref:refs/tags/v1' }, 'each tag has a subject of its own'],
    ['a pull request', '700213', { subject: 'repo:contoso/farm:pull_request' }, 'runs for a pull request'],
    [
      'an environment, with numeric IDs',
      '700213',
      { subject: 'repo:contoso@1/farm@2:environment:production' },
      'The job has an `environment`',
    ],
    ['the issuer of GitHub', '700211', {}, 'ends in a slash, or in the name of an enterprise, does not match it'],
    ['an issuer with a slash', '700211', { issuer: `${GITHUB}/` }, 'This issuer ends in a slash'],
    [
      'the issuer of an enterprise',
      '700211',
      { issuer: `${GITHUB}/contoso` },
      `(contoso): a credential with ${GITHUB}`,
    ],
    [
      'the issuer of another server',
      '700211',
      { issuer: 'https://github.contoso.example/_services/token' },
      'the issuer of a GitHub Enterprise of its own',
    ],
  ]
  for (const [what, number, more, words] of hints) {
    it(`recognises ${what}`, () => {
      expect(remedy(number, more)).toContain(words)
    })
  }

  it('guesses nothing about a subject that an owner shaped', () => {
    expect(remedy('700213', { subject: 'environment:production' }).split('\n')).toHaveLength(5)
  })
})
