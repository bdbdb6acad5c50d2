import type { Pool } from '../../model/batch.ts'
import { canonicalJson, isJsonObject, type JsonValue } from '../../model/json.ts'
import { RESTORE_METADATA } from '../../model/origin.ts'
import { sameScale } from '../pool/pool-changes.ts'
import { metadataValue } from '../pool/pool-definition.ts'

/** Scale settings of a pool that is to hold no node; what is left of them once it holds none. */
export const NO_NODES = { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } } as const

/** Longest scale settings that are noted in the metadata, in characters: a formula may be longer than metadata may. */
const LONGEST_NOTE = 2000

/** Scale settings of a pool as they are, those of Azure's default where it tells none. */
export function scaleOf({ definition }: Pool): JsonValue {
  return definition.properties['scaleSettings'] ?? NO_NODES
}

/**
 * Scale settings that a pool had before a rollout: what a run that was cut short has noted, or what it has now. Where it
 * asks for nodes somebody has scaled it since.
 */
export function scaleBefore(pool: Pool): JsonValue {
  const note = noteOf(pool)
  if (note === undefined || !sameScale(scaleOf(pool), NO_NODES)) return scaleOf(pool)
  try {
    const noted: JsonValue = JSON.parse(note)
    return isJsonObject(noted) ? noted : scaleOf(pool)
  } catch {
    // Somebody has edited it: then what is there is all that is known.
    return scaleOf(pool)
  }
}

/** The metadata with which a pool is emptied: how it was scaled, where that is short enough. */
export function scaleNote(pool: Pool): Record<string, string> {
  const note = canonicalJson(scaleBefore(pool))
  return note.length <= LONGEST_NOTE ? { [RESTORE_METADATA]: note } : {}
}

/** Whether a run that was cut short emptied the pool and noted how it was scaled. */
export function hasNote(pool: Pool): boolean {
  return noteOf(pool) !== undefined
}

function noteOf({ definition }: Pool): string | undefined {
  return metadataValue(definition.properties['metadata'], RESTORE_METADATA)
}
