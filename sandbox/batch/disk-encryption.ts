import type { Draft } from './draft.ts'
import { at, listAt, textAt } from './json.ts'
import { invalidValue } from './refusals.ts'
import { sizeOf } from './sizes.ts'

const MACHINE = ['deploymentConfiguration', 'virtualMachineConfiguration'] as const
const PATH = 'diskEncryptionConfiguration'

/** Disks of nodes of a custom image of Linux are encrypted at the host alone, which not every size and account has. */
export function checkDiskEncryption({ properties, account, parts, request }: Draft): void {
  const id = textAt(properties, ...MACHINE, 'imageReference', 'id')
  const facts = id === undefined ? undefined : parts.images.imageFacts(id, account.region, request.now)
  if (listAt(properties, ...MACHINE, PATH, 'targets').length === 0 || facts?.osType !== 'Linux') return
  const size = sizeOf(parts, textAt(properties, 'vmSize') ?? '')
  const isUserSubscription = textAt(account.properties, 'poolAllocationMode') === 'UserSubscription'
  if (!isUserSubscription && !size?.lacks.includes('EncryptionAtHostSupported')) return
  throw invalidValue(
    `properties.${[...MACHINE, PATH].join('.')}`,
    at(properties, ...MACHINE, PATH),
    'Disk encryption of a custom image of Linux needs encryption at host.',
  )
}
