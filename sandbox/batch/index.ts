import type { AccessCheck, ImageCatalog, Route, SandboxClock, SandboxRequest, SubnetCatalog } from '../service.ts'
import { auditTasks, type TaskRecord } from './audit.ts'
import { DEFAULT_SIZES, DEFAULT_SUPPORTED_IMAGES } from './catalog.ts'
import { occasionOf } from './occasion.ts'
import { accountRoutes } from './routes/accounts.ts'
import { armPoolRoutes } from './routes/arm-pools.ts'
import { jobScheduleRoutes } from './routes/job-schedules.ts'
import { jobRoutes } from './routes/jobs.ts'
import { nodeRoutes } from './routes/nodes.ts'
import { servicePoolRoutes } from './routes/service-pools.ts'
import { taskFileRoutes } from './routes/task-files.ts'
import { taskRoutes } from './routes/tasks.ts'
import type { BatchSeed } from './seed.ts'
import { loadSeed } from './seed-load.ts'
import { settle, settleInstant } from './settle.ts'
import { type BatchParts, BatchStore } from './store.ts'
import { watchInstant } from './witness/watch.ts'
import { type Witness, witnessOf } from './witness/witness.ts'

/** What Microsoft.Batch needs of the rest of the sandbox. */
export type BatchContext = {
  readonly seed: BatchSeed
  readonly clock: SandboxClock
  readonly access: AccessCheck
  readonly images: ImageCatalog
  readonly subnets: SubnetCatalog
  /** Short names of the regions that exist. */
  readonly regions: readonly string[]
  isProviderRegistered(subscriptionId: string, namespace: string): boolean
}

/** Microsoft.Batch over a seed, on both planes. */
export function batchService(context: BatchContext): {
  readonly routes: readonly Route[]
  accountIdAt(host: string): string | undefined
  /** What became of every task until now. */
  auditTasks(): readonly TaskRecord[]
  /** What became of tasks, jobs, pools and their nodes until now. */
  witness(): Witness
  /** A route of another service, whose writes nodes may follow: what was before it is worked out before it. */
  settledAround(route: Route): Route
} {
  const { seed } = context
  const parts: BatchParts = {
    ...context,
    isProviderRegistered: (subscriptionId, namespace) => context.isProviderRegistered(subscriptionId, namespace),
    store: new BatchStore(),
    sizes: seed.sizes ?? DEFAULT_SIZES,
    supportedImages: seed.supportedImages ?? DEFAULT_SUPPORTED_IMAGES,
    startedAt: context.clock.now(),
    nodesPerMinute: seed.sandbox?.nodesPerMinute ?? 300,
    startTaskMs: (seed.sandbox?.startTaskSeconds ?? 20) * 1000,
  }
  loadSeed(seed, parts)
  watchInstant(parts, 'the world')
  const routes = [
    ...accountRoutes(parts),
    ...armPoolRoutes(parts),
    ...servicePoolRoutes(parts),
    ...nodeRoutes(parts),
    ...jobRoutes(parts),
    ...taskRoutes(parts),
    ...taskFileRoutes(parts),
    ...jobScheduleRoutes(parts),
  ]
  return {
    routes: routes.map((route) => settled(route, parts)),
    accountIdAt: (host) => parts.store.accountAt(host)?.id,
    settledAround: (route) => (isRead(route) ? route : settled(route, parts)),
    auditTasks() {
      settle(parts, context.clock.now())
      return auditTasks(parts)
    },
    witness() {
      settle(parts, context.clock.now())
      return witnessOf(parts)
    },
  }
}

/** A request finds what has happened until it comes, and what it makes possible begins at once. */
function settled(route: Route, parts: BatchParts): Route {
  return {
    ...route,
    handle(request) {
      settle(parts, request.now)
      const reply = route.handle(request)
      if (!isRead(request)) {
        settleInstant(parts)
        watchInstant(parts, occasionOf(request).by)
      }
      return reply
    },
  }
}

function isRead({ method }: Pick<Route | SandboxRequest, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD'
}
