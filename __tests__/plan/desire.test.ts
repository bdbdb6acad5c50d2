import { describe, expect, it } from '@jest/globals'
import type { Origin } from '../../src/model/desired.ts'
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
      createGallery: false,
      definition: {},
      version: { kind: 'exact', version: '1.2.3' },
      source: { kind: 'managed-image', id: idOf('Microsoft.Compute/images/golden') },
      extraRegions: [{ region: 'northeurope', regionalReplicaCount: 2 }],
      nodesPerReplica: 300,
      minimumReplicas: 1,
      replicaStorageType: 'Standard_LRS',
      tags: { team: 'a' },
      promote: true,
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
    const inputs = await parse({ mode: 'plan', wait: 'steady', 'healthy-percent': '75', 'timeout-minutes': '90' })
    expect(desire(inputs, ORIGIN)).toMatchObject({
      mode: 'plan',
      wait: 'steady',
      healthyPercent: 75,
      timeoutMinutes: 90,
    })
  })

  it('carries how a pool that has nodes is rolled', async () => {
    const inputs = await parse({ 'update-strategy': 'in-place', 'drain-timeout-minutes': '90', 'on-failure': 'stop' })
    expect(desire(inputs, ORIGIN).rollout).toEqual({
      strategy: 'in-place',
      drain: 'taskcompletion',
      drainTimeoutMinutes: 90,
      drainDeadline: 'fail',
      onFailure: 'stop',
    })
  })

  it('carries what the workflow allows to a run, and the plan that it holds it to', async () => {
    const inputs = await parse({
      'register-provider': 'true',
      'ignore-findings': 'CoreQuotaShort',
      'plan-hash': '0'.repeat(64),
    })
    expect(desire(inputs, ORIGIN)).toMatchObject({
      registerProvider: true,
      ignoreFindings: ['CoreQuotaShort'],
      planHash: '0'.repeat(64),
    })
  })

  it('leaves out the limit and the plan that the workflow does not name', async () => {
    const desired = desire(await parse({}), ORIGIN)
    expect(desired).toMatchObject({ registerProvider: false, ignoreFindings: [] })
    for (const name of ['timeoutMinutes', 'planHash']) expect(desired).not.toHaveProperty(name)
  })

  it('asks for the definition and the managed image on the way to the version', async () => {
    const snapshot = idOf('Microsoft.Compute/snapshots/os')
    const inputs = await parse({
      source: snapshot,
      'managed-image': 'golden',
      'create-gallery': 'true',
      'os-type': 'Linux',
    })
    expect(desire(inputs, ORIGIN).image).toMatchObject({
      createGallery: true,
      definition: { osType: 'Linux' },
      source: { kind: 'disks', osDisk: { id: snapshot }, dataDisks: [] },
      managedImageId: idOf('Microsoft.Compute/images/golden'),
    })
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
