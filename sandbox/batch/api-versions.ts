const MANAGEMENT =
  '2017-09-01 2018-12-01 2019-04-01 2019-08-01 2020-03-01 2020-05-01 2020-09-01 2021-01-01 2021-06-01 2022-01-01 ' +
  '2022-06-01 2022-10-01 2023-05-01 2023-11-01 2024-02-01 2024-07-01 2025-06-01'

const SERVICE =
  '2018-08-01.7.0 2018-12-01.8.0 2019-06-01.9.0 2019-08-01.10.0 2020-03-01.11.0 2020-09-01.12.0 2021-06-01.14.0 ' +
  '2022-01-01.15.0 2022-10-01.16.0 2023-05-01.17.0 2023-11-01.18.0 2024-02-01.19.0 2024-07-01.20.0 2025-06-01'

const management = new Set(MANAGEMENT.split(' '))
const service = new Set(SERVICE.split(' '))

/** Versions of Microsoft.Batch in Resource Manager since pools are there. */
export const isManagementVersion = (version: string): boolean => management.has(version)

/** Versions of the Batch service; all before 2025-06-01 carry the number of the release. */
export const isServiceVersion = (version: string): boolean => service.has(version)

/** From here on a pool without nodes can be given another image, on both planes: azure-docs, batch-pool-update-properties. */
export const SINCE_UPDATES = '2024-07-01'

/** From here on the retired members of a pool are gone. */
export const SINCE_RETIREMENT = '2025-06-01'

/** Whether the request's api-version is at least `since`; versions of both planes begin with their date. */
export function isSince(query: URLSearchParams, since: string): boolean {
  return (query.get('api-version') ?? '').slice(0, 10) >= since
}
