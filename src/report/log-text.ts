/**
 * Text from outside as lines of a log, none of which the runner takes for a workflow command: control characters
 * go, `##[` is broken up, and a line that begins with `::` is quoted.
 */
export function logText(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(CONTROL, '').trimEnd())
    .map((line) => line.replaceAll('##[', '# #['))
    .map((line) => (line.trimStart().startsWith('::') ? `> ${line.trimStart()}` : line))
    .filter((line) => line !== '')
}

/** Everything a terminal acts on instead of showing it; a tab is kept. */
const CONTROL = /[^\P{Cc}\t]/gu
