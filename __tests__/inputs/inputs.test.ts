import { describe, expect, it } from '@jest/globals'
import { describeMistake } from '../../src/inputs/mistakes.ts'
import { accepts, errorOf, GALLERY, parse, type Row, refuses } from './workflow.ts'

describe('parseInputs', () => {
  it('fills in what was not given', async () => {
    expect(await parse({})).toMatchObject({
      nodesPerReplica: 300,
      minimumReplicas: 1,
      replicaStorageType: 'Standard_LRS',
      extraRegions: [],
      tags: {},
      mode: 'apply',
      wait: 'healthy',
      healthyPercent: 90,
      createGallery: false,
      definition: {},
      registerProvider: false,
      ignoreFindings: [],
      summary: true,
      secrets: [],
    })
  })

  it('leaves out what has no default', async () => {
    const inputs = await parse({})
    for (const name of ['source', 'managedImageId', 'endOfLifeDate', 'timeoutMinutes', 'githubToken', 'planHash']) {
      expect(inputs).not.toHaveProperty(name)
    }
  })

  it('tells every mistake at once', async () => {
    const error = await errorOf({
      'client-id': 'me',
      gallery: 'my-gallery',
      'image-version': '01.2',
      source: `${GALLERY}/images/x`,
      'data-disk-sources': 'data',
      'source-storage-account': 'vhds',
      'managed-image': 'an image',
      'create-gallery': 'yes',
      'os-type': 'BSD',
      'plan-hash': 'abc',
      'register-provider': 'yes',
      'ignore-findings': 'EndOfLifeNear',
      'target-regions': 'westeurope=0, North Europe, northeurope',
      'nodes-per-replica': 'many',
      'minimum-replicas': '101',
      'end-of-life-date': '2020-01-01',
      'image-tags': 'team',
      'pool-id': 'a pool',
      'vm-size': '',
      'spot-node-count': '-1',
      'healthy-percent': '0',
      mode: 'try',
      summary: 'yes',
      'pool-properties': 'vmsize: x\nresourceTags: {}\n',
    })
    expect(error?.mistakes.map(({ input }) => input)).toEqual([
      'client-id',
      'gallery',
      'source-storage-account',
      'source',
      'data-disk-sources',
      'managed-image',
      'image-version',
      'pool-properties: vmsize',
      'pool-properties: resourceTags',
      'pool-id',
      'vm-size',
      'spot-node-count',
      'end-of-life-date',
      'create-gallery',
      'os-type',
      'target-regions',
      'target-regions',
      'nodes-per-replica',
      'minimum-replicas',
      'image-tags',
      'mode',
      'healthy-percent',
      'register-provider',
      'ignore-findings',
      'plan-hash',
      'summary',
    ])
    expect(error?.message.split('\n')[0]).toBe('26 inputs are wrong; nothing was sent to Azure.')
    expect(error?.message).toContain('\n- mode is "try", but has to be one of apply, plan.\n')
  })

  accepts([
    ['booleans as YAML 1.2 spells them', { summary: 'False' }, { summary: false }],
    ['the longest timeout there is', { 'timeout-minutes': '4320' }, { timeoutMinutes: 4320 }],
    ['a plan', { mode: 'plan', wait: 'none' }, { mode: 'plan', wait: 'none' }],
  ])

  const rows: readonly Row[] = [
    ['an unknown mode', { mode: 'Apply' }, 'mode', 'Apply', 'one of apply, plan'],
    ['an unknown wait', { wait: 'idle' }, 'wait', 'idle', 'one of healthy, steady, none'],
    ['a percentage above 100', { 'healthy-percent': '101' }, 'healthy-percent', '101', 'from 1 to 100'],
    ['a percentage with its sign', { 'healthy-percent': '90%' }, 'healthy-percent', '90%', 'whole number'],
    ['a timeout of nothing', { 'timeout-minutes': '0' }, 'timeout-minutes', '0', 'at least 1'],
    ['a timeout with a fraction', { 'timeout-minutes': '1.5' }, 'timeout-minutes', '1.5', 'whole number'],
    ['a boolean of YAML 1.1', { summary: 'yes' }, 'summary', 'yes', 'true or false'],
    ['no nodes per replica', { 'nodes-per-replica': '0' }, 'nodes-per-replica', '0', 'from 1'],
    ['no replica at all', { 'minimum-replicas': '0' }, 'minimum-replicas', '0', 'from 1 to 100'],
  ]
  refuses(rows)
})

describe('describeMistake', () => {
  it('names the input, the value and the rule', () => {
    expect(describeMistake({ input: 'mode', value: 'try', rule: 'has to be apply' })).toBe(
      '- mode is "try", but has to be apply.',
    )
  })

  it('names input and rule where no value is to be shown', () => {
    expect(describeMistake({ input: 'vm-size', rule: 'is needed' })).toBe('- vm-size is needed.')
  })

  it('shows both ends of a long value, on one line', () => {
    const value = `begin\n${'x'.repeat(300)}end`
    const told = describeMistake({ input: 'start-task', value, rule: 'is long' })
    expect(told).toMatch(/^- start-task is "begin x+ \.\.\. x+end", but is long\.$/)
    expect(told.length).toBeLessThan(280)
  })
})
