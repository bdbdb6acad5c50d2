import { describe } from '@jest/globals'
import type { JsonObject } from '../../../src/model/json.ts'
import type { Lineage } from '../../../src/model/lineage.ts'
import { osDiskFindings } from '../../../src/plan/checks/os-disk.ts'
import { ACCOUNT, at, type Change, later, link, machine, made, present, unreadable, vmSize } from './question.ts'
import { rows } from './rows.ts'

const behind = (osDiskGb?: number): Lineage => ({
  links: [link(), machine({ ...(osDiskGb !== undefined && { osDiskGb, largestDiskGb: 1024 }) })],
  end: { kind: 'marketplace' },
})
const asks = (osDisk: JsonObject, osDiskGb?: number, cacheGb?: number): Change => ({
  pool: { properties: { deploymentConfiguration: { virtualMachineConfiguration: { osDisk } } } },
  seen: { lineage: behind(osDiskGb) },
  preflight: { vmSizes: at(ACCOUNT, present([vmSize({ ...(cacheGb !== undefined && { cacheGb }) })])) },
})
const EPHEMERAL = { ephemeralOSDiskSettings: { placement: 'CacheDisk' } }

describe('osDiskFindings', () => {
  rows(osDiskFindings, [
    ['a pool that asks for nothing', [], asks({}, 64, 50)],
    [
      'an OS disk smaller than that of the image, whatever its data disks',
      [
        'OsDiskTooSmall: Pool render-pool asks for OS disks of 32 GiB, and the OS disk of the image has 64 GiB, as virtual machine builder tells',
      ],
      asks({ diskSizeGB: 32 }, 64),
    ],
    ['an OS disk as large as that of the image', [], asks({ diskSizeGB: 64 }, 64)],
    ['an OS disk of an image that does not tell its own', [], asks({ diskSizeGB: 32 })],
    [
      'an ephemeral OS disk, of an image that does not fit into the cache',
      [
        'VmSizeCacheTooSmall: VM size Standard_D4s_v5 has a cache of 50 GiB, and pool render-pool asks for ephemeral OS disks, which would have 64 GiB',
      ],
      asks(EPHEMERAL, 64, 50.5),
    ],
    ['an ephemeral OS disk that fits', [], asks(EPHEMERAL, 50, 50)],
    [
      'an ephemeral OS disk that is asked for larger than the cache',
      ['VmSizeCacheTooSmall: which would have 100 GiB'],
      asks({ ...EPHEMERAL, diskSizeGB: 100 }, 30, 50),
    ],
    ['an ephemeral OS disk on a size that does not tell its cache', [], asks(EPHEMERAL, 64)],
    ['an ephemeral OS disk of an image that does not tell its size', [], asks(EPHEMERAL, undefined, 50)],
    [
      'sizes that could not be read',
      [],
      { ...asks(EPHEMERAL, 64, 50), preflight: { vmSizes: at(ACCOUNT, unreadable()) } },
    ],
    [
      'a pool that stays as it is',
      [],
      { ...asks({ diskSizeGB: 32 }, 64), seen: later(made(asks({ diskSizeGB: 32 })), { lineage: behind(64) }) },
    ],
  ])
})
