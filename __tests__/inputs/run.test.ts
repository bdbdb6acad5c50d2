import { describe } from '@jest/globals'
import { accepts, type Row, refuses } from './workflow.ts'

describe('register-provider', () => {
  accepts([['true', { 'register-provider': 'true' }, { registerProvider: true }]])
  refuses([['a word that is no boolean', { 'register-provider': 'on' }, 'register-provider', 'on', 'true or false']])
})

describe('ignore-findings', () => {
  accepts([
    [
      'codes in any case, by commas and lines, each once',
      { 'ignore-findings': 'corequotashort, PoolQuotaShort\nCoreQuotaShort' },
      { ignoreFindings: ['CoreQuotaShort', 'PoolQuotaShort'] },
    ],
  ])

  const code = (title: string, value: string, rule: string): Row => [
    title,
    { 'ignore-findings': value },
    'ignore-findings',
    value,
    rule,
  ]
  refuses([
    code('a code with a slip of the pen', 'CoreQoutaShort', 'closest is CoreQuotaShort'),
    code('a code that is like no other', 'everything', 'such as CoreQuotaShort'),
    code('a warning', 'endOfLifeNear', 'names a warning, which stops no run'),
    code('a blocker without whose end there is no plan', 'sourcenotfound', 'cannot be ignored'),
    code('a note', 'NotChecked', 'names a note, which stops no run'),
  ])
})

describe('plan-hash', () => {
  const hash = 'ab12'.repeat(16)
  accepts([['a hash in capitals', { 'plan-hash': hash.toUpperCase() }, { planHash: hash }]])
  const wrong = (title: string, value: string): Row => [
    title,
    { 'plan-hash': value },
    'plan-hash',
    value,
    '64 hexadecimal digits',
  ]
  refuses([
    wrong('a hash that is cut off', hash.slice(1)),
    wrong('a hash that is too long', `${hash}0`),
    wrong('a hash with other letters', `x${hash.slice(1)}`),
  ])
})
