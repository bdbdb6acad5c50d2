import { GITHUB_ISSUER_HOST } from '../clouds.ts'
import { guidOf } from '../identifiers.ts'
import type { Repository, Run } from './entities.ts'

/** Seconds that an ID token lives. Source: GitHub's OIDC reference, example token. */
export const ID_TOKEN_LIFETIME = 300

/** Seconds by which `nbf` lies before `iat`. Source: as above. */
const NOT_BEFORE_MARGIN = 600

/**
 * Claims of a job's ID token, as GitHub documents them.
 * Source: docs.github.com/actions/reference/security/oidc, "Understanding the OIDC token".
 */
export function idTokenClaims(
  repository: Repository,
  run: Run,
  token: {
    readonly audience: string | undefined
    readonly now: number
    readonly sequence: number
    /** Seconds. */
    readonly lifetime: number
  },
): Readonly<Record<string, unknown>> {
  const [owner = ''] = repository.name.split('/')
  const issuedAt = Math.floor(token.now / 1000)
  const workflowRef = `${repository.name}/${repository.workflowFile}@${run.ref}`
  return {
    jti: guidOf('id token', token.sequence, issuedAt),
    sub: subject(repository, run),
    aud: token.audience ?? `https://github.com/${owner}`,
    ref: run.ref,
    sha: run.sha,
    repository: repository.name,
    repository_owner: owner,
    repository_owner_id: repository.ownerId,
    run_id: run.runId,
    run_number: run.runNumber,
    run_attempt: run.runAttempt,
    repository_visibility: repository.visibility,
    repository_id: repository.id,
    actor_id: run.actorId,
    actor: run.actor,
    workflow: run.workflow,
    head_ref: run.headRef ?? '',
    base_ref: run.baseRef ?? '',
    event_name: run.eventName,
    ref_protected: 'true',
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    workflow_ref: workflowRef,
    workflow_sha: run.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: run.sha,
    runner_environment: 'github-hosted',
    ...(run.environment === undefined ? {} : { environment: run.environment }),
    iss: repository.issuer ?? `https://${GITHUB_ISSUER_HOST}`,
    nbf: issuedAt - NOT_BEFORE_MARGIN,
    iat: issuedAt,
    exp: issuedAt + Math.floor(token.lifetime),
    ...run.claims,
  }
}

/** Who the job is: its environment before all, then the pull request, then the ref. */
function subject(repository: Repository, run: Run): string {
  const [owner = '', name = ''] = repository.name.split('/')
  const who =
    repository.subjectForm === 'ids'
      ? `repo:${owner}@${repository.ownerId}/${name}@${repository.id}`
      : `repo:${repository.name}`
  if (run.environment !== undefined) return `${who}:environment:${escaped(run.environment)}`
  return run.eventName === 'pull_request' ? `${who}:pull_request` : `${who}:ref:${escaped(run.ref)}`
}

function escaped(value: string): string {
  return value.replaceAll(':', '%3A')
}
