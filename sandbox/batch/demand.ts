import type { ImageFacts } from '../service.ts'
import type { Pool } from './entities.ts'
import type { Size } from './sizes.ts'
import type { BatchParts } from './store.ts'

/** What a resize asks for of one kind of node, and under which circumstances. */
export type Demand = {
  readonly pool: Pool
  readonly isDedicated: boolean
  /** Nodes wanted besides those that are there. */
  readonly wanted: number
  /** Nodes of the other kind that the same resize has already been given. */
  readonly granted: number
  readonly size: Size
  /** Undefined for marketplace images, which are taken to fit. */
  readonly facts: ImageFacts | undefined
  readonly now: number
  readonly parts: BatchParts
}
