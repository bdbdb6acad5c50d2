import { describe, expect, it } from '@jest/globals'
import { accepts, errorOf, PUBLISH_ONLY, parse, type Row, refuses } from './workflow.ts'

describe('image-version', () => {
  accepts([
    ['a number', { 'image-version': '0.10.2147483647' }, { version: { kind: 'exact', version: '0.10.2147483647' } }],
    ['next-major', { 'image-version': 'next-major' }, { version: { kind: 'next', part: 'major' } }],
    ['next-minor', { 'image-version': 'next-minor' }, { version: { kind: 'next', part: 'minor' } }],
    ['next-patch', { 'image-version': 'next-patch' }, { version: { kind: 'next', part: 'patch' } }],
    ['previous', { 'image-version': 'previous', source: '' }, { version: { kind: 'previous' } }],
  ])

  for (const name of ['v4.5.6', '4.5.6']) {
    it(`takes the number from the git tag ${name}`, async () => {
      const inputs = await parse({ 'image-version': 'tag' }, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: name })
      expect(inputs.version).toEqual({ kind: 'exact', version: '4.5.6' })
    })
  }

  const refs = [
    { type: 'branch', name: 'main', told: 'the ref is the branch main' },
    { type: 'tag', name: 'release-1', told: 'the ref is the tag release-1' },
    { type: 'tag', name: 'v01.2.3', told: 'the ref is the tag v01.2.3' },
    { type: '', name: '', told: 'no ref is known' },
  ]
  for (const { type, name, told } of refs) {
    it(`refuses tag when ${told}`, async () => {
      const error = await errorOf({ 'image-version': 'tag' }, { GITHUB_REF_TYPE: type, GITHUB_REF_NAME: name })
      expect(error?.mistakes).toEqual([{ input: 'image-version', value: 'tag', rule: expect.stringContaining(told) }])
    })
  }

  const version = (title: string, value: string): Row => [
    title,
    { 'image-version': value },
    'image-version',
    value,
    'Major.Minor.Patch',
  ]
  refuses([
    ['no version', { 'image-version': '' }, 'image-version', undefined, 'is needed'],
    version('two parts', '1.2'),
    version('a leading v', 'v1.2.3'),
    version('a leading zero', '1.02.3'),
    version('a part beyond 32 bits', '1.0.2147483648'),
    version('latest', 'latest'),
    [
      'a source for the version that a pool ran on before',
      { 'image-version': 'previous', source: 'golden' },
      'source',
      undefined,
      'is there already',
    ],
    [
      'previous without a pool',
      { 'image-version': 'previous', source: '', ...PUBLISH_ONLY },
      'image-version',
      'previous',
      'batch-account and pool-id',
    ],
  ])
})

describe('target-regions', () => {
  accepts([
    [
      'names as people write them, by commas and lines',
      { 'target-regions': 'North Europe = 2,swedencentral\n\nEast US 2=100\n' },
      {
        extraRegions: [
          { region: 'northeurope', regionalReplicaCount: 2 },
          { region: 'swedencentral' },
          { region: 'eastus2', regionalReplicaCount: 100 },
        ],
      },
    ],
  ])

  const regions = (title: string, value: string, item: string, rule: string): Row => [
    title,
    { 'target-regions': value },
    'target-regions',
    item,
    rule,
  ]
  refuses([
    regions('a region twice', 'West Europe, westeurope', 'westeurope', 'westeurope twice'),
    regions('no replicas', 'westeurope=0', 'westeurope=0', '1 to 100'),
    regions('101 replicas', 'westeurope=101', 'westeurope=101', '1 to 100'),
    regions('a count that is none', 'westeurope=', 'westeurope=', '1 to 100'),
    regions('two counts', 'westeurope=1=2', 'westeurope=1=2', '1 to 100'),
    regions('a count without a region', '=3', '=3', 'names of Azure regions'),
    regions('a colon instead of an equals sign', 'westeurope: 3', 'westeurope: 3', 'names of Azure regions'),
  ])
})

describe('replica-storage-type', () => {
  refuses([
    [
      'a storage that replicas cannot have',
      { 'replica-storage-type': 'StandardSSD_LRS' },
      'replica-storage-type',
      'StandardSSD_LRS',
      'Standard_ZRS',
    ],
  ])
})

describe('end-of-life-date', () => {
  accepts([
    ['a day', { 'end-of-life-date': '2027-06-30' }, { endOfLifeDate: '2027-06-30T00:00:00.000Z' }],
    [
      'an instant of another time zone',
      { 'end-of-life-date': '2027-06-30T01:00:00+02:00' },
      { endOfLifeDate: '2027-06-29T23:00:00.000Z' },
    ],
    ['a leap day', { 'end-of-life-date': '2028-02-29' }, { endOfLifeDate: '2028-02-29T00:00:00.000Z' }],
  ])

  const date = (title: string, value: string, rule: string): Row => [
    title,
    { 'end-of-life-date': value },
    'end-of-life-date',
    value,
    rule,
  ]
  refuses([
    date('a date that is past', '2026-11-24', 'future'),
    date('a date that does not exist', '2027-02-30', 'exists'),
    date('a month that does not exist', '2027-13-01', 'exists'),
    date('an hour that does not exist', '2027-12-01T25:00Z', 'exists'),
    date('another notation', '30.06.2027', 'such as 2027-06-30'),
    date('an instant without a time zone', '2027-06-30T00:00:00', 'such as 2027-06-30'),
  ])
})

describe('image-tags', () => {
  accepts([
    [
      'commas and lines, spaces, empty values and equals signs in values',
      { 'image-tags': 'team = rendering, stage=\nquery=a=b' },
      { tags: { team: 'rendering', stage: '', query: 'a=b' } },
    ],
    ['names that objects have by themselves', { 'image-tags': 'constructor=1' }, { tags: { constructor: '1' } }],
  ])

  const many = Array.from({ length: 46 }, (_, index) => `t${index}=x`).join(',')
  const tag = (title: string, value: string, rule: string): Row => [
    title,
    { 'image-tags': value },
    'image-tags',
    value,
    rule,
  ]
  refuses([
    tag('a tag without a value', 'team', 'name=value'),
    tag('a value without a name', '=rendering', 'name=value'),
    tag('a name with a slash', 'a/b=1', '<>%&\\?/'),
    tag('a name of 513 characters', `${'a'.repeat(513)}=1`, '512'),
    tag('a value of 257 characters', `a=${'x'.repeat(257)}`, '256'),
    tag('a name of the action', 'Sig-Batch-Pool-run=1', 'leaves names'),
    ['a tag twice, in another case', { 'image-tags': 'team=1,Team=2' }, 'image-tags', 'Team=2', 'twice'],
    ['46 tags', { 'image-tags': many }, 'image-tags', undefined, 'up to 45 tags, and holds 46'],
  ])
})
