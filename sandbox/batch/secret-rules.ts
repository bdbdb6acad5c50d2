import { at, isObject, type Json, listAt } from './json.ts'
import { missingProperty } from './refusals.ts'

/** Members that Azure takes only with a secret, which no read gives back. Source: the models of @azure/batch, which require it. */
const NEEDED: readonly { readonly list: string; readonly part: readonly string[]; readonly secret: string }[] = [
  { list: 'userAccounts', part: [], secret: 'password' },
  { list: 'mountConfiguration', part: ['azureFileShareConfiguration'], secret: 'accountKey' },
  { list: 'mountConfiguration', part: ['cifsMountConfiguration'], secret: 'password' },
]

/** Refuses `properties` as they were sent, where a user or a mounted share comes without its secret. */
export function requireSecrets(properties: Json): void {
  for (const { list, part, secret } of NEEDED) {
    for (const [index, item] of listAt(properties, list).entries()) {
      const holder = at(item, ...part)
      if (!isObject(holder) || holder[secret] !== undefined) continue
      throw missingProperty(['properties', `${list}[${index}]`, ...part, secret].join('.'))
    }
  }
}
