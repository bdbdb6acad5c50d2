import { describe, expect, it } from '@jest/globals'
import { parseBatchAccount } from '../../src/azure/batch-account.ts'
import { parsePool } from '../../src/azure/pool.ts'
import type { JsonObject } from '../../src/model/json.ts'

const ACCOUNT = '/subscriptions/1/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/renders'
const none = { get: () => undefined }

const POOL = {
  id: `${ACCOUNT}/pools/render-pool`,
  etag: 'W/"0x8D4EDFEBFADF4AB"',
  tags: { team: 'render' },
  identity: { type: 'UserAssigned', userAssignedIdentities: { '/id': { clientId: '7', principalId: '8' } } },
  properties: {
    provisioningState: 'Succeeded',
    allocationState: 'Steady',
    vmSize: 'STANDARD_D2S_V5',
    currentDedicatedNodes: 8,
    currentLowPriorityNodes: 2,
    somethingNew: { isKept: true },
    resizeOperationStatus: {
      startTime: '2026-11-24T09:00:00Z',
      errors: [
        {
          code: 'AllocationFailed',
          message: 'Desired number of dedicated nodes could not be allocated.',
          details: [{ code: 'Reason', message: 'The server encountered an internal error.' }],
        },
      ],
    },
    autoScaleRun: { evaluationTime: '2026-11-24T09:00:00Z', error: { code: 'AutoScalingFormulaEvaluationError' } },
  },
}

function parsed(properties: JsonObject, more: JsonObject = {}) {
  return parsePool({ body: { ...POOL, ...more, properties: { ...POOL.properties, ...properties } }, headers: none })
}

describe('parsePool', () => {
  it('reads states, counts and reasons', () => {
    expect(parsed({})).toMatchObject({
      id: POOL.id,
      etag: POOL.etag,
      provisioningState: 'Succeeded',
      allocationState: 'Steady',
      currentDedicatedNodes: 8,
      currentSpotNodes: 2,
      resize: {
        startTime: '2026-11-24T09:00:00Z',
        errors: [
          {
            code: 'AllocationFailed',
            message: 'Desired number of dedicated nodes could not be allocated.',
            details: [{ name: 'Reason', value: 'The server encountered an internal error.' }],
          },
        ],
      },
      autoScaleError: { code: 'AutoScalingFormulaEvaluationError', message: '', details: [] },
    })
  })

  it('keeps the whole definition, also what it does not know', () => {
    const { properties, tags, identity } = POOL
    expect(parsed({}).definition).toEqual({ properties, tags, identity })
  })

  it('takes the ETag of the header before that of the body', () => {
    const headers = { get: (name: string) => (name === 'etag' ? 'W/"0x1"' : undefined) }
    expect(parsePool({ body: POOL, headers }).etag).toBe('W/"0x1"')
  })

  it('takes a new allocation state, and none at all, for movement', () => {
    expect(parsed({ allocationState: 'Migrating' }).allocationState).toBe('Resizing')
    expect(parsed({ allocationState: undefined }).allocationState).toBe('Resizing')
    expect(parsed({ allocationState: 'Stopping' }).allocationState).toBe('Stopping')
  })

  it('takes counts that are left out for none', () => {
    expect(parsed({ currentDedicatedNodes: undefined, currentLowPriorityNodes: null })).toMatchObject({
      currentDedicatedNodes: 0,
      currentSpotNodes: 0,
    })
  })

  it('refuses an answer without what it always has', () => {
    expect(() => parsed({}, { etag: undefined })).toThrow('it has no etag')
    expect(() => parsed({ provisioningState: undefined })).toThrow('it has no properties.provisioningState')
  })
})

