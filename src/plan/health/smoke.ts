import type { BatchTask, TaskNode } from '../../model/batch-task.ts'

/** What is so of a command that is to end well on every node of a pool. */
export type SmokeVerdict =
  /** It ended badly on a node. */
  | { readonly kind: 'failed'; readonly task: BatchTask }
  /** Nodes on which it neither ended well nor is on its way: Batch may run a task on another node than it is meant for. */
  | { readonly kind: 'uncovered'; readonly nodes: readonly TaskNode[] }
  | { readonly kind: 'waiting'; readonly done: number; readonly nodes: number; readonly open: readonly BatchTask[] }
  | { readonly kind: 'passed'; readonly nodes: number; readonly task: BatchTask }

/** States of nodes that go without any fault of theirs. */
const LEAVING = ['preempted', 'leavingpool', 'deallocating', 'deallocated']

/** Judges the tasks of a command by the nodes on which they ran; a node that does not work proves nothing and is waited for. */
export function judgeSmoke(all: readonly TaskNode[], tasks: readonly BatchTask[]): SmokeVerdict {
  const failed = tasks.find((task) => task.state === 'completed' && !endedWell(task))
  if (failed !== undefined) return { kind: 'failed', task: failed }
  const nodes = all.filter(({ state }) => !LEAVING.includes(state))
  const open = tasks.filter(({ state }) => state !== 'completed')
  const done = tasks.filter(endedWell)
  const rest = nodes.filter(({ id }) => !done.some(({ nodeId }) => nodeId === id))
  const [task] = done
  if (rest.length === 0 && nodes.length > 0 && task !== undefined) return { kind: 'passed', nodes: nodes.length, task }
  const isMeant = ({ id, affinityId }: TaskNode) =>
    open.some((task) => task.nodeId === id || task.affinityId === affinityId)
  const uncovered = rest.filter((node) => takesTasks(node) && !isMeant(node))
  if (uncovered.length > 0) return { kind: 'uncovered', nodes: uncovered }
  return { kind: 'waiting', done: nodes.length - rest.length, nodes: nodes.length, open }
}

function takesTasks({ state }: TaskNode): boolean {
  return state === 'idle' || state === 'running'
}

function endedWell({ state, exitCode, failure }: BatchTask): boolean {
  return state === 'completed' && exitCode === 0 && failure === undefined
}

/** How a task that did not end well ended, as the end of a sentence. */
export function smokeEnding({ exitCode, failure }: BatchTask): string {
  const how = exitCode === undefined ? 'without an exit code' : `with exit code ${exitCode}`
  return failure === undefined ? how : `${how} (${failure.code}: ${failure.message})`
}

const MOST_LINES = 20
const LONGEST_LINE = 200
const LONGEST_TEXT = 1500

/** The last lines of what a command wrote, each marked so that none is taken for a line of the run itself. */
export function lastLines(file: string, text: string | undefined): string[] {
  if (text === undefined) return [`What it wrote to ${file} could not be read.`]
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) return [`It wrote nothing to ${file}.`]
  const shown = lines.slice(-MOST_LINES).map((line) => `  | ${shortened(line)}`)
  while (shown.length > 1 && shown.join('\n').length > LONGEST_TEXT) shown.shift()
  const what = shown.length === lines.length ? `What it wrote to ${file}:` : `The last lines that it wrote to ${file}:`
  return [what, ...shown]
}

function shortened(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`
}
