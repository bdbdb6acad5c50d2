/** The latest change asked of a resource; its state at any instant follows from it. */
export type Write = {
  readonly kind: 'create' | 'update' | 'delete'
  /** Empty for what the world was seeded with. */
  readonly operationId: string
  /** ms since 1970, virtual. */
  readonly startedAt: number
  readonly endsAt: number
  /** Why it will have failed once it ends. */
  readonly error?: { readonly code: string; readonly message: string }
}

/** Azure's states of a tracked resource. */
export type ProvisioningState = 'Creating' | 'Updating' | 'Deleting' | 'Succeeded' | 'Failed'

const UNDER_WAY = { create: 'Creating', update: 'Updating', delete: 'Deleting' } as const

/** Whether the change is still going on. */
export function isUnderWay(write: Write, now: number): boolean {
  return now < write.endsAt
}

/** `provisioningState` as a GET at that instant tells it. */
export function provisioningState(write: Write, now: number): ProvisioningState {
  if (isUnderWay(write, now)) return UNDER_WAY[write.kind]
  return write.error === undefined ? 'Succeeded' : 'Failed'
}

/** Whether a deletion has been carried out. */
export function isGone(write: Write, now: number): boolean {
  return write.kind === 'delete' && !isUnderWay(write, now)
}

/** Whether a deletion is under way. */
export function isDeleting(write: Write, now: number): boolean {
  return write.kind === 'delete' && isUnderWay(write, now)
}
