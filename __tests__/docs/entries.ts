/** An entry of the page: its heading, the line below it, and the text. */
export type Entry = { readonly heading: string; readonly code: string; readonly line: string; readonly body: string }

/** Entries of docs/troubleshooting.md: headings of the third degree with a code in the line below. */
export function entriesOf(text: string): Entry[] {
  const sections = text.split(/^#{1,3} (?=.)/m)
  return sections.flatMap((section) => {
    const [heading = '', line = '', ...body] = section.split('\n').filter((each) => each !== '')
    const code = /^\*\*`(\w+)`\*\*/.exec(line)?.[1]
    return code === undefined ? [] : [{ heading, code, line, body: body.join('\n') }]
  })
}

/** A sentence with `{facts}` as a heading shows it: in capitals and code letters. */
export function headingOf(template: string): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const words = name.replace(/[A-Z]/g, (letter) => `_${letter}`)
    return `\`${words.toUpperCase()}\``
  })
}

/** A heading as a pattern of the message that it stands for. */
export function patternOf(heading: string): RegExp {
  const parts = heading.split(/`[A-Z_]+`/)
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`)
}

/** A heading with a word where something is filled in. */
export function filled(heading: string): string {
  return heading.replace(/`[A-Z_]+`/g, 'x')
}
