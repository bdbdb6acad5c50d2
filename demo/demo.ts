import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import { loadWorld, type World } from '../sandbox/world.ts'
import { type Act, summaryPage } from './page.ts'
import { worldAtWork } from './worlds.ts'

/** Virtual seconds per real second: half an hour of replication passes in about four seconds. */
const RATE = 480

const POOL = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
}

const GOLDEN =
  '/subscriptions/66666666-7777-4888-8999-aaaaaaaaaaaa/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu'
const OWN = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rendering/providers'

const FAST_CLOCK = fileURLToPath(new URL('../runner/fast-clock.cjs', import.meta.url))

/** What one run is shown for, and how it is to end. */
type Scene = {
  readonly title: string
  readonly inputs: Readonly<Record<string, string>>
  readonly outcome: 'applied' | 'unchanged' | 'rolled-back' | 'blocked'
  /** Its clock keeps up with that of its Azure: for what the action itself waits for by the minute. */
  readonly keepsUp?: boolean
}

/** A world, and the runs that take place in it one after another. */
type Chapter = { readonly world: World; readonly scenes: readonly Scene[] }

const ROLL = { ...POOL, 'node-count': '20', 'update-strategy': 'blue-green' }

const CHAPTERS: readonly Chapter[] = [
  {
    world: loadWorld('demo'),
    scenes: [
      {
        title: 'A new image for a pool of 3,000 nodes: publish it, create the pool',
        inputs: { ...POOL, 'node-count': '3000' },
        outcome: 'applied',
      },
      {
        title: 'The same workflow again: nothing to do',
        inputs: { ...POOL, 'node-count': '3000' },
        outcome: 'unchanged',
      },
      {
        title: 'A larger pool, 4,200 nodes: more replicas first, then more nodes',
        inputs: { ...POOL, 'node-count': '4200' },
        outcome: 'applied',
      },
    ],
  },
  {
    world: worldAtWork(),
    scenes: [
      {
        title:
          'A pool of 20 nodes at work gets a new image: two canary nodes and a command first, then a second pool to which the job moves',
        inputs: {
          ...ROLL,
          'canary-nodes': '2',
          'smoke-command': "/bin/sh -c 'echo renderer 4.2 is ready'",
        },
        outcome: 'applied',
      },
      {
        title:
          'The next image is bad, its nodes never join: the pool and its job stay as they are, the second pool is gone again',
        inputs: { ...ROLL, 'image-version': '1.2.0', source: 'ubuntu-render-2026-12' },
        outcome: 'rolled-back',
        keepsUp: true,
      },
    ],
  },
  {
    world: loadWorld('trouble'),
    scenes: [
      {
        title: 'Another studio, in which a dozen things are wrong: all are found before anything is changed',
        inputs: {
          ...POOL,
          gallery: '',
          'image-definition': GOLDEN,
          'image-version': '4.0.0',
          source: `${OWN}/Microsoft.Compute/virtualMachines/image-builder`,
          'vm-size': 'Standard_D2ps_v5',
          'node-count': '3000',
          'subnet-id': `${OWN}/Microsoft.Network/virtualNetworks/render-net/subnets/nodes`,
          'target-regions': 'mars',
        },
        outcome: 'blocked',
      },
    ],
  },
]

async function main(): Promise<void> {
  console.log(`A local Azure answers under Azure's own names; one second here is ${RATE / 60} minutes there.\n`)
  const acts: Act[] = []
  for (const { world, scenes } of CHAPTERS) {
    const sandbox = await startSandbox({ world, rate: RATE })
    try {
      for (const scene of scenes) acts.push(await play(scene, acts.length + 1, sandbox))
      tellTasks(sandbox)
    } finally {
      await sandbox.close()
    }
  }
  const file = resolve(join('out', 'demo-summary.html'))
  await mkdir('out', { recursive: true })
  await writeFile(file, summaryPage(acts))
  console.log(`The job summaries of the ${acts.length} runs: ${file}`)
}

/** Runs the bundle once, prints its log, and gives its summary. Throws when it does not end as it has to. */
async function play(
  { title, inputs, outcome, keepsUp = false }: Scene,
  number: number,
  sandbox: ServedSandbox,
): Promise<Act> {
  console.log(`=== ${number}. ${title}\n`)
  if (keepsUp) console.log('The clock of this run is as fast as that of its Azure: its minutes are minutes there.\n')
  const environment = { ...sandbox.environment('azure-names'), CLOCK_RATE: String(RATE) }
  const nodeFlags = keepsUp ? ['--require', FAST_CLOCK] : []
  const { outputs, summary, stderr, durationMs } = await runAction({
    inputs,
    environment,
    nodeFlags,
    onLine: printLogLine,
  })
  if (stderr !== '') console.error(stderr)
  const replicas = outputs['replicas'] ? `, replicas: ${outputs['replicas']}` : ''
  console.log(`\n--> outcome: ${outputs['outcome']}${replicas}, ${(durationMs / 1000).toFixed(1)} s here\n`)
  if (outputs['outcome'] !== outcome) throw new Error(`this run was to end ${outcome}`)
  return { title, summary }
}

/** What became of the tasks in a world that has some, once they had the time to end. */
function tellTasks({ sandbox }: ServedSandbox): void {
  sandbox.clock.advance(4 * 3_600_000)
  const tasks = sandbox.auditTasks().filter(({ job }) => job === 'film')
  if (tasks.length === 0) return
  const once = tasks.filter(({ completions }) => completions === 1).length
  const stopped = tasks.filter(({ requeues, terminated }) => requeues.length > 0 || terminated !== undefined).length
  console.log(
    `Of the ${tasks.length} tasks of job film ${once} ran to their end once; ${stopped} were stopped on the way.\n`,
  )
}

/** A line as GitHub's log shows it: groups as headings, commands for the runner left out. */
function printLogLine(line: string): void {
  const command = /^::(\S+?)(?: [^:]*)?::(.*)$/.exec(line)
  const [, name = '', text = line] = command ?? []
  if (name === 'group') console.log(`▼ ${text}`)
  else if (command === null) console.log(`  ${text}`)
  else if (['error', 'warning', 'notice'].includes(name)) console.log(`  ${name}: ${text.replaceAll('%0A', '\n  ')}`)
}

await main()
