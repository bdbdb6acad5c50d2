import type { Observed } from '../model/observed.ts'
import type { Reading } from '../model/ports.ts'
import { resourceKey } from '../model/resource-id.ts'

/** What a reading found, without the wait it asks for. */
export async function value<T>(reading: Promise<Reading<T>>): Promise<Observed<T>> {
  return (await reading).observed
}

/** Reads every ID once, all at the same time; keyed by `resourceKey`. */
export function byId<T>(
  ids: readonly string[],
  read: (id: string) => Promise<Reading<T>>,
): Promise<Record<string, Observed<T>>> {
  return byKey(ids, (id) => id, read)
}

/** Reads something of every subject, once for each ID, all at the same time; keyed by `resourceKey` of the ID. */
export async function byKey<S, T>(
  subjects: readonly S[],
  idOf: (subject: S) => string,
  read: (subject: S) => Promise<Reading<T>>,
): Promise<Record<string, Observed<T>>> {
  const unique = new Map(subjects.map((subject) => [resourceKey(idOf(subject)), subject]))
  const entries = await Promise.all(
    [...unique].map(async ([key, subject]) => [key, await value(read(subject))] as const),
  )
  return Object.fromEntries(entries)
}

/** A reading that is asked for once for each ID, however often somebody wants it. */
export function eachOnce<T>(read: (id: string) => Promise<Reading<T>>): (id: string) => Promise<Reading<T>> {
  const readings = new Map<string, Promise<Reading<T>>>()
  return (id) => {
    const reading = readings.get(resourceKey(id)) ?? read(id)
    readings.set(resourceKey(id), reading)
    return reading
  }
}
