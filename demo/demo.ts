import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import { loadWorld } from '../sandbox/world.ts'
import { type Act, summaryPage } from './page.ts'

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

/** What one run is shown for, and how it is to end. */
type Scene = {
  readonly title: string
  readonly inputs: Readonly<Record<string, string>>
  readonly outcome: 'applied' | 'unchanged' | 'blocked'
}

/** Runs by the world they take place in. */
const SCENES: Readonly<Record<string, readonly Scene[]>> = {
  demo: [
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
  trouble: [
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
}

async function main(): Promise<void> {
  console.log(`A local Azure answers under Azure's own names; one second here is ${RATE / 60} minutes there.\n`)
  const acts: Act[] = []
  for (const [world, scenes] of Object.entries(SCENES)) {
    const sandbox = await startSandbox({ world: loadWorld(world), rate: RATE })
    try {
      for (const scene of scenes) acts.push(await play(scene, acts.length + 1, sandbox))
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
async function play({ title, inputs, outcome }: Scene, number: number, sandbox: ServedSandbox): Promise<Act> {
  console.log(`=== ${number}. ${title}\n`)
  const environment = sandbox.environment('azure-names')
  const { outputs, summary, stderr, durationMs } = await runAction({ inputs, environment, onLine: printLogLine })
  if (stderr !== '') console.error(stderr)
  const replicas = outputs['replicas'] ? `, replicas: ${outputs['replicas']}` : ''
  console.log(`\n--> outcome: ${outputs['outcome']}${replicas}, ${(durationMs / 1000).toFixed(1)} s here\n`)
  if (outputs['outcome'] !== outcome) throw new Error(`this run was to end ${outcome}`)
  return { title, summary }
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
