import { writeFile } from 'node:fs/promises'
import { HELP, readArguments, type SandboxArguments } from './arguments.ts'
import { environmentFile } from './environment.ts'
import { type ServedSandbox, startSandbox } from './server.ts'
import { loadWorld, type World, WorldError } from './world.ts'

/** Serves a world until it is told to end. */
async function main(argv: readonly string[]): Promise<number> {
  const reading = readArguments(argv)
  const problems = reading.ok ? [] : [...reading.problems]
  const world = reading.ok ? readWorld(reading.arguments, problems) : undefined
  if (!reading.ok || world === undefined) {
    console.error(`${problems.map((problem) => `- ${problem}`).join('\n')}\n\n${HELP}`)
    return 2
  }
  if (reading.arguments.help) {
    console.log(HELP)
    return 0
  }
  const { port, rate, envFile } = reading.arguments
  // Heard from the very start: whoever ends it early must not leave files behind.
  const toldToEnd = new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
  const served = await startSandbox({ world, port, rate }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error
    console.error(
      `- --port ${port}: ${error.code === 'EACCES' ? 'this user may not open it' : 'another program has it'}`,
    )
    return undefined
  })
  if (served === undefined) return 2
  const variables = environmentFile(served.environment('azure-names'))
  if (envFile !== undefined) await writeFile(envFile, variables)
  console.log(usage(served, envFile, variables))
  await toldToEnd
  await served.close()
  return 0
}

function readWorld({ world }: SandboxArguments, problems: string[]): World | undefined {
  try {
    return loadWorld(world)
  } catch (error) {
    if (!(error instanceof WorldError)) throw error
    problems.push(`--world ${error.message}`)
    return undefined
  }
}

function usage({ url, sandbox }: ServedSandbox, envFile: string | undefined, variables: string): string {
  const { world, clock } = sandbox
  return `${world.description}.
It is ${new Date(clock.now()).toISOString()}; ${clock.rate} virtual seconds pass in a real one.

Under Azure's own names, for any client that heeds HTTPS_PROXY and trusts the CA:
${envFile === undefined ? variables.replace(/^/gm, '  ').trimEnd() : `  set -a; . ${envFile}; set +a`}

As a cloud of its own:
  resource-manager-endpoint: ${url}

Its request log, clock and faults (with the CA of NODE_EXTRA_CA_CERTS):
  ${url}/_sandbox/log
  ${url}/_sandbox/clock    POST {"advanceSeconds": 600} or {"rate": 60}
  ${url}/_sandbox/faults   POST {"match": {"path": "/galleries/"}, "effect": {"kind": "reset"}}

Ctrl-C ends it.`
}

process.exitCode = await main(process.argv.slice(2))
