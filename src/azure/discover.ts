import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline'
import { UserError } from '../model/errors.ts'
import type { JsonValue } from '../model/json.ts'
import { type Cloud, cloudFromMetadata, metadataUrl } from './cloud.ts'
import { clientOptions } from './pipeline.ts'

/** Asks a cloud for its description of itself; needs no sign-in. */
export async function discoverCloud(resourceManagerEndpoint: string): Promise<Cloud> {
  const url = metadataUrl(resourceManagerEndpoint)
  const pipeline = createPipelineFromOptions(clientOptions())
  const ask = pipeline.sendRequest(createDefaultHttpClient(), createPipelineRequest({ url }))
  const { status, bodyAsText } = await ask.catch((error: Error) => {
    throw unreachable(url, error.message)
  })
  if (status !== 200) throw unreachable(url, `it answers ${status}`)
  return cloudFromMetadata(resourceManagerEndpoint, parse(url, bodyAsText ?? ''))
}

function parse(url: string, text: string): JsonValue {
  try {
    // Real answers may begin with a byte order mark.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as JsonValue
  } catch {
    throw unreachable(url, 'it does not answer with JSON')
  }
}

function unreachable(url: string, reason: string): UserError {
  return new UserError(
    'CloudNotReachable',
    `The description of the cloud at ${url} could not be read: ${reason}.`,
    'Correct `resource-manager-endpoint`, and check proxy and certificates of the runner.',
  )
}
