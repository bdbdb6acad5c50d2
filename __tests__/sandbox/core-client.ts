import { readFile } from 'node:fs/promises'
import { request as plainRequest } from 'node:http'
import { Agent, request } from 'node:https'
import type { Socket } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import type { ServedSandbox } from '../../sandbox/server.ts'

/** An answer that came over the wire; `body` is parsed where it is JSON. */
export type Answer = { readonly status: number; readonly body: unknown; readonly reusedConnection: boolean }

/** A client of one sandbox, which trusts its CA and keeps connections. */
export type Client = {
  send(method: string, url: string, more?: { body?: unknown; headers?: Record<string, string> }): Promise<Answer>
  /** A tunnel through the proxy, or the status with which it is refused. */
  tunnel(target: string): Promise<Socket | number>
  /** TLS with a name of Azure's through a tunnel. */
  secureTunnel(hostname: string): Promise<TLSSocket>
  close(): void
}

/** Makes a client. */
export async function clientOf(served: ServedSandbox): Promise<Client> {
  const ca = await readFile(served.caFile, 'utf8')
  const agent = new Agent({ keepAlive: true, ca })
  const { port } = new URL(served.url)
  const tunnel: Client['tunnel'] = (target) =>
    new Promise((resolve, reject) => {
      plainRequest({ host: '127.0.0.1', port, method: 'CONNECT', path: target, agent: false })
        .on('connect', ({ statusCode = 0 }, socket) => {
          if (statusCode !== 200) socket.destroy()
          resolve(statusCode === 200 ? socket : statusCode)
        })
        .on('error', reject)
        .end()
    })
  return {
    tunnel,
    close: () => agent.destroy(),
    async secureTunnel(hostname) {
      const socket = await tunnel(`${hostname}:443`)
      if (typeof socket === 'number') throw new Error(`the proxy refused ${hostname} with ${socket}`)
      return new Promise((resolve, reject) => {
        const secure = connect({ socket, servername: hostname, ca }, () => resolve(secure)).on('error', reject)
      })
    },
    send: (method, url, { body, headers = {} } = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body)
        const type = text === '' ? {} : { 'content-type': 'application/json' }
        const servername = new URL(url).hostname
        const sent = request(url, { method, agent, servername, headers: { ...type, ...headers } }, (response) => {
          const chunks: Buffer[] = []
          response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject)
          response.on('end', () => {
            const answer = Buffer.concat(chunks).toString('utf8')
            const status = response.statusCode ?? 0
            resolve({ status, body: parsed(answer), reusedConnection: sent.reusedSocket })
          })
        })
        sent.on('error', reject).end(text)
      }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
