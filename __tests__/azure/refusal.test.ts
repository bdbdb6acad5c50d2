import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import { describe, expect, it } from '@jest/globals'
import { jsonIn, reading, refusal, thrown } from '../../src/azure/refusal.ts'
import { AzureError, UserError } from '../../src/model/errors.ts'
import type { JsonValue } from '../../src/model/json.ts'

function told(status: number, body: JsonValue | undefined, headers: Record<string, string> = {}) {
  const { code, message, details, requestId } = refusal(status, body, createHttpHeaders(headers))
  return { status, code, message, details, requestId }
}

describe('refusal', () => {
  it('keeps code, sentence, facts and request ID of Resource Manager', () => {
    const body = {
      error: {
        code: 'PropertyCannotBeUpdated',
        message: 'A property cannot be updated.',
        target: 'BatchAccount',
        details: [
          { code: 'PropertyName', message: 'vmSize' },
          { code: 'Reason', message: 'The pool\n  has nodes.' },
          { code: 'Empty' },
        ],
      },
    }
    expect(told(400, body, { 'x-ms-request-id': '7f0c' })).toEqual({
      status: 400,
      code: 'PropertyCannotBeUpdated',
      message: 'A property cannot be updated.',
      details: ['PropertyName: vmSize', 'Reason: The pool has nodes.', 'Empty'],
      requestId: '7f0c',
    })
  })

  it('keeps code, sentence and values of the Batch service, without the lines it adds', () => {
    const body = {
      code: 'AuthenticationFailed',
      message: {
        lang: 'en-US',
        value: 'Server failed to authenticate the request.\nRequestId:1b2c\nTime:2026-11-24T09:00:00.0000000Z',
      },
      values: [{ key: 'AuthenticationErrorDetail', value: 'The access token has expired.' }],
    }
    expect(told(401, body, { 'request-id': '1b2c' })).toEqual({
      status: 401,
      code: 'AuthenticationFailed',
      message: 'Server failed to authenticate the request.',
      details: ['AuthenticationErrorDetail: The access token has expired.'],
      requestId: '1b2c',
    })
  })

  it('does not take the page of a proxy for words of Azure', () => {
    expect(told(502, jsonIn('<html>Bad gateway</html>'))).toMatchObject({
      code: 'Http502',
      message: "The answer was 502 without a word of Azure's: a proxy or firewall may have given it instead of Azure.",
    })
    expect(told(407, undefined).message).toContain('HTTPS_PROXY')
  })
})

describe('jsonIn', () => {
  it('reads JSON after a byte order mark, and nothing else', () => {
    expect(jsonIn('\uFEFF{"a":1}')).toEqual({ a: 1 })
    expect(jsonIn('<html>')).toBeUndefined()
    expect(jsonIn('')).toBeUndefined()
    expect(jsonIn(null)).toBeUndefined()
  })
})

const request = createPipelineRequest({ url: 'https://management.azure.com/subscriptions/1?api-version=2' })

describe('thrown', () => {
  const network: readonly [string, string, string][] = [
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND management.azure.com', 'no name server knows this name'],
    ['ECONNREFUSED', 'connect ECONNREFUSED 10.0.0.9:3128', 'nothing listens there, or a firewall refuses'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain', 'an authority that is not trusted'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'the clock of the runner is wrong'],
  ]
  for (const [code, said, reason] of network) {
    it(`tells ${code} by its reason and the host`, () => {
      const error = thrown(new RestError(said, { code, request }))
      expect(error).toBeInstanceOf(AzureError)
      expect(error).toMatchObject({ status: 0, code })
      expect(error.message).toContain('No answer came from management.azure.com: ')
      expect(error.message).toContain(reason)
      expect(error.message).toContain(said)
    })
  }

  it('tells the code where Node says nothing', () => {
    expect(thrown(new RestError('', { code: 'ECONNREFUSED', request })).message).toContain('(ECONNREFUSED)')
    expect(thrown(new RestError('', { code: 'EWEIRD' })).message).toBe('No answer came from Azure: EWEIRD.')
  })

  it('takes an answer that an error carries', () => {
    const bodyAsText = '{"error":{"code":"Conflict","message":"Busy."}}'
    const response = { request, status: 409, headers: createHttpHeaders({ 'x-ms-request-id': '9' }), bodyAsText }
    expect(thrown(new RestError('Busy.', { statusCode: 409, request, response }))).toMatchObject({
      status: 409,
      code: 'Conflict',
      message: 'Busy.',
      requestId: '9',
    })
    const page = { request, status: 200, headers: createHttpHeaders(), bodyAsText: '<html>' }
    expect(thrown(new RestError('no JSON', { code: 'PARSE_ERROR', request, response: page }))).toMatchObject({
      status: 200,
      code: 'UnexpectedAnswer',
    })
  })

  it('leaves errors of persons and bugs as they are', () => {
    const [bug, person] = [new TypeError('x is not a function'), new UserError('Code', 'So it is.', 'Do that.')]
    expect(thrown(bug)).toBe(bug)
    expect(thrown(person)).toBe(person)
    expect(thrown('text')).toEqual(new Error('text'))
  })
})

describe('reading', () => {
  it('takes 404 for absent, and other refusals for unreadable', () => {
    expect(reading(new AzureError(404, 'ResourceNotFound', 'Not there.'))).toEqual({ state: 'absent' })
    const denied = new AzureError(403, 'AuthorizationFailed', 'You may not.', { details: ['Action: read'] })
    expect(reading(denied)).toEqual({
      state: 'unreadable',
      code: 'AuthorizationFailed',
      reason: 'You may not. Action: read',
    })
  })

  it('says where not even the resource group is there', () => {
    const error = new AzureError(404, 'ResourceGroupNotFound', "Resource group 'x' could not be found.")
    expect(reading(error)).toEqual({ state: 'absent', isGroupMissing: true })
  })

  it('takes nothing for absent where Azure says that there is no such subscription', () => {
    const error = new AzureError(404, 'SubscriptionNotFound', "The subscription 'x' could not be found.")
    expect(reading(error)).toMatchObject({ state: 'unreadable', code: 'SubscriptionNotFound' })
  })

  it('takes nothing for absent on the word of a proxy', () => {
    const page = refusal(404, undefined, createHttpHeaders())
    expect(reading(page)).toMatchObject({ state: 'unreadable', code: 'Http404' })
  })

  it('takes an answer that cannot be taken apart for none of Azure', () => {
    expect(reading(new TypeError("Cannot read properties of undefined (reading 'map')"))).toEqual({
      state: 'unreadable',
      code: 'UnexpectedAnswer',
      reason: expect.stringContaining("not what Azure tells (Cannot read properties of undefined (reading 'map'))"),
    })
  })

  it('passes on what is no answer of Azure', () => {
    expect(() => reading(new Error('a bug'))).toThrow('a bug')
    expect(() => reading(new UserError('AADSTS700213', 'Refused.', 'Mend it.'))).toThrow(UserError)
  })
})
