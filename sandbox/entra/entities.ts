/** Trust in one subject of one issuer, as an application holds it. All three are compared to the letter. */
export type FederatedCredential = {
  readonly name: string
  readonly issuer: string
  readonly subject: string
  /** Entra allows exactly one. */
  readonly audiences: readonly string[]
  /** ISO instant at which the credential has reached every server of Entra; left out: long ago. */
  readonly usableFrom?: string
}

/** An application of the tenant, with its service principal. */
export type Application = {
  readonly clientId: string
  /** Object ID of the service principal, which role assignments and refusals name. */
  readonly objectId: string
  readonly displayName: string
  readonly federatedCredentials: readonly FederatedCredential[]
  /** Why it gets no token all the same; left out: it does. */
  readonly keptOut?: 'no-service-principal' | 'disabled' | 'conditional-access'
}
