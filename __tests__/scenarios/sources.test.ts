import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Event } from '../../src/model/event.ts'
import { ask, put } from './reasons/requests.ts'
import { DEMO_INPUTS, openStory, type Story } from './story.ts'

const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'
const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering/providers`
const compute = (path: string) => `${GROUP}/Microsoft.Compute/${path}`
const GOLDEN =
  '/subscriptions/66666666-7777-4888-8999-aaaaaaaaaaaa/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu/versions/3.0.0'
const VHD = 'https://contosoimages.blob.core.windows.net/vhds/render-os.vhd'
const ACCOUNT = `${GROUP}/Microsoft.Storage/storageAccounts/contosoimages`
const ASSETS = {
  'data-disk-sources': `0=${compute('snapshots/render-assets')}, 3=${compute('snapshots/render-cache')}`,
}

const SMALL = { ...DEMO_INPUTS, source: '', 'node-count': '10' }

describe('an image version', () => {
  let story: Story
  beforeAll(async () => {
    story = await openStory('sources')
  })
  beforeEach(() => story.served.sandbox.reset())
  afterAll(() => story.close())

  const read = (id: string, apiVersion = '2025-03-03') =>
    JSON.parse(
      story.served.sandbox.ask({
        method: 'GET',
        url: `https://management.azure.com${id}?api-version=${apiVersion}`,
        as: story.served.sandbox.world.applications[0]?.clientId ?? '',
      }).text,
    )
  const version = () => read(compute('galleries/renders/images/ubuntu-render/versions/1.1.0'))

  const sources: readonly (readonly [what: string, inputs: Readonly<Record<string, string>>, profile: object])[] = [
    [
      'a managed image',
      { source: 'ubuntu-render-2026-11' },
      { source: { id: compute('images/ubuntu-render-2026-11') } },
    ],
    [
      'a virtual machine',
      { source: compute('virtualMachines/image-builder') },
      { source: { virtualMachineId: compute('virtualMachines/image-builder') } },
    ],
    [
      'a snapshot of the OS disk',
      { source: compute('snapshots/render-os') },
      { osDiskImage: { source: { id: compute('snapshots/render-os') } } },
    ],
    [
      'snapshots of the OS disk and of data disks, by LUN',
      { source: compute('snapshots/render-os'), ...ASSETS },
      {
        osDiskImage: { source: { id: compute('snapshots/render-os') } },
        dataDiskImages: [
          { lun: 0, source: { id: compute('snapshots/render-assets') } },
          { lun: 3, source: { id: compute('snapshots/render-cache') } },
        ],
      },
    ],
    [
      'a managed disk',
      { source: compute('disks/image-builder-os') },
      { osDiskImage: { source: { id: compute('disks/image-builder-os') } } },
    ],
    [
      'a VHD in a storage account',
      { source: VHD, 'source-storage-account': 'contosoimages', 'node-agent-sku': 'batch.node.ubuntu 24.04' },
      { osDiskImage: { source: { uri: VHD, storageAccountId: ACCOUNT } } },
    ],
    ['a version of a gallery in another subscription', { source: GOLDEN }, { source: { id: GOLDEN } }],
  ]
  for (const [what, inputs, profile] of sources) {
    it(`is made from ${what}, and nodes start from it`, async () => {
      const { report } = await story.run({ ...SMALL, ...inputs })
      expect(report.plan?.findings.filter(({ severity }) => severity !== 'note')).toEqual([])
      expect(report.outcome).toBe('applied')
      expect(version().properties.storageProfile).toMatchObject(profile)
    })

    it(`that was made from ${what} is not made again by a second run`, async () => {
      await story.run({ ...SMALL, ...inputs })
      const { report } = await story.run({ ...SMALL, ...inputs })
      expect(report.outcome).toBe('unchanged')
    })
  }

  it('is made from a managed image that is made from snapshots first', async () => {
    const classic = { ...SMALL, source: compute('snapshots/render-os'), ...ASSETS, 'managed-image': 'render-2026-11' }
    const { report } = await story.run(classic)
    expect(report.outcome).toBe('applied')
    expect(version().properties.storageProfile.source.id).toBe(compute('images/render-2026-11'))
    const { osDisk, dataDisks } = read(compute('images/render-2026-11'), '2024-07-01').properties.storageProfile
    expect(osDisk.snapshot.id).toBe(compute('snapshots/render-os'))
    expect(dataDisks.map(({ lun }: { lun: number }) => lun)).toEqual([0, 3])
    expect((await story.run(classic)).report.outcome).toBe('unchanged')
  })

  it('that came of another snapshot by way of a managed image stops the run', async () => {
    const classic = (source: string) => ({ ...SMALL, source: compute(source), 'managed-image': 'render-2026-11' })
    await story.run(classic('disks/image-builder-os'))
    const { report } = await story.run(classic('snapshots/render-os'))
    expect(report.outcome).toBe('blocked')
    const [{ code, message } = {}] = report.plan?.findings ?? []
    expect(code).toBe('ImageVersionFromOtherSource')
    expect(message).toContain(`${compute('disks/image-builder-os')}, not from ${compute('snapshots/render-os')}`)
  })

  it('is made of a managed image that a run has begun to make before it was cut off', async () => {
    const classic = { ...SMALL, source: compute('snapshots/render-os'), 'managed-image': 'render-2026-11' }
    const cut = new AbortController()
    const onEvent = (event: Event) => {
      if (event.kind === 'step-progressed') cut.abort(new Error('cut off'))
    }
    const first = await story.run(classic, { signal: cut.signal, onEvent })
    expect(first.requests.filter((request) => request.startsWith('PUT '))).toHaveLength(1)
    const image = compute('images/render-2026-11')
    expect(read(image, '2024-07-01').properties.provisioningState).toBe('Creating')
    const { report, requests } = await story.run(classic)
    expect(report.outcome).toBe('applied')
    expect(requests).not.toContain(`PUT ${image}`)
  })

  it('is made under the next number from a snapshot that was made anew under its name', async () => {
    const snapshot = compute('snapshots/render-os')
    const inputs = { ...SMALL, 'image-version': 'next-patch', source: snapshot }
    const numberOf = async () => (await story.run(inputs)).report.plan?.imageVersionId.split('/').at(-1)
    expect([await numberOf(), await numberOf()]).toEqual(['1.0.1', '1.0.1'])
    const made = read(snapshot, '2024-03-02')
    const timeCreated = new Date(story.served.sandbox.clock.now()).toISOString()
    story.served.sandbox.faults.add({
      match: { method: 'GET', path: '/snapshots/render-os' },
      count: 0,
      effect: { kind: 'answer', status: 200, body: { ...made, properties: { ...made.properties, timeCreated } } },
    })
    expect(await numberOf()).toBe('1.0.2')
    story.served.sandbox.faults.clear()
  })

  it('waits for a managed image that still feeds the version of somebody else', async () => {
    const source = { id: compute('images/ubuntu-render-2026-11') }
    const other = compute('galleries/renders/images/ubuntu-render/versions/1.0.5')
    const properties = { storageProfile: { source } }
    expect(ask(story, put(other, { location: 'westeurope', properties })).status).toBe(201)
    const { report, events } = await story.run({ ...SMALL, source: 'ubuntu-render-2026-11' })
    expect(report.outcome).toBe('applied')
    expect(read(other).properties.provisioningState).toBe('Succeeded')
    const told = events.flatMap((event) => (event.kind === 'step-progressed' ? [event.text] : []))
    expect(told.filter((text) => text.includes('still feeds another image version'))).toHaveLength(1)
  })

  it('is given up where its managed image feeds that of somebody else for more than an hour', async () => {
    const message = 'The managed image is in use.'
    story.served.sandbox.faults.add({
      match: { method: 'PUT', path: '/versions/1.1.0' },
      count: 0,
      effect: { kind: 'answer', status: 409, body: { error: { code: 'Conflict', message } } },
    })
    const before = story.served.sandbox.clock.now()
    const { report } = await story.run({ ...SMALL, source: 'ubuntu-render-2026-11' })
    expect(report.failures.map(({ code }) => code)).toEqual(['Conflict'])
    expect(story.served.sandbox.clock.now() - before).toBeGreaterThan(60 * 60_000)
  })

  it('is made though the answers to the requests that make it and what it lies in are lost', async () => {
    const { faults } = story.served.sandbox
    for (const path of ['/fresh\\?', '/ubuntu-fresh\\?', '/render-2026-11\\?', '/versions/']) {
      faults.add({ match: { method: 'PUT', path }, effect: { kind: 'reset', after: true } })
    }
    const inputs = { gallery: 'fresh', 'image-definition': 'ubuntu-fresh', 'create-gallery': 'true' }
    const { report } = await story.run({
      ...SMALL,
      ...inputs,
      source: compute('snapshots/render-os'),
      'managed-image': 'render-2026-11',
    })
    faults.clear()
    expect(report.failures).toEqual([])
    expect(report.outcome).toBe('applied')
  })

  const begun: readonly (readonly [what: string, path: string, properties: object])[] = [
    ['gallery', 'galleries/fresh', {}],
    [
      'definition',
      'galleries/renders/images/ubuntu-fresh',
      {
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        features: [{ name: 'SecurityType', value: 'Standard' }],
        identifier: { publisher: 'contoso', offer: 'render-farm', sku: 'ubuntu-fresh' },
      },
    ],
  ]
  for (const [what, path, properties] of begun) {
    it(`is made in a ${what} that a run which was killed has begun to make`, async () => {
      const began = ask(story, put(compute(path), { location: 'westeurope', properties }))
      expect([began.status, began.body.properties.provisioningState]).toEqual([201, 'Creating'])
      const [, gallery = ''] = path.split('/')
      const inputs = { gallery, 'image-definition': 'ubuntu-fresh', 'create-gallery': 'true' }
      const { report } = await story.run({ ...SMALL, ...inputs, source: compute('virtualMachines/image-builder') })
      expect(report.failures).toEqual([])
      expect(report.outcome).toBe('applied')
    })
  }

  it('gets a gallery and a definition of its own where they are missing and that was asked', async () => {
    const { report } = await story.run({
      ...SMALL,
      gallery: 'fresh',
      'image-definition': 'ubuntu-fresh',
      'create-gallery': 'true',
      source: compute('virtualMachines/image-builder'),
    })
    expect(report.outcome).toBe('applied')
    const { properties } = read(compute('galleries/fresh/images/ubuntu-fresh'))
    expect(properties).toMatchObject({
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'contoso', offer: 'render-farm', sku: 'ubuntu-fresh' },
      features: [{ name: 'SecurityType', value: 'Standard' }],
    })
  })

  it('is taken up by the next run where the first was cut off after the gallery, the definition and the managed image', async () => {
    const inputs = {
      ...SMALL,
      gallery: 'fresh',
      'image-definition': 'ubuntu-fresh',
      'create-gallery': 'true',
      source: compute('snapshots/render-os'),
      'managed-image': 'render-2026-11',
    }
    const { faults } = story.served.sandbox
    faults.add({
      match: { method: 'PUT', path: '/versions/' },
      count: 0,
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'Not now.' },
    })
    const cut = await story.run(inputs)
    expect(cut.report.outcome).toBe('failed')
    expect(cut.report.left).toContain('Azure made managed image render-2026-11 from render-os.')
    faults.clear()
    const { report, requests } = await story.run(inputs)
    expect(report.outcome).toBe('applied')
    const made = requests.filter((request) =>
      /^PUT .*(galleries\/fresh|ubuntu-fresh|images\/render-2026-11)$/.test(request),
    )
    expect(made).toEqual([])
  })

  it('shows the chain back to the marketplace in the plan', async () => {
    const { report } = await story.run({ ...SMALL, mode: 'plan', source: compute('snapshots/render-os') })
    expect(report.plan?.lineage?.links.map(({ kind }) => kind)).toEqual(['snapshot', 'disk'])
    expect(report.plan?.lineage?.baseImage).toMatchObject({ offer: 'ubuntu-24_04-lts' })
  })

  it('leaves its sources as they are', async () => {
    const { requests } = await story.run({ ...SMALL, source: compute('virtualMachines/image-builder') })
    const writes = requests.filter((request) => !request.startsWith('GET'))
    expect(writes.filter((request) => /virtualMachines|disks|snapshots/.test(request))).toEqual([])
  })
})
