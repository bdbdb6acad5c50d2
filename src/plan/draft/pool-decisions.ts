import type { Pool } from '../../model/batch.ts'
import type { DesiredPool, DesiredState } from '../../model/desired.ts'
import type { NodeAgentChoice } from '../../model/draft.ts'
import { memberAt } from '../../model/json.ts'
import { type ObservedState, presentValue } from '../../model/observed.ts'
import { NODE_AGENT, SECURITY_TYPE } from '../../model/pool-field.ts'
import { resourceKey } from '../../model/resource-id.ts'
import type { Step } from '../../model/step.ts'
import { nodesOf, resizeTimeoutMinutes } from '../image/sizing.ts'
import { chooseNodeAgent } from '../pool/node-agent.ts'
import type { PoolDecisions } from '../pool/pool-definition.ts'
import { securityProfileFor } from '../pool/security-profile.ts'
import { rollingDecisions } from '../rollout/rolling.ts'

/** What decisions about pools depend on besides the pool. */
export type DecisionContext = {
  readonly desired: DesiredState
  readonly observed: ObservedState
  readonly imageVersionId: string
  /** Steps that come before those of the pools. */
  readonly before: readonly Step[]
}

/** What the plan decides about a pool beyond what the workflow says; `pool` is the one that is there. */
export function decidePool(
  desired: DesiredPool,
  agent: NodeAgentChoice,
  pool: Pool | undefined,
  context: DecisionContext,
): PoolDecisions {
  const timeout = timeoutOf(desired)
  const rolling = rollingDecisions(context.desired, context.observed, pool)
  // A pool that has a profile keeps it as somebody set it; whether it fits is for the checks.
  const hasOwn = memberAt(pool?.definition.properties, SECURITY_TYPE) !== undefined
  const securityProfile = hasOwn ? undefined : securityProfileFor(securityTypeOf(context))
  return {
    imageVersionId: context.imageVersionId,
    nodeAgentSkuId: agent.kind === 'known' ? agent.nodeAgentSkuId : '',
    ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
    ...(securityProfile && { securityProfile }),
    ...(rolling && { rolling }),
  }
}

/** Security type of the definition as it is, or as it will be created. */
function securityTypeOf({ observed, before }: DecisionContext): string {
  const created = before.find((step) => step.kind === 'create-image-definition')
  return presentValue(observed.imageDefinition)?.securityType ?? created?.to.securityType ?? 'Standard'
}

/** The node agent of a pool: as asked, as it has, or as its image needs. */
export function nodeAgentOf(desired: DesiredPool, observed: ObservedState, pool: Pool | undefined): NodeAgentChoice {
  const poolSkuId = memberAt(pool?.definition.properties, NODE_AGENT)
  const definition = presentValue(observed.imageDefinition)
  const baseImage = observed.lineage?.baseImage
  return chooseNodeAgent({
    requested: desired.nodeAgentSkuId,
    ...(typeof poolSkuId === 'string' && { poolSkuId }),
    ...(baseImage && { baseImage }),
    ...(definition && { identifier: definition.identifier, osType: definition.osType }),
    supportedImages: presentValue(observed.preflight.supportedImages[resourceKey(desired.batchAccountId)]) ?? [],
  })
}

function timeoutOf(desired: DesiredPool): number | undefined {
  if (desired.scale.kind === 'autoscale') return undefined
  return desired.resizeTimeoutMinutes === 'auto'
    ? resizeTimeoutMinutes(nodesOf(desired.scale))
    : desired.resizeTimeoutMinutes
}
