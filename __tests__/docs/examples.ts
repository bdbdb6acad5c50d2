import { readdirSync, readFileSync } from 'node:fs'
import { isJsonObject, type JsonValue } from '../../src/model/json.ts'
import { parsed } from './workflows.ts'

/** The complete workflows of the folder `examples`, by their file name. */
export const EXAMPLES: readonly string[] = readdirSync('examples').filter((name) => name.endsWith('.yml'))

/** The text of an example. */
export function exampleText(name: string): string {
  return readFileSync(`examples/${name}`, 'utf8')
}

/** What an example gives the action, with a value for each of its expressions. Throws where one has none. */
export function exampleInputs(name: string, values: Readonly<Record<string, string>>): Record<string, string> {
  const [given] = withOf(parsed(exampleText(name)))
  if (given === undefined) throw new Error(`examples/${name} does not use the action`)
  return Object.fromEntries(Object.entries(given).map(([input, value]) => [input, filled(`${value}`, values)]))
}

function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ *([\w.-]+) *\}\}/g, (_, expression: string) => {
    const value = values[expression]
    if (value === undefined) throw new Error(`nothing is known of the expression ${expression}`)
    return value
  })
}

function withOf(value: JsonValue): { readonly [name: string]: JsonValue | undefined }[] {
  if (Array.isArray(value)) return value.flatMap(withOf)
  if (!isJsonObject(value)) return []
  const { uses, with: given } = value
  if (`${uses}`.includes('/sig-batch-pool@') && isJsonObject(given)) return [given]
  return Object.values(value).flatMap((member) => withOf(member ?? null))
}
