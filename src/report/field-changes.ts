import type { PoolDefinition } from '../model/batch.ts'
import type { TargetRegion } from '../model/image.ts'
import type { DefinitionBody } from '../model/image-step.ts'
import { isJsonObject, type JsonObject, type JsonValue, memberAt, sameJson } from '../model/json.ts'
import { fieldDisruption } from '../model/pool-field.ts'
import type { FieldDisruption } from '../model/pool-step.ts'
import { resourceName, sameResourceId } from '../model/resource-id.ts'
import { isSecretName } from '../model/secret-name.ts'
import { withoutSecrets } from '../model/secrets.ts'
import type { Step } from '../model/step.ts'
import { sourceFields } from './source-text.ts'

/** One value that changes, down to the single member, and what Azure demands for it; secrets are masked. */
export type LeafChange = Leaf & { readonly disruption: FieldDisruption }

type Leaf = {
  /** Such as `scaleSettings.fixedScale.targetDedicatedNodes`. */
  readonly field: string
  /** Undefined where there was nothing. */
  readonly from?: string
  /** Undefined where nothing is left. */
  readonly to?: string
}

/** Everything a step changes, field by field; empty for a step that only waits. */
export function stepChanges(step: Step): LeafChange[] {
  if (step.kind === 'update-pool') {
    return step.changes.flatMap(({ path, from, to }) =>
      disrupting(fieldDisruption(path), leaves(path.replace(/^properties\./, ''), from, to)),
    )
  }
  const isWhole = step.kind === 'create-pool' || step.kind === 'delete-pool'
  return disrupting(isWhole ? 'new-pool' : 'none', stepLeaves(step))
}

/** Whether a step only takes away what an earlier one makes, whose fields are told there: a canary. */
export function takesOwnAway(step: Step, steps: readonly Step[]): boolean {
  if (step.kind !== 'delete-pool') return false
  const before = steps.slice(0, steps.indexOf(step))
  return before.some((other) => other.kind === 'create-pool' && sameResourceId(other.poolId, step.poolId))
}

function disrupting(disruption: FieldDisruption, changes: readonly Leaf[]): LeafChange[] {
  return changes.map((change) => ({ ...change, disruption }))
}

function stepLeaves(step: Exclude<Step, { kind: 'update-pool' }>): Leaf[] {
  switch (step.kind) {
    case 'register-provider':
      return [{ field: 'registrationState', to: 'Registered' }]
    case 'create-gallery':
      return [{ field: 'location', to: step.location }]
    case 'create-image-definition':
      return [{ field: 'location', to: step.location }, ...leaves('', undefined, definitionFields(step.to))]
    case 'create-managed-image':
      return [
        ...sourceFields(step.source),
        { field: 'location', to: step.location },
        { field: 'osType', to: step.osType },
        { field: 'hyperVGeneration', to: step.hyperVGeneration },
        ...tagChanges(step.tags),
      ]
    case 'publish-image-version':
      return [
        ...sourceFields(step.source),
        { field: 'location', to: step.location },
        ...regionChanges([], step.targetRegions),
        { field: 'excludeFromLatest', to: 'true' },
        ...endOfLife(step),
        ...tagChanges(step.tags),
      ]
    case 'update-image-version':
      return [...regionChanges(step.from, step.to), ...endOfLife(step), ...tagChanges(step.tags)]
    case 'create-pool':
      return poolLeaves(undefined, step.to)
    case 'delete-pool':
      return poolLeaves(step.from, undefined)
    case 'drain-pool':
      return leaves('scaleSettings', step.from, withoutNodes(step.from))
    case 'smoke-pool':
      return [{ field: 'commandLine', to: step.command }]
    case 'set-latest':
      return [{ field: 'excludeFromLatest', from: `${!step.excludeFromLatest}`, to: `${step.excludeFromLatest}` }]
    case 'await-replication':
    case 'await-pool':
    case 'bake-pool':
    case 'move-jobs':
    case 'switch-pool':
    case 'follow-upgrade':
      return []
    case 'delete-image-version':
      return regionsLost(step.targetRegions)
  }
}

