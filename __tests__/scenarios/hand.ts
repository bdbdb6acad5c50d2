import type { Span } from '../../sandbox/batch/witness/capacity.ts'
import type { Deed } from '../../sandbox/batch/witness/witness.ts'
import type { RawRequest } from '../../sandbox/sandbox.ts'
import type { ServedSandbox } from '../../sandbox/server.ts'
import type { Watched } from './invariants.ts'

/** What a story does itself, past the action: requests that it puts to the sandbox without a connection. */
export type Hand = { during(span: Span): Pick<Watched, 'isByHand' | 'isMeddledWith'> }

/** The sandbox with an eye on what the story itself asks of it. */
export function withHand(served: ServedSandbox): { readonly served: ServedSandbox; readonly hand: Hand } {
  const { sandbox } = served
  let deeds: { readonly at: number; readonly by: string }[] = []
  const watched: ServedSandbox['sandbox'] = {
    ...sandbox,
    ask(request) {
      if (isWrite(request)) deeds.push({ at: sandbox.clock.now(), by: nameOf(request) })
      return sandbox.ask(request)
    },
    reset() {
      deeds = []
      sandbox.reset()
    },
  }
  const isByHand = ({ at, by }: Deed) => deeds.some((deed) => deed.at === Date.parse(at) && deed.by === by)
  const during: Hand['during'] = ({ since, until }) => ({
    isByHand,
    isMeddledWith: deeds.some(({ at, by }) => since <= at && at <= until && /\/pools\//i.test(by)),
  })
  return { served: { ...served, sandbox: watched }, hand: { during } }
}

/** Tokens are bought in the same way, and change nothing. */
function isWrite({ method, url }: RawRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && !url.includes('/oauth2/')
}

/** As the sandbox itself calls a request. */
function nameOf({ method, url }: RawRequest): string {
  return `${method} ${decodeURIComponent(new URL(url).pathname)}`
}
