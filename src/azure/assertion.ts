/** How long one ID token serves: it lives 5 minutes, and the sign-in library asks twice for every access token. */
const FRESH_MS = 60_000

/**
 * An ID token that is never older than a minute when it is exchanged: shared by requests of the same moment, asked
 * for anew for every later access token. `first` may have been asked for before this was made.
 */
export function freshAssertion(
  ask: () => Promise<string>,
  now: () => number,
  first?: Promise<string>,
): () => Promise<string> {
  let [current, askedAt] = [first, now()]
  return () => {
    if (current === undefined || now() - askedAt >= FRESH_MS) {
      const asked = ask()
      current = asked
      askedAt = now()
      // A refusal is not kept: the next access token asks again.
      asked.catch(() => {
        if (current === asked) current = undefined
      })
    }
    return current
  }
}
