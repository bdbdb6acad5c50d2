import { describe, expect, it } from '@jest/globals'
import { accepts, type Given, idOf, PUBLISH_ONLY, parse, refuses, SUBSCRIPTION } from './workflow.ts'

const KEEP: Given = { 'keep-versions': '5' }
const keep = (rest: Given): Given => ({ ...KEEP, ...rest })
const ACCOUNT = idOf('Microsoft.Batch/batchAccounts/contosorenders')
const NORTH = idOf('Microsoft.Batch/batchAccounts/contosorendersnorth')

describe('readPrune', () => {
  const silent: readonly (readonly [title: string, given: Given])[] = [
    ['where the workflow says nothing', {}],
    ['where the runner fills the default in', { 'prune-foreign': 'false' }],
    ['in a run that only publishes', PUBLISH_ONLY],
  ]
  for (const [title, given] of silent) {
    it(`removes nothing ${title}`, async () => {
      expect(await parse(given)).not.toHaveProperty('prune')
    })
  }

  accepts([
    ['a number alone', KEEP, { prune: { keepVersions: 5, foreign: false, accountIds: [ACCOUNT] } }],
    ['one version', { 'keep-versions': '1' }, { prune: { keepVersions: 1 } }],
    ['versions of others', keep({ 'prune-foreign': 'true' }), { prune: { foreign: true } }],
    [
      'further accounts, each once',
      keep({ 'prune-accounts': `contosorendersnorth\n${NORTH.toLowerCase()}, contosorenders` }),
      { prune: { accountIds: [ACCOUNT, NORTH.toLowerCase()] } },
    ],
    [
      'accounts in a run that only publishes',
      keep({ ...PUBLISH_ONLY, 'prune-accounts': 'contosorendersnorth' }),
      { prune: { accountIds: [NORTH] } },
    ],
    ['the wait that it needs', keep({ wait: 'healthy' }), { prune: { keepVersions: 5 } }],
  ])

  refuses([
    ['no version at all', { 'keep-versions': '0' }, 'keep-versions', '0', 'of at least 1'],
    ['half a version', { 'keep-versions': '2.5', 'prune-foreign': 'true' }, 'keep-versions', '2.5', 'whole number'],
    ['another wait', keep({ wait: 'steady' }), 'keep-versions', '5', 'only with wait healthy: with steady'],
    ['no wait', keep({ wait: 'none' }), 'keep-versions', '5', 'only with wait healthy: with none'],
    ['versions of others alone', { 'prune-foreign': 'true' }, 'prune-foreign', 'true', 'only with keep-versions'],
    ['accounts alone', { 'prune-accounts': 'a1b' }, 'prune-accounts', 'a1b', 'only with keep-versions'],
    ['no account at all', keep(PUBLISH_ONLY), 'prune-accounts', undefined, 'is needed'],
    ['an account that is none', keep({ 'prune-accounts': 'a-b' }), 'prune-accounts', 'a-b', 'names of Batch accounts'],
    [
      'the resource ID of something else',
      keep({ 'prune-accounts': `/subscriptions/${SUBSCRIPTION}` }),
      'prune-accounts',
      `/subscriptions/${SUBSCRIPTION}`,
      'names of Batch accounts',
    ],
  ])
})
