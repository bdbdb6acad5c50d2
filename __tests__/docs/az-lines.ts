import { blocksOf, spansOf } from './pages.ts'

const QUOTED = /"(?:\\.|[^"\\])*"|'[^']*'/g
const COMMAND = /(?:^|[\s(])az ((?:[a-z][a-z-]* )*[a-z][a-z-]*)((?: [^|#)]*)?)/

/** Commands of Azure CLI in texts, each with all options that it is told with anywhere; a mere name has none. */
export function commandsIn(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const told = texts.flatMap(linesOf).flatMap((line) => {
    const [, command, rest = ''] = COMMAND.exec(line) ?? []
    const options = rest.match(/(?<= )--?[a-z][a-z-]*/g) ?? []
    return command === undefined || options.length === 0 ? [] : [{ command, options }]
  })
  const byCommand = Map.groupBy(told, ({ command }) => command)
  return new Map([...byCommand].map(([command, all]) => [command, unique(all.flatMap(({ options }) => options))]))
}

/** Lines of shell, and what stands in code letters, without what is quoted in them. */
function linesOf(text: string): string[] {
  const blocks = blocksOf(text, 'sh').map((block) => block.replaceAll('\\\n', ' '))
  return [...blocks, ...spansOf(text)].flatMap((each) => each.replace(QUOTED, 'X').split('\n'))
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}
