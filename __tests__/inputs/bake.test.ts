import { describe, expect, it } from '@jest/globals'
import { accepts, type Given, PUBLISH_ONLY, parse, refuses } from './workflow.ts'

const BAKE: Given = { 'bake-minutes': '30' }
const minutes = (rest: Given): Given => ({ ...BAKE, ...rest })

describe('readBake', () => {
  const silent: readonly (readonly [title: string, given: Given])[] = [
    ['where the workflow says nothing', {}],
    ['in a run without a pool', PUBLISH_ONLY],
    ['where the runner fills the defaults in', { 'bake-minutes': '0', 'max-failed-nodes': '2%' }],
    ['beside another wait', { wait: 'steady', 'bake-minutes': '0' }],
  ]
  for (const [title, given] of silent) {
    it(`watches nothing ${title}`, async () => {
      expect(await parse(given)).not.toHaveProperty('bake')
    })
  }

  accepts([
    ['minutes alone, which forgive what is usual', BAKE, { bake: { minutes: 30, maxFailedNodes: { percent: 2 } } }],
    ['a day', { 'bake-minutes': '1440' }, { bake: { minutes: 1440 } }],
    ['a number of nodes', minutes({ 'max-failed-nodes': '5' }), { bake: { maxFailedNodes: { nodes: 5 } } }],
    ['a percentage', minutes({ 'max-failed-nodes': '2%' }), { bake: { maxFailedNodes: { percent: 2 } } }],
    ['a percentage with a space', minutes({ 'max-failed-nodes': '2 %' }), { bake: { maxFailedNodes: { percent: 2 } } }],
    ['all nodes', minutes({ 'max-failed-nodes': '100%' }), { bake: { maxFailedNodes: { percent: 100 } } }],
    ['minutes beside the wait that they need', minutes({ wait: 'healthy' }), { bake: { minutes: 30 } }],
  ])

  refuses([
    ['more than a day', { 'bake-minutes': '1441' }, 'bake-minutes', '1441', 'from 0 to 1440'],
    ['minutes that are no number', { 'bake-minutes': '1h' }, 'bake-minutes', '1h', 'from 0 to 1440'],
    [
      'minutes that are no number, and tells nothing of what is forgiven',
      { 'bake-minutes': '1h', 'max-failed-nodes': '5' },
      'bake-minutes',
      '1h',
      'from 0 to 1440',
    ],
    ['minutes beside steady', minutes({ wait: 'steady' }), 'bake-minutes', '30', 'only with wait healthy: with steady'],
    ['minutes beside no wait', minutes({ wait: 'none' }), 'bake-minutes', '30', 'only with wait healthy: with none'],
    ['more than all nodes', minutes({ 'max-failed-nodes': '101%' }), 'max-failed-nodes', '101%', 'from 0% to 100%'],
    ['a part of a node', minutes({ 'max-failed-nodes': '0.5' }), 'max-failed-nodes', '0.5', 'such as 5'],
    ['fewer than none', minutes({ 'max-failed-nodes': '-1' }), 'max-failed-nodes', '-1', 'such as 5'],
    ['forgiveness without a watch', { 'max-failed-nodes': '5' }, 'max-failed-nodes', '5', 'only with bake-minutes'],
  ])
})
