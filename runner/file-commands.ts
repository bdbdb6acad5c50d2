/** Names and values of a command file: `name=value` lines, or `name<<MARK`, the value's lines, `MARK`. */
export function parseFileCommands(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split(/\r?\n/)
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? ''
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line)
    if (heredoc) {
      const [, name = '', mark = ''] = heredoc
      const end = lines.indexOf(mark, index + 1)
      if (end < 0) throw new Error(`The value of ${name} has no end`)
      values[name] = lines.slice(index + 1, end).join('\n')
      index = end
    } else if (line !== '') {
      const equals = line.indexOf('=')
      if (equals < 0) throw new Error(`Not a file command: ${line}`)
      values[line.slice(0, equals)] = line.slice(equals + 1)
    }
  }
  return values
}
