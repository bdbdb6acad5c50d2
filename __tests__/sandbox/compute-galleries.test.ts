import { describe, expect, it } from '@jest/globals'
import { at, computeId, computeSandbox, GALLERY, SEED, SUBSCRIPTION, told } from './compute-world.ts'

const NEW = computeId('images', 'galleries/other')

describe('galleries', () => {
  it('A gallery is created with 201, stays Creating for a while and then is Succeeded.', () => {
    const api = computeSandbox()
    const created = api.put(NEW, { location: 'West Europe' })
    expect([created.status, at(created, 'properties.provisioningState')]).toEqual([201, 'Creating'])
    expect(at(api.get(NEW), 'properties.provisioningState')).toBe('Creating')
    api.minutes(1)
    expect(at(api.get(NEW), 'properties.provisioningState')).toBe('Succeeded')
  })

  it('Writing a gallery again changes it and answers 200.', () => {
    const api = computeSandbox()
    const changed = api.put(GALLERY, { location: 'westeurope', properties: { description: 'Old' } })
    expect([changed.status, at(changed, 'properties.provisioningState')]).toEqual([200, 'Updating'])
    expect(at(changed, 'properties.description')).toBe('Old')
    expect(told(api.patch(GALLERY, { tags: { team: 'render' } }))).toBe('409 Conflict')
    api.minutes(1)
    expect(at(api.patch(GALLERY, { tags: { team: 'render' } }), 'properties.description')).toBe('Old')
    expect(at(api.get(GALLERY), 'tags.team')).toBe('render')
  })

  it('A gallery that would keep deleted versions is refused.', () => {
    const api = computeSandbox()
    const keeping = (isSoftDeleteEnabled: boolean) => ({ properties: { softDeletePolicy: { isSoftDeleteEnabled } } })
    expect(told(api.put(NEW, { location: 'westeurope', ...keeping(true) }))).toBe('400 InvalidParameter')
    expect(told(api.put(NEW, { location: 'westeurope', ...keeping(false) }))).toBe('201')
    expect(told(api.patch(GALLERY, keeping(true)))).toBe('400 InvalidParameter')
  })

  it('A gallery tells its unique name, and only the tags and properties that were written.', () => {
    const api = computeSandbox()
    expect(api.put(NEW, { location: 'West Europe' }).body).toEqual({
      id: NEW,
      name: 'other',
      type: 'Microsoft.Compute/galleries',
      location: 'westeurope',
      properties: { identifier: { uniqueName: `${SUBSCRIPTION}-OTHER` }, provisioningState: 'Creating' },
    })
  })

  it('Galleries are listed by resource group and by subscription.', () => {
    const api = computeSandbox()
    const elsewhere = computeId('builds', 'galleries/elsewhere')
    api.put(elsewhere, { location: 'westeurope' })
    const group = api.get(computeId('images', 'galleries'))
    const subscription = api.get(`/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Compute/galleries`)
    expect([at(group, 'value.0.id'), at(group, 'value.1')]).toEqual([GALLERY, undefined])
    expect([at(subscription, 'value.0.id'), at(subscription, 'value.1.id')]).toEqual([GALLERY, elsewhere])
  })

  it('A gallery name with a dash, or one that another resource group of the subscription has, is refused.', () => {
    const api = computeSandbox()
    const body = { location: 'westeurope' }
    expect(told(api.put(computeId('images', 'galleries/with-dash'), body))).toBe('400 InvalidParameter')
    expect(told(api.put(computeId('images', 'galleries/ends.'), body))).toBe('400 InvalidParameter')
    const twin = api.put(computeId('builds', 'galleries/Farm'), body)
    expect([told(twin), at(twin, 'error.message')]).toEqual([
      '409 Conflict',
      `The gallery name 'Farm' is not unique within the subscription '${SUBSCRIPTION}'. Please pick another gallery name.`,
    ])
  })

  it('A gallery needs a location that exists, and keeps it.', () => {
    const api = computeSandbox()
    expect(told(api.put(NEW, {}))).toBe('400 LocationRequired')
    expect(told(api.put(NEW, { location: 'atlantis' }))).toBe('400 LocationNotAvailableForResourceType')
    expect(told(api.put(GALLERY, { location: 'northeurope' }))).toBe('409 InvalidResourceLocation')
  })

  it('A gallery that still holds definitions is not deleted.', () => {
    const api = computeSandbox()
    expect(told(api.remove(GALLERY))).toBe('409 CannotDeleteResource')
    api.put(NEW, { location: 'westeurope' })
    api.minutes(1)
    expect(api.remove(NEW).status).toBe(202)
    expect(at(api.get(NEW), 'properties.provisioningState')).toBe('Deleting')
    expect(told(api.put(NEW, { location: 'westeurope' }))).toBe('409 Conflict')
    api.minutes(2)
    expect(told(api.get(NEW))).toBe('404 ResourceNotFound')
  })

  it('Deleting what is not there answers 204.', () => {
    expect(computeSandbox().remove(NEW).status).toBe(204)
  })

  it('A list that is longer than a page carries a link to the next page.', () => {
    const api = computeSandbox({ ...SEED, sandbox: { ...SEED.sandbox, pageSize: 4 } })
    const first = api.get(`${GALLERY}/images`)
    const next = at(first, 'nextLink')
    expect(at(first, 'value.3.name')).toBe('specialized')
    const second = api.follow(String(next))
    expect([at(second, 'value.0.name'), at(second, 'value.2.name'), at(second, 'nextLink')]).toEqual([
      'arm',
      'empty',
      undefined,
    ])
  })

  it('A member that Azure does not know is refused by name.', () => {
    const refused = computeSandbox().put(NEW, { location: 'westeurope', properties: { descripton: 'x' } })
    expect(told(refused)).toBe('400 BadRequest')
    expect(at(refused, 'error.message')).toBe(
      "Could not find member 'descripton' on object of type 'GalleryProperties'. Path 'properties.descripton'.",
    )
  })

  it('Ids are understood whatever case they are written in.', () => {
    const api = computeSandbox()
    expect(at(api.get(GALLERY.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions')), 'id')).toBe(GALLERY)
    expect(at(api.put(GALLERY.toLowerCase(), { location: 'WestEurope' }), 'id')).toBe(GALLERY)
  })

  it('A resource has at most 50 tags, with names of up to 512 characters and values of up to 256, and no name with a reserved character.', () => {
    const api = computeSandbox()
    const some = (most: number) => Object.fromEntries(Array.from({ length: most }, (_, index) => [`t${index}`, '']))
    const rows: readonly (readonly [tags: Readonly<Record<string, string>>, answer: string])[] = [
      [some(51), '400 InvalidTags'],
      [{ ['x'.repeat(513)]: '' }, '400 InvalidTags'],
      [{ x: 'x'.repeat(257) }, '400 InvalidTags'],
      [{ 'a/b': '' }, '400 InvalidTagNameCharacters'],
    ]
    for (const [tags, answer] of rows) expect(told(api.put(NEW, { location: 'westeurope', tags }))).toBe(answer)
    const tags = { ...some(49), ['x'.repeat(512)]: 'x'.repeat(256) }
    expect(api.put(NEW, { location: 'westeurope', tags }).status).toBe(201)
  })
})
