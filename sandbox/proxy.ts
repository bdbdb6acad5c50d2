import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { answersFor, isLoopback } from './clouds.ts'

/** Where the proxy leads, and whom it tells of what it refused. */
export type ProxyContext = {
  /** Port of the sandbox itself, to which it may also be asked to lead. */
  port(): number
  /** Takes over a tunnel at whose other end a client is about to begin TLS. */
  readonly tunnel: (socket: Socket) => void
  readonly refused: (method: string, target: string) => void
}

/**
 * A forward proxy that leads to the sandbox alone: CONNECT to a name that it answers for ends right here, all other
 * requests are refused with 403. Nothing is ever passed on.
 */
export function createProxy(context: ProxyContext): Server {
  const server = createServer((request, response) => refuseRequest(request, response, context))
  server.on('connect', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    const target = request.url ?? ''
    if (!isAnswered(target, context.port())) {
      context.refused('CONNECT', target)
      const text = `The sandbox does not answer for ${target}, and passes nothing on.\n`
      socket.end(
        `HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n${text}`,
      )
      return
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    context.tunnel(socket)
  })
  return server
}

/** A target as CONNECT names it: `host:port`. */
function isAnswered(target: string, ownPort: number): boolean {
  const { hostname = '', port = '' } = /^(?<hostname>.+):(?<port>\d+)$/.exec(target)?.groups ?? {}
  return isLoopback(hostname) ? port === String(ownPort) : port === '443' && answersFor(hostname)
}

function refuseRequest(request: IncomingMessage, response: ServerResponse, context: ProxyContext): void {
  const target = request.url ?? ''
  const isProxied = !target.startsWith('/')
  if (isProxied) context.refused(request.method ?? '', target)
  const text = isProxied
    ? `The sandbox answers over HTTPS only, and passes nothing on: ${target}\n`
    : 'This is the HTTPS port of a local Azure sandbox.\n'
  response.writeHead(isProxied ? 403 : 400, { 'Content-Type': 'text/plain', Connection: 'close' }).end(text)
}
