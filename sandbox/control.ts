import type { Environment, Flavour } from './environment.ts'
import { type Fault, faultShape } from './faults.ts'
import { type Run, runChangeShape } from './github/entities.ts'
import type { Sandbox } from './sandbox.ts'
import { amount, type Check, object, word } from './shape.ts'

/** A request to the sandbox itself, under `/_sandbox/` of its own URL. */
export type ControlRequest = { readonly method: string; readonly path: string; readonly text: string }

/** A sandbox with the way to it. */
export type ControlledSandbox = {
  readonly sandbox: Sandbox
  environment(flavour: Flavour, run?: Partial<Run>): Environment
}

/** What the sandbox says of itself, as JSON. */
export type ControlReply = { readonly status: number; readonly body: unknown }

/** Shows and moves what Azure does not have: request log, clock, faults, environments. Never logged itself. */
export function control(served: ControlledSandbox, request: ControlRequest): ControlReply {
  const operations = operationsOf(served)
  const operation = operations[`${request.method} ${request.path.replace(/\/$/, '')}`]
  if (operation === undefined)
    return { status: 404, body: { problems: ['there is nothing here'], here: Object.keys(operations) } }
  try {
    return { status: 200, body: operation(request.text === '' ? {} : JSON.parse(request.text)) }
  } catch (error) {
    if (!(error instanceof ControlError || error instanceof SyntaxError)) throw error
    const problems = error instanceof ControlError ? error.problems : [error.message]
    return { status: 400, body: { problems } }
  }
}

class ControlError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('; '))
    this.problems = problems
  }
}

type Operations = Readonly<Record<string, (body: unknown) => unknown>>

function operationsOf({ sandbox, environment }: ControlledSandbox): Operations {
  const { clock, log, faults } = sandbox
  const clockState = () => ({ now: new Date(clock.now()).toISOString(), rate: clock.rate })
  return {
    'GET /_sandbox': () => summary(sandbox),
    'GET /_sandbox/state': () => summary(sandbox),
    'GET /_sandbox/log': () => ({ value: log.entries() }),
    'DELETE /_sandbox/log': () => {
      log.clear()
      return { value: [] }
    },
    'GET /_sandbox/clock': clockState,
    'POST /_sandbox/clock': (body) => {
      const change = checked<{ advanceSeconds?: number; rate?: number }>(clockShape, body)
      if (change.rate !== undefined) clock.setRate(change.rate)
      if (change.advanceSeconds !== undefined) clock.advance(change.advanceSeconds * 1000)
      return clockState()
    },
    'POST /_sandbox/environment': (body) => {
      const asked = checked<{ flavour?: Flavour; run?: Partial<Run> }>(environmentShape, body)
      return environment(asked.flavour ?? 'azure-names', asked.run)
    },
    'GET /_sandbox/faults': () => ({ value: faults.list() }),
    'POST /_sandbox/faults': (body) => {
      faults.add(checked<Fault>(faultShape, body))
      return { value: faults.list() }
    },
    'DELETE /_sandbox/faults': () => {
      faults.clear()
      return { value: [] }
    },
    'GET /_sandbox/tasks': () => ({ value: sandbox.auditTasks() }),
    'GET /_sandbox/witness': () => sandbox.witness(),
    'POST /_sandbox/reset': () => {
      sandbox.reset()
      return summary(sandbox)
    },
  }
}

const environmentShape = object({}, { flavour: word('azure-names', 'own-cloud'), run: runChangeShape })

const clockShape = object({}, { advanceSeconds: amount, rate: amount })

function checked<T>(shape: Check, body: unknown): T {
  const problems: string[] = []
  shape(body, '', problems)
  if (problems.length > 0) throw new ControlError(problems)
  return body as T
}

function summary({ world, clock, log, faults }: Sandbox): unknown {
  return {
    description: world.description,
    now: new Date(clock.now()).toISOString(),
    rate: clock.rate,
    tenantId: world.tenantId,
    subscriptions: world.subscriptions.map(({ subscriptionId }) => subscriptionId),
    applications: world.applications.map(({ clientId, displayName }) => ({ clientId, displayName })),
    requests: log.entries().length,
    faults: faults.list().length,
  }
}
