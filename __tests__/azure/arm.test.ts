import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { ACCOUNT, SUBSCRIPTION } from './names-of-its-own.ts'

const LIST = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Batch/locations/westeurope/virtualMachineSkus`

let own: OwnCloud

beforeAll(async () => {
  own = await openOwnCloud()
})
beforeEach(() => {
  own.served.sandbox.reset()
  own.requests()
})
afterAll(() => own.close())

const read = () => own.azure.listVmSizes(SUBSCRIPTION, 'westeurope')
const size = (name: string) => ({ name, familyName: 'family', capabilities: [] })
const answer = (nth: number, body: unknown) =>
  own.served.sandbox.faults.add({
    match: { path: 'virtualMachineSkus' },
    nth,
    effect: { kind: 'answer', status: 200, body },
  })

describe('a list of Resource Manager', () => {
  it('is read to its last page', async () => {
    answer(1, { value: [size('one')], nextLink: `${own.served.url}${LIST}?api-version=2025-06-01&$skipToken=two` })
    answer(2, { value: [size('two')], nextLink: `${own.served.url}${LIST}?api-version=2025-06-01&$skipToken=three` })
    answer(3, { value: [size('three')], nextLink: '' })
    expect(present(await read()).map(({ name }) => name)).toEqual(['one', 'two', 'three'])
    const asked = own.served.sandbox.log.entries().filter(({ plane }) => plane === 'arm')
    const tokens = asked.map(({ url }) => new URL(url).searchParams.get('$skipToken'))
    expect(tokens).toEqual([null, 'two', 'three'])
    expect(own.requests()).toEqual([`GET ${LIST}`, `GET ${LIST}`, `GET ${LIST}`])
  })

  it('is followed to no other host, for the token goes along', async () => {
    answer(1, { value: [size('one')], nextLink: 'https://management.example/next?api-version=2025-06-01' })
    const { observed } = await read()
    expect(observed).toMatchObject({ state: 'unreadable', code: 'UnexpectedAnswer' })
    expect(observed).toHaveProperty(
      'reason',
      `The answer was 200, but its next page is not at ${own.served.url}, but at https://management.example: a proxy may have given it instead of Azure.`,
    )
    expect(own.requests()).toHaveLength(1)
  })

  for (const nextLink of ['next', 'http://localhost/next']) {
    it(`does not follow ${nextLink}`, async () => {
      answer(1, { value: [], nextLink })
      expect((await read()).observed).toMatchObject({ state: 'unreadable', code: 'UnexpectedAnswer' })
      expect(own.requests()).toHaveLength(1)
    })
  }

  it('ends where its pages lead in a circle', async () => {
    const nextLink = `${own.served.url}${LIST}?api-version=2025-06-01&$skipToken=two`
    for (const nth of [1, 2, 3]) answer(nth, { value: [size('one')], nextLink })
    expect((await read()).observed).toMatchObject({ state: 'unreadable', code: 'UnexpectedAnswer' })
    expect(own.requests()).toHaveLength(2)
  })

  it('is unreadable as a whole when one page is refused', async () => {
    answer(1, { value: [size('one')], nextLink: `${own.served.url}${LIST}?api-version=2025-06-01&$skipToken=two` })
    own.served.sandbox.faults.add({
      match: { path: 'skipToken=two' },
      effect: { kind: 'answer', status: 403, code: 'AuthorizationFailed', message: 'No more.' },
    })
    expect((await read()).observed).toMatchObject({ code: 'AuthorizationFailed', reason: 'No more.' })
  })

  it('is unreadable where there is no list in the answer', async () => {
    answer(1, { id: ACCOUNT })
    expect((await read()).observed).toHaveProperty('reason', expect.stringContaining('there is no list in it'))
  })
})
