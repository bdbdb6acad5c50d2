import { loadWorld, type World } from '../../sandbox/world.ts'

// biome-ignore lint/suspicious/noExplicitAny: a world is plain JSON that a story bends as it likes
export type Json = any

/** Subscription of the galleries, accounts and pools of the worlds. */
export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'

/** Subscription of the golden images of the world `sources`. */
export const GOLDEN_SUBSCRIPTION = '66666666-7777-4888-8999-aaaaaaaaaaaa'

/** ID in the resource group of the worlds; `path` such as `Microsoft.Batch/batchAccounts/contosorenders`. */
export function idOf(path: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rendering/providers/${path}`
}

/** A world of that name with what a story needs otherwise. */
export function changed(name: string, change: (copy: Json) => void): World {
  const copy: Json = structuredClone(loadWorld(name))
  change(copy)
  return copy
}

/** The entry of a seed whose ID ends so. Throws where there is none. */
export function entry(list: Json[], end: string): Json {
  const found = list.find(({ id }) => id.endsWith(end))
  if (found === undefined) throw new Error(`the world has no ${end}`)
  return found
}

/** Properties of a Batch account whose service is closed to the public internet, and to which its nodes report all the same. */
export const CLOSED: Json = {
  publicNetworkAccess: 'Disabled',
  privateEndpointConnections: [
    {
      properties: { groupIds: ['nodeManagement'], privateLinkServiceConnectionState: { status: 'Approved' } },
    },
  ],
}
