import type { Question } from '../../model/draft.ts'
import { type Finding, found } from '../../model/finding.ts'
import { sourceId, sourceWords } from '../../model/image-source.ts'
import { presentValue } from '../../model/observed.ts'
import { resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { publishedSource } from '../image/image-steps.ts'

/**
 * A definition that merely supports trusted or confidential machines is not for what may bring the guest state of one.
 * Source: learn.microsoft.com, "Deploy a virtual machine with Trusted Launch enabled", images of Azure Compute Gallery.
 * Azure was seen to refuse machines; of disks and snapshots only the page speaks.
 */
export function securityTypeFindings(question: Question): Finding[] {
  const { desired, observed } = question
  const source = publishedSource(desired.image)
  const type = definitionAfter(question)?.securityType
  const mayHaveState = source?.kind === 'virtual-machine' || (source?.kind === 'disks' && 'id' in source.osDisk)
  const first = presentValue(observed.source[0]?.observed)
  if (source === undefined || first === undefined || !mayHaveState || !type?.endsWith('Supported')) return []
  const fitting = first.securityType
  return [
    found('SecurityTypeNotForSource', sourceId(source), {
      definition: resourceName(desired.image.imageDefinitionId),
      type,
      kind: sourceWords(source),
      fitting: fitting ?? 'Standard',
      otherwise: fitting === undefined ? ', or let `managed-image` make a managed image of it first' : '',
    }),
  ]
}
