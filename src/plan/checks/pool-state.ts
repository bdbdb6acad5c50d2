import type { Pool } from '../../model/batch.ts'
import type { DesiredPool } from '../../model/desired.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { isJsonObject } from '../../model/json.ts'
import { ASKED_METADATA, ORIGIN_PREFIX } from '../../model/origin.ts'
import { SCALE } from '../../model/pool-field.ts'
import type { FieldChange } from '../../model/pool-step.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { changes, isWritten } from '../draft/draft-changes.ts'
import { changedOutside } from '../pool/fingerprint.ts'
import { changesTo, sameScale } from '../pool/pool-changes.ts'
import { metadataValue } from '../pool/pool-definition.ts'
import { scaleBefore } from '../rollout/rollout-note.ts'
import { notReadable } from './reading.ts'

/** Findings about pools as they are: readable, not going away, not in a resize, and in whose hands. */
export function poolStateFindings({ desired, observed, draft }: Question): Finding[] {
  return [
    ...desired.pools.flatMap((pool) => readingFindings(pool, observed.pools[resourceKey(pool.poolId)])),
    ...draft.pools.flatMap((pool) => (pool.replaces ? heldFindings(pool.replaces, pool) : [])),
    ...draft.pools.filter(isWritten).flatMap(({ pool, ...draftPool }) => {
      if (pool === undefined || pool.provisioningState === 'Deleting') return []
      return writtenFindings(pool, { ...draftPool, pool })
    }),
  ]
}

function readingFindings(
  { poolId }: DesiredPool,
  reading: Question['observed']['pools'][string] | undefined,
): Finding[] {
  if (reading?.state === 'unreadable') return [notReadable('pool', poolId, reading)]
  if (reading?.state !== 'present' || reading.value.provisioningState !== 'Deleting') return []
  return [found('PoolBeingDeleted', poolId, { pool: resourceName(poolId) })]
}

const RESIZE_WORDS = { Steady: '', Resizing: 'being resized', Stopping: 'stopping a resize' } as const

function writtenFindings(held: Pool, draftPool: DraftPool): Finding[] {
  const pool = resourceName(held.id)
  const state = changes(draftPool, SCALE) ? RESIZE_WORDS[held.allocationState] : ''
  return [
    ...(state === '' ? [] : [found('PoolBeingResized', held.id, { pool, state })]),
    ...heldFindings(held, draftPool),
  ]
}

/** Whose a pool is that is changed, or whose place another takes, and what somebody did to it. */
function heldFindings(held: Pool, draftPool: DraftPool): Finding[] {
  const fields = outsideChanges(held, draftPool)
  return [
    ...ownerFindings(held),
    ...(fields.length === 0
      ? []
      : [found('ChangedOutside', held.id, { pool: resourceName(held.id), fields: enumeration(fields) })]),
  ]
}

/** A pool that may belong to somebody else. */
function ownerFindings(pool: Pool): Finding[] {
  return isOwned(pool) ? [] : [found('PoolNotOwned', pool.id, { pool: resourceName(pool.id) })]
}

/** Whether an earlier run of this action has left its mark in the metadata. */
function isOwned({ definition }: Pool): boolean {
  const metadata = definition.properties['metadata']
  const items = (Array.isArray(metadata) ? metadata : []).filter(isJsonObject)
  return items.some(({ name }) => String(name).startsWith(ORIGIN_PREFIX))
}

/**
 * A second try of a resize changes nothing that somebody else could have changed, and a scale that is set again after the
 * pool was emptied is what it was before. A pool that is made anew, or beside the one that it replaces, differs from that.
 */
function outsideChanges(pool: Pool, { steps }: DraftPool): string[] {
  const written = steps.flatMap((step) => writesOf(step, pool))
  const asked = written.at(-1)?.asked ?? ''
  const fields = written.flatMap((step) => step.changes)
  const isAsBefore = ({ path, to }: FieldChange) => path === SCALE && sameScale(scaleBefore(pool), to)
  return changedOutside(
    pool,
    fields.filter((change) => !isAsBefore(change)),
    asked,
  )
}

/** What a step would change of a pool, and the fingerprint of what is asked. */
type Written = { readonly asked: string | undefined; readonly changes: readonly FieldChange[] }

function writesOf(step: Step, pool: Pool): Written[] {
  if (step.kind === 'update-pool')
    return step.retriesResize ? [] : [{ asked: step.metadata[ASKED_METADATA], changes: step.changes }]
  if (step.kind !== 'create-pool') return []
  const { properties } = step.to
  return [{ asked: metadataValue(properties['metadata'], ASKED_METADATA), changes: changesTo(properties, pool) }]
}
