/** A purchase plan of the marketplace. */
export type Plan = {
  readonly name?: string | undefined
  readonly publisher?: string | undefined
  readonly product?: string | undefined
}

/** One spelling for all spellings of a plan: `publisher/product/name` in lower case; empty for none. */
export function planKey(plan: Plan | null | undefined): string {
  return plan === null || plan === undefined ? '' : `${plan.publisher}/${plan.product}/${plan.name}`.toLowerCase()
}
