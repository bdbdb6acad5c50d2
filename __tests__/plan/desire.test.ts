import { describe, expect, it } from '@jest/globals'
import type { Origin } from '../../src/model/state.ts'
import { desire } from '../../src/plan/desire.ts'
import { GALLERY, idOf, PUBLISH_ONLY, parse } from '../inputs/workflow.ts'

const ORIGIN: Origin = {
  repository: 'contoso/render',
  commit: '0123456789abcdef0123456789abcdef01234567',
  runId: '42',
  runAttempt: '1',
  runUrl: 'https://github.com/contoso/render/actions/runs/42',
}

describe('desire', () => {
  it('asks for the image that the workflow names, and says who asks', async () => {
    const inputs = await parse({ source: 'golden', 'target-regions': 'North Europe=2', 'image-tags': 'team=a' })
    const { image, origin } = desire(inputs, ORIGIN)
    expect(image).toEqual({
      imageDefinitionId: `${GALLERY}/images/ubuntu-render`,
      version: { kind: 'exact', version: '1.2.3' },
      sourceId: idOf('Microsoft.Compute/images/golden'),
      extraRegions: [{ region: 'northeurope', regionalReplicaCount: 2 }],
      nodesPerReplica: 300,
      minimumReplicas: 1,
      replicaStorageType: 'Standard_LRS',
      tags: { team: 'a' },
    })
    expect(origin).toBe(ORIGIN)
  })

  it('asks for one pool by its resource ID', async () => {
    const { pools } = desire(await parse({ 'start-task': 'true', 'pool-properties': 'displayName: x' }), ORIGIN)
    const account = idOf('Microsoft.Batch/batchAccounts/contosorenders')
    expect(pools).toEqual([
      {
        poolId: `${account}/pools/render-pool`,
        batchAccountId: account,
        vmSize: 'Standard_D2s_v5',
        scale: { kind: 'fixed', targetDedicatedNodes: 3000, targetSpotNodes: 0 },
        nodeAgentSkuId: 'auto',
        startTask: { commandLine: 'true' },
        identityIds: [],
        resizeTimeoutMinutes: 'auto',
        properties: { displayName: 'x' },
      },
    ])
  })

  it('asks for no pool in a run that only publishes', async () => {
    expect(desire(await parse(PUBLISH_ONLY), ORIGIN).pools).toEqual([])
  })

  it('carries how the run is to go', async () => {
    const inputs = await parse({ mode: 'plan', wait: 'steady', 'healthy-percent': '75' })
    expect(desire(inputs, ORIGIN)).toMatchObject({ mode: 'plan', wait: 'steady', healthyPercent: 75 })
  })

  it('passes the end of life on', async () => {
    const { image } = desire(await parse({ 'end-of-life-date': '2027-06-30' }), ORIGIN)
    expect(image.endOfLifeDate).toBe('2027-06-30T00:00:00.000Z')
  })

  it('holds no secret of signing in', async () => {
    const text = JSON.stringify(desire(await parse({ 'github-token': 'ghs_token' }), ORIGIN))
    expect(text).not.toContain('ghs_token')
  })
})
