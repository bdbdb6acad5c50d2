import { describe, expect, it } from '@jest/globals'
import type { BatchTask, TaskNode } from '../../../src/model/batch-task.ts'
import { judgeSmoke, lastLines, smokeEnding } from '../../../src/plan/health/smoke.ts'

const node = (id: string, state = 'idle'): TaskNode => ({ id, state, affinityId: `TVM:${id}` })
const meant = (on: string, more: Partial<BatchTask> = {}): BatchTask => ({
  id: `for-${on}`,
  state: 'active',
  affinityId: `TVM:${on}`,
  ...more,
})
const ended = (on: string, nodeId: string, exitCode = 0) => meant(on, { state: 'completed', nodeId, exitCode })
const running = (on: string, nodeId: string) => meant(on, { state: 'running', nodeId })
const BOTH = [node('a'), node('b', 'running')]
const failure = { code: 'TaskEnded', message: 'It was ended.', details: [] }

describe('judgeSmoke', () => {
  const cases: readonly [title: string, nodes: readonly TaskNode[], tasks: readonly BatchTask[], told: string][] = [
    ['no task yet', BOTH, [], 'uncovered a b'],
    ['tasks that wait for their nodes', BOTH, [meant('a'), meant('b')], 'waiting 0 of 2'],
    ['one that has ended well', BOTH, [ended('a', 'a'), running('b', 'b')], 'waiting 1 of 2'],
    ['all that have ended well', BOTH, [ended('a', 'a'), ended('b', 'b')], 'passed 2'],
    ['tasks that ran on the nodes of each other', BOTH, [ended('a', 'b'), ended('b', 'a')], 'passed 2'],
    ['two that ran on one node', BOTH, [ended('a', 'b'), ended('b', 'b')], 'uncovered a'],
    ['one that still may come to its node', BOTH, [ended('b', 'b'), meant('a')], 'waiting 1 of 2'],
    [
      'one that runs on a node that another was meant for',
      BOTH,
      [ended('a', 'b'), running('b', 'a')],
      'waiting 1 of 2',
    ],
    ['one that ended badly beside one that runs', BOTH, [ended('a', 'a', 1), running('b', 'b')], 'failed for-a'],
    ['one that was ended', BOTH, [meant('a', { state: 'completed', failure })], 'failed for-a'],
    ['a node that does not work', [node('a'), node('b', 'unusable')], [ended('a', 'a')], 'waiting 1 of 2'],
    ['a spot node that Azure took back', [node('a'), node('b', 'preempted')], [ended('a', 'a')], 'passed 1'],
    ['no node at all', [], [ended('a', 'a')], 'waiting 0 of 0'],
  ]
  for (const [title, nodes, tasks, told] of cases) {
    it(`is ${told.split(' ')[0]} with ${title}`, () => {
      expect(wordsOf(judgeSmoke(nodes, tasks))).toBe(told)
    })
  }
})

describe('smokeEnding', () => {
  it('tells exit code and reason, as far as there are some', () => {
    expect(smokeEnding(ended('a', 'a', 3))).toBe('with exit code 3')
    expect(smokeEnding(meant('a', { failure }))).toBe('without an exit code (TaskEnded: It was ended.)')
  })
})

describe('lastLines', () => {
  it('tells a short text whole, without empty lines, each line marked', () => {
    expect(lastLines('stdout.txt', 'one\r\n\n::error::two\n')).toEqual([
      'What it wrote to stdout.txt:',
      '  | one',
      '  | ::error::two',
    ])
  })

  it('tells the last 20 lines of a long one, and cuts long lines', () => {
    const text = Array.from({ length: 30 }, (_, index) => `line ${index}`).join('\n')
    const told = lastLines('stdout.txt', text)
    expect(told).toHaveLength(21)
    expect(told[0]).toBe('The last lines that it wrote to stdout.txt:')
    expect(told.at(-1)).toBe('  | line 29')
    expect(lastLines('stdout.txt', 'x'.repeat(5000)).join('').length).toBeLessThan(300)
  })

  it('tells fewer lines where they are long, and always the last', () => {
    const text = Array.from({ length: 20 }, (_, index) => `${index} ${'x'.repeat(180)}`).join('\n')
    const told = lastLines('stderr.txt', text)
    expect(told.join('\n').length).toBeLessThan(1600)
    expect(told.at(-1)).toContain('19 x')
  })

  it('says where there is nothing, and where nothing could be read', () => {
    expect(lastLines('stderr.txt', '\n')).toEqual(['It wrote nothing to stderr.txt.'])
    expect(lastLines('stderr.txt', undefined)).toEqual(['What it wrote to stderr.txt could not be read.'])
  })
})

function wordsOf(verdict: ReturnType<typeof judgeSmoke>): string {
  switch (verdict.kind) {
    case 'failed':
      return `failed ${verdict.task.id}`
    case 'uncovered':
      return `uncovered ${verdict.nodes.map(({ id }) => id).join(' ')}`
    case 'waiting':
      return `waiting ${verdict.done} of ${verdict.nodes}`
    case 'passed':
      return `passed ${verdict.nodes}`
  }
}
