/** The person can mend it: says what is so, and what to do. Codes are PascalCase and permanent. */
export class UserError extends Error {
  readonly code: string
  readonly remedy: string

  constructor(code: string, message: string, remedy: string) {
    super(message)
    this.name = 'UserError'
    this.code = code
    this.remedy = remedy
  }
}

/** Azure said no: status, code and sentence are Azure's own. `status` is 0 when no answer came at all. */
export class AzureError extends Error {
  readonly status: number
  readonly code: string
  readonly requestId: string | undefined
  /** Further facts of the body, one line each. */
  readonly details: readonly string[]

  constructor(
    status: number,
    code: string,
    message: string,
    more: { readonly requestId?: string | undefined; readonly details?: readonly string[] } = {},
  ) {
    super(message)
    this.name = 'AzureError'
    this.status = status
    this.code = code
    this.requestId = more.requestId
    this.details = more.details ?? []
  }
}

/** The run was told to stop, by a signal or by its own deadline. */
export class Cancelled extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Cancelled'
  }
}
