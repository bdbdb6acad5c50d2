import { amount, list, map, object, text, word } from '../shape.ts'

/** The repository whose workflow runs, and what one of its runs says of itself unless told otherwise. */
export type Repository = {
  /** `owner/name`. */
  readonly name: string
  readonly id: string
  readonly ownerId: string
  readonly visibility: 'public' | 'private' | 'internal'
  /** Whether subjects name the repository by names or, as new repositories do, by names and ids. */
  readonly subjectForm?: 'names' | 'ids'
  /** Path of the workflow file within the repository. */
  readonly workflowFile: string
  /** `iss` of its ID tokens, where an enterprise has its own; github.com's when left out. */
  readonly issuer?: string
  /** Numbers of the pull requests that exist; none when left out. */
  readonly pullRequests?: readonly number[]
  /** What people have written on them before any job. */
  readonly comments?: readonly PersonsComment[]
  /** What the token of a job may do; `write` when left out. */
  readonly permissions?: { readonly 'pull-requests'?: 'write' | 'read' | 'none' }
  readonly run: Run
}

/** A comment that a person has written on a pull request. */
export type PersonsComment = {
  readonly pullRequest: number
  readonly login: string
  /** What the person is to the repository, as GitHub tells it. */
  readonly association: 'OWNER' | 'MEMBER' | 'COLLABORATOR' | 'CONTRIBUTOR' | 'NONE'
  readonly body: string
}

/** What differs between runs of a repository's workflow. */
export type Run = {
  readonly workflow: string
  /** `refs/heads/...`, `refs/tags/...` or `refs/pull/N/merge`. */
  readonly ref: string
  readonly sha: string
  readonly eventName: string
  readonly actor: string
  readonly actorId: string
  readonly runId: string
  readonly runNumber: string
  readonly runAttempt: string
  /** The job's deployment environment, if it has one. */
  readonly environment?: string
  readonly headRef?: string
  readonly baseRef?: string
  /** Claims that replace or join the documented ones, `sub` included: an owner may shape them. */
  readonly claims?: Readonly<Record<string, string>>
}

/** Checks what a repository may say of itself besides what it must. */
export const REPOSITORY_OPTIONS = {
  subjectForm: word('names', 'ids'),
  issuer: text,
  pullRequests: list(amount),
  comments: list(
    object({
      pullRequest: amount,
      login: text,
      association: word('OWNER', 'MEMBER', 'COLLABORATOR', 'CONTRIBUTOR', 'NONE'),
      body: text,
    }),
  ),
  permissions: object({}, { 'pull-requests': word('write', 'read', 'none') }),
}

const RUN_MEMBERS = {
  workflow: text,
  ref: text,
  sha: text,
  eventName: text,
  actor: text,
  actorId: text,
  runId: text,
  runNumber: text,
  runAttempt: text,
}

const OWN_TO_SOME = { environment: text, headRef: text, baseRef: text, claims: map(text) }

/** Checks a repository's run that comes from a file. */
export const runShape = object(RUN_MEMBERS, OWN_TO_SOME)

/** Checks what one job says of its run where it differs. */
export const runChangeShape = object({}, { ...RUN_MEMBERS, ...OWN_TO_SOME })
