/**
 * The words every service of the sandbox shares: what a route is given, what it answers, how it refuses,
 * and what the services may ask of each other. Types only, but for the two small ways of refusing.
 */

/** The host names of one Azure cloud as the client that is asking knows it. */
export type CloudNames = {
  readonly name: 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud' | 'Sandbox'
  /** Base URLs, without a trailing slash. */
  readonly resourceManager: string
  readonly login: string
  readonly portal: string
  /** Audiences that tokens may carry for each plane, without a trailing slash; compared so. */
  readonly resourceManagerAudiences: readonly string[]
  readonly batchAudiences: readonly string[]
  /** `accountEndpoint` of a Batch account in this cloud: a host, or host and path, without scheme. */
  batchEndpoint(accountName: string, region: string): string
}

/** Who is calling: the application a token was issued to. */
export type Caller = { readonly clientId: string; readonly tenantId: string; readonly audience: string }

/** One request after the wire: parsed, authenticated and matched to its route. */
export type SandboxRequest = {
  readonly method: string
  readonly cloud: CloudNames
  /** Path as sent, decoded, without query; for the Batch plane without the account's own prefix. */
  readonly path: string
  /** Values of the route's `:names`, decoded, in the case the client wrote them. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** Parsed JSON (or form fields for Entra); undefined without a body. */
  readonly body: unknown
  readonly caller?: Caller
  /** On the Batch plane: the account whose endpoint was asked, as `account.region` in lower case. */
  readonly batchAccount?: string
  /** The instant of the request on the virtual clock, ms since 1970. */
  readonly now: number
}

/** What goes back over the wire; `body` is sent as JSON. */
export type SandboxReply = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The planes differ in their host, token audience, api-versions and error bodies. */
export type Plane = 'arm' | 'batch' | 'entra' | 'github' | 'metadata'

/** One operation of Azure. */
export type Route = {
  readonly plane: Plane
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** Pathname with `:names`, matched without regard to case. */
  readonly path: string
  /**
   * The right that the caller must hold at the scope of the request (`Microsoft.Compute/galleries/read`, ...).
   * A `data:` prefix names a dataAction. Left out where any caller of the plane may ask.
   */
  readonly action?: string | ((request: SandboxRequest) => string)
  /** Whether the operation exists in that api-version; a version that is not known is refused as Azure does. */
  readonly apiVersions?: (version: string) => boolean
  /** Answers, or throws a `Refusal`. Never waits. */
  readonly handle: (request: SandboxRequest) => SandboxReply
}

/** One fact in the body of a refusal. */
export type RefusalDetail = { readonly code: string; readonly message: string }

/** Azure's no. The wire gives it the body shape of its plane: ARM, Batch service or Entra. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly details: readonly RefusalDetail[]
  readonly headers: Readonly<Record<string, string>>
  readonly target: string | undefined

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly details?: readonly RefusalDetail[]
      readonly headers?: Readonly<Record<string, string>>
      readonly target?: string
    } = {},
  ) {
    super(message)
    this.status = status
    this.code = code
    this.details = more.details ?? []
    this.headers = more.headers ?? {}
    this.target = more.target
  }
}

/** The virtual clock as services see it. */
export type SandboxClock = {
  /** ms since 1970, virtual. */
  now(): number
  /**
   * Headers that tell a client to ask again after so many virtual seconds, turned into the client's own real
   * time: `Retry-After` in whole seconds, at least 1, and `retry-after-ms` when that is finer.
   */
  retryAfter(virtualSeconds: number): Record<string, string>
  /** Virtual seconds that pass in so many real ones; none while time stands still. */
  virtualSeconds(realSeconds: number): number
  /** True when virtual time runs faster than real time (or stands still for tests to move it). */
  readonly isFast: boolean
}

/** What the Batch service needs to know about an image; answered by compute from its own records. */
export type ImageFacts = {
  /** The exact version, also where the definition alone was named (then the latest that may be used). */
  readonly imageVersionId: string
  readonly location: string
  readonly osType: 'Linux' | 'Windows'
  readonly osState: 'Generalized' | 'Specialized'
  readonly hyperVGeneration: 'V1' | 'V2'
  readonly architecture: 'x64' | 'Arm64'
  readonly securityType: string
  /** Disk controllers that the definition names: `SCSI`, `NVMe`. */
  readonly diskControllers: readonly string[]
  /** Size of the OS disk, GiB. */
  readonly osDiskGb: number
  /** Plan of the definition as `publisher/product/name` in lower case; empty without one. */
  readonly purchasePlan: string
  /** Plan of the marketplace image behind it, spelled alike; empty without one, undefined where it is not known. */
  readonly basePurchasePlan: string | undefined
  /** Replicas that are Completed in the region asked about; 0 while none is. */
  readonly readyReplicas: number
  /** How nodes from this image behave; seeded by the world, inherited from the source. */
  readonly boot: ImageBoot
}

/** What happens to nodes that start from an image. */
export type ImageBoot = {
  /** `never-joins`: nodes stay in starting, then turn unusable without errors. */
  readonly outcome: 'healthy' | 'never-joins' | 'start-task-fails'
  /** Node agent SKUs that can run on it; an agent that does not fit never joins. */
  readonly nodeAgentSkuIds: readonly string[]
  /** Virtual seconds from allocated to idle, before any start task. */
  readonly bootSeconds: number
  /** Nodes that turn unusable so long after they were ready; all of each resize where no number is said. */
  readonly breaks?: { readonly afterSeconds?: number; readonly nodes?: number }
}

/** Compute's answer to the other services. */
export type ImageCatalog = {
  /** Facts of a version (or a definition: its latest) as seen from `region`; undefined when there is none. */
  imageFacts(resourceId: string, region: string, now: number): ImageFacts | undefined
  /** When another version of a definition may become its latest in `region` without a request; infinity where none will. */
  latestChangesAt(imageDefinitionId: string, region: string, now: number): number
}

/** What Batch needs to know about a subnet; answered by Microsoft.Network from its own records. */
export type SubnetFacts = {
  /** Short name of the region of its virtual network. */
  readonly location: string
  /** Addresses that nodes may still take: Azure's own five and those in use are taken off. */
  readonly freeAddresses: number
  /** Whether it has no default outbound access, no NAT gateway and no route table. */
  readonly isClosed: boolean
  /** Services that it is delegated to, such as `Microsoft.ContainerInstance/containerGroups`. */
  readonly delegations: readonly string[]
}

/** Network's answer to the other services. */
export type SubnetCatalog = {
  /** Facts of a subnet; undefined when there is none of that ID. */
  subnetFacts(subnetId: string): SubnetFacts | undefined
}

/** The access list's answer to services that check linked resources themselves. */
export type AccessCheck = {
  /** Whether the caller holds the action at the resource's scope. */
  isAllowed(caller: Caller | undefined, action: string, resourceId: string): boolean
}
