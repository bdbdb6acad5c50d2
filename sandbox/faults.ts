import type { Plane } from './service.ts'
import { amount, anything, type Check, flag, isRecord, map, object, text, word } from './shape.ts'

/** Trouble planned for some requests. */
export type Fault = {
  /** What the request log calls it; its kind when left out. */
  readonly name?: string
  readonly match: {
    readonly method?: string
    readonly plane?: Plane
    /** Regular expression, without regard to case, searched for in the path and query as sent. */
    readonly path?: string
  }
  /** The first of the matching requests that it befalls; 1 when left out. */
  readonly nth?: number
  /** How many in a row; 1 when left out, 0 for all that follow. */
  readonly count?: number
  readonly effect: FaultEffect
}

/** What befalls a request. With `after` it is carried out first, and only its answer is lost or replaced. */
export type FaultEffect =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly code?: string
      readonly message?: string
      readonly headers?: Readonly<Record<string, string>>
      /** Sent instead of the plane's own error body. */
      readonly body?: unknown
      readonly after?: boolean
    }
  | { readonly kind: 'reset'; readonly after?: boolean }
  | { readonly kind: 'hang'; readonly after?: boolean }
  /** Every matching answer comes so many real ms later; other faults may strike as well. */
  | { readonly kind: 'delay'; readonly delayMs: number }

/** What is left of a fault's effect once delays are told apart. */
export type Strike = Exclude<FaultEffect, { readonly kind: 'delay' }>

/** What befalls one request. */
export type Verdict = { readonly delayMs: number; readonly name?: string; readonly strike?: Strike }

/** The faults that are planned, each counting the requests that match it. */
export type FaultPlan = {
  add(fault: Fault): void
  clear(): void
  list(): readonly (Fault & { readonly seen: number })[]
  /** Counts a request against every fault, and tells what befalls it: all delays, and the first strike. */
  judge(request: { readonly method: string; readonly plane: string; readonly path: string }): Verdict
}

/** A plan that starts with `initial`. */
export function createFaultPlan(initial: readonly Fault[]): FaultPlan {
  let planned = initial.map((fault) => ({ fault, seen: 0 }))
  return {
    add: (fault) => void planned.push({ fault, seen: 0 }),
    clear: () => {
      planned = []
    },
    list: () => planned.map(({ fault, seen }) => ({ ...fault, seen })),
    judge(request) {
      const due = planned.filter((entry) => {
        if (!matches(entry.fault, request)) return false
        entry.seen += 1
        return isDue(entry.fault, entry.seen)
      })
      const delayMs = due.reduce(
        (sum, { fault }) => sum + (fault.effect.kind === 'delay' ? fault.effect.delayMs : 0),
        0,
      )
      const striking = due.find(({ fault }) => fault.effect.kind !== 'delay')?.fault
      if (striking === undefined || striking.effect.kind === 'delay') return { delayMs }
      return { delayMs, name: striking.name ?? striking.effect.kind, strike: striking.effect }
    },
  }
}

/** Checks a fault that comes from a file or over the wire. */
export const faultShape: Check = object(
  {
    match: object({}, { method: text, plane: word('arm', 'batch', 'entra', 'github', 'metadata'), path: pattern }),
    effect: effectShape,
  },
  { name: text, nth: amount, count: amount },
)

const EFFECTS: Readonly<Record<string, Check>> = {
  answer: object(
    { kind: text, status: amount },
    { code: text, message: text, headers: map(text), body: anything, after: flag },
  ),
  reset: object({ kind: text }, { after: flag }),
  hang: object({ kind: text }, { after: flag }),
  delay: object({ kind: text, delayMs: amount }),
}

function effectShape(value: unknown, where: string, problems: string[]): void {
  const kind = isRecord(value) ? value['kind'] : undefined
  const check = typeof kind === 'string' ? EFFECTS[kind] : undefined
  if (check === undefined) problems.push(`${where}.kind must be one of ${Object.keys(EFFECTS).join(', ')}`)
  else check(value, where, problems)
}

function pattern(value: unknown, where: string, problems: string[]): void {
  try {
    new RegExp(String(value))
  } catch {
    problems.push(`${where} must be a regular expression`)
  }
}

function matches(fault: Fault, request: { method: string; plane: string; path: string }): boolean {
  const { method, plane, path } = fault.match
  return (
    (method === undefined || method.toUpperCase() === request.method) &&
    (plane === undefined || plane === request.plane) &&
    (path === undefined || new RegExp(path, 'i').test(request.path))
  )
}

function isDue(fault: Fault, seen: number): boolean {
  const nth = fault.nth ?? 1
  // A delay is a property of the line: it lasts unless told how long.
  const count = fault.count ?? (fault.effect.kind === 'delay' ? 0 : 1)
  return seen >= nth && (count === 0 || seen < nth + count)
}
