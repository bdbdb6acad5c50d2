import { parseArgs } from 'node:util'

/** What the command line asks for. */
export type SandboxArguments = {
  readonly help: boolean
  readonly world: string
  readonly port: number
  readonly rate: number
  readonly envFile: string | undefined
}

/** The arguments, or everything that is wrong with them. */
export type ArgumentReading =
  | { readonly ok: true; readonly arguments: SandboxArguments }
  | { readonly ok: false; readonly problems: readonly string[] }

/** Told by `--help`. */
export const HELP = `A local Azure for tests and demonstrations.

npm run sandbox -- [--world NAME|FILE] [--port N] [--rate N] [--env-file FILE]

  --world      what exists when it starts: a name in worlds/, or a file (demo)
  --port       port of this machine, 0 for a free one (0)
  --rate       virtual seconds per real second, 0 to stand still (1)
  --env-file   file for the environment that a client needs; a shell reads it with: set -a; . FILE
  --help       this text
`

/** Reads the command line (without node and script). */
export function readArguments(argv: readonly string[]): ArgumentReading {
  const problems: string[] = []
  const { values, tokens } = parseArgs({ args: [...argv], options: OPTIONS, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') problems.push(`"${token.value}" stands alone: every argument has a name`)
    if (token.kind !== 'option') continue
    if (!(token.name in OPTIONS)) problems.push(`${token.rawName} is not known`)
    else if (token.name !== 'help' && token.value === undefined) problems.push(`${token.rawName} needs a value`)
  }
  const given = (name: keyof typeof OPTIONS): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const number = (name: 'port' | 'rate', otherwise: number, isRight: (value: number) => boolean): number => {
    const value = given(name)
    if (value === undefined) return otherwise
    if (value.trim() === '' || !isRight(Number(value))) problems.push(`--${name} ${value}: ${RULES[name]}`)
    return Number(value)
  }
  const port = number('port', 0, (value) => Number.isInteger(value) && value >= 0 && value <= 65_535)
  const rate = number('rate', 1, (value) => Number.isFinite(value) && value >= 0)
  if (problems.length > 0) return { ok: false, problems }
  const help = values['help'] === true
  return { ok: true, arguments: { help, world: given('world') ?? 'demo', port, rate, envFile: given('env-file') } }
}

const OPTIONS = {
  help: { type: 'boolean' },
  world: { type: 'string' },
  port: { type: 'string' },
  rate: { type: 'string' },
  'env-file': { type: 'string' },
} as const

const RULES = { port: 'a port is a whole number from 0 to 65535', rate: 'a rate is a number, 0 or more' }
