import { describe, expect, it } from '@jest/globals'
import { withSecrets } from '../../../src/plan/pool/with-secrets.ts'

describe('withSecrets', () => {
  it('gives a user the password that the workflow gives for the same name', () => {
    const given = [
      { name: 'other', password: 'o' },
      { name: 'render', password: 'p' },
    ]
    expect(withSecrets([{ name: 'render' }], given)).toEqual([{ name: 'render', password: 'p' }])
  })

  it('gives no one the password of somebody else', () => {
    expect(withSecrets([{ name: 'render' }], [{ name: 'other', password: 'o' }])).toEqual([{ name: 'render' }])
  })

  it('finds a share by what Azure tells of it', () => {
    const share = (more: object) => ({
      azureFileShareConfiguration: { accountName: 'a', relativeMountPath: 's', ...more },
    })
    expect(withSecrets([share({})], [share({ accountKey: 'k' })])).toEqual([share({ accountKey: 'k' })])
  })

  it('takes nothing else over, and changes nothing that Azure told', () => {
    const told = { registry: { server: 'a', username: 'u' } }
    const given = { registry: { server: 'b', username: 'u', password: 'p', more: 1 }, added: true }
    expect(withSecrets(told, given)).toEqual({ registry: { server: 'a', username: 'u', password: 'p' } })
  })
})
