import { describe, expect, it } from '@jest/globals'
import type { ImageSource } from '../../src/model/image-source.ts'
import type { Lineage } from '../../src/model/lineage.ts'
import type { CoreUse, PlannedPool, TimeBudget } from '../../src/model/plan.ts'
import { fieldDisruption } from '../../src/model/pool-field.ts'
import type { FieldDisruption } from '../../src/model/pool-step.ts'
import type { Step } from '../../src/model/step.ts'
import { coreFormula, timeFormula } from '../../src/report/arithmetic.ts'
import { touchedTasks } from '../../src/report/disruption-words.ts'
import { stepChanges, takesOwnAway } from '../../src/report/field-changes.ts'
import { lineageText } from '../../src/report/lineage-text.ts'
import { sourceFields, sourceText } from '../../src/report/source-text.ts'
import { createDefinition, createGallery, createImage, register } from './preflight-stories.ts'
import { awaitPool, coreUse, createPool, GROUP, growPool, LINEAGE, link, plannedPool, publish } from './story.ts'

const SNAPSHOT = `${GROUP}/Microsoft.Compute/snapshots/os`
const STORAGE = `${GROUP}/Microsoft.Storage/storageAccounts/studio`
const VHD = 'https://studio.blob.core.windows.net/images/os.vhd?sv=2025&sig=abc%2F'

describe('sourceText', () => {
  const version = `${GROUP}/Microsoft.Compute/galleries/base/images/ubuntu/versions/2.0.1`
  const disks = (dataDisks: readonly number[]): ImageSource => ({
    kind: 'disks',
    osDisk: { id: SNAPSHOT },
    dataDisks: dataDisks.map((lun) => ({ lun, source: { id: `${SNAPSHOT}-${lun}` } })),
  })
  const cases: readonly (readonly [ImageSource, string])[] = [
    [{ kind: 'managed-image', id: `${GROUP}/Microsoft.Compute/images/golden` }, 'managed image golden'],
    [{ kind: 'virtual-machine', id: `${GROUP}/Microsoft.Compute/virtualMachines/builder` }, 'virtual machine builder'],
    [{ kind: 'gallery-image-version', id: version }, 'image version ubuntu 2.0.1'],
    [disks([]), 'snapshot os'],
    [disks([7]), 'snapshot os with a data disk at LUN 7'],
    [disks([0, 7]), 'snapshot os with data disks at LUN 0 and 7'],
    [{ kind: 'disks', osDisk: { uri: VHD, storageAccountId: STORAGE }, dataDisks: [] }, 'VHD os.vhd'],
  ]
  for (const [source, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(sourceText(source)).toBe(text)
    })
  }
})

describe('sourceFields', () => {
  it('names storage account and data disks, and no signature', () => {
    const source: ImageSource = {
      kind: 'disks',
      osDisk: { uri: VHD, storageAccountId: STORAGE },
      dataDisks: [{ lun: 2, source: { uri: VHD, storageAccountId: STORAGE } }],
    }
    const masked = 'https://studio.blob.core.windows.net/images/os.vhd?sv=2025&sig=***'
    expect(sourceFields(source)).toEqual([
      { field: 'source', to: masked },
      { field: 'sourceStorageAccount', to: STORAGE },
      { field: 'dataDiskSources.2', to: masked },
    ])
  })
})

describe('lineageText', () => {
  const { links } = LINEAGE
  const chain = 'managed image worker-2026-11-24 < virtual machine builder'
  const cases: readonly (readonly [string, Lineage, string])[] = [
    [
      'ends at the marketplace',
      LINEAGE,
      `${chain} < marketplace canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2 22.04.202611`,
    ],
    [
      'leaves out a version that is not told',
      { ...LINEAGE, baseImage: { publisher: 'p', offer: 'o', sku: 's' } },
      `${chain} < marketplace p:o:s`,
    ],
    [
      'says that nothing is known of the origin',
      { links, end: { kind: 'origin-unknown' } },
      `${chain}. Nothing says what virtual machine builder was made from.`,
    ],
    [
      'says that it is too long',
      { links, end: { kind: 'too-long' } },
      `${chain}. The chain goes on behind the 2 links that were followed.`,
    ],
    [
      'names a link that is not there',
      { links, end: { kind: 'missing', id: SNAPSHOT } },
      `${chain}. The next, ${SNAPSHOT}, is not there any more, or is another by now.`,
    ],
    [
      'says why a link cannot be read',
      { links, end: { kind: 'unreadable', id: SNAPSHOT, code: 'AuthorizationFailed', reason: 'No.' } },
      `${chain}. The next, ${SNAPSHOT}, could not be read. Azure says AuthorizationFailed: No.`,
    ],
    [
      'shows no signature of a VHD',
      { links: [link('vhd', VHD)], end: { kind: 'origin-unknown' } },
      'VHD os.vhd. Nothing says what VHD os.vhd was made from.',
    ],
  ]
  for (const [what, lineage, text] of cases) {
    it(what, () => {
      expect(lineageText(lineage)).toBe(text)
    })
  }
})

