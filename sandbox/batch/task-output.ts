import type { Task } from './entities.ts'
import { textAt } from './json.ts'

/** Files that every task writes. */
export const OUTPUT_FILES = ['stdout.txt', 'stderr.txt'] as const

/** What a task has written by its end: the words of each `echo` in its command line, a line each. */
export function outputOf({ body }: Task, file: (typeof OUTPUT_FILES)[number]): string {
  const commandLine = textAt(body, 'commandLine') ?? ''
  const lines = [...commandLine.matchAll(/\becho\s+(?:"([^"]*)"|'([^']*)'|([^;&|<>"']*))\s*(1?>&2)?/g)]
  return lines
    .filter(([, , , , toError]) => (toError !== undefined) === (file === 'stderr.txt'))
    .map(([, double, single, bare = '']) => `${double ?? single ?? bare.replace(/\s1?$/, '').trim()}\n`)
    .join('')
}
