import { isRestError } from '@azure/core-rest-pipeline'
import { UserError } from '../model/errors.ts'
import { type Cloud, cloudFromMetadata, metadataUrl } from './cloud.ts'
import { createSend, PATIENCE, type Patience } from './pipeline.ts'
import { jsonIn } from './refusal.ts'
import { unreachable } from './unreachable.ts'

/** Asks a cloud for its description of itself; needs no sign-in. Throws `UserError` where there is none to be had. */
export async function discoverCloud(resourceManagerEndpoint: string, patience: Patience = PATIENCE): Promise<Cloud> {
  const url = metadataUrl(resourceManagerEndpoint)
  const answer = await createSend(patience)({ url }).catch((error: unknown) => {
    if (!isRestError(error)) throw error
    throw undescribed(url, unreachable(url, error.code ?? '', error.message))
  })
  if (answer.status !== 200) throw undescribed(url, `The answer was ${answer.status}.`)
  const metadata = jsonIn(answer.bodyAsText)
  if (metadata === undefined) throw undescribed(url, 'The answer is not JSON.')
  return cloudFromMetadata(resourceManagerEndpoint, metadata)
}

function undescribed(url: string, reason: string): UserError {
  return new UserError(
    'CloudNotReachable',
    `The description of the cloud at ${url} could not be read. ${reason}`,
    'Correct `resource-manager-endpoint`, and check proxy and certificates of the runner.',
  )
}
