/** What one role of the caller allows at a scope; patterns with `*`. */
export type Permission = {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  /** Undefined where Azure does not tell them, which it tells apart from none. */
  readonly dataActions?: readonly string[]
  readonly notDataActions: readonly string[]
}

/** A region that a subscription may use. */
export type Region = { readonly name: string; readonly hasZones: boolean }
