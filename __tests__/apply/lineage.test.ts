import { describe, expect, it } from '@jest/globals'
import { walkLineage } from '../../src/apply/lineage.ts'
import type { LineageLink } from '../../src/model/lineage.ts'
import type { Observed } from '../../src/model/observed.ts'
import type { Azure } from '../../src/model/ports.ts'

const UBUNTU = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' }

function link(id: string, more: Partial<LineageLink> = {}): Observed<LineageLink> {
  const kind = 'managed-image'
  return {
    state: 'present',
    value: { id, kind, location: 'a', regions: ['a'], provisioningState: 'Succeeded', ...more },
  }
}

/** Walks from `/one` over what is there; gives the links, how it ended, and which IDs were asked for. */
async function walk(there: Readonly<Record<string, Observed<LineageLink>>>) {
  const asked: string[] = []
  const readLineageLink: Azure['readLineageLink'] = async (id) => {
    asked.push(id)
    return { observed: there[id] ?? { state: 'absent' } }
  }
  const lineage = await walkLineage('/one', { azure: { readLineageLink } as Azure })
  return { ...lineage, ids: lineage.links.map(({ id }) => id), asked }
}

describe('walkLineage', () => {
  it('follows every link to the marketplace', async () => {
    const there = { '/one': link('/one', { next: '/two' }), '/two': link('/two', { baseImage: UBUNTU }) }
    const { ids, end, baseImage } = await walk(there)
    expect([ids, end, baseImage]).toEqual([['/one', '/two'], { kind: 'marketplace' }, UBUNTU])
  })

  it('reads the disk of a machine that names its marketplace image, and keeps that image', async () => {
    const disk = link('/disk', { architecture: 'Arm64' })
    const there = { '/one': link('/one', { baseImage: UBUNTU, next: '/disk' }), '/disk': disk }
    const { ids, end, baseImage } = await walk(there)
    expect([ids, end, baseImage]).toEqual([['/one', '/disk'], { kind: 'marketplace' }, UBUNTU])
  })

  it('ends at a link that is gone, and says which', async () => {
    const { end } = await walk({ '/one': link('/one', { next: '/two' }) })
    expect(end).toEqual({ kind: 'missing', id: '/two' })
  })

  it('ends at a link that may not be read, in the words of Azure', async () => {
    const refused = { state: 'unreadable', code: 'AuthorizationFailed', reason: 'no right' } as const
    const { ids, end } = await walk({ '/one': link('/one', { next: '/two' }), '/two': refused })
    expect(ids).toEqual(['/one'])
    expect(end).toEqual({ kind: 'unreadable', id: '/two', code: 'AuthorizationFailed', reason: 'no right' })
  })

  it('ends at something that names no origin', async () => {
    const { end } = await walk({ '/one': link('/one') })
    expect(end).toEqual({ kind: 'origin-unknown' })
  })

  it('does not walk in circles', async () => {
    const there = { '/one': link('/one', { next: '/two' }), '/two': link('/two', { next: '/ONE' }) }
    const { ids, end, asked } = await walk(there)
    expect([ids, end, asked]).toEqual([['/one', '/two'], { kind: 'missing', id: '/ONE' }, ['/one', '/two']])
  })

  it('takes another of the same name for gone', async () => {
    const two = link('/two', { uniqueId: 'new', baseImage: UBUNTU })
    const there = (nextUniqueId: string) => ({ '/one': link('/one', { next: '/two', nextUniqueId }), '/two': two })
    expect((await walk(there('old'))).end).toEqual({ kind: 'missing', id: '/two' })
    expect((await walk(there('new'))).end).toEqual({ kind: 'marketplace' })
  })

  it('takes what was made later for another of the same name', async () => {
    const published = { publishedAt: '2026-11-24T09:00:00Z', next: '/image' }
    const machine = (createdAt: string) => ({
      '/one': link('/one', published),
      '/image': link('/image', { next: '/machine' }),
      '/machine': link('/machine', { kind: 'virtual-machine', createdAt, next: '/disk' }),
      '/disk': link('/disk', { kind: 'disk', createdAt: '2026-11-24T08:00:05Z', baseImage: UBUNTU }),
    })
    expect((await walk(machine('2026-11-25T08:00:00Z'))).end).toEqual({ kind: 'missing', id: '/machine' })
    // The disk of a machine is made some seconds after it.
    expect((await walk(machine('2026-11-24T08:00:00Z'))).end).toEqual({ kind: 'marketplace' })
  })

  const refused = { state: 'unreadable', code: 'AuthorizationFailed', reason: 'no right' } as const

  it('goes another way where a link is gone', async () => {
    const one = link('/one', { next: '/gone', otherwise: '/disk' })
    const { ids, end } = await walk({ '/one': one, '/disk': link('/disk', { baseImage: UBUNTU }) })
    expect([ids, end]).toEqual([['/one', '/disk'], { kind: 'marketplace' }])
  })

  it('tells of a link that may not be read also where another way leads to the marketplace', async () => {
    const one = link('/one', { next: '/closed', otherwise: '/disk' })
    const there = { '/one': one, '/closed': refused, '/disk': link('/disk', { baseImage: UBUNTU }) }
    const { ids, end, baseImage } = await walk(there)
    expect([ids, baseImage]).toEqual([['/one', '/disk'], UBUNTU])
    expect(end).toMatchObject({ kind: 'unreadable', id: '/closed' })
  })

  it('goes another way where the first names no origin', async () => {
    const one = link('/one', { next: '/disk', otherwise: '/version' })
    const there = { '/one': one, '/disk': link('/disk'), '/version': link('/version', { baseImage: UBUNTU }) }
    const { ids, end } = await walk(there)
    expect([ids, end]).toEqual([['/one', '/disk', '/version'], { kind: 'marketplace' }])
  })

  it('reads nothing twice, and nothing beside the way that leads to the marketplace', async () => {
    const one = link('/one', { next: '/disk', otherwise: '/two' })
    const there = {
      '/one': one,
      '/disk': link('/disk', { next: '/two' }),
      '/two': link('/two', { next: '/three', otherwise: '/four' }),
      '/three': link('/three', { baseImage: UBUNTU }),
    }
    const { ids, asked } = await walk(there)
    expect([ids, asked]).toEqual([
      ['/one', '/disk', '/two', '/three'],
      ['/one', '/disk', '/two', '/three'],
    ])
  })

  it('tells why the best way ended where no way leads to the marketplace', async () => {
    const one = link('/one', { next: '/gone', otherwise: '/disk' })
    const { ids, end } = await walk({ '/one': one, '/disk': link('/disk') })
    expect([ids, end]).toEqual([['/one', '/disk'], { kind: 'missing', id: '/gone' }])
  })

  it('gives up on a chain without end', async () => {
    const there = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => {
        const id = at === 0 ? '/one' : `/${at}`
        return [id, link(id, { next: `/${at + 1}` })]
      }),
    )
    expect((await walk(there)).end).toEqual({ kind: 'too-long' })
  })
})
