import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { cloudFromMetadata, KNOWN_CLOUDS } from '../../src/azure/cloud.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import { HURRIED, ownWorld, trust } from './cloud-of-its-own.ts'

const DESCRIPTION = {
  name: 'Airgap',
  portal: 'https://portal.airgap.example/',
  authentication: { loginEndpoint: 'https://login.airgap.example/', audiences: ['https://management.airgap.example/'] },
  batch: 'https://batch.airgap.example/',
  resourceManager: 'https://management.airgap.example/',
}
const ENDPOINT = 'https://management.airgap.example/'

const AIRGAP = {
  authorityHost: 'https://login.airgap.example',
  resourceManager: 'https://management.airgap.example',
  resourceManagerScope: 'https://management.airgap.example/.default',
  batchScope: 'https://batch.airgap.example/.default',
  portal: 'https://portal.airgap.example',
  isCustomAuthority: true,
}

describe('cloudFromMetadata', () => {
  it('reads one cloud, slashes at the ends or not', () => {
    expect(cloudFromMetadata(ENDPOINT, DESCRIPTION)).toEqual(AIRGAP)
    const bare = JSON.parse(JSON.stringify(DESCRIPTION).replaceAll('.example/"', '.example"')) as typeof DESCRIPTION
    expect(cloudFromMetadata('https://management.airgap.example', bare)).toEqual(AIRGAP)
  })

  it('finds the cloud in a list by its address', () => {
    const other = { ...DESCRIPTION, resourceManager: 'https://management.azure.com', batch: 'https://other.example' }
    expect(cloudFromMetadata(ENDPOINT, [other, DESCRIPTION])).toEqual(AIRGAP)
  })

  it('knows the authorities of Microsoft', () => {
    const authentication = { ...DESCRIPTION.authentication, loginEndpoint: 'https://login.microsoftonline.us/' }
    expect(cloudFromMetadata(ENDPOINT, { ...DESCRIPTION, authentication }).isCustomAuthority).toBe(false)
  })

  const incomplete = [
    {},
    [],
    'text',
    { ...DESCRIPTION, batch: undefined },
    { ...DESCRIPTION, authentication: { loginEndpoint: 'https://login.airgap.example' } },
    { ...DESCRIPTION, authentication: { ...DESCRIPTION.authentication, audiences: [] } },
  ]
  for (const metadata of incomplete) {
    it(`refuses ${JSON.stringify(metadata).slice(0, 120)}`, () => {
      expect(() => cloudFromMetadata(ENDPOINT, metadata)).toThrow('does not describe a cloud')
    })
  }
})

describe('KNOWN_CLOUDS', () => {
  it('has an audience of its own for each plane of each cloud', () => {
    const scopes = Object.values(KNOWN_CLOUDS).flatMap(({ resourceManagerScope, batchScope }) => [
      resourceManagerScope,
      batchScope,
    ])
    expect(scopes).toEqual([
      'https://management.azure.com/.default',
      'https://batch.core.windows.net/.default',
      'https://management.usgovcloudapi.net/.default',
      'https://batch.core.usgovcloudapi.net/.default',
      'https://management.chinacloudapi.cn/.default',
      'https://batch.chinacloudapi.cn/.default',
    ])
  })
})

describe('discoverCloud', () => {
  let served: ServedSandbox
  beforeAll(async () => {
    served = await startSandbox({ world: await ownWorld(), rate: 0 })
  })
  beforeEach(() => served.sandbox.reset())
  afterAll(() => served.close())

  const answering = async (effect: { status: number; body?: unknown; headers?: Record<string, string> }) => {
    served.sandbox.faults.add({ match: { plane: 'metadata' }, effect: { kind: 'answer', ...effect } })
    const distrust = trust(served)
    return discoverCloud(served.url, HURRIED).finally(distrust)
  }

  it('tells that a certificate is not trusted', async () => {
    await expect(discoverCloud(served.url, HURRIED)).rejects.toMatchObject({
      code: 'CloudNotReachable',
      message: expect.stringContaining('its certificate comes from an authority that is not trusted here'),
    })
  })

  it('asks the cloud for its description', async () => {
    const distrust = trust(served)
    const cloud = await discoverCloud(`${served.url}/`, HURRIED).finally(distrust)
    expect(cloud).toEqual({
      authorityHost: served.url,
      resourceManager: served.url,
      resourceManagerScope: `${served.url}/.default`,
      batchScope: `${served.url}/_batch/.default`,
      portal: `${served.url}/_portal`,
      isCustomAuthority: true,
    })
  })

  it('reads past a byte order mark', async () => {
    const body = `\uFEFF${JSON.stringify({ ...DESCRIPTION, resourceManager: served.url })}`
    const cloud = await answering({ status: 200, headers: { 'Content-Type': 'text/plain' }, body })
    expect(cloud.authorityHost).toBe(AIRGAP.authorityHost)
  })

  it('tells what came instead of a description', async () => {
    await expect(answering({ status: 404 })).rejects.toThrow('The answer was 404.')
    const page = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }
    await expect(answering(page)).rejects.toThrow('The answer is not JSON.')
  })

  it('tells that nothing listens there', async () => {
    await expect(discoverCloud('https://localhost:1', HURRIED)).rejects.toMatchObject({
      code: 'CloudNotReachable',
      message: expect.stringContaining('No answer came from localhost:1: nothing listens there'),
    })
  })

  it('tells that something other than HTTPS listens there', async () => {
    const plain = createServer((_, response) => response.end('hello'))
    const port = await new Promise<number>((resolve) => {
      plain.listen(0, '127.0.0.1', () => resolve((plain.address() as { port: number }).port))
    })
    try {
      await expect(discoverCloud(`https://localhost:${port}`, HURRIED)).rejects.toMatchObject({
        code: 'CloudNotReachable',
        message: expect.stringContaining(`No answer came from localhost:${port}`),
      })
    } finally {
      plain.close()
    }
  })
})
