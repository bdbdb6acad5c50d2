import { createHash } from 'node:crypto'
import { resourceKey } from '../../src/model/resource-id.ts'
import type {
  Blob,
  Disk,
  Gallery,
  ImageDefinition,
  ImageVersion,
  ManagedImage,
  Operation,
  Tracked,
  VirtualMachine,
} from './entities.ts'
import { isGone } from './provisioning.ts'

/** Resources of one type by id; what has been deleted by the instant asked about is not there. */
export class Collection<T extends Tracked> {
  readonly #byId = new Map<string, T>()

  put(resource: T): void {
    this.#byId.set(resourceKey(resource.id), resource)
  }

  get(id: string, now: number): T | undefined {
    const found = this.#byId.get(resourceKey(id))
    return found === undefined || isGone(found.write, now) ? undefined : found
  }

  /** Everything whose id begins with `prefix`, in the order of creation. */
  under(prefix: string, now: number): readonly T[] {
    const key = `${resourceKey(prefix)}/`
    return [...this.#byId.values()].filter(({ id, write }) => resourceKey(id).startsWith(key) && !isGone(write, now))
  }
}

/** All that exists in compute. */
export class ComputeStore {
  readonly galleries = new Collection<Gallery>()
  readonly definitions = new Collection<ImageDefinition>()
  readonly versions = new Collection<ImageVersion>()
  readonly images = new Collection<ManagedImage>()
  readonly virtualMachines = new Collection<VirtualMachine>()
  readonly disks = new Collection<Disk>()
  readonly snapshots = new Collection<Disk>()
  readonly blobs: Blob[] = []
  readonly #operations = new Map<string, Operation>()

  /** An id for the next operation on a resource: the same for the same course of requests. */
  nextOperationId(resourceId: string): string {
    const hex = createHash('sha256')
      .update(`${this.#operations.size}/${resourceKey(resourceId)}`)
      .digest('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-')
  }

  addOperation(operation: Operation): void {
    this.#operations.set(operation.id, operation)
  }

  operation(id: string): Operation | undefined {
    return this.#operations.get(id.toLowerCase())
  }
}
