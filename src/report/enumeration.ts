/** Items as a sentence names them: `a`, `a and b`, `a, b and c`; beyond `most` it says how many were left out. */
export function enumeration(items: readonly string[], most = 20): string {
  const named = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items
  const last = named.at(-1) ?? ''
  return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} and ${last}`
}
