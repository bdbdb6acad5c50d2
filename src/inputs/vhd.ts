import type { DiskSource } from '../model/image-source.ts'
import { resourceName } from '../model/resource-id.ts'
import type { Reader } from './reader.ts'
import type { NamedInput, Resolve } from './resolver.ts'
import { STORAGE_ACCOUNT } from './resource-type.ts'

const ACCOUNT_INPUT: NamedInput = {
  input: 'source-storage-account',
  types: [STORAGE_ACCOUNT],
  rule: 'has to be the name of a storage account (3 to 24 lower-case letters and digits) or its resource ID',
}

/** `source-storage-account` as a resource ID: the account of all VHDs, needed for them and of use for nothing else. */
export function readStorageAccount(reader: Reader, resolve: Resolve): string | undefined {
  const id = resolve(ACCOUNT_INPUT)
  const given = reader.text('source-storage-account')
  const user = ['source', 'data-disk-sources'].find((input) => /https?:\/\//i.test(reader.text(input) ?? ''))
  if (user !== undefined && given === undefined) {
    reader.wrong(
      'source-storage-account',
      `is needed, because ${user} names a VHD by its URL: the account that holds it`,
    )
  }
  if (user === undefined && id !== undefined) {
    reader.wrong('source-storage-account', 'is of use only with the URL of a VHD in source or data-disk-sources', given)
  }
  return id
}

/** Whether a text is meant as a URL. */
export function isUrl(text: string): boolean {
  return /^https?:/i.test(text)
}

/** URL of a blob, the storage account first; accounts with DNS zones have `zNN` behind it. */
const BLOB = /^https:\/\/([a-z0-9]{3,24})\.(?:z\d+\.)?blob\.[a-z0-9.-]+\/[^\s?#]+\.vhd$/i

const BLOB_RULE =
  'takes only the https URL of a VHD in Blob Storage, such as https://ACCOUNT.blob.core.windows.net/CONTAINER/NAME.vhd'
const WITHOUT_QUERY =
  'takes the URL of a VHD without a query: Azure reads it by the keys of source-storage-account, so no shared access signature (SAS) is needed'

/** The VHD at a URL. What is wrong with it is told, and reading goes on. */
export function readVhd(uri: string, storageAccountId: string | undefined, wrong: (rule: string) => void): DiskSource {
  const account = BLOB.exec(uri)?.[1]?.toLowerCase()
  const named = storageAccountId && resourceName(storageAccountId)
  if (uri.includes('?')) wrong(WITHOUT_QUERY)
  else if (account === undefined) wrong(BLOB_RULE)
  else if (named !== undefined && account !== named.toLowerCase()) {
    wrong(`lies in storage account ${account}, and source-storage-account is ${named}`)
  }
  return { uri, storageAccountId: storageAccountId ?? '' }
}
