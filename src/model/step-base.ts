/** Name of a step inside its plan, such as `create-pool render-pool`. */
export type StepId = string

/** What every step has. */
export type StepBase = {
  readonly id: StepId
  /** Steps that have to be done before this one starts. */
  readonly after: readonly StepId[]
  /** What happens to running tasks: nothing, they are drained, or their nodes are replaced. */
  readonly disruption: 'none' | 'drain' | 'replace'
}
