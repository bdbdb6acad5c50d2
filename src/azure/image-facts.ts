import type { LineageLink, PurchasePlan } from '../model/lineage.ts'
import { normalizeRegion } from '../model/resource-id.ts'

/** What a member of an answer may be: the SDK passes a JSON null on. */
type Told = string | null | undefined

/** Where a resource lies, and how far Azure is with it. */
export function placeOf(resource: {
  readonly location: string
  readonly provisioningState?: Told
}): Pick<LineageLink, 'location' | 'regions' | 'provisioningState'> {
  const location = normalizeRegion(resource.location)
  const state = resource.provisioningState ?? 'Unknown'
  // In Azure's own examples a managed image that is done is `created`.
  return { location, regions: [location], provisioningState: state === 'created' ? 'Succeeded' : state }
}

/** Operating system; undefined where it is not told. */
export function osTypeOf(type: Told): LineageLink['osType'] {
  return type === 'Windows' || type === 'Linux' ? type : undefined
}

/** Whether it is generalized; undefined where it is not told. */
export function osStateOf(state: Told): LineageLink['osState'] {
  return state === 'Generalized' || state === 'Specialized' ? state : undefined
}

/** Hyper-V generation; undefined where it is not told. */
export function generationOf(generation: Told): LineageLink['hyperVGeneration'] {
  return generation === 'V1' || generation === 'V2' ? generation : undefined
}

/** Architecture of the processor; undefined where it is not told. */
export function architectureOf(architecture: Told): LineageLink['architecture'] {
  return architecture === 'x64' || architecture === 'Arm64' ? architecture : undefined
}

/** Security type as machines and definitions spell it; undefined for standard. Disks say how a confidential one is encrypted. */
export function securityTypeOf(type: Told): string | undefined {
  if (!type || type === 'Standard') return undefined
  return type.startsWith('ConfidentialVM_') ? 'ConfidentialVM' : type
}

/** Size of the largest disk, GiB; undefined where none tells its size. */
export function largestOf(sizes: readonly (number | null | undefined)[]): number | undefined {
  const told = sizes.filter((size) => typeof size === 'number')
  return told.length === 0 ? undefined : Math.max(...told)
}

/** A purchase plan with all its three names; undefined otherwise. */
export function planOf(
  plan: { readonly name?: Told; readonly publisher?: Told; readonly product?: Told } | null | undefined,
): PurchasePlan | undefined {
  const { name, publisher, product } = plan ?? {}
  return name && publisher && product ? { name, publisher, product } : undefined
}
