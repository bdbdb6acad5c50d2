import { createHash } from 'node:crypto'

/** A GUID that is always the same for the same words: the sandbox answers the same way every time. */
export function guidOf(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A whole number in [0, bound) that is always the same for the same words. */
export function numberOf(bound: number, ...words: readonly (string | number)[]): number {
  return createHash('sha256').update(words.join('\n')).digest().readUInt32BE(0) % bound
}
