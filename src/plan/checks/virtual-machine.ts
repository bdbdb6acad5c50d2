import { type Finding, found } from '../../model/finding.ts'
import type { LineageLink } from '../../model/lineage.ts'
import { resourceName } from '../../model/resource-id.ts'
import { notChecked, readRight } from './reading.ts'

const UNFIT = { unmanaged: 'UnmanagedDisk', ephemeral: 'EphemeralOsDisk', ultra: 'UltraDisk' } as const

/** Findings about a virtual machine that a version is made from: generalized, deallocated, on disks that can be read. */
export function machineFindings({ id, osState, powerState, unfitDisk, unreadDataDisk }: LineageLink): Finding[] {
  const facts = { vm: resourceName(id), id, what: `Virtual machine ${resourceName(id)} has` }
  return [
    ...(osState === 'Specialized' ? [found('VmNotGeneralized', id, facts)] : []),
    ...(powerState === undefined || powerState.toLowerCase() === 'deallocated'
      ? []
      : [found('VmNotDeallocated', id, { ...facts, state: powerState })]),
    ...(unfitDisk === undefined ? [] : [found(UNFIT[unfitDisk], id, facts)]),
    ...(unreadDataDisk === undefined ? [] : [diskNotChecked(unreadDataDisk)]),
  ]
}

function diskNotChecked({ id, ...reading }: NonNullable<LineageLink['unreadDataDisk']>): Finding {
  const what = `whether data disk ${resourceName(id)} is an Ultra disk, or encrypted in the guest`
  return notChecked({ what, ...readRight(id) }, { state: 'unreadable', ...reading })
}
