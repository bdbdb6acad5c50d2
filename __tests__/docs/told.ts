import { readdirSync, readFileSync } from 'node:fs'

/** An error as the sources tell it: its code, and the first line of its sentence, `.+` for what is filled in. */
export type Told = { readonly code: string; readonly message: RegExp }

const CALL =
  /(?:new UserError|new AzureError|super|failed)\(\s*(?:status,\s*)?'([A-Z]\w+)',\s*(`(?:[^`\\]|\\.)*`|'(?:[^'\\]|\\.)*')/g

/** Every error of src that is told with a code and a sentence of its own. */
export function errorsOf(folder: string): Told[] {
  return sourcesOf(folder).flatMap((text) =>
    [...text.matchAll(CALL)].map(([, code = '', literal = '']) => ({ code, message: patternOf(literal) })),
  )
}

/** Codes that the sources give to a failure, whatever its sentence. */
export function failureCodesOf(folder: string): string[] {
  const lines = sourcesOf(folder).flatMap((text) => text.split('\n'))
  const told = lines.filter((line) => /\bcode(:| =(?!=))/.test(line))
  return [...new Set(told.flatMap((line) => [...line.matchAll(/'([A-Z][A-Za-z]+)'/g)].map(([, code = '']) => code)))]
}

/** Numbers of Entra that a file knows. */
export function entraNumbersIn(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/'(\d{5,7})'/g)].map(([, number = '']) => number)
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
}

/** A literal of the sources as a pattern of its first line. */
function patternOf(literal: string): RegExp {
  const [line = ''] = literal.slice(1, -1).split('\\n')
  const parts = line.replaceAll("\\'", "'").split(/\$\{[^}]*\}/)
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`)
}
