import { describe, expect, it } from '@jest/globals'
import { Turns } from '../../src/apply/turns.ts'

/** Does so many pieces of work, of which those named throw; tells how many went on at most, and what became of each. */
async function done(turns: Turns, names: readonly string[], failing: readonly string[] = []) {
  let going = 0
  let most = 0
  const begun: string[] = []
  const work = async (name: string): Promise<string> => {
    begun.push(name)
    going += 1
    most = Math.max(most, going)
    await new Promise((resolve) => setImmediate(resolve))
    going -= 1
    if (failing.includes(name)) throw new Error(`${name} failed`)
    return name
  }
  const ends = await Promise.allSettled(names.map((name) => turns.take(() => work(name))))
  return { most, begun, ends: ends.map(({ status }) => status) }
}

describe('Turns', () => {
  it('lets only so many go on at the same time, each in its turn', async () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const { most, begun, ends } = await done(new Turns(2), names)
    expect({ most, begun, ends }).toEqual({ most: 2, begun: names, ends: names.map(() => 'fulfilled') })
  })

  it('goes on after a piece of work that throws', async () => {
    const { begun, ends } = await done(new Turns(1), ['a', 'b', 'c'], ['a', 'b'])
    expect({ begun, ends }).toEqual({ begun: ['a', 'b', 'c'], ends: ['rejected', 'rejected', 'fulfilled'] })
  })
})
