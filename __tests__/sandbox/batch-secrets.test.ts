import { describe, expect, it } from '@jest/globals'
import { codeOf, openBatch } from './batch-cloud.ts'

const FILE_SHARE = {
  accountName: 'contosoassets',
  azureFileUrl: 'https://contosoassets.file.core.windows.net/scenes',
  relativeMountPath: 'scenes',
}
const CIFS = { userName: 'render', source: '//assets/scenes', relativeMountPath: 'scenes' }
const NFS = { source: 'assets:/scenes', relativeMountPath: 'scenes' }

describe('what a write has to bring each time', () => {
  it('A user account or a mounted share without its secret is refused with MissingRequiredProperty by each write that brings it.', () => {
    const { put, patch, pool, later } = openBatch()
    const mounts = (mount: object) => ({ mountConfiguration: [{ nfsMountConfiguration: NFS }, mount] })
    const cases: readonly (readonly [bare: object, whole: object, path: string])[] = [
      [{ userAccounts: [{ name: 'a' }] }, { userAccounts: [{ name: 'a', password: 'p' }] }, 'userAccounts[0].password'],
      [
        mounts({ azureFileShareConfiguration: FILE_SHARE }),
        mounts({ azureFileShareConfiguration: { ...FILE_SHARE, accountKey: 'k' } }),
        'mountConfiguration[1].azureFileShareConfiguration.accountKey',
      ],
      [
        mounts({ cifsMountConfiguration: CIFS }),
        mounts({ cifsMountConfiguration: { ...CIFS, password: 'p' } }),
        'mountConfiguration[1].cifsMountConfiguration.password',
      ],
    ]
    for (const [bare, whole, path] of cases) {
      const refused = put({ properties: { ...bare } })
      expect(codeOf(refused)).toBe('MissingRequiredProperty')
      expect(refused.text).toContain(path)
      expect(put({ properties: { ...whole } }).status).toBe(200)
      later(1)
      expect(codeOf(patch({ ...bare }))).toBe('MissingRequiredProperty')
      expect(patch({ ...whole }).status).toBe(200)
      expect(patch({ taskSlotsPerNode: 2 }).status).toBe(200)
    }
    expect(JSON.stringify(pool())).not.toContain('"password"')
  })
})
