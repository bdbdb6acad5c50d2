import type { BatchParts } from './store.ts'

/** A VM size as allocation needs it. */
export type Size = {
  readonly name: string
  readonly family: string
  readonly cores: number
  readonly generations: readonly string[]
}

/** A size by its name, whatever its case. */
export function sizeOf(parts: Pick<BatchParts, 'sizes'>, name: string): Size | undefined {
  const found = parts.sizes.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) return undefined
  return {
    name: found.name,
    family: found.familyName,
    cores: Number(found.capabilities['vCPUs'] ?? 1),
    generations: (found.capabilities['HyperVGenerations'] ?? 'V1').split(','),
  }
}
