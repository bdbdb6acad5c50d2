import type { SandboxRequest } from '../service.ts'
import { isObject, type Json, textAt } from './json.ts'
import { conditionNotMet, invalidBody, invalidValue, missingProperty } from './refusals.ts'

/** Something of the Batch service that is changed as a whole. */
type Written = { readonly createdAt: number; revision: number; modifiedAt: number }

/** The ETag of a job, a task or a job schedule as it is now, as bodies tell it. */
export function revisionTag({ createdAt, revision }: Pick<Written, 'createdAt' | 'revision'>): string {
  return `0x8D${(createdAt + revision * 7919).toString(16).toUpperCase()}`
}

/** The same as a header. */
export function tagHeaders(item: Pick<Written, 'createdAt' | 'revision'>): Readonly<Record<string, string>> {
  return { ETag: `"${revisionTag(item)}"` }
}

/** Refuses a write whose `If-Match` names another state. */
export function checkMatch(item: Pick<Written, 'createdAt' | 'revision'>, { headers }: SandboxRequest): void {
  const match = headers['if-match']
  if (match === undefined || match === '*') return
  if (match.replace('W/', '').replaceAll('"', '') !== revisionTag(item)) throw conditionNotMet()
}

/** A write gives another ETag. */
export function written(item: Written, now: number): void {
  item.revision += 1
  item.modifiedAt = now
}

/** The body of a write, without what is null. */
export function bodyOf({ body }: Pick<SandboxRequest, 'body'>): Json {
  if (!isObject(body)) throw invalidBody('A JSON object is needed.')
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}

/** The ID that a body gives what is to be made. */
export function newIdOf(body: Json): string {
  const id = textAt(body, 'id')
  if (id === undefined) throw missingProperty('id')
  if (!/^[A-Za-z0-9_:-]{1,64}$/.test(id))
    throw invalidValue('id', id, 'The value has to be 1 to 64 letters, digits, hyphens and underscores.')
  return id
}
