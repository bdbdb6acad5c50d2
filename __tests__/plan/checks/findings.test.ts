import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { FINDING_CODES } from '../../../src/model/findings/catalog.ts'
import { findingsOf } from '../../../src/plan/checks/findings.ts'
import { ABSENT, ACCOUNT, at, definition, later, present, question, unreadable } from './question.ts'

describe('findingsOf', () => {
  it('says nothing of a sound run', () => {
    expect(findingsOf(question())).toEqual([])
  })

  it('says nothing of a run that changes nothing', () => {
    expect(findingsOf(question({ seen: later() }))).toEqual([])
  })

  it('tells what is wrong in every subject at once', () => {
    const findings = findingsOf(
      question({
        seen: { imageDefinition: definition({ osState: 'Specialized' }) },
        pool: { vmSize: 'Standard_X' },
        preflight: { permissions: at(ACCOUNT, present([])), subnets: {} },
      }),
    )
    expect(findings.map(({ code }) => code)).toEqual([
      'ImageNotGeneralized',
      'VmSizeUnknown',
      'RightMissing',
      'RightMissing',
    ])
  })

  it('says once what two pools of one account have in common', () => {
    const { desired } = question()
    const pools = desired.pools.flatMap((pool) => [pool, { ...pool, poolId: `${pool.poolId}-2` }])
    const findings = findingsOf(question({ run: { pools }, seen: { batchAccounts: at(ACCOUNT, ABSENT) } }))
    expect(findings.map(({ code }) => code)).toEqual(['BatchAccountNotFound'])
  })

  it('has everything that is not known as a note beside the rest', () => {
    const { preflight } = question().observed
    const unread = Object.fromEntries(
      Object.entries(preflight).map(([kind, read]) => [
        kind,
        Object.fromEntries(Object.keys(read).map((id) => [id, unreadable()])),
      ]),
    )
    const findings = findingsOf(question({ preflight: { ...unread }, pool: { nodeAgentSkuId: 'batch.node.el 9' } }))
    expect([...new Set(findings.map(({ code, severity }) => `${severity} ${code}`))]).toEqual(['note NotChecked'])
  })
})

describe('the tables of findings', () => {
  const text = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'findings.test.ts')
    .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
    .join('\n')

  for (const code of FINDING_CODES.filter((each) => each !== 'PlanChanged')) {
    it(`have a row that tells ${code}`, () => {
      expect(text).toMatch(new RegExp(`['\`]${code}\\b`))
    })
  }
})
