import { describe, expect, it } from '@jest/globals'
import { type Inquiry, inquire } from '../../../src/plan/draft/inquiry.ts'
import {
  ABSENT,
  ACCOUNT,
  type Change,
  DEFINITION,
  GALLERY,
  GROUP,
  IMAGE,
  later,
  made,
  POOL,
  question,
  SUBNET,
  SUBSCRIPTION,
  VERSION,
  version,
} from '../checks/question.ts'

function asked(change: Change): Inquiry {
  const { desired, observed } = question(change)
  return inquire(desired, observed)
}

const accounts = (list: Inquiry['vmSizes']) => list.map(({ id }) => id)

describe('inquire', () => {
  it('asks nothing where nothing would change', () => {
    expect(Object.values(asked({ seen: later() })).flat()).toEqual([])
  })

  it('asks for everything a first run depends on, each thing once', () => {
    const inquiry = asked({})
    expect([inquiry.supportedImages, inquiry.vmSizes, inquiry.accountPools].map(accounts)).toEqual([
      [ACCOUNT],
      [ACCOUNT],
      [ACCOUNT],
    ])
    expect(inquiry.subnetIds).toEqual([SUBNET])
    expect(inquiry.scopes).toEqual([DEFINITION, IMAGE, ACCOUNT, SUBNET])
    expect(inquiry.registrations).toEqual([SUBSCRIPTION])
    expect(inquiry.regions).toEqual([])
    expect(inquiry.runningTasks).toEqual([])
    expect(inquiry.lineageOf).toBeUndefined()
  })

  it('asks for the regions of the subscription where one is named that no account vouches for', () => {
    expect(asked({ image: { extraRegions: [{ region: 'westeurope' }] } }).regions).toEqual([])
    expect(asked({ image: { extraRegions: [{ region: 'eastus' }] } }).regions).toEqual([SUBSCRIPTION])
    expect(asked({ image: { replicaStorageType: 'Standard_ZRS' } }).regions).toEqual([SUBSCRIPTION])
  })

  it('asks for the regions where a zone-redundant version comes to the region of a pool', () => {
    const elsewhere = (storageAccountType: 'Standard_LRS' | 'Standard_ZRS') =>
      version({
        storageAccountType,
        location: 'uksouth',
        targetRegions: [{ region: 'uksouth', regionalReplicaCount: 1, storageAccountType }],
      })
    expect(asked({ seen: { imageVersion: elsewhere('Standard_ZRS') } }).regions).toEqual([SUBSCRIPTION])
    expect(asked({ seen: { imageVersion: elsewhere('Standard_LRS') } }).regions).toEqual([])
  })

  it('asks where a version that exists comes from, when a pool gets it', () => {
    expect(asked({ seen: later(made(), { pools: { [POOL.toLowerCase()]: ABSENT } }) }).lineageOf).toBe(VERSION)
  })

  it('asks for rights at the resource group while there is no definition', () => {
    const { scopes } = asked({ image: { createGallery: true }, seen: { imageDefinition: ABSENT, gallery: ABSENT } })
    expect(scopes).toContain(GROUP)
    expect(scopes).not.toContain(DEFINITION)
  })

  it('asks for names that may be taken only where the run makes that very thing', () => {
    const names = (change: Change) => [asked(change).galleriesBeside, asked(change).definitionsOf]
    const image = { createGallery: true }
    const gallery = {
      state: 'present',
      value: { id: GALLERY, location: 'westeurope', provisioningState: 'Succeeded' },
    } as const
    expect(names({ image })).toEqual([[], []])
    expect(names({ image, seen: { imageDefinition: ABSENT, gallery: ABSENT } })).toEqual([[GALLERY], []])
    expect(names({ image, seen: { imageDefinition: ABSENT, gallery } })).toEqual([[], [GALLERY]])
  })

  it('asks for VM sizes where only the image of an empty pool changes', () => {
    const old = made({ seen: { version: '1.3.0' } }, { currentDedicatedNodes: 0 })
    expect(accounts(asked({ seen: later(old) }).vmSizes)).toEqual([ACCOUNT])
  })

  it('asks for VM sizes where only the task slots of an empty pool change', () => {
    const none = { scale: { kind: 'fixed', targetDedicatedNodes: 0, targetSpotNodes: 0 } } as const
    const seen = later(made({ pool: none }))
    expect(accounts(asked({ pool: { ...none, taskSlotsPerNode: 64 }, seen }).vmSizes)).toEqual([ACCOUNT])
  })

  it('asks for the subnet that pool-properties or the pool itself names', () => {
    const properties = { networkConfiguration: { subnetId: SUBNET } }
    expect(asked({ pool: { subnetId: undefined, properties } }).subnetIds).toEqual([SUBNET])
    const larger = { scale: { kind: 'fixed', targetDedicatedNodes: 200, targetSpotNodes: 0 } } as const
    expect(asked({ pool: { subnetId: undefined, ...larger }, seen: later() }).subnetIds).toEqual([SUBNET])
  })

  it('counts running tasks where nodes are taken away', () => {
    const smaller = { scale: { kind: 'fixed', targetDedicatedNodes: 5, targetSpotNodes: 0 } } as const
    expect(asked({ pool: smaller, seen: later() }).runningTasks.map(({ poolId }) => poolId)).toEqual([POOL])
  })
})
