import { type Answered, buildAzure } from './azure.ts'
import { createClock, type VirtualClock } from './clock.ts'
import { type Address, addressOf } from './clouds.ts'
import { createFaultPlan, type FaultPlan, type Strike } from './faults.ts'
import type { Run } from './github/entities.ts'
import { createRequestLog, type RequestLog } from './request-log.ts'
import { Refusal } from './service.ts'
import type { TaskRecord, Witness } from './services.ts'
import { dressReply, type Envelope, refusalReply, type WireReply } from './wire.ts'
import type { World } from './world.ts'

/** A request as a client would send it. */
export type RawRequest = {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is when text, else as JSON with the content type that says so. */
  readonly body?: unknown
  /** Client ID of the application that asks: a valid token for the plane is sent along. */
  readonly as?: string
}

/** What becomes of a request: an answer, a lost connection, or silence. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: WireReply; readonly delayMs: number }
  | { readonly kind: 'reset' | 'hang'; readonly delayMs: number }

/** A planned fault has taken the answer: the connection was reset, or the server hangs. */
export class ConnectionLost extends Error {
  readonly kind: 'reset' | 'hang'

  constructor(kind: 'reset' | 'hang') {
    super(kind === 'reset' ? 'the connection was reset' : 'no answer came')
    this.kind = kind
  }
}

/** Azure on one machine, without a network. */
export type Sandbox = {
  readonly world: World
  readonly clock: VirtualClock
  readonly log: RequestLog
  readonly faults: FaultPlan
  /** Answers at once, whatever delay is planned. Throws `ConnectionLost` where a fault takes the answer. */
  ask(request: RawRequest): WireReply
  /** What becomes of a request, for those who serve it to clients. */
  carryOut(request: RawRequest): Outcome
  /** `ACTIONS_ID_TOKEN_REQUEST_TOKEN` of a job that differs from the repository's run as told. */
  requestToken(run?: Partial<Run>): string
  /** `GITHUB_TOKEN` of a job, for GitHub's REST API. */
  githubToken(): string
  /** What became of every Batch task until now: how often it ran to its end, and by which request it was stopped. */
  auditTasks(): readonly TaskRecord[]
  /** What became of tasks, jobs, pools and their nodes until now, at every moment and not only when somebody looked. */
  witness(): Witness
  /** Forgets everything since the world began; the clock starts anew. */
  reset(): void
}

/** A sandbox that holds `world`; its clock stands still unless a rate is given. */
export function createSandbox(options: {
  readonly world: World
  /** ISO instant or ms since 1970; the world's own when left out. */
  readonly startAt?: string | number
  /** Virtual ms per real ms; 0 when left out. */
  readonly rate?: number
  /** Host and port of the sandbox as a cloud of its own, where it is served. */
  readonly ownHost?: string
}): Sandbox {
  const { world, ownHost = 'localhost' } = options
  const startAt = new Date(options.startAt ?? world.startTime).getTime()
  const realNow = (): number => performance.now()
  const clock = createClock({ startAt, rate: options.rate ?? 0, realNow })
  const log = createRequestLog()
  const faults = createFaultPlan(world.faults ?? [])
  let azure = buildAzure(world, clock, ownHost)
  let sequence = 0

  const carryOut = (request: RawRequest): Outcome => {
    const began = realNow()
    const url = new URL(request.url)
    const address = addressOf(url)
    if (address === undefined) throw new RangeError(`the sandbox does not answer for ${url.host}`)
    sequence += 1
    const now = clock.now()
    const verdict = faults.judge({ method: request.method, plane: address.plane, path: `${url.pathname}${url.search}` })
    const headers = { ...headersOf(request, address), ...authorizationOf(request, address) }
    const ask = (): Answered =>
      azure.answer({ method: request.method, url, address, headers, text: textOf(request.body), sequence })
    const envelope: Envelope = { address, method: request.method, requestHeaders: headers, sequence, now }
    const { answered, kind } = underFault(verdict.strike, ask, envelope)
    log.add({
      at: new Date(now).toISOString(),
      method: request.method,
      url: request.url,
      plane: address.plane,
      status: kind === 'reply' ? (answered?.reply.status ?? 0) : 0,
      ...(answered?.code === undefined ? {} : { code: answered.code }),
      ...(answered?.clientId === undefined ? {} : { clientId: answered.clientId }),
      ...(verdict.name === undefined ? {} : { fault: verdict.name }),
      durationMs: Math.round(realNow() - began + verdict.delayMs),
    })
    if (kind === 'reply' && answered !== undefined) {
      return { kind, reply: answered.reply, delayMs: verdict.delayMs }
    }
    return { kind: kind === 'hang' ? 'hang' : 'reset', delayMs: verdict.delayMs }
  }
  const authorizationOf = ({ as }: RawRequest, address: Address): Record<string, string> =>
    as === undefined ? {} : { authorization: azure.authorizationFor(as, address) }

  return {
    world,
    clock,
    log,
    faults,
    carryOut,
    ask(request) {
      const outcome = carryOut(request)
      if (outcome.kind !== 'reply') throw new ConnectionLost(outcome.kind)
      return outcome.reply
    },
    requestToken: (run = {}) => azure.requestToken(run),
    githubToken: () => azure.jobToken,
    auditTasks: () => azure.auditTasks(),
    witness: () => azure.witness(),
    reset() {
      clock.restart(startAt)
      log.clear()
      faults.clear()
      for (const fault of world.faults ?? []) faults.add(fault)
      azure = buildAzure(world, clock, ownHost)
      sequence = 0
    },
  }
}

type Struck = { readonly kind: 'reply' | 'reset' | 'hang'; readonly answered?: Answered }

/** The answer, or what a fault makes of it; with `after` the request is carried out all the same. */
function underFault(strike: Strike | undefined, ask: () => Answered, envelope: Envelope): Struck {
  if (strike === undefined) return { kind: 'reply', answered: ask() }
  const done = strike.after === true ? ask() : undefined
  if (strike.kind !== 'answer') return { kind: strike.kind, ...(done === undefined ? {} : { answered: done }) }
  const code = strike.code ?? 'InternalServerError'
  const refusal = new Refusal(strike.status, code, strike.message ?? 'An internal error has occurred.', {
    headers: strike.headers ?? {},
  })
  const reply = strike.body === undefined ? refusalReply(refusal, envelope) : { ...strike, body: strike.body }
  return { kind: 'reply', answered: { ...done, reply: dressReply(reply, envelope), code } }
}

function textOf(body: unknown): string {
  if (body === undefined) return ''
  return typeof body === 'string' ? body : JSON.stringify(body)
}

function headersOf({ headers = {}, body }: RawRequest, address: Address): Record<string, string> {
  const type = address.plane === 'batch' ? 'application/json; odata=minimalmetadata' : 'application/json'
  const implied = body === undefined || typeof body === 'string' ? {} : { 'content-type': type }
  const sent = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  return { ...implied, ...Object.fromEntries(sent) }
}
