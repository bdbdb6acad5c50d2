import { randomUUID } from 'node:crypto'
import { createSecureContext, type SecureContext } from 'node:tls'

/** A certificate with its private key, both PEM. */
export type Certificate = { readonly cert: string; readonly key: string }

/** A throwaway certificate authority that makes a leaf for each name when it is first asked for. */
export type CertificateAuthority = {
  /** The authority's own certificate, PEM: what clients must trust. */
  readonly cert: string
  /** The leaf for a host name; `localhost` also stands for the loopback addresses. */
  leaf(hostname: string): Promise<Certificate>
  /** The same, ready for a TLS server. */
  contextFor(hostname: string): Promise<SecureContext>
}

const DAY = 86_400_000

/** Makes an authority (EC P-256) that is trusted by nobody yet, and is valid for thirty days. */
export async function createCertificateAuthority(): Promise<CertificateAuthority> {
  // Loaded here because it takes longer than all else that a sandbox does at its start.
  const { generate } = await import('selfsigned')
  const validity = { notBeforeDate: new Date(Date.now() - DAY), notAfterDate: new Date(Date.now() + 30 * DAY) }
  // A name of its own: a client that trusts two sandboxes must not take one's key for the other's.
  const subject = `Azure sandbox CA ${randomUUID()}`
  const ca = await generate([{ name: 'commonName', value: subject }], {
    ...EC,
    ...validity,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const leaves = new Map<string, Promise<Certificate>>()
  const contexts = new Map<string, Promise<SecureContext>>()

  const makeLeaf = async (hostname: string): Promise<Certificate> => {
    const made = await generate([{ name: 'commonName', value: hostname.slice(0, 64) }], {
      ...EC,
      ...validity,
      ca: { key: ca.private, cert: ca.cert },
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: alternativeNames(hostname) },
      ],
    })
    return { cert: made.cert, key: made.private }
  }
  const leaf = (hostname: string): Promise<Certificate> => once(leaves, hostname, () => makeLeaf(hostname))
  return {
    cert: ca.cert,
    leaf,
    contextFor: (hostname) => once(contexts, hostname, async () => createSecureContext(await leaf(hostname))),
  }
}

const EC = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256' } as const

function alternativeNames(hostname: string) {
  const name = { type: 2, value: hostname } as const
  return hostname === 'localhost'
    ? [name, { type: 7, ip: '127.0.0.1' } as const, { type: 7, ip: '::1' } as const]
    : [name]
}

function once<T>(made: Map<string, Promise<T>>, name: string, make: () => Promise<T>): Promise<T> {
  const found = made.get(name) ?? make()
  made.set(name, found)
  return found
}
