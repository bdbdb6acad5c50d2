import type { Pool, PoolDefinition } from '../../model/batch.ts'
import { PREVIOUS_METADATA } from '../../model/origin.ts'
import { isEmptyPool } from '../../model/pool-nodes.ts'
import type { UpdatePool } from '../../model/pool-step.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { metadataValue, withMetadata } from '../pool/pool-definition.ts'
import { imageIn } from '../pool/previous-image.ts'

/** A pool as far as it refers to image versions. */
export type ReferringPool = {
  readonly poolId: string
  readonly definition: PoolDefinition
  /** Whether nodes may have started before now. */
  readonly hasNodes: boolean
}

/** How a pool refers to versions of a definition; `version` is the number. */
export type VersionReference = { readonly poolId: string } & (
  | { readonly kind: 'pool-runs' | 'way-back' | 'pool-names'; readonly version: string }
  /** It names the definition alone: its nodes run on what was the latest version when they started. */
  | { readonly kind: 'pool-may-run' }
)

/** A pool that was read, as it refers to versions now. */
export function referringPool(pool: Pool): ReferringPool {
  return { poolId: pool.id, definition: pool.definition, hasNodes: !isEmptyPool(pool) }
}

/** Pools as they will be after these steps: a pool that is deleted refers to nothing any more. */
export function poolsAfter(pools: readonly Pool[], steps: readonly Step[]): ReferringPool[] {
  const after = new Map(pools.map((pool) => [resourceKey(pool.id), referringPool(pool)]))
  for (const step of steps) {
    const key = 'poolId' in step ? resourceKey(step.poolId) : ''
    const held = after.get(key)
    if (step.kind === 'delete-pool') after.delete(key)
    else if (step.kind === 'create-pool') {
      after.set(key, { poolId: step.poolId, definition: step.to, hasNodes: true })
    } else if (step.kind === 'update-pool' && held !== undefined) {
      after.set(key, { ...held, definition: updated(held.definition, step) })
    }
  }
  return [...after.values()]
}

/** Every version of the definition that a pool names anywhere in its properties, metadata included. */
export function referencesOf(pool: ReferringPool, imageDefinitionId: string): VersionReference[] {
  const { poolId, definition, hasNodes } = pool
  const { properties } = definition
  const key = resourceKey(imageDefinitionId)
  const image = resourceKey(imageIn(definition) ?? '')
  const back = resourceKey(metadataValue(properties['metadata'], PREVIOUS_METADATA) ?? '')
  const kindOf = (id: string) => (id === image ? 'pool-runs' : id === back ? 'way-back' : 'pool-names')
  const text = JSON.stringify(properties).toLowerCase()
  const named = new Set([...text.matchAll(/\/versions\/(\d+\.\d+\.\d+)/g)].map(([, version = '']) => version))
  return [
    ...[...named].flatMap((version): VersionReference[] => {
      const id = `${key}/versions/${version}`
      return new RegExp(`${escaped(id)}(?!\\d)`).test(text) ? [{ poolId, kind: kindOf(id), version }] : []
    }),
    ...(image === key && hasNodes ? [{ poolId, kind: 'pool-may-run' } as const] : []),
  ]
}

function updated(definition: PoolDefinition, { changes, metadata, forgets }: UpdatePool): PoolDefinition {
  const members = changes.map(({ path, to }) => [path.replace(/^properties\./, ''), to] as const)
  const properties = { ...definition.properties, ...Object.fromEntries(members) }
  return {
    ...definition,
    properties: { ...properties, metadata: withMetadata(properties['metadata'], metadata, forgets) },
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
