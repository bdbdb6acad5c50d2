/** The galleries' own line of api-versions, oldest first. */
const GALLERY =
  '2018-06-01 2019-03-01 2019-07-01 2019-12-01 2020-09-30 2021-07-01 2021-10-01 2022-01-03 2022-03-03 2022-08-03 ' +
  '2023-07-03 2024-03-03 2025-03-03 2025-12-03 2026-03-03'

const COMPUTE =
  '2017-03-30 2017-12-01 2018-04-01 2018-06-01 2018-10-01 2019-03-01 2019-07-01 2019-12-01 2020-06-01 2020-12-01 ' +
  '2021-03-01 2021-04-01 2021-07-01 2021-11-01 2022-03-01 2022-08-01 2022-11-01 2023-03-01 2023-07-01 2023-09-01 ' +
  '2024-03-01 2024-07-01 2024-11-01 2025-04-01 2026-03-01 2026-04-01'

const DISKS =
  '2017-03-30 2018-04-01 2018-06-01 2018-09-30 2019-03-01 2019-07-01 2019-11-01 2020-05-01 2020-06-30 2020-09-30 ' +
  '2020-12-01 2021-04-01 2021-08-01 2021-12-01 2022-03-02 2022-07-02 2023-01-02 2023-04-02 2023-10-02 2024-03-02 ' +
  '2025-01-02 2026-03-02'

const SKUS = '2017-03-30 2017-09-01 2019-04-01 2021-07-01'

const STORAGE =
  '2018-11-01 2019-04-01 2019-06-01 2021-01-01 2021-04-01 2021-06-01 2021-08-01 2021-09-01 2022-05-01 2022-09-01 ' +
  '2023-01-01 2023-04-01 2023-05-01 2024-01-01 2025-01-01 2025-06-01'

function among(versions: string): (version: string) => boolean {
  const known = new Set(versions.split(' '))
  return (version) => known.has(version)
}

/** Galleries, image definitions, image versions and their operations. */
export const isGalleryVersion = among(GALLERY)

/** Virtual machines, managed images and their operations. */
export const isComputeVersion = among(COMPUTE)

/** Managed disks and snapshots. */
export const isDiskVersion = among(DISKS)

/** The list of resource SKUs. */
export const isSkuVersion = among(SKUS)

/** Storage accounts. */
export const isStorageVersion = among(STORAGE)

/** First gallery api-versions of what changed the meaning of a request: Microsoft's release notes and REST specifications. */
export const SINCE = {
  communityGalleryImageId: '2022-03-03',
  storageAccountId: '2022-03-03',
  virtualMachineId: '2023-07-03',
  validationProfile: '2024-03-03',
  /** Definitions default to V2 with TrustedLaunchSupported, storage prefers zone redundancy. */
  newDefaults: '2025-03-03',
} as const

/** Whether a request of `apiVersion` already has what came with `since`. */
export function has(apiVersion: string, since: string): boolean {
  return apiVersion >= since
}
