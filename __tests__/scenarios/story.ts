import { readFileSync } from 'node:fs'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import type { AccessToken, TokenCredential } from '@azure/identity'
import type { LogEntry } from '../../sandbox/request-log.ts'
import { type ServedSandbox, startSandbox } from '../../sandbox/server.ts'
import { loadWorld, type World } from '../../sandbox/world.ts'
import { createAzure } from '../../src/azure/azure.ts'
import { discoverCloud } from '../../src/azure/discover.ts'
import type { Patience } from '../../src/azure/pipeline.ts'
import { parseInputs } from '../../src/inputs/inputs.ts'
import type { Event } from '../../src/model/event.ts'
import type { Azure, Clock } from '../../src/model/ports.ts'
import type { Report } from '../../src/model/report.ts'
import { desire } from '../../src/plan/desire.ts'
import { logLines } from '../../src/report/log.ts'
import { run } from '../../src/run.ts'
import { withHand } from './hand.ts'
import { brokenInvariants } from './invariants.ts'
import { type Expectation, promisesOf } from './promises.ts'

/** The inputs of the demo: one pool of the demo world. */
export const DEMO_INPUTS: Readonly<Record<string, string>> = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '3000',
}

/** One run inside a story. */
export type Told = {
  readonly report: Report
  readonly events: readonly Event[]
  /** The log as people read it. */
  readonly log: string
  /** `METHOD path` of each request to Azure, in order, tokens left out. */
  readonly requests: readonly string[]
  /** Virtual ms from start to end. */
  readonly durationMs: number
}

/** A sandbox whose clock stands still, and runs in it: waiting moves the clock. */
export type Story = {
  readonly served: ServedSandbox
  run(inputs: Readonly<Record<string, string>>, more?: StoryRun): Promise<Told>
  close(): Promise<void>
}

/** What a run inside a story may have of its own. */
export type StoryRun = {
  readonly commit?: string
  readonly runId?: string
  readonly signal?: AbortSignal
  /** Called with each event as it happens. */
  readonly onEvent?: (event: Event) => void
  /** What this run is let do beyond what its inputs say; see `docs/sandbox.md`, invariants. */
  readonly expects?: Expectation
  /** Stands between the run and Azure. */
  readonly between?: (azure: Azure) => Azure
  /** How often and how soon, by the real clock, requests are repeated. */
  readonly patience?: Patience
}

/** Opens a story in a world: by name, or given whole. */
export async function openStory(world: string | World): Promise<Story> {
  const seeded = typeof world === 'string' ? await loadWorld(world) : world
  const { served, hand } = withHand(await startSandbox({ world: seeded, rate: 0 }))
  setDefaultCACertificates([...getCACertificates('bundled'), readFileSync(served.caFile, 'utf8')])
  return {
    served,
    async run(inputs, more = {}) {
      const { log } = served.sandbox
      const seen = log.entries().length
      const before = served.sandbox.witness()
      const since = served.sandbox.clock.now()
      const told = await tell(served, inputs, more)
      const until = served.sandbox.clock.now()
      const watched = {
        before,
        since,
        until,
        ...hand.during({ since, until }),
        refusedDeletions: refusedDeletions(log.entries().slice(seen)),
      }
      const promises = promisesOf(inputs, told, more.expects ?? {})
      const broken = brokenInvariants(served.sandbox.witness(), watched, promises)
      if (broken.length > 0) throw new Error(`A run broke what holds in every story:\n${broken.join('\n')}`)
      return told
    },
    close: () => served.close(),
  }
}

function refusedDeletions(entries: readonly LogEntry[]): readonly string[] {
  const refused = entries.filter(({ method, status }) => method === 'DELETE' && (status === 0 || status >= 400))
  return refused.map(({ url }) => new URL(url).pathname)
}

