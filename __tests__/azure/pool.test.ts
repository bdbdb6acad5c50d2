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
    })
  })

  it('reads networks and modes', () => {
    const properties = { ...body.properties, publicNetworkAccess: 'Disabled', allowedAuthenticationModes: ['AAD'] }
    expect(parseBatchAccount({ body: { ...body, properties }, headers: none })).toMatchObject({
      publicNetworkAccess: 'Disabled',
      allowedAuthenticationModes: ['AAD'],
    })
  })

  it('refuses an account without an endpoint', () => {
    const properties = { ...body.properties, accountEndpoint: undefined }
    expect(() => parseBatchAccount({ body: { ...body, properties }, headers: none })).toThrow(
      'it has no properties.accountEndpoint',
    )
  })
})
