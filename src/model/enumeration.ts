/** Items as a sentence names them: `a`, `a and b`, `a, b and c`; beyond `most` it says how many were left out. */
export function enumeration(items: readonly string[], most = 20): string {
  const named = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  const last = named.at(-1) ?? ''
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} and ${last}`
}

/** Things by their names, the first three of them at most: `job a`, `jobs a, b, c and 7 more`. */
export function fewNamed(thing: string, names: readonly string[]): string {
  const more = names.length > 3 ? [`${names.length - 3} more`] : []
  return `${thing}${names.length === 1 ? '' : 's'} ${enumeration([...names.slice(0, 3), ...more])}`
}

/** The three candidates that begin most like `name`, whatever the case, as a sentence names them; `none` of none. */
export function likest(name: string, candidates: readonly string[]): string {
  const ranked = [...new Set(candidates)].toSorted(
    (one, other) =>
      sharedStart(other, name) - sharedStart(one, name) ||
      Math.abs(one.length - name.length) - Math.abs(other.length - name.length),
  )
  return enumeration(ranked.slice(0, 3)) || 'none'
}

function sharedStart(one: string, other: string): number {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  let length = 0
  while (length < a.length && a[length] === b[length]) length += 1
  return length
}