async function tell(served: ServedSandbox, inputs: Readonly<Record<string, string>>, more: StoryRun): Promise<Told> {
  const { sandbox, url } = served
  const { world } = sandbox
  const clock = storyClock(served)
  const environment = {
    AZURE_CLIENT_ID: world.applications[0]?.clientId,
    AZURE_TENANT_ID: world.tenantId,
    AZURE_SUBSCRIPTION_ID: world.subscriptions[0]?.subscriptionId,
  }
  const parsed = await parseInputs({ raw: (name) => inputs[name] ?? '', environment, now: clock.now() })
  const runId = more.runId ?? '1001'
  const origin = {
    repository: 'contoso/render-farm',
    commit: more.commit ?? '9f2c1e7ab34d5608c1f0e2d3b4a5968778695a4b',
    runId,
    runAttempt: '1',
    runUrl: `https://github.com/contoso/render-farm/actions/runs/${runId}`,
  }
  const desired = desire(parsed, origin)
  const cloud = await discoverCloud(url)
  const { between = (real: Azure) => real } = more
  const azure = between(createAzure(cloud, storyCredential(served, parsed.signIn), more.patience))
  const events: Event[] = []
  const lines: string[] = []
  const startedAt = clock.now()
  const seen = sandbox.log.entries().length
  const listen = (event: Event) => {
    lines.push(...logLines(event, { desired, startedAt, before: [...events] }).map(({ text }) => text))
    events.push(event)
    more.onEvent?.(event)
  }
  const signal = more.signal ?? new AbortController().signal
  const deadline = parsed.timeoutMinutes && { deadline: startedAt + parsed.timeoutMinutes * 60_000 }
  const report = await run(desired, { azure, clock, signal, listen, ...deadline })
  const requests = sandbox.log
    .entries()
    .slice(seen)
    .filter(({ plane }) => plane === 'arm' || plane === 'batch')
    .map((entry) => `${entry.method} ${new URL(entry.url).pathname}`)
  return { report, events, log: lines.join('\n'), requests, durationMs: clock.now() - startedAt }
}

/** Sleeping is moving the sandbox's clock: waiting and time are one thing. */
export function storyClock({ sandbox }: ServedSandbox): Clock {
  let waiting: { until: number; resolve: () => void }[] = []
  const wake = () => {
    // The earliest sleeper moves the clock; the others wake as it passes them.
    const until = Math.min(...waiting.map((sleeper) => sleeper.until))
    sandbox.clock.advance(Math.max(0, until - sandbox.clock.now()))
    const due = waiting.filter((sleeper) => sleeper.until <= sandbox.clock.now())
    waiting = waiting.filter((sleeper) => !due.includes(sleeper))
    for (const { resolve } of due) resolve()
  }
  let seed = 7
  return {
    now: () => sandbox.clock.now(),
    random: () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    },
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason)
        waiting.push({ until: sandbox.clock.now() + ms, resolve })
        setImmediate(() => {
          if (signal.aborted) return reject(signal.reason)
          if (waiting.length > 0) wake()
        })
      }),
  }
}

/** Tokens of the sandbox live for at least an hour of its own time. */
const FRESH_MS = 30 * 60_000

/**
 * Real tokens of the sandbox, kept by its own time: SDKs measure a token's life by the real clock, so that here they ask
 * for one with every request.
 */
export function storyCredential(served: ServedSandbox, signIn: SignIn): TokenCredential {
  const { clock } = served.sandbox
  const kept = new Map<string, { readonly token: string; readonly until: number }>()
  return {
    async getToken(scopes: string | string[]): Promise<AccessToken> {
      const scope = [scopes].flat().join(' ')
      const held = kept.get(scope)
      const isFresh = held !== undefined && clock.now() < held.until
      const token = isFresh ? held.token : buyToken(served, signIn, scope)
      if (!isFresh) kept.set(scope, { token, until: clock.now() + FRESH_MS })
      return { token, expiresOnTimestamp: Date.now() + 1000 }
    },
  }
}

type SignIn = { readonly clientId: string; readonly tenantId: string }

/** An access token for the ID token of the job. */
function buyToken({ sandbox, url }: ServedSandbox, { clientId, tenantId }: SignIn, scope: string): string {
  const assertion = sandbox.ask({
    method: 'GET',
    url: 'https://pipelines.actions.githubusercontent.com/idtoken?api-version=2.0&audience=api%3A%2F%2FAzureADTokenExchange',
    headers: { authorization: `Bearer ${sandbox.requestToken()}` },
  })
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    scope,
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: String((JSON.parse(assertion.text) as { value?: string }).value),
  })
  const answer = sandbox.ask({
    method: 'POST',
    url: `${url}/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  const { access_token: token } = JSON.parse(answer.text) as { access_token?: string }
  if (token === undefined) throw new Error(answer.text)
  return token
}
