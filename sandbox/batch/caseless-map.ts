/** A map whose keys are the same whatever their case, as IDs of the Batch service are. */
export class CaselessMap<T> extends Map<string, T> {
  override get(key: string): T | undefined {
    return super.get(key.toLowerCase())
  }

  override has(key: string): boolean {
    return super.has(key.toLowerCase())
  }

  override set(key: string, value: T): this {
    return super.set(key.toLowerCase(), value)
  }

  override delete(key: string): boolean {
    return super.delete(key.toLowerCase())
  }
}
