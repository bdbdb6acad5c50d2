import { createClock } from '../../sandbox/clock.ts'
import { computeService } from '../../sandbox/compute/index.ts'
import type { ComputeSeed } from '../../sandbox/compute/seed.ts'
import { createRouter } from '../../sandbox/router.ts'
import type { ImageCatalog, SandboxReply } from '../../sandbox/service.ts'
import { cloudOf } from './compute-cloud.ts'
import { versionFor, worldOf } from './compute-world.ts'

export const START = Date.parse('2026-11-24T09:00:00Z')
export const MINUTE = 60_000

/** Compute without the core: what Batch sees of it, and a way to send it one request at an instant. */
export type BareCompute = {
  readonly images: ImageCatalog
  send(method: string, id: string, body: unknown, now?: number): SandboxReply
}

/** Compute alone over a seed, for whoever asks. */
export function bareCompute(seed: ComputeSeed): BareCompute {
  const { routes, images } = computeService({
    seed,
    clock: createClock({ startAt: START, rate: 0, realNow: () => 0 }),
    access: { isAllowed: () => true },
    regions: worldOf(seed).regions,
  })
  const router = createRouter(routes)
  return {
    images,
    send(method, id, body, now = START) {
      const search = router.find('arm', method, id)
      if (!search.found) throw new Error(`no route for ${method} ${id}`)
      const { route, params } = search.match
      const query = new URLSearchParams({ 'api-version': versionFor(id) })
      return route.handle({ method, cloud: cloudOf, path: id, params, query, headers: {}, body, now })
    },
  }
}
