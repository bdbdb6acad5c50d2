import type { ImageBoot } from '../service.ts'
import type { Tracked } from './entities.ts'

/** A seeded resource after its first reading: who it is, the body that a PUT would carry, how it behaves. */
export type SeedEntry = Tracked & {
  readonly body: Readonly<Record<string, unknown>>
  readonly boot: Partial<ImageBoot>
  readonly writtenMinutesAgo: number
  readonly failedRegions: readonly string[]
}