describe('coreFormula', () => {
  const { quota: _, ...unlimited } = coreUse()
  const cases: readonly (readonly [CoreUse, string])[] = [
    [coreUse(), '400 of other pools + 12,000 of this run = 12,400 of 20,000 dedicated cores'],
    [
      coreUse({ quota: 12_000 }),
      '400 of other pools + 12,000 of this run = 12,400 of 12,000 dedicated cores: 400 too many',
    ],
    [
      coreUse({ kind: 'standardDSv5Family', others: 0 }),
      '0 of other pools + 12,000 of this run = 12,000 of 20,000 standardDSv5Family cores',
    ],
    [unlimited, '400 of other pools + 12,000 of this run = 12,400 dedicated cores; the account names no quota of them'],
  ]
  for (const [use, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(coreFormula(use)).toBe(text)
    })
  }
})

describe('timeFormula', () => {
  const cases: readonly (readonly [TimeBudget, string])[] = [
    [{ minutes: 0, terms: [] }, '0 minutes'],
    [{ minutes: 5, terms: [{ what: 'registering', minutes: 5 }] }, '5 (registering) = 5 minutes'],
    [
      {
        minutes: 105,
        terms: [
          { what: 'replicating', minutes: 60 },
          { what: 'resizing', minutes: 45 },
        ],
      },
      '60 (replicating) + 45 (resizing) = 105 minutes (1h 45m)',
    ],
  ]
  for (const [budget, text] of cases) {
    it(`writes "${text}"`, () => {
      expect(timeFormula(budget)).toBe(text)
    })
  }
})

describe('fieldDisruption', () => {
  const cases: readonly (readonly [string, FieldDisruption])[] = [
    ['properties.scaleSettings', 'none'],
    ['properties.startTask', 'none'],
    ['properties.metadata', 'none'],
    ['properties.applicationPackages', 'none'],
    ['properties.vmSize', 'needs-zero-nodes'],
    ['properties.deploymentConfiguration', 'needs-zero-nodes'],
    ['properties.taskSlotsPerNode', 'needs-zero-nodes'],
    ['identity', 'needs-zero-nodes'],
  ]
  for (const [path, disruption] of cases) {
    it(`is ${disruption} for ${path}`, () => {
      expect(fieldDisruption(path)).toBe(disruption)
    })
  }
})

describe('stepChanges', () => {
  const cases: readonly (readonly [Step, FieldDisruption])[] = [
    [register, 'none'],
    [createGallery, 'none'],
    [createDefinition, 'none'],
    [createImage, 'none'],
    [publish, 'none'],
    [createPool, 'new-pool'],
    [growPool('x'), 'none'],
    [{ ...growPool('x'), changes: [{ path: 'properties.vmSize', from: 'a', to: 'b' }] }, 'needs-zero-nodes'],
  ]
  for (const [step, disruption] of cases) {
    it(`says that ${step.id} of ${stepChanges(step)[0]?.field} disrupts: ${disruption}`, () => {
      expect([...new Set(stepChanges(step).map((change) => change.disruption))]).toEqual([disruption])
    })
  }
})

describe('touchedTasks', () => {
  const own = (disruption: Step['disruption']): readonly Step[] => [{ ...growPool('x'), disruption }, awaitPool('x')]
  const cases: readonly (readonly [string, Partial<PlannedPool>, readonly Step[], string | undefined])[] = [
    ['says nothing where no node is disturbed', {}, own('none'), undefined],
    ['says that tasks could not be counted', {}, own('drain'), 'how many tasks run on its nodes could not be counted'],
    ['says that none runs', { runningTasks: 0 }, own('drain'), 'none runs on its nodes now'],
    [
      'says that they finish',
      { runningTasks: 1 },
      own('drain'),
      '1 task runs on its nodes now; nodes that go let theirs finish first',
    ],
    [
      'says that nodes are replaced',
      { runningTasks: 1240 },
      own('replace'),
      '1,240 tasks run on its nodes now, which are replaced',
    ],
    [
      'names the pool whose place it takes where the plan is blocked',
      { runningTasks: 0, replacesPoolId: '/pools/render-pool' },
      [],
      'none runs on the nodes of render-pool now',
    ],
  ]
  for (const [what, pool, steps, text] of cases) {
    it(what, () => {
      expect(touchedTasks(plannedPool(pool), steps)).toBe(text)
    })
  }
})

describe('takesOwnAway', () => {
  const { poolId, to } = createPool
  const removal: Step = { kind: 'delete-pool', id: 'delete-pool', after: [], disruption: 'none', poolId, from: to }

  it('is so of a canary, which is made and then deleted', () => {
    expect(takesOwnAway(removal, [createPool, removal])).toBe(true)
  })

  it('is not so of a pool that is deleted and then made anew', () => {
    expect(takesOwnAway(removal, [removal, createPool])).toBe(false)
  })
})
