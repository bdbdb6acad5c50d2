import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { howEnded, isSettled } from '../step-ending.ts'

/** What it means for nodes that a version which had become the latest was excluded from latest again, or was to be. */
export function brakeSentences(rollback: readonly StepResult[]): string[] {
  return rollback.flatMap((result) => {
    const { step } = result
    if (step.kind !== 'set-latest' || !step.excludeFromLatest) return []
    const version = `image version ${resourceName(step.imageVersionId)}`
    return isSettled(result)
      ? [
          `I${version.slice(1)} is excluded from latest again, so Azure gives it to no further node.`,
          'Nodes that show it keep it: publish what they ran before under a higher number to lead them back, or empty the pool.',
        ]
      : [
          `Whether ${version} is excluded from latest again is not certain (${step.id} ${howEnded(result)}): Azure may go on upgrading nodes to it.`,
        ]
  })
}
