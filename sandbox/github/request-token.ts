import { createHmac } from 'node:crypto'
import { isRecord } from '../shape.ts'
import type { Run } from './entities.ts'

/** What a job shows to get its ID tokens: it says whose they are, as a runner's own token does. */
export function requestToken(run: Partial<Run>, secret: string): string {
  const payload = Buffer.from(JSON.stringify(run)).toString('base64url')
  return `${payload}.${sealOf(payload, secret)}`
}

/** What the job said of itself; undefined where the token was not made with the secret. */
export function readRequestToken(token: string, secret: string): Partial<Run> | undefined {
  const [payload = '', seal = ''] = token.split('.')
  if (payload === '' || seal !== sealOf(payload, secret)) return undefined
  const run: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  // The seal proves that `requestToken` wrote it.
  return isRecord(run) ? (run as Partial<Run>) : undefined
}

function sealOf(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(payload).digest('base64url')
}
