import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import type { Compute } from './compute.ts'
import { readDiskLink, readSnapshotLink } from './disk.ts'
import { type LinkType, linkTypeOf } from './made-from.ts'
import { readImageLink } from './managed-image.ts'
import { readVersionLink } from './version-link.ts'
import { readMachineLink } from './virtual-machine.ts'

type ReadLink = (compute: Compute, id: string) => Promise<Reading<LineageLink>>

const READERS: Readonly<Record<LinkType, ReadLink>> = {
  images: readImageLink,
  virtualMachines: readMachineLink,
  disks: readDiskLink,
  snapshots: readSnapshotLink,
  'galleries/images/versions': readVersionLink,
}

/** One resource of a lineage, in one request; a gallery image version needs its definition beside. Throws for other types. */
export async function readLineageLink(compute: Compute, id: string): Promise<Reading<LineageLink>> {
  const type = linkTypeOf(id)
  if (type === undefined) throw new Error(`no lineage leads over ${id}`)
  return READERS[type](compute, id)
}
