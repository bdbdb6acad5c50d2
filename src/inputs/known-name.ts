import type { Schema } from './pool-schema.ts'

/**
 * What to say of a name that is not among `members`: what it probably means, because only its case is wrong, because it
 * is known in one other place under `root`, or by its spelling.
 */
export function knownName(name: string, members: Readonly<Record<string, Schema>>, root: Schema): string {
  const rule = 'is not a property that Azure knows here'
  const near = closest(name, Object.keys(members))
  const places = near?.toLowerCase() === name.toLowerCase() ? [] : placesOf(name.toLowerCase(), root, '')
  const [place] = places
  if (place === undefined || places.length > 1) return near === undefined ? rule : `${rule}; closest is ${near}`
  return place.schema.kind === 'refused'
    ? `${rule}; ${place.path} ${place.schema.rule}`
    : `${rule}; it belongs at ${place.path}`
}

type Place = { readonly path: string; readonly schema: Schema }

function placesOf(name: string, schema: Schema, path: string): Place[] {
  if (schema.kind === 'list') return placesOf(name, schema.of, `${path}[]`)
  if (schema.kind !== 'object') return []
  return Object.entries(schema.members).flatMap(([member, inner]) => {
    const here = path === '' ? member : `${path}.${member}`
    const found = placesOf(name, inner, here)
    return member.toLowerCase() === name ? [{ path: here, schema: inner }, ...found] : found
  })
}

/** The candidate that differs least, in at most a third of the letters; undefined when none is near. */
function closest(name: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, edits: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((one, other) => one.edits - other.edits)
  const [best] = ranked
  return best !== undefined && best.edits <= Math.max(1, name.length / 3) ? best.candidate : undefined
}

/** Insertions, deletions and replacements from one word to the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (let at = 0; at < other.length; at += 1) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1)
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
