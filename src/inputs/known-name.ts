import { closest } from './closest.ts'
import type { Schema } from './schema.ts'

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
