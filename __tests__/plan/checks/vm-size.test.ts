import { describe } from '@jest/globals'
import type { VmSize } from '../../../src/model/batch.ts'
import { vmSizeFindings } from '../../../src/plan/checks/vm-size.ts'
import { ACCOUNT, at, type Change, definition, later, made, present, unreadable, vmSize } from './question.ts'
import { rows } from './rows.ts'

const offered = (more: Partial<VmSize>): Change => ({ preflight: { vmSizes: at(ACCOUNT, present([vmSize(more)])) } })

const SPOT: Change['pool'] = { scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 10 } }
const MORE: Change['pool'] = { scale: { kind: 'fixed', targetDedicatedNodes: 200, targetSpotNodes: 0 } }
const NOT_SPOT = { isSpotCapable: false }
const RETIRED = { batchSupportEndOfLife: '2026-11-23T00:00:00Z' }

const formula = (text: string): Change['pool'] => ({ scale: { kind: 'autoscale', formula: text, maximumNodes: 5 } })

describe('vmSizeFindings', () => {
  rows(vmSizeFindings, [
    ['a VM size that fits', []],
    ['a VM size in another case', [], { pool: { vmSize: 'STANDARD_D4S_V5' } }],
    [
      'a VM size that is not offered',
      ['VmSizeUnknown: Batch offers no VM size Standard_D4s_v9 in westeurope.'],
      { pool: { vmSize: 'Standard_D4s_v9' } },
    ],
    ['sizes that could not be read', [], { preflight: { vmSizes: at(ACCOUNT, unreadable()) }, pool: { vmSize: 'x' } }],
    [
      'a VM size whose support ends within a year',
      ['VmSizeRetiring: on 2027-11-24, in 365 days.'],
      offered({ batchSupportEndOfLife: '2027-11-24T12:00:00Z' }),
    ],
    ['a VM size whose support ends later', [], offered({ batchSupportEndOfLife: '2027-11-25T12:00:00Z' })],
    ['a VM size whose support has ended', ['VmSizeRetired: on 2026-11-23.'], offered(RETIRED)],
    ['a VM size that has ended, of a pool that stays as it is', [], { ...offered(RETIRED), seen: later() }],
    [
      'a VM size that has ended, of a pool that grows',
      ['VmSizeRetired'],
      { ...offered(RETIRED), pool: MORE, seen: later() },
    ],
    [
      'a VM size of another generation',
      ['VmSizeGenerationDiffers: starts images of generation V1, and image definition worker is of V2.'],
      offered({ hyperVGenerations: ['V1'] }),
    ],
    [
      'a VM size of another architecture',
      ['VmSizeArchitectureDiffers: is of architecture Arm64'],
      offered({ architecture: 'Arm64' }),
    ],
    [
      'a VM size that says nothing of generation and architecture',
      [],
      {
        preflight: { vmSizes: at(ACCOUNT, present([{ name: 'Standard_D4s_v5', family: 'f' }])) },
        seen: { imageDefinition: definition({ architecture: 'Arm64' }) },
      },
    ],
    [
      'spot nodes of a VM size that has none',
      ['VmSizeNotSpotCapable: asks for 10 spot nodes'],
      { ...offered(NOT_SPOT), pool: SPOT },
    ],
    ['dedicated nodes of a VM size without spot', [], offered(NOT_SPOT)],
    [
      'a formula that may ask for spot nodes',
      ['VmSizeNotSpotCapable: 5 spot nodes'],
      { ...offered(NOT_SPOT), pool: formula('$TargetDedicatedNodes=1;$TargetLowPriorityNodes=4') },
    ],
    [
      'a formula that asks for no spot nodes',
      [],
      { ...offered(NOT_SPOT), pool: formula('$TargetLowPriorityNodes = 0; $TargetDedicatedNodes=5;') },
    ],
    ['a formula that asks for dedicated nodes', [], { ...offered(NOT_SPOT), pool: formula('$TargetDedicatedNodes=5') }],
    [
      'more task slots than four for each core',
      ['TaskSlotsTooMany: may have up to 16 task slots (4 for each of its 4 cores), and 17'],
      { pool: { taskSlotsPerNode: 17 } },
    ],
    ['four task slots for each core', [], { pool: { taskSlotsPerNode: 16 } }],
    [
      'task slots that an empty pool changes alone',
      ['TaskSlotsTooMany'],
      {
        pool: { taskSlotsPerNode: 17, scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 } },
        seen: later(made({ pool: { scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 } } })),
      },
    ],
  ])
})
