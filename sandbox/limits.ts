import { Refusal, type SandboxClock } from './service.ts'

/** How many requests may come at once, and how many more every second. */
export type Bucket = { readonly bucketSize: number; readonly refillPerSecond: number }

/** A bucket for each kind of request, kept apart per subscription and caller. */
export type Limits = { readonly reads: Bucket; readonly writes: Bucket; readonly deletes: Bucket }

/**
 * What Azure Resource Manager allows a principal per subscription: reads, and as many again of writes and deletes at
 * a slower refill. Source: learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling.
 */
export const RESOURCE_MANAGER_LIMITS: Limits = {
  reads: { bucketSize: 250, refillPerSecond: 25 },
  writes: { bucketSize: 200, refillPerSecond: 10 },
  deletes: { bucketSize: 200, refillPerSecond: 10 },
}

/** Counts requests against the limits that a world asks for. */
export type Throttle = {
  /** Takes one token, and gives the header that tells how many are left; throws 429 when there is none. */
  take(subscriptionId: string, clientId: string, method: string, now: number): Record<string, string>
}

type Level = { readonly tokens: number; readonly at: number }

/** A throttle by `limits`; without limits it lets everything pass and says nothing. */
export function createThrottle(limits: Limits | undefined, clock: SandboxClock): Throttle {
  const levels = new Map<string, Level>()
  return {
    take(subscriptionId, clientId, method, now) {
      if (limits === undefined) return {}
      const kind = kindOf(method)
      const key = `${subscriptionId}/${clientId}/${kind}`.toLowerCase()
      const { bucketSize, refillPerSecond } = limits[kind]
      const level = levels.get(key) ?? { tokens: bucketSize, at: now }
      const tokens = Math.min(bucketSize, level.tokens + ((now - level.at) / 1000) * refillPerSecond)
      if (tokens < 1) {
        levels.set(key, { tokens, at: now })
        throw throttled(subscriptionId, kind, (1 - tokens) / refillPerSecond, clock)
      }
      levels.set(key, { tokens: tokens - 1, at: now })
      return { [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(Math.floor(tokens - 1)) }
    },
  }
}

function kindOf(method: string): keyof Limits {
  if (method === 'GET' || method === 'HEAD') return 'reads'
  return method === 'DELETE' ? 'deletes' : 'writes'
}

function throttled(subscriptionId: string, kind: string, seconds: number, clock: SandboxClock): Refusal {
  const wait = Math.max(1, Math.ceil(seconds))
  return new Refusal(
    429,
    'SubscriptionRequestsThrottled',
    `Number of '${kind}' requests for subscription '${subscriptionId}' exceeded. Please try again after '${wait}' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.`,
    { headers: clock.retryAfter(wait) },
  )
}
