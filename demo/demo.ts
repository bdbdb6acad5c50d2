import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { runAction } from '../runner/runner.ts'
import { startSandbox } from '../sandbox/server.ts'
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

const ACTS = [
  {
    title: 'A new image for a pool of 3,000 nodes: publish it, create the pool',
    inputs: { ...POOL, 'node-count': '3000' },
  },
  { title: 'The same workflow again: nothing to do', inputs: { ...POOL, 'node-count': '3000' } },
  {
    title: 'A larger pool, 4,200 nodes: more replicas first, then more nodes',
    inputs: { ...POOL, 'node-count': '4200' },
  },
]

async function main(): Promise<number> {
  const sandbox = await startSandbox({ world: await loadWorld('demo'), rate: RATE })
  try {
    console.log(`A local Azure answers under Azure's own names; one second here is ${RATE / 60} minutes there.\n`)
    const acts: Act[] = []
    for (const [index, { title, inputs }] of ACTS.entries()) {
      console.log(`=== ${index + 1}. ${title}\n`)
      const result = await runAction({
        inputs,
        environment: sandbox.environment('azure-names'),
        onLine: (line) => printLogLine(line),
      })
      if (result.stderr !== '') console.error(result.stderr)
      const { outcome, replicas } = result.outputs
      console.log(`\n--> outcome: ${outcome}, replicas: ${replicas}, ${(result.durationMs / 1000).toFixed(1)} s here\n`)
      acts.push({ title, summary: result.summary })
      if (result.exitCode !== 0) return 1
    }
    const file = resolve(join('out', 'demo-summary.html'))
    await mkdir('out', { recursive: true })
    await writeFile(file, summaryPage(acts))
    console.log(`The job summaries of the three runs: ${file}`)
    return 0
  } finally {
    await sandbox.close()
  }
}

/** A line as GitHub's log shows it: groups as headings, commands for the runner left out. */
function printLogLine(line: string): void {
  const command = /^::(\S+?)(?: [^:]*)?::(.*)$/.exec(line)
  const [, name = '', text = line] = command ?? []
  if (name === 'group') console.log(`▼ ${text}`)
  else if (command === null) console.log(`  ${text}`)
  else if (['error', 'warning', 'notice'].includes(name)) console.log(`  ${name}: ${text.replaceAll('%0A', '\n  ')}`)
}

process.exitCode = await main()
