import type { LineageLink } from '../model/lineage.ts'
import type { Reading } from '../model/ports.ts'
import { type Arm, readArm } from './arm.ts'
import { placeOf } from './image-facts.ts'
import { knownOf, textAt, textIn } from './members.ts'

const STORAGE_API_VERSION = '2023-05-01'

/** A VHD by its storage account, which says the region. Whether the blob is there, Resource Manager does not know. */
export function readVhd(arm: Arm, uri: string, storageAccountId: string): Promise<Reading<LineageLink>> {
  return readArm(
    arm,
    storageAccountId,
    ({ body }) => {
      const provisioningState = textAt(body, 'properties', 'provisioningState')
      const blobEndpoint = textAt(body, 'properties', 'primaryEndpoints', 'blob')
      const place = placeOf({ location: textIn(body, 'location'), provisioningState })
      return { id: uri, kind: 'vhd', ...place, ...knownOf({ blobEndpoint }) }
    },
    STORAGE_API_VERSION,
  )
}
