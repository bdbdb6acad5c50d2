import { enumeration } from '../../model/enumeration.ts'
import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import { howEnded, isRefused, wasBegun, whyNotBegun } from '../step-ending.ts'

/** What is left of the image versions that were to go. */
export function prunedSentences(steps: readonly StepResult[]): string[] {
  const all = steps.filter(({ step }) => step.kind === 'delete-image-version')
  const untouched = all.filter((result) => result.state !== 'succeeded' && !wasBegun(result))
  const [first] = untouched
  return [
    ...all.flatMap((result) => {
      if (result.state === 'succeeded') return [result.text]
      return wasBegun(result) ? [begunSentence(result)] : []
    }),
    ...(first === undefined ? [] : [`${namesOf(untouched)} not deleted: ${whyNotBegun(first, steps)}.`]),
  ]
}

function begunSentence(result: StepResult): string {
  const name = `image version ${resourceName(versionOf(result))}`
  if (isRefused(result)) return `Azure refused to delete ${name} (${result.failure?.code}), so it is still there.`
  const doubt = 'whether Azure deletes it is not certain; the next run looks and goes on from there'
  return `The deletion of ${name} ${howEnded(result)}: ${doubt}.`
}

function namesOf(results: readonly StepResult[]): string {
  const names = enumeration(results.map((result) => resourceName(versionOf(result))))
  return results.length === 1 ? `Image version ${names} was` : `Image versions ${names} were`
}

function versionOf({ step }: StepResult): string {
  return step.kind === 'delete-image-version' ? step.imageVersionId : ''
}
