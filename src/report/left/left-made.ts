import type { StepResult } from '../../model/report.ts'
import { resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { howEnded, isRefused, wasBegun, whyNotBegun } from '../step-ending.ts'

/** What is left of what comes before the image version: provider, gallery, image definition, managed image. */
export function madeSentences(steps: readonly StepResult[]): string[] {
  return steps.flatMap((result) => {
    const words = wordsFor(result.step)
    return words === undefined ? [] : [madeSentence(result, words, steps)]
  })
}

type Words = {
  readonly name: string
  /** As in `Gallery renders was created`. */
  readonly done: string
  /** As in `the creation of gallery renders`. */
  readonly deed: string
}

function wordsFor(step: Step): Words | undefined {
  switch (step.kind) {
    case 'register-provider': {
      const name = `Resource provider ${step.namespace}`
      return {
        name,
        done: `registered in subscription ${step.subscriptionId}`,
        deed: `the registration of ${step.namespace}`,
      }
    }
    case 'create-gallery':
      return created('Gallery', step.galleryId)
    case 'create-image-definition':
      return created('Image definition', step.imageDefinitionId)
    case 'create-managed-image':
      return created('Managed image', step.managedImageId)
    default:
      return undefined
  }
}

function created(kind: string, id: string): Words {
  const name = `${kind} ${resourceName(id)}`
  return { name, done: 'created', deed: `the creation of ${name.charAt(0).toLowerCase()}${name.slice(1)}` }
}

function madeSentence(result: StepResult, { name, done, deed }: Words, steps: readonly StepResult[]): string {
  // A resource that somebody else made meanwhile is taken as it is: only the step itself knows.
  if (result.state === 'succeeded') return result.text || `${name} was ${done}.`
  if (!wasBegun(result)) return `${name} was not ${done}: ${whyNotBegun(result, steps)}.`
  if (isRefused(result)) return `Azure refused ${deed} (${result.failure?.code}), so nothing of it was done.`
  const begun = `${deed.charAt(0).toUpperCase()}${deed.slice(1)} ${howEnded(result)}`
  return `${begun}: ${WHAT_IS_SO[result.failure?.code ?? ''] ?? NOT_CERTAIN}.`
}

const NOT_CERTAIN = 'whether Azure took it is not certain; the next run looks and goes on from there'

/** What is known of the resource where the run itself ended the step, by the code it ended with. */
const WHAT_IS_SO: Readonly<Record<string, string>> = {
  PlanIsStale: 'it is there as someone else made it',
  ManagedImageFromOtherSource: 'it is there as someone else made it',
  ResourceGone: 'there is none now',
  ResourceNotMade: 'it cannot be used as it is',
}
