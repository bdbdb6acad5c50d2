import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SecureContext } from 'node:tls'
import { type CertificateAuthority, createCertificateAuthority } from './certificate.ts'
import { addressOf, answersFor } from './clouds.ts'
import { control } from './control.ts'
import { clientEnvironment, type Environment, type Flavour } from './environment.ts'
import type { Run } from './github/entities.ts'
import { prepareKeys } from './jwt.ts'
import { createProxy } from './proxy.ts'
import { createSandbox, type Outcome, type Sandbox } from './sandbox.ts'
import type { World } from './world.ts'

/** A sandbox that clients reach over one port of this machine. */
export type ServedSandbox = {
  /** `https://localhost:PORT`, where it is a cloud of its own and shows its log, clock and faults. */
  readonly url: string
  /** PEM file of the CA that clients must trust; gone after `close`. */
  readonly caFile: string
  readonly sandbox: Sandbox
  /** Variables for a client process; `run` says how its job differs from the world's. */
  environment(flavour: Flavour, run?: Partial<Run>): Environment
  /** Drops every connection and frees the port. */
  close(): Promise<void>
}

/** First byte of a TLS handshake record (RFC 8446, section 5.1). */
const TLS_HANDSHAKE = 0x16

/** Serves `world` on a loopback port (a free one unless told): HTTPS, and a forward proxy that leads to it. */
export async function startSandbox(options: {
  readonly world: World
  readonly port?: number
  /** Virtual ms per real ms; 1 when left out. */
  readonly rate?: number
  /** ISO instant or ms since 1970; the world's own when left out. */
  readonly startAt?: string | number
}): Promise<ServedSandbox> {
  const [authority] = await Promise.all([createCertificateAuthority(), prepareKeys()])
  const port = await listen(options.port ?? 0, authority)
  const folder = await mkdtemp(join(tmpdir(), 'azure-sandbox-'))
  const caFile = join(folder, 'ca.pem')
  await writeFile(caFile, authority.cert)

  const url = `https://localhost:${port.number}`
  const sandbox = createSandbox({ rate: 1, ...options, ownHost: `localhost:${port.number}` })
  const served: ServedSandbox = {
    url,
    caFile,
    sandbox,
    environment: (flavour, run = {}) => clientEnvironment(sandbox, { url, caFile }, { flavour, run }),
    async close() {
      await port.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
  port.serve(served)
  return served
}

type Port = { readonly number: number; serve(served: ServedSandbox): void; close(): Promise<void> }

/** Opens the port. What speaks TLS is served, what speaks plain HTTP meets the proxy; the first byte tells. */
async function listen(wanted: number, authority: CertificateAuthority): Promise<Port> {
  let served: ServedSandbox | undefined
  const sockets = new Set<Socket>()
  const https = createHttpsServer(
    { ...(await authority.leaf('localhost')), SNICallback: chooseCertificate(authority), ALPNProtocols: ['http/1.1'] },
    (request, response) => void (served !== undefined && answerRequest(request, response, served)),
  )
  // Longer than any client keeps a connection for later, so that none is closed just as it is used again.
  https.keepAliveTimeout = 300_000
  const proxy = createProxy({
    port: () => numberOf(server.address()),
    tunnel: (socket) => https.emit('connection', socket),
    refused: (method, target) => served !== undefined && logRefused(served.sandbox, method, target),
  })
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy())
    socket.once('data', (first) => {
      socket.pause()
      socket.unshift(first)
      const target = first[0] === TLS_HANDSHAKE ? https : proxy
      target.emit('connection', socket)
      process.nextTick(() => socket.resume())
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(wanted, '127.0.0.1', resolve)
  })
  return {
    number: numberOf(server.address()),
    serve: (value) => {
      served = value
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

function numberOf(address: string | AddressInfo | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}

function chooseCertificate(authority: CertificateAuthority) {
  return (name: string, done: (error: Error | null, context?: SecureContext) => void): void => {
    const hostname = answersFor(name) ? name.toLowerCase() : 'localhost'
    authority.contextFor(hostname).then(
      (context) => done(null, context),
      (error: Error) => done(error),
    )
  }
}

async function answerRequest(request: IncomingMessage, response: ServerResponse, served: ServedSandbox): Promise<void> {
  const { sandbox } = served
  try {
    const text = await bodyOf(request)
    const method = request.method ?? 'GET'
    const url = `https://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`
    const address = URL.canParse(url) ? addressOf(new URL(url)) : undefined
    if (address === undefined) {
      logRefused(sandbox, method, url)
      sendJson(response, 421, { problems: [`the sandbox does not answer for ${request.headers.host}`] })
    } else if (address.plane === 'control') {
      const { status, body } = control(served, { method, path: address.path, text })
      sendJson(response, status, body)
    } else {
      const headers = singleHeaders(request)
      deliver(sandbox.carryOut({ method, url, headers, ...(text === '' ? {} : { body: text }) }), request, response)
    }
  } catch (error) {
    // A mistake of the sandbox, not an answer of Azure: loud on both sides.
    console.error(error)
    if (!response.headersSent) sendJson(response, 500, { problems: [`the sandbox failed: ${String(error)}`] })
  }
}

function deliver(outcome: Outcome, request: IncomingMessage, response: ServerResponse): void {
  if (outcome.delayMs > 0) {
    setTimeout(() => deliver({ ...outcome, delayMs: 0 }, request, response), outcome.delayMs)
    return
  }
  if (outcome.kind === 'reply') {
    const { status, headers, text } = outcome.reply
    const mayHaveBody = status !== 204 && status !== 304
    const length = mayHaveBody ? { 'content-length': String(Buffer.byteLength(text)) } : {}
    response.writeHead(status, { ...headers, ...length }).end(text)
  } else if (outcome.kind === 'reset') {
    request.socket.destroy()
  }
}

function logRefused(sandbox: Sandbox, method: string, url: string): void {
  const at = new Date(sandbox.clock.now()).toISOString()
  sandbox.log.add({ at, method, url, plane: 'refused', status: 403, durationMs: 0 })
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function singleHeaders(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}
