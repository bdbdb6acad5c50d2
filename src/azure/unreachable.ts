/** What a code of Node's network or TLS layer means, and where to look. */
const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no name server knows this name',
  EAI_AGAIN: 'the name server does not answer',
  ECONNREFUSED: 'nothing listens there, or a firewall refuses',
  ECONNRESET: 'the connection was cut before an answer came',
  EPIPE: 'the connection was cut before an answer came',
  ETIMEDOUT: 'no answer came in time',
  EHOSTUNREACH: 'no route leads there',
  ENETUNREACH: 'no route leads there',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  CERT_HAS_EXPIRED: 'its certificate has expired, or the clock of the runner is wrong',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of the runner is wrong',
}

const UNTRUSTED = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
])

/** Why no answer came from `url`, in one sentence; what Node said stands in brackets, for it names a proxy's address. */
export function unreachable(url: string | undefined, code: string, said: string): string {
  const place = url !== undefined && URL.canParse(url) ? new URL(url).host : 'Azure'
  const untrusted =
    'its certificate comes from an authority that is not trusted here, such as that of a proxy that looks into connections'
  const reason = UNTRUSTED.has(code) ? untrusted : REASONS[code]
  const words = said.trim() === '' ? code : said.trim()
  return reason === undefined
    ? `No answer came from ${place}: ${words}.`
    : `No answer came from ${place}: ${reason} (${words}).`
}