function poolLeaves(from: PoolDefinition | undefined, to: PoolDefinition | undefined): Leaf[] {
  return [
    ...leaves('', from?.properties, to?.properties),
    ...leaves('identity', from?.identity, to?.identity),
    ...tagLeaves(from?.tags, to?.tags),
  ]
}

/** `scaleSettings` that ask for no node; of a fixed scale the rest stays as it is. */
function withoutNodes(scale: JsonValue): JsonObject {
  const fixed = memberAt(scale, ['fixedScale'])
  const zero = { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 }
  return { fixedScale: isJsonObject(fixed) ? { ...fixed, ...zero } : zero }
}

function definitionFields({ purchasePlan, ...fields }: DefinitionBody): JsonObject {
  return { ...fields, osState: 'Generalized', ...(purchasePlan && { purchasePlan: { ...purchasePlan } }) }
}

function endOfLife({ endOfLifeDate }: { readonly endOfLifeDate?: string }): Leaf[] {
  return endOfLifeDate === undefined ? [] : [{ field: 'endOfLifeDate', to: endOfLifeDate }]
}

function regionChanges(from: readonly TargetRegion[], to: readonly TargetRegion[]): Leaf[] {
  return to.flatMap(({ region, regionalReplicaCount, storageAccountType }) => {
    const held = from.find((target) => target.region === region)
    if (held?.regionalReplicaCount === regionalReplicaCount) return []
    const added = storageAccountType === undefined ? '' : `, ${storageAccountType}`
    return [
      held
        ? { field: `replicas in ${region}`, from: String(held.regionalReplicaCount), to: String(regionalReplicaCount) }
        : { field: `replicas in ${region}`, to: `${regionalReplicaCount}${added}` },
    ]
  })
}

function regionsLost(regions: readonly TargetRegion[]): Leaf[] {
  return regions.map(({ region, regionalReplicaCount }) => ({
    field: `replicas in ${region}`,
    from: String(regionalReplicaCount),
  }))
}

function leaves(field: string, from: JsonValue | undefined, to: JsonValue | undefined): Leaf[] {
  if (sameJson(from, to)) return []
  const [before, after] = [named(from), named(to)]
  const split = isJsonObject(after)
    ? before === undefined || isJsonObject(before)
    : isJsonObject(before) && after === undefined
  if (!split || isSecretName(lastName(field)) || isEmpty(after ?? before)) {
    return [
      {
        field,
        ...(from !== undefined && { from: shown(field, from) }),
        ...(to !== undefined && { to: shown(field, to) }),
      },
    ]
  }
  const members = (value: JsonValue | undefined) => (isJsonObject(value) ? value : {})
  const names = [...new Set([...Object.keys(members(before)), ...Object.keys(members(after))])]
  return names.flatMap((name) => leaves(joined(field, name), members(before)[name], members(after)[name]))
}

function tagChanges(tags: Readonly<Record<string, string>>): Leaf[] {
  return tagLeaves(undefined, tags)
}

function tagLeaves(from: JsonObject = {}, to: JsonObject = {}): Leaf[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return names.flatMap((name) => leaves(`tags.${name}`, from[name], to[name]))
}

/** A list of `{ name, value }` (metadata, environment) compares by name, not by place. */
function named(value: JsonValue | undefined): JsonValue | undefined {
  if (!Array.isArray(value) || value.length === 0) return value
  const entries = value.map((item: JsonValue) =>
    isJsonObject(item) && typeof item['name'] === 'string' && item['value'] !== undefined
      ? ([item['name'], item['value']] as const)
      : undefined,
  )
  return entries.includes(undefined) ? value : Object.fromEntries(entries.filter((entry) => entry !== undefined))
}

function shown(field: string, value: JsonValue): string {
  const safe = withoutSecrets(value, lastName(field))
  return typeof safe === 'string' ? safe : JSON.stringify(safe)
}

function isEmpty(value: JsonValue | undefined): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0
}

function lastName(field: string): string {
  return field.split('.').at(-1) ?? ''
}

/** Resource IDs as keys (identities) are cut to their name. */
function joined(field: string, name: string): string {
  const short = name.startsWith('/') ? resourceName(name) : name
  return field === '' ? short : `${field}.${short}`
}
