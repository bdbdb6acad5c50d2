import { describe, expect, it } from '@jest/globals'
import {
  childId,
  isOfType,
  normalizeRegion,
  parentId,
  parseResourceId,
  resourceName,
  sameResourceId,
} from '../../src/model/resource-id.ts'

const GROUP = '/subscriptions/s/resourceGroups/g/providers'
const VERSION = `${GROUP}/Microsoft.Compute/galleries/x/images/y/versions/1.0.0`
const POOL = `${GROUP}/Microsoft.Batch/batchAccounts/a/pools/p`

describe('parseResourceId', () => {
  it('pairs types with names', () => {
    expect(parseResourceId(VERSION)).toEqual({
      subscriptionId: 's',
      resourceGroup: 'g',
      provider: 'Microsoft.Compute',
      types: ['galleries', 'images', 'versions'],
      names: ['x', 'y', '1.0.0'],
    })
  })

  const strangers: readonly [title: string, text: string][] = [
    ['a plain name', 'gallery'],
    ['nothing', ''],
    ['a resource group', '/subscriptions/s/resourceGroups/g'],
    ['a type without a name', `${GROUP}/Microsoft.Compute/galleries`],
    ['an ID that ends in a type', `${GROUP}/Microsoft.Compute/galleries/x/images`],
    ['an empty name', `${GROUP}/Microsoft.Compute/galleries//images/y`],
    ['an ID with something before it', `https://management.azure.com${VERSION}`],
  ]
  for (const [title, text] of strangers) {
    it(`refuses ${title}`, () => {
      expect(parseResourceId(text)).toBeUndefined()
    })
  }

  const spellings: readonly [title: string, text: string][] = [
    ['with a slash at its end', `${VERSION}/`],
    ['with the fixed words spelled otherwise', VERSION.replace('resourceGroups', 'RESOURCEGROUPS')],
  ]
  for (const [title, text] of spellings) {
    it(`gives the same parts of an ID ${title}`, () => {
      expect(parseResourceId(text)).toEqual(parseResourceId(VERSION))
    })
  }
})

describe('sameResourceId', () => {
  const cases: readonly [title: string, other: string, same: boolean][] = [
    ['the same text', POOL, true],
    ['another case', POOL.toUpperCase(), true],
    ['a slash at the end', `${POOL}/`, true],
    ['another name', `${POOL}2`, false],
    ['the ID one level up', parentId(POOL), false],
  ]
  for (const [title, other, same] of cases) {
    it(`says ${same ? 'yes' : 'no'} to ${title}`, () => {
      expect(sameResourceId(POOL, other)).toBe(same)
    })
  }
})

describe('isOfType', () => {
  const cases: readonly [id: string, provider: string, type: string, is: boolean][] = [
    [VERSION, 'Microsoft.Compute', 'galleries/images/versions', true],
    [VERSION.toUpperCase(), 'Microsoft.Compute', 'galleries/images/versions', true],
    [VERSION, 'Microsoft.Compute', 'galleries/images', false],
    [VERSION, 'Microsoft.Batch', 'galleries/images/versions', false],
    ['1.0.0', 'Microsoft.Compute', 'galleries/images/versions', false],
  ]
  for (const [id, provider, type, is] of cases) {
    it(`says ${is ? 'yes' : 'no'} to ${provider}/${type} for ${id}`, () => {
      expect(isOfType(id, provider, type)).toBe(is)
    })
  }
})

describe('resourceName, parentId and childId', () => {
  for (const id of [POOL, `${POOL}/`]) {
    it(`take ${id} apart and put it together again`, () => {
      expect(resourceName(id)).toBe('p')
      expect(parentId(id)).toBe(`${GROUP}/Microsoft.Batch/batchAccounts/a`)
      expect(childId(`${parentId(id)}/`, 'pools', resourceName(id))).toBe(POOL)
    })
  }
})

describe('normalizeRegion', () => {
  const cases = [
    ['West Europe', 'westeurope'],
    ['westeurope', 'westeurope'],
    ['East US 2 EUAP', 'eastus2euap'],
  ] as const
  for (const [name, region] of cases) {
    it(`makes ${region} of ${name}`, () => {
      expect(normalizeRegion(name)).toBe(region)
    })
  }
})
