import type { Origin } from './desired.ts'
import { type ImageSource, sourceId } from './image-source.ts'

/** Prefix of every tag and metadata name that the action writes. */
export const ORIGIN_PREFIX = 'sig-batch-pool-'

/** ARM allows 256 characters in the value of a tag. */
const LONGEST_TAG_VALUE = 256

/** Tags of an image version: which commit, run and source made it. They survive a run that is killed. */
export function imageVersionTags(origin: Origin, source: ImageSource): Record<string, string> {
  return {
    [`${ORIGIN_PREFIX}repository`]: origin.repository,
    [`${ORIGIN_PREFIX}commit`]: origin.commit,
    [`${ORIGIN_PREFIX}run`]: origin.runUrl,
    [`${ORIGIN_PREFIX}source`]: sourceId(source).slice(-LONGEST_TAG_VALUE),
  }
}

/**
 * Tag of an image version that this action has published: whether it is still to be set latest. It is written over and not
 * taken away, so that it changes whether Azure takes tags as a whole or one by one.
 */
export const LATEST_TAG = `${ORIGIN_PREFIX}latest`

/** Value of `LATEST_TAG` from the publish until the version is set latest. */
export const PENDING = 'pending'

/** Value of `LATEST_TAG` from then on: who excludes the version now means it. */
export const PROMOTED = 'promoted'

/** Whether an image version was made by the same commit of the same repository. */
export function isFromCommit(tags: Readonly<Record<string, string>>, origin: Origin): boolean {
  return tags[`${ORIGIN_PREFIX}commit`] === origin.commit && tags[`${ORIGIN_PREFIX}repository`] === origin.repository
}

/** Whether this action published an image version, for whatever repository. */
export function isPublishedByAction(tags: Readonly<Record<string, string>>): boolean {
  return tags[`${ORIGIN_PREFIX}commit`] !== undefined
}

/** Metadata name under which a pool keeps what was asked of it last, property by property. */
export const ASKED_METADATA = `${ORIGIN_PREFIX}asked`

/** Metadata name under which a pool keeps the ID of the image version to go back to. */
export const PREVIOUS_METADATA = `${ORIGIN_PREFIX}previous`

/** Metadata name under which a pool that is emptied keeps the scale settings that it had. */
export const RESTORE_METADATA = `${ORIGIN_PREFIX}restore`

/** Metadata name under which a pool that took the place of another keeps the name that the workflow uses for both. */
export const NAME_METADATA = `${ORIGIN_PREFIX}name`

/** Metadata name under which a pool keeps since when it is the one that its name stands for, an ISO 8601 instant. */
export const CURRENT_METADATA = `${ORIGIN_PREFIX}current`

/** Metadata name under which a pool keeps which one took its place: a hint that there are others of its name. */
export const REPLACED_METADATA = `${ORIGIN_PREFIX}replaced-by`

/** Metadata name under which a job that is moved to another pool keeps the state that it had. */
export const MOVE_METADATA = `${ORIGIN_PREFIX}move`

/** Metadata of a pool: which commit, run and image version changed it last. */
export function poolMetadata(origin: Origin, imageVersionId: string): Record<string, string> {
  return {
    [`${ORIGIN_PREFIX}repository`]: origin.repository,
    [`${ORIGIN_PREFIX}commit`]: origin.commit,
    [`${ORIGIN_PREFIX}run`]: origin.runUrl,
    [`${ORIGIN_PREFIX}image`]: imageVersionId,
  }
}
