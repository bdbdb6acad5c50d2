import { describe, expect, it } from '@jest/globals'
import { withoutSecrets } from '../../src/model/secrets.ts'
import { stepChanges } from '../../src/report/field-changes.ts'
import { createPool, growPool } from './story.ts'

describe('withoutSecrets', () => {
  it('masks members that hold secrets, at any depth', () => {
    expect(
      withoutSecrets({ userAccounts: [{ name: 'a', password: 'p', linuxUserConfiguration: { sshPrivateKey: 'k' } }] }),
    ).toEqual({ userAccounts: [{ name: 'a', password: '***', linuxUserConfiguration: { sshPrivateKey: '***' } }] })
  })

  it('masks settings whose name says that they are secret', () => {
    expect(
      withoutSecrets([
        { name: 'DB_PASSWORD', value: 'p' },
        { name: 'MODE', value: 'fast' },
      ]),
    ).toEqual([
      { name: 'DB_PASSWORD', value: '***' },
      { name: 'MODE', value: 'fast' },
    ])
  })

  it('masks the signature of a shared access URL', () => {
    expect(withoutSecrets('https://a.blob/x?sv=1&sig=abc%2F&se=2')).toBe('https://a.blob/x?sv=1&sig=***&se=2')
  })
})

describe('stepChanges', () => {
  it('goes down to the single member and leaves out what stays', () => {
    expect(stepChanges(growPool('x'))).toEqual([
      { field: 'scaleSettings.fixedScale.targetDedicatedNodes', from: '3000', to: '4500', disruption: 'none' },
      { field: 'scaleSettings.fixedScale.resizeTimeout', from: 'PT45M', to: 'PT75M', disruption: 'none' },
    ])
  })

  it('names entries of a list by their name, and says what goes', () => {
    const metadata = {
      path: 'properties.metadata',
      from: [
        { name: 'owner', value: 'a' },
        { name: 'old', value: 'x' },
      ],
      to: [{ name: 'owner', value: 'b' }],
    }
    expect(stepChanges({ ...growPool('x'), changes: [metadata] })).toEqual([
      { field: 'metadata.owner', from: 'a', to: 'b', disruption: 'none' },
      { field: 'metadata.old', from: 'x', disruption: 'none' },
    ])
  })

  it('shows that a secret changes, and not the secret', () => {
    const change = {
      path: 'properties.userAccounts',
      from: [{ name: 'a', password: 'old' }],
      to: [{ name: 'a', password: 'new' }],
    }
    const masked = '[{"name":"a","password":"***"}]'
    expect(stepChanges({ ...growPool('x'), changes: [change] })).toEqual([
      { field: 'userAccounts', from: masked, to: masked, disruption: 'needs-zero-nodes' },
    ])
  })

  it('masks secrets of a new pool', () => {
    expect(JSON.stringify(stepChanges(createPool))).not.toContain('hunter2')
  })
})
