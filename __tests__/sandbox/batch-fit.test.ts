import { describe, expect, it } from '@jest/globals'
import { type BatchCloud, GROUP, openBatch, type PoolAsk, shortfall, withImages } from './batch-cloud.ts'

const security = (value: string) => ({ features: [{ name: 'SecurityType', value }] })

const BUILDER = `${GROUP}/Microsoft.Compute/virtualMachines/planned-builder`
const PLAN = { publisher: 'contoso', product: 'render', name: 'pro' }

const open = () =>
  openBatch(
    withImages({
      arm: { architecture: 'Arm64' },
      windows: { osType: 'Windows' },
      trusted: security('TrustedLaunch'),
      'trusted-too': security('TrustedLaunchSupported'),
      confidential: security('ConfidentialVM'),
      'confidential-too': security('ConfidentialVMSupported'),
      any: security('TrustedLaunchAndConfidentialVmSupported'),
      nvme: { features: [{ name: 'DiskControllerTypes', value: 'SCSI, NVMe' }] },
    }),
  )

/** A machine of the marketplace with a plan, and definitions that carry it, another, or none. */
const openWithPlans = () =>
  openBatch((demo) => {
    const planned = { ...PLAN, name: 'basic' }
    const images = { right: { purchasePlan: PLAN }, wrong: { purchasePlan: planned }, none: {} }
    const { compute } = withImages(images, { virtualMachineId: BUILDER })(demo)
    const [builder] = demo.compute.virtualMachines ?? []
    const machine = { ...builder, id: BUILDER, plan: PLAN }
    return { compute: { ...Object(compute), virtualMachines: [...(demo.compute.virtualMachines ?? []), machine] } }
  })

/** What a pool of one node falls short for; nothing where it gets its node. */
function shortfallOf(cloud: BatchCloud, ask: PoolAsk): readonly string[] {
  const name = `p${cloud.sandbox.clock.now()}`
  const reply = cloud.put({ dedicated: 1, ...ask, name })
  if (reply.status !== 200) throw new Error(reply.text)
  cloud.later(5)
  const pool = cloud.pool(name)
  expect(pool.currentDedicatedNodes).toBe(shortfall(pool).length === 0 ? 1 : 0)
  return shortfall(pool)
}

const trusted = { securityProfile: { securityType: 'trustedLaunch' } }
const confidential = {
  securityProfile: { securityType: 'confidentialVM' },
  osDisk: { managedDisk: { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } } },
}
const onSize = (vmSize: string) => ({ properties: { vmSize } })
const CONFIDENTIAL_SIZE = onSize('Standard_DC2as_v5')

