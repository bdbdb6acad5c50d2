/** One request as the sandbox remembers it: neither tokens nor bodies. */
export type LogEntry = {
  /** ISO instant on the virtual clock. */
  readonly at: string
  readonly method: string
  /** As asked, with the values of secret parameters left out. */
  readonly url: string
  readonly plane: string
  /** 0 where no answer was sent. */
  readonly status: number
  /** Azure's code, where the answer was a refusal. */
  readonly code?: string
  readonly clientId?: string
  /** Name of the fault that befell it. */
  readonly fault?: string
  /** Real ms between the request and its answer. */
  readonly durationMs: number
}

/** What was asked so far, oldest first. */
export type RequestLog = {
  entries(): readonly LogEntry[]
  add(entry: LogEntry): void
  clear(): void
}

/** An empty log. */
export function createRequestLog(): RequestLog {
  let entries: LogEntry[] = []
  return {
    entries: () => [...entries],
    add: (entry) => void entries.push({ ...entry, url: withoutSecrets(entry.url) }),
    clear: () => {
      entries = []
    },
  }
}

const SECRET_PARAMETERS = /([?&](?:sig|code|client_secret|client_assertion|access_token)=)[^&#]*/gi

function withoutSecrets(url: string): string {
  return url.replace(SECRET_PARAMETERS, '$1***')
}
