import type { Access } from '../access.ts'
import type { Route, SandboxClock } from '../service.ts'
import type { World } from '../world.ts'
import { authorizationRoutes } from './authorization-routes.ts'
import { metadataRoutes } from './metadata.ts'
import { resourceRoutes } from './routes.ts'
import { createResourceRules, type ResourceRules } from './rules.ts'
import { ResourceStore } from './store.ts'

/** Resource Manager's own resources, and what it refuses on behalf of all providers. */
export function resourcesService(context: {
  readonly world: World
  readonly clock: SandboxClock
  readonly access: Access
  readonly home: string
  objectId(clientId: string): string
}): { readonly routes: readonly Route[]; readonly rules: ResourceRules } {
  const { world, access, clock } = context
  const store = new ResourceStore(world)
  const [tenantName = ''] = world.repository.name.split('/')
  return {
    rules: createResourceRules(store, clock, context.home),
    routes: [
      ...resourceRoutes({ store, access, tenantName, regions: world.regions }),
      ...authorizationRoutes(access, context.objectId),
      ...metadataRoutes(),
    ],
  }
}
