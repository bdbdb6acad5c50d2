import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load } from 'js-yaml'
import { parseFileCommands } from './file-commands.ts'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')

/** One `uses:` step: its `with:` and the environment of its job. */
export type ActionStep = {
  readonly inputs: Readonly<Record<string, string>>
  readonly environment: Readonly<Record<string, string>>
  /** Called for each line of the log as it appears. */
  readonly onLine?: (line: string) => void
  /** Called with the process once it runs: to send signals as the runner does. */
  readonly onStart?: (child: ChildProcess) => void
  /** Flags of Node, for measuring and for `fast-clock.cjs`; the runner gives none. */
  readonly nodeFlags?: readonly string[]
}

/** What the runner knows after the step. */
export type ActionResult = {
  /** Null when a signal ended the process. */
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly durationMs: number
}

type ActionManifest = {
  readonly inputs: Readonly<Record<string, { readonly default?: unknown }>>
  readonly runs: { readonly main: string }
}

/**
 * Runs the committed bundle the way GitHub's runner does: defaults of action.yml filled in, inputs as `INPUT_*`,
 * file commands in fresh files, `node <main>` without a flag.
 */
export async function runAction(step: ActionStep): Promise<ActionResult> {
  const manifest = load(await readFile(join(ROOT, 'action.yml'), 'utf8')) as ActionManifest
  const folder = await mkdtemp(join(tmpdir(), 'runner-'))
  try {
    const files = await commandFiles(folder)
    const environment = {
      ...hostEnvironment(),
      ...jobEnvironment(folder),
      ...inputVariables(manifest, step.inputs),
      ...files,
      ...step.environment,
    }
    const began = performance.now()
    const ended = await runProcess(join(ROOT, manifest.runs.main), environment, folder, step)
    const durationMs = performance.now() - began
    return {
      ...ended,
      durationMs,
      outputs: parseFileCommands(await readFile(files.GITHUB_OUTPUT, 'utf8')),
      summary: await readFile(files.GITHUB_STEP_SUMMARY, 'utf8'),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Cancels a step as the runner does: asks twice, and ends what is still there 10 seconds after it asked first. */
export function cancelStep(child: ChildProcess): void {
  child.kill('SIGINT')
  const timers = [setTimeout(() => child.kill('SIGTERM'), 7500), setTimeout(() => child.kill('SIGKILL'), 10_000)]
  child.once('exit', () => timers.forEach(clearTimeout))
}

/** `INPUT_` and the name in upper case, dashes kept, spaces as underscores; undeclared names are refused here. */
function inputVariables(manifest: ActionManifest, inputs: Readonly<Record<string, string>>): Record<string, string> {
  const unknown = Object.keys(inputs).filter((name) => !(name in manifest.inputs))
  if (unknown.length > 0) throw new Error(`action.yml declares no input ${unknown.join(', ')}`)
  const variables = Object.entries(manifest.inputs).map(([name, { default: value }]) => {
    // The one expression that defaults use; a workflow without a token has it empty.
    const text = String(value ?? '').replace(/\$\{\{ github\.token \}\}/, '')
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, inputs[name] ?? text]
  })
  return Object.fromEntries(variables)
}

async function commandFiles(folder: string) {
  const files = {
    GITHUB_OUTPUT: join(folder, 'set_output'),
    GITHUB_STEP_SUMMARY: join(folder, 'step_summary'),
    GITHUB_STATE: join(folder, 'save_state'),
    GITHUB_ENV: join(folder, 'set_env'),
    GITHUB_PATH: join(folder, 'add_path'),
  }
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')))
  return files
}

/** Only what a process needs to run at all: nothing of the developer's own Azure or proxy settings gets in. */
function hostEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'LANG', 'SystemRoot', 'TEMP', 'TMP']
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
}

function jobEnvironment(folder: string): Record<string, string> {
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REPOSITORY: 'contoso/render-farm',
    GITHUB_REPOSITORY_OWNER: 'contoso',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_SHA: '9f2c1e7ab34d5608c1f0e2d3b4a5968778695a4b',
    GITHUB_RUN_ID: '7300000001',
    GITHUB_RUN_NUMBER: '42',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_WORKFLOW: 'render image',
    GITHUB_JOB: 'pool',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_WORKSPACE: folder,
    RUNNER_TEMP: folder,
    RUNNER_OS: 'Linux',
  }
}

function runProcess(
  main: string,
  environment: Readonly<Record<string, string>>,
  cwd: string,
  { onLine, onStart, nodeFlags = [] }: ActionStep,
): Promise<Pick<ActionResult, 'exitCode' | 'stdout' | 'stderr'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...nodeFlags, main], {
      env: environment,
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr, partial] = ['', '', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      const lines = (partial + text).split('\n')
      partial = lines.pop() ?? ''
      for (const line of lines) onLine?.(line)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, stdout, stderr }))
    onStart?.(child)
  })
}
