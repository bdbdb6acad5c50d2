import type { AccessCheck, ImageCatalog, Route, SandboxClock } from '../service.ts'
import { DEFAULT_SIZES, DEFAULT_SUPPORTED_IMAGES } from './catalog.ts'
import { accountRoutes } from './routes/accounts.ts'
import { armPoolRoutes } from './routes/arm-pools.ts'
import { nodeRoutes } from './routes/nodes.ts'
import { servicePoolRoutes } from './routes/service-pools.ts'
import type { BatchSeed } from './seed.ts'
import { checkSeed, loadSeed } from './seed-load.ts'
import { type BatchParts, BatchStore } from './store.ts'

/** Microsoft.Batch on both planes over one seed. Throws when the seed cannot be used. */
export function batchService(context: {
  readonly seed: BatchSeed
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly images: ImageCatalog
  isProviderRegistered(subscriptionId: string, namespace: string): boolean
}): {
  readonly routes: readonly Route[]
  /** ARM ID of the account at `account.region` or `account`. */
  batchAccountId(host: string): string | undefined
} {
  const { seed, ...rest } = context
  checkSeed(seed)
  const store = new BatchStore()
  const parts: BatchParts = {
    ...rest,
    store,
    sizes: seed.sizes ?? DEFAULT_SIZES,
    supportedImages: seed.supportedImages ?? DEFAULT_SUPPORTED_IMAGES,
    nodesPerMinute: seed.sandbox?.nodesPerMinute ?? 300,
    startTaskMs: (seed.sandbox?.startTaskSeconds ?? 20) * 1000,
  }
  loadSeed(parts, seed)
  return {
    routes: [...accountRoutes(parts), ...armPoolRoutes(parts), ...servicePoolRoutes(parts), ...nodeRoutes(parts)],
    batchAccountId: (host) => store.accountAt(host)?.id,
  }
}
