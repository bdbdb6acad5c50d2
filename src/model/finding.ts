/** What was found to be so before anything is changed, and what to do about it. */
export type Finding = {
  /** PascalCase and permanent. */
  readonly code: string
  /** A blocker means that nothing is changed. */
  readonly severity: 'note' | 'warning' | 'blocker'
  /** Resource ID or name of an input. */
  readonly subject: string
  readonly message: string
  readonly remedy: string
}
