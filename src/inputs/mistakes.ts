import { UserError } from '../model/errors.ts'

/** One thing that is wrong with the inputs. */
export type Mistake = {
  /** Name of the input; a member of `pool-properties` with its path, `pool-properties: startTask.commandLine`. */
  readonly input: string
  /** As written; left out where it may be a secret, or where nothing was written. */
  readonly value?: string
  /** What the input has to be, as the end of a sentence that starts with its name. */
  readonly rule: string
}

/** All that is wrong with the inputs, told at once, before any request is sent. */
export class InputError extends UserError {
  readonly mistakes: readonly Mistake[]

  constructor(mistakes: readonly Mistake[]) {
    const lines = mistakes.map(describeMistake)
    const heading = mistakes.length === 1 ? 'One input is wrong' : `${mistakes.length} inputs are wrong`
    super(
      'InvalidInputs',
      `${heading}; nothing was sent to Azure.\n${lines.join('\n')}`,
      'Correct the `with:` block of the step.',
    )
    this.name = 'InputError'
    this.mistakes = mistakes
  }
}

/** A mistake as a sentence that names the input, the value and the rule. */
export function describeMistake({ input, value, rule }: Mistake): string {
  return `- ${input}${value === undefined ? '' : ` is "${shorten(value)}", but`} ${rule}.`
}

/** Characters of a value that are shown: a resource ID fits, and a longer value keeps both its ends. */
const LONGEST_SHOWN = 240

function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ')
  return line.length <= LONGEST_SHOWN ? line : `${line.slice(0, 160)} ... ${line.slice(-60)}`
}

/**
 * A value as a mistake may show it; undefined where it may hold a secret: the query of a URL or what is left of it, user
 * information, a connection string, the key of a storage account.
 */
export function showable(value: string): string | undefined {
  return /[?&@;]|sig=|==$/i.test(value) ? undefined : value
}
