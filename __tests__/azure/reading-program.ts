import { freshAssertion } from '../../src/azure/assertion.ts'
import { createAzure } from '../../src/azure/azure.ts'
import { KNOWN_CLOUDS } from '../../src/azure/cloud.ts'
import { createCredential, signIn } from '../../src/azure/credential.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import { requestIdToken } from '../../src/github/id-token.ts'
import type { BatchAccount } from '../../src/model/batch.ts'

/**
 * A program of its own, because proxies and certificates are a matter of the environment in which a process starts:
 * signs in, reads one thing by each client, writes, and prints what it found as its last line. It ends when nothing is
 * left to do: a poller that lives on, or a promise that nobody awaits, would show.
 */
async function main(): Promise<void> {
  const { env } = process
  const endpoint = env['INPUT_RESOURCE-MANAGER-ENDPOINT']
  const patience = { maxRetries: 1, retryDelayMs: 1, throttledMs: 1 }
  const cloud = endpoint === undefined ? KNOWN_CLOUDS.AzureCloud : await discoverCloud(endpoint, patience)
  const assertion = freshAssertion(() => requestIdToken('api://AzureADTokenExchange', env, []), Date.now)
  const identity = { tenantId: env['AZURE_TENANT_ID'] ?? '', clientId: env['AZURE_CLIENT_ID'] ?? '', cloud }
  const credential = createCredential(identity, assertion, { patience })
  await signIn(credential, cloud, true)
  const azure = createAzure(cloud, credential, patience)
  const group = `/subscriptions/${env['AZURE_SUBSCRIPTION_ID']}/resourceGroups/rendering/providers`
  const gallery = await azure.readGallery(`${group}/Microsoft.Compute/galleries/renders`)
  const account = await azure.readBatchAccount(`${group}/Microsoft.Batch/batchAccounts/contosorenders`)
  if (account.observed.state !== 'present') throw new Error(JSON.stringify(account))
  const images = await azure.listSupportedImages(account.observed.value)
  const stranger: BatchAccount = {
    ...account.observed.value,
    id: 'stranger',
    accountEndpoint: 'batch.stranger.example',
  }
  const refused = endpoint === undefined ? await azure.listSupportedImages(stranger) : undefined
  const definition = `${group}/Microsoft.Compute/galleries/renders/images/ubuntu-render`
  const targetRegions = [{ region: 'westeurope', regionalReplicaCount: 2 }]
  await azure.updateImageVersion(`${definition}/versions/1.0.0`, { targetRegions, tags: { team: 'render' } })
  const refusal = await azure
    .createImageVersion({
      id: 'publish-image-version 2.0.0',
      kind: 'publish-image-version',
      after: [],
      disruption: 'none',
      imageVersionId: `${definition}/versions/2.0.0`,
      location: 'westeurope',
      source: { kind: 'managed-image', id: `${group}/Microsoft.Compute/images/nowhere` },
      targetRegions,
      storageAccountType: 'Standard_LRS',
      tags: {},
    })
    .catch((error: { code?: string }) => error.code)
  const found = {
    refusal,
    gallery: gallery.observed.state,
    accountEndpoint: account.observed.value.accountEndpoint,
    images: images.observed.state,
    refused: refused?.observed,
  }
  process.stdout.write(`\n${JSON.stringify(found)}\n`)
}

main().catch((error: unknown) => {
  process.stdout.write(`\n${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`)
})
