/** What one role of the caller allows at a scope; patterns with `*`. */
export type Permission = {
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** A region that a subscription may use. */
export type Region = { readonly name: string; readonly hasZones: boolean }
