import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ActionResult, runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import type { World } from '../sandbox/world.ts'
import { INPUTS } from './by-action.ts'
import { type Figure, median } from './figures.ts'

/** Virtual ms per real ms. */
const RATE = 900

const DELAY_MS = 100

/** Requests and memory of a first run and of one that has nothing to do. */
export async function measureRuns(world: World): Promise<Figure[]> {
  const served = await startSandbox({ world, rate: RATE })
  try {
    const memory = await peakMemory(served)
    const first = withoutPolls(requests(served))
    served.sandbox.clock.setRate(1)
    served.sandbox.log.clear()
    await succeed(served, 'unchanged')
    const again = requests(served).length
    return [
      { name: 'requests-no-op', value: again },
      { name: 'sequential-requests-no-op', value: await sequential(served) },
      { name: 'requests-first-run', value: first.length },
      { name: 'peak-memory-mb', value: memory },
    ]
  } finally {
    await served.close()
  }
}

/** The largest resident set of a first publish and create. */
async function peakMemory(served: ServedSandbox): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const file = join(folder, 'peak')
  const preload = fileURLToPath(new URL('peak-memory.cjs', import.meta.url))
  try {
    await succeed(served, 'applied', ['--require', preload], { PEAK_MEMORY_FILE: file })
    return Number(await readFile(file, 'utf8')) / 1024
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What a run, one that has nothing to do unless given, takes longer when every answer is late by 100 ms, in answers. */
export async function sequential(
  served: ServedSandbox,
  run: () => Promise<ActionResult> = () => succeed(served, 'unchanged'),
): Promise<number> {
  const differences: number[] = []
  for (let round = 0; round < 5; round += 1) {
    served.sandbox.faults.clear()
    const quick = await run()
    served.sandbox.faults.add({ match: {}, count: 0, effect: { kind: 'delay', delayMs: DELAY_MS } })
    const late = await run()
    differences.push((late.durationMs - quick.durationMs) / DELAY_MS)
  }
  served.sandbox.faults.clear()
  return median(differences)
}

async function succeed(
  served: ServedSandbox,
  outcome: string,
  nodeFlags: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Promise<ActionResult> {
  const result = await runAction({
    inputs: { ...INPUTS, 'node-count': '3000' },
    environment: { ...served.environment('azure-names'), ...more },
    nodeFlags,
  })
  if (result.outputs['outcome'] !== outcome) throw new Error(`${result.stdout}${result.stderr}\nwas to end ${outcome}`)
  return result
}

function requests({ sandbox }: ServedSandbox): string[] {
  return sandbox.log.entries().map(({ method, url }) => `${method} ${url.split('?client-request-id')[0]}`)
}

/** A GET that directly repeats, up to other repeats, what was read before is a poll; token renewals are part of waiting too. */
function withoutPolls(all: readonly string[]): string[] {
  const runs: string[] = []
  const recent: string[] = []
  for (const request of all) {
    if (request.startsWith('GET') && recent.includes(request)) continue
    // A write begins a new phase: what is read again after it is not a poll until it repeats.
    if (!request.startsWith('GET')) recent.length = 0
    recent.push(request)
    runs.push(request)
  }
  return runs
}
