import type { DesiredDefinition } from '../../model/desired.ts'
import type { ImageDefinition } from '../../model/image.ts'
import { planText } from '../../model/lineage.ts'

/** One thing about an image definition that is otherwise than asked, and never changes. */
export type DefinitionDifference = {
  /** In words: `generation`. */
  readonly field: string
  /** Input of the action that asks for it. */
  readonly input: string
  readonly held: string
  readonly asked: string
}

const FIELDS = [
  { field: 'operating system', input: 'os-type', name: 'osType' },
  { field: 'generation', input: 'hyper-v-generation', name: 'hyperVGeneration' },
  { field: 'architecture', input: 'architecture', name: 'architecture' },
  { field: 'security type', input: 'security-type', name: 'securityType' },
  { field: 'publisher', input: 'publisher', name: 'publisher' },
  { field: 'offer', input: 'offer', name: 'offer' },
  { field: 'SKU', input: 'sku', name: 'sku' },
] as const

/** What differs between a definition and what is asked of it; only what is asked counts. */
export function definitionDifferences(asked: DesiredDefinition, held: ImageDefinition): DefinitionDifference[] {
  const has = { ...held, ...held.identifier }
  const plain = FIELDS.flatMap(({ field, input, name }) => {
    const wanted = asked[name]
    return wanted === undefined || same(wanted, has[name]) ? [] : [{ field, input, held: has[name], asked: wanted }]
  })
  const [wanted, plan] = [planText(asked.purchasePlan), planText(held.purchasePlan)]
  if (asked.purchasePlan === undefined || same(wanted, plan)) return plain
  return [...plain, { field: 'purchase plan', input: 'purchase-plan', held: plan, asked: wanted }]
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
