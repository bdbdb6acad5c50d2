import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { runAction } from '../runner/runner.ts'
import { median } from './figures.ts'

const ROUNDS = 9

const INPUTS = {
  'client-id': '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  'tenant-id': '5b4e8f0a-6a0c-4c8e-9a54-0d6f1c2e7b11',
  'subscription-id': '11111111-2222-4333-8444-555555555555',
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
}

/** Time from process start to the first outgoing request, over that of `node -e 0`; medians of paired rounds. */
export async function coldStartRatio(): Promise<number> {
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const empty = await emptyProcess()
    ratios.push((await firstRequest()) / empty)
  }
  return median(ratios)
}

async function emptyProcess(): Promise<number> {
  const began = performance.now()
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'close')
  return performance.now() - began
}

/** The first request of every run asks GitHub for an ID token; it is not answered, and the process ended. */
async function firstRequest(): Promise<number> {
  let [began, arrived] = [0, 0]
  let child: ChildProcess | undefined
  const server = createServer((_request, response) => {
    arrived = performance.now()
    response.destroy()
    child?.kill('SIGKILL')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await runAction({
    inputs: INPUTS,
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/idtoken?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'none',
    },
    onStart: (started) => {
      began = performance.now()
      child = started
    },
  })
  server.close()
  return arrived - began
}
