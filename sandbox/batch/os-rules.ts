import type { Draft } from './draft.ts'
import { at, isObject, listAt, textAt } from './json.ts'
import { invalidValue } from './refusals.ts'

const MACHINE = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const

/** What is for Windows alone is refused where the image, or else the node agent, is for Linux. */
export function checkWindowsSettings({ properties, parts, account, request }: Draft): void {
  const id = textAt(properties, ...MACHINE, 'imageReference', 'id')
  const facts = id === undefined ? undefined : parts.images.imageFacts(id, account.region, request.now)
  const agent = textAt(properties, ...MACHINE, 'nodeAgentSkuId') ?? ''
  const isWindows = facts === undefined ? /windows/i.test(agent) : facts.osType === 'Windows'
  if (isWindows) return
  const users = listAt(properties, 'userAccounts').map((user, index) => ({
    path: `properties.userAccounts[${index}].windowsUserConfiguration`,
    value: at(user, 'windowsUserConfiguration'),
  }))
  const configuration = [...MACHINE, 'windowsConfiguration']
  const own = { path: `properties.${configuration.join('.')}`, value: at(properties, ...configuration) }
  const found = [own, ...users].find(({ value }) => isObject(value))
  if (found !== undefined) throw invalidValue(found.path, found.value, 'The value may be set for Windows only.')
}
