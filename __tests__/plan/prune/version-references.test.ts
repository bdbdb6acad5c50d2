import { describe, expect, it } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import type { Step } from '../../../src/model/step.ts'
import { poolsAfter, referencesOf, referringPool } from '../../../src/plan/prune/version-references.ts'
import { ACCOUNT, DEFINITION, GALLERY, made } from '../checks/question.ts'

const POOL = `${ACCOUNT}/pools/a`
const idOf = (number: string) => `${DEFINITION}/versions/${number}`
const imageOf = (id: string): JsonObject => ({
  deploymentConfiguration: { virtualMachineConfiguration: { imageReference: { id } } },
})
const previous = (number: string): JsonObject => ({
  metadata: [{ name: 'sig-batch-pool-previous', value: idOf(number) }],
})
const poolOf = (properties: JsonObject, nodes = 0) =>
  made({}, { id: POOL, currentDedicatedNodes: nodes, definition: { properties } })

describe('referencesOf', () => {
  const cases: readonly [of: string, properties: JsonObject, references: readonly string[]][] = [
    ['its image', imageOf(idOf('1.1.0')), ['pool-runs 1.1.0']],
    ['its image in another case', imageOf(idOf('1.1.0').toUpperCase()), ['pool-runs 1.1.0']],
    ['its way back', { ...imageOf(idOf('1.2.0')), ...previous('1.1.0') }, ['pool-runs 1.2.0', 'way-back 1.1.0']],
    ['one version twice as the weightier', { ...imageOf(idOf('1.1.0')), ...previous('1.1.0') }, ['pool-runs 1.1.0']],
    ['text that has it somewhere', { startTask: { commandLine: `run ${idOf('1.1.0')};` } }, ['pool-names 1.1.0']],
    ['nothing of another definition', imageOf(`${GALLERY}/images/other/versions/1.1.0`), []],
    ['nothing of a definition whose name begins alike', imageOf(`${DEFINITION}-2/versions/1.1.0`), []],
    ['the whole number alone', imageOf(idOf('1.1.10')), ['pool-runs 1.1.10']],
    ['nothing of a pool without nodes that names no version', imageOf(DEFINITION), []],
    ['nothing of a marketplace image', imageOf(''), []],
  ]
  for (const [of, properties, references] of cases) {
    it(`tells ${of}`, () => {
      const told = referencesOf(referringPool(poolOf(properties)), DEFINITION)
      expect(told.map((each) => (each.kind === 'pool-may-run' ? each.kind : `${each.kind} ${each.version}`))).toEqual(
        references,
      )
    })
  }

  it('tells that nodes of a pool which names no version may run on any', () => {
    expect(referencesOf(referringPool(poolOf(imageOf(DEFINITION), 1)), DEFINITION)).toEqual([
      { poolId: POOL, kind: 'pool-may-run' },
    ])
  })
})

describe('poolsAfter', () => {
  const base = { after: [], disruption: 'none', poolId: POOL.toUpperCase() } as const
  const old = { properties: imageOf(idOf('1.1.0')) }
  const remove: Step = { ...base, kind: 'delete-pool', id: 'delete-pool a', from: old }
  const create: Step = { ...base, kind: 'create-pool', id: 'create-pool a', to: { properties: imageOf(idOf('1.3.0')) } }
  const update: Step = {
    ...base,
    kind: 'update-pool',
    id: 'update-pool a',
    changes: Object.entries(imageOf(idOf('1.2.0'))).map(([name, to]) => ({
      path: `properties.${name}`,
      to: to ?? null,
    })),
    metadata: { 'sig-batch-pool-previous': idOf('1.1.0') },
    retriesResize: false,
  }
  const cases: readonly [title: string, steps: readonly Step[], references: readonly string[]][] = [
    ['a pool that stays as it is', [], ['1.1.0', '1.0.0']],
    ['a pool that gets another image and way back', [update], ['1.2.0', '1.1.0']],
    ['a pool that is deleted', [remove], []],
    ['a pool that is deleted and made anew', [remove, create], ['1.3.0']],
    ['a pool that is made and deleted again', [create, remove], []],
  ]
  for (const [title, steps, references] of cases) {
    it(`tells ${title} as it will be`, () => {
      const pools = poolsAfter([poolOf({ ...old.properties, ...previous('1.0.0') })], steps)
      const told = pools.flatMap((pool) => referencesOf(pool, DEFINITION))
      expect(told.map((each) => (each.kind === 'pool-may-run' ? each.kind : each.version)).toSorted()).toEqual(
        [...references].toSorted(),
      )
    })
  }
})
