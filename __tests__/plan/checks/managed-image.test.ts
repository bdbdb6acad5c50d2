import { describe } from '@jest/globals'
import type { LineageLink } from '../../../src/model/lineage.ts'
import type { Observed } from '../../../src/model/observed.ts'
import { sourceFindings } from '../../../src/plan/checks/source.ts'
import { ABSENT, BUILDER, type Change, definition, IMAGE, link, machine, present, unreadable } from './question.ts'
import { rows } from './rows.ts'

/** A run that takes the way through a managed image. */
function through(managedImage: Observed<LineageLink>, source: Observed<LineageLink> = present(machine())): Change {
  return {
    image: { source: { kind: 'virtual-machine', id: BUILDER }, managedImageId: IMAGE },
    seen: { managedImage, source: [{ role: 'whole', id: BUILDER, observed: source }], lineage: undefined },
  }
}

const secure = (change: Change): Change => ({
  ...change,
  seen: { ...change.seen, imageDefinition: definition({ securityType: 'TrustedLaunchSupported' }) },
})

describe('sourceFindings of a managed image in between', () => {
  const madeFrom = { kind: 'virtual-machine', id: BUILDER } as const
  rows(sourceFindings, [
    ['one that is still to be made', [], through(ABSENT)],
    ['one that was made from the same source, which is gone', [], through(present(link({ madeFrom })), ABSENT)],
    [
      'one that was made from another source',
      ['ManagedImageFromOtherSource: Managed image golden exists and was made from'],
      through(present(link({ madeFrom: { kind: 'virtual-machine', id: `${BUILDER}-2` } }))),
    ],
    ['one that does not tell what it was made from', [], through(present(link()))],
    [
      'one that failed',
      ['SourceNotReady: golden is in provisioning state Failed'],
      through(present(link({ madeFrom, provisioningState: 'Failed' }))),
    ],
    [
      'one that an earlier run has begun to make',
      [],
      through(present(link({ madeFrom, provisioningState: 'Creating' }))),
    ],
    ['one that could not be read', ['NotReadable: The managed image'], through(unreadable())],
    [
      'one for which there is no resource group',
      ['ResourceGroupMissing: resourceGroups/'],
      through({ state: 'absent', isGroupMissing: true }),
    ],
    [
      'one from a machine with trusted launch',
      ['ManagedImageNotPossible: TrustedLaunch'],
      through(ABSENT, present(machine({ securityType: 'TrustedLaunch' }))),
    ],
    ['one from a machine, for a definition that takes no machines', [], secure(through(ABSENT))],
    ['one from a machine that is not there', ['SourceNotFound: virtual machine'], through(ABSENT, ABSENT)],
  ])
})
