/** A part of a text that may be left out where all is too long. */
export type Part = { readonly name: string; readonly text: string | undefined }

/** How long a text may be, and how that is measured. */
export type Room = { readonly most: number; readonly sizeOf: (text: string) => number; readonly elsewhere: string }

/**
 * Puts the parts between `top` and `bottom`; where that is too long, the longest go until the rest fits, and are named,
 * with the place `elsewhere` that has them.
 */
export function fitted(top: string, parts: readonly Part[], { most, sizeOf, elsewhere }: Room, bottom = ''): string {
  const kept = parts.filter((part): part is { name: string; text: string } => part.text !== undefined)
  const dropped: string[] = []
  const render = () => {
    const note =
      dropped.length === 0
        ? []
        : [`_Left out here because of their length: ${dropped.join(', ')}. ${elsewhere} has them._`]
    const texts = [top, ...kept.map(({ text }) => text), ...note, ...(bottom === '' ? [] : [bottom])]
    return `${texts.join('\n\n')}\n`
  }
  while (sizeOf(render()) > most) {
    const longest = kept.toSorted((one, other) => sizeOf(other.text) - sizeOf(one.text))[0]
    if (longest === undefined) break
    kept.splice(kept.indexOf(longest), 1)
    dropped.push(longest.name)
  }
  return render()
}