describe('images, sizes and security types', () => {
  it('An image of another architecture than the VM size ends a resize with AllocationFailed in the words of Compute.', () => {
    const cloud = open()
    expect(shortfallOf(cloud, { image: 'arm' })[0]).toMatch(
      /^AllocationFailed: BadRequest: Cannot create a VM of size 'Standard_D2s_v5' because this VM size only supports a CPU Architecture of 'x64', but an image or disk with CPU Architecture 'Arm64' was given/,
    )
    expect(shortfallOf(cloud, onSize('Standard_D2ps_v5'))[0]).toContain("only supports a CPU Architecture of 'Arm64'")
    expect(shortfallOf(cloud, { image: 'arm', ...onSize('Standard_D2ps_v5') })).toEqual([])
  })

  it('An image that does not name the disk controller of the VM size fails at allocation in the words of Compute.', () => {
    const cloud = open()
    const onNvme = onSize('Standard_D2s_v6')
    expect(shortfallOf(cloud, { image: 'trusted-too', ...onNvme })[0]).toMatch(
      /^AllocationFailed: InvalidParameter: The VM size 'Standard_D2s_v6' cannot boot with OS image or disk\. /,
    )
    expect(shortfallOf(cloud, { image: 'nvme', ...onNvme })).toEqual([])
    expect(shortfallOf(cloud, { image: 'nvme' })).toEqual([])
  })

  it('An image that forces a security type fails at allocation where the pool asks for none or for another.', () => {
    const cloud = open()
    const only = (type: string) =>
      `AllocationFailed: BadRequest: The provided gallery image only supports creation of VMs and VM Scale Sets with '${type}' security type.`
    expect(shortfallOf(cloud, { image: 'trusted' })).toEqual([only('TrustedLaunch')])
    expect(shortfallOf(cloud, { image: 'trusted', machine: trusted })).toEqual([])
    expect(shortfallOf(cloud, { image: 'confidential', machine: trusted })).toEqual([only('ConfidentialVM')])
    expect(shortfallOf(cloud, { image: 'confidential', machine: confidential, ...CONFIDENTIAL_SIZE })).toEqual([])
  })

  it('An image that supports a security type starts with and without it.', () => {
    const cloud = open()
    for (const image of ['trusted-too', 'any']) {
      expect(shortfallOf(cloud, { image })).toEqual([])
      expect(shortfallOf(cloud, { image, machine: trusted })).toEqual([])
    }
    expect(shortfallOf(cloud, { image: 'confidential-too' })).toEqual([])
    for (const image of ['confidential-too', 'any'])
      expect(shortfallOf(cloud, { image, machine: confidential, ...CONFIDENTIAL_SIZE })).toEqual([])
  })

  it('A security type that the image does not support fails at allocation.', () => {
    const cloud = open()
    const unsupported = (type: string) => `BadRequest: Use of ${type} setting is not supported for the provided image.`
    expect(shortfallOf(cloud, { machine: trusted })[0]).toContain(unsupported('TrustedLaunch'))
    expect(shortfallOf(cloud, { image: 'trusted-too', machine: confidential })[0]).toContain(
      unsupported('ConfidentialVM'),
    )
  })

  it('A security type that the VM size does not have fails at allocation.', () => {
    const cloud = open()
    const marketplace = {
      imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
      ...trusted,
    }
    const notOn = (size: string, type: string) =>
      `AllocationFailed: BadRequest: The VM size '${size}' is not supported for creation of VMs and Virtual Machine Scale Set with '${type}' security type.`
    expect(shortfallOf(cloud, { machine: marketplace, ...onSize('Standard_D2_v2') })).toEqual([
      notOn('Standard_D2_v2', 'TrustedLaunch'),
    ])
    expect(shortfallOf(cloud, { image: 'any', machine: confidential })).toEqual([
      notOn('Standard_D2s_v5', 'ConfidentialVM'),
    ])
    expect(shortfallOf(cloud, { image: 'any', ...CONFIDENTIAL_SIZE })).toEqual([notOn('Standard_DC2as_v5', '<NULL>')])
  })

  it('A confidential machine fails at allocation without the encryption of its guest state.', () => {
    const { securityProfile } = confidential
    expect(
      shortfallOf(open(), { image: 'confidential', machine: { securityProfile }, ...CONFIDENTIAL_SIZE })[0],
    ).toContain('securityEncryptionType')
  })

  it('An image whose definition does not carry the plan of the marketplace image behind it fails at allocation.', () => {
    const cloud = openWithPlans()
    expect(shortfallOf(cloud, { image: 'none' })[0]).toContain(
      'VMMarketplaceInvalidInput: Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information',
    )
    expect(shortfallOf(cloud, { image: 'wrong' })[0]).toContain('The purchase information does not match')
    expect(shortfallOf(cloud, { image: 'right' })).toEqual([])
  })

  it('A node agent for another operating system than that of the image, or for another version of it, never joins.', () => {
    const { put, service, later } = open()
    put({ dedicated: 1, image: 'windows' })
    put({ dedicated: 1, name: 'q', agent: 'batch.node.debian 12' })
    later(60)
    for (const name of ['p', 'q']) {
      const [node] = JSON.parse(service('GET', `/pools/${name}/nodes`).text).value
      expect([node.state, node.errors]).toEqual(['unusable', undefined])
    }
  })
})
