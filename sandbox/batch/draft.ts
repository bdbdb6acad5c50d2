import type { SandboxRequest } from '../service.ts'
import type { Account } from './entities.ts'
import { type Json, numberAt } from './json.ts'
import type { BatchParts } from './store.ts'

/** A complete definition in ARM's spelling that is to be checked, and what it is checked against. */
export type Draft = {
  readonly properties: Json
  /** Properties of the pool that is there; undefined where one is to be made. */
  readonly before: Json | undefined
  readonly account: Account
  readonly request: SandboxRequest
  readonly parts: BatchParts
}

/** Whether a member differs from that of the pool that is there; in a new pool every member does. */
export function brings({ properties, before }: Draft, name: string): boolean {
  return before === undefined || JSON.stringify(before[name]) !== JSON.stringify(properties[name])
}

/** Whether the pool is to hold more nodes than was asked for before. */
export function grows({ properties, before }: Draft): boolean {
  return fixedNodes(properties) > fixedNodes(before)
}

/** Nodes of both kinds that a fixed scale asks for; 0 under a formula. */
export function fixedNodes(properties: Json | undefined): number {
  return (
    numberAt(properties, 'scaleSettings', 'fixedScale', 'targetDedicatedNodes') +
    numberAt(properties, 'scaleSettings', 'fixedScale', 'targetLowPriorityNodes')
  )
}
