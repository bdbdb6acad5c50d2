import { conditionNotMet } from './refusals.ts'

/** An etag without the quotes and the mark of weakness that a client may send or leave out. */
function bare(etag: string): string {
  return etag.trim().replace(/^W\//, '').replaceAll('"', '')
}

/** Refuses with 412 when `If-Match` or `If-None-Match` says otherwise than what is there; no etag: there is nothing. */
export function checkConditions(headers: Readonly<Record<string, string>>, etag: string | undefined): void {
  const match = headers['if-match']
  const noneMatch = headers['if-none-match']
  if (match !== undefined && (etag === undefined || !names(match, etag))) throw conditionNotMet()
  if (noneMatch !== undefined && etag !== undefined && names(noneMatch, etag)) throw conditionNotMet()
}

function names(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((one) => bare(one) === etag)
}
