import type { SandboxRequest } from '../service.ts'
import type { Occasion } from './entities.ts'

/** The instant of a request, and what the audit of tasks calls it. */
export function occasionOf({ method, path, now }: SandboxRequest): Occasion {
  return { now, by: `${method} ${path}` }
}