describe('parseBatchAccount', () => {
  const body = {
    id: ACCOUNT,
    location: 'westeurope',
    properties: {
      accountEndpoint: 'renders.westeurope.batch.azure.com',
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
    },
  }

  it('takes an account that says nothing of networks and modes for public and open to all', () => {
    expect(parseBatchAccount({ body, headers: none })).toStrictEqual({
      id: ACCOUNT,
      location: 'westeurope',
      accountEndpoint: 'renders.westeurope.batch.azure.com',
      provisioningState: 'Succeeded',
      poolAllocationMode: 'BatchService',
      publicNetworkAccess: 'Enabled',
      quotas: { coresByFamily: [] },
    })
  })

  it('reads networks and modes', () => {
    const properties = { ...body.properties, publicNetworkAccess: 'Disabled', allowedAuthenticationModes: ['AAD'] }
    expect(parseBatchAccount({ body: { ...body, properties }, headers: none })).toMatchObject({
      publicNetworkAccess: 'Disabled',
      allowedAuthenticationModes: ['AAD'],
    })
  })

  const accounts = (properties: JsonObject) =>
    parseBatchAccount({ body: { ...body, properties: { ...body.properties, ...properties } }, headers: none })

  it('reads where approved private endpoints lead, and which may lead anywhere', () => {
    const connection = (status: string | undefined, groupIds?: string[]) => ({
      properties: {
        ...(groupIds && { groupIds }),
        ...(status !== undefined && { privateLinkServiceConnectionState: { status } }),
      },
    })
    const privateEndpointConnections = [
      connection('Approved', ['nodeManagement']),
      connection('Pending', ['batchAccount']),
      connection(undefined),
    ]
    expect(accounts({ privateEndpointConnections }).privateEndpoints).toEqual(['nodeManagement', ''])
  })

  it('reads which addresses of nodes the account lets in', () => {
    const networkProfile = { nodeManagementAccess: { defaultAction: 'Deny', ipRules: [] } }
    expect(accounts({ networkProfile }).nodeManagementAccess).toEqual({ defaultAction: 'Deny', ipRules: [] })
  })

  it('reads which addresses the account lets in', () => {
    const ipRules = [{ action: 'Allow', value: '203.0.113.0/24' }]
    const networkProfile = { accountAccess: { defaultAction: 'Deny', ipRules } }
    expect(accounts({ networkProfile }).accountAccess).toEqual({ defaultAction: 'Deny', ipRules: ['203.0.113.0/24'] })
  })

  it('takes rules that say nothing for open ones, and a profile without rules for none', () => {
    expect(accounts({ networkProfile: { accountAccess: {} } }).accountAccess).toEqual({
      defaultAction: 'Allow',
      ipRules: [],
    })
    expect(accounts({ networkProfile: { nodeManagementAccess: { defaultAction: 'Allow' } } })).not.toHaveProperty(
      'accountAccess',
    )
  })

  const QUOTAS = {
    poolQuota: 20,
    dedicatedCoreQuota: 100,
    lowPriorityCoreQuota: 50,
    dedicatedCoreQuotaPerVMFamily: [
      { name: 'standardDSv5Family', coreQuota: 80 },
      { name: 'standardFSv2Family', coreQuota: 0 },
    ],
    dedicatedCoreQuotaPerVMFamilyEnforced: true,
  }
  const quotas = [
    [
      'in total and by family',
      QUOTAS,
      {
        pools: 20,
        dedicatedCores: 100,
        spotCores: 50,
        coresByFamily: [
          { family: 'standardDSv5Family', cores: 80 },
          { family: 'standardFSv2Family', cores: 0 },
        ],
      },
    ],
    [
      'in total alone where families are not limited',
      { ...QUOTAS, dedicatedCoreQuotaPerVMFamilyEnforced: false },
      { pools: 20, dedicatedCores: 100, spotCores: 50, coresByFamily: [] },
    ],
    [
      'of pools alone where nodes are in the own subscription of the user',
      { ...QUOTAS, poolAllocationMode: 'UserSubscription', dedicatedCoreQuota: null },
      { pools: 20, coresByFamily: [] },
    ],
    ['of nothing where Azure says nothing', { poolQuota: null }, { coresByFamily: [] }],
  ] as const
  for (const [name, properties, expected] of quotas) {
    it(`reads quotas ${name}`, () => {
      expect(accounts(properties).quotas).toStrictEqual(expected)
    })
  }

  it('refuses an account without an endpoint', () => {
    const properties = { ...body.properties, accountEndpoint: undefined }
    expect(() => parseBatchAccount({ body: { ...body, properties }, headers: none })).toThrow(
      'it has no properties.accountEndpoint',
    )
  })
})
