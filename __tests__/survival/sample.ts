/** Every call of a rollout takes minutes; `SURVIVAL=all` takes them. */
export const IS_WHOLE = process.env['SURVIVAL'] === 'all'

/** How many are drawn of each list. */
const DRAWN = 3

/** Where a run is cut short, and how: before and behind each write, and anywhere; a sample that is the same each time. */
export function sampled<T>(names: readonly string[], cuts: readonly T[]): readonly { at: number; cut: T }[] {
  const isWrite = (name = '') => !/^(read|list|count)/.test(name)
  const places = names.map((_, index) => index + 1)
  const telling = places.filter((at) => isWrite(names[at - 1]) || isWrite(names[at - 2]) || (IS_WHOLE && at % 3 === 0))
  const all = telling.flatMap((at) => cuts.map((cut) => ({ at, cut })))
  return spread(all)
}

/** Some of a list, drawn with a fixed seed, in their order. */
export function spread<T>(list: readonly T[]): readonly T[] {
  if (IS_WHOLE) return list
  let seed = 11
  const drawn = list.map((item, index) => {
    seed = (seed * 16_807) % 2_147_483_647
    return { item, index, order: seed }
  })
  const chosen = drawn.toSorted((a, b) => a.order - b.order).slice(0, DRAWN)
  return chosen.toSorted((a, b) => a.index - b.index).map(({ item }) => item)
}
