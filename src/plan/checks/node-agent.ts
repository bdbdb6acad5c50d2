import type { SupportedImage } from '../../model/batch.ts'
import type { DraftPool, Question } from '../../model/draft.ts'
import { enumeration, likest } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import { memberAt } from '../../model/json.ts'
import { marketplaceName } from '../../model/lineage.ts'
import { presentValue } from '../../model/observed.ts'
import { NODE_AGENT } from '../../model/pool-field.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import { definitionAfter } from '../draft/definition-after.ts'
import { changesImage, propertyAfter } from '../draft/draft-changes.ts'
import { agentOf, listingsWith, mayServe } from '../pool/node-agent.ts'
import { deadline, lastEnd, NEAR_SUPPORT_DAYS } from './deadline.ts'

/** Findings about the node agent SKU of pools that are new, or get another image or agent. */
export function nodeAgentFindings(question: Question): Finding[] {
  return question.draft.pools.filter(changesImage).flatMap((pool) => {
    if (pool.agent.kind === 'unknown')
      return isImageThere(question) ? [unknown(pool, pool.agent.closest, question)] : []
    const agent = String(propertyAfter(pool, NODE_AGENT) ?? pool.agent.nodeAgentSkuId)
    return [
      ...(pool.agent.from === 'identifier' ? [fromIdentifier(pool, agent)] : []),
      ...(pool.agent.from === 'input' ? [] : changeFindings(pool, agent)),
      ...supportFindings(pool, agent, question),
    ]
  })
}

/** What is not there, or could not be read, has a finding of its own, and tells nothing of what is in the image. */
function isImageThere({ observed: { imageDefinition, imageVersion, source } }: Question): boolean {
  if (imageDefinition.state === 'unreadable' || imageVersion.state === 'unreadable') return false
  if (imageVersion.state === 'present') return true
  return source.length > 0 && source.every(({ observed }) => observed.state === 'present')
}

/** Without the list of the account not even a marketplace image that is known tells its node agent. */
function unknown({ desired: { poolId } }: DraftPool, closest: readonly string[], { observed }: Question): Finding {
  const base = observed.lineage?.baseImage
  const why =
    closest.length > 0
      ? `no marketplace image that Batch supports was found behind its image. The closest that this Batch account supports are ${enumeration(closest)}`
      : `${base ? `its image was made from ${marketplaceName(base)}` : 'no marketplace image was found behind its image'}, and the images that the Batch account supports could not be read`
  return found('NodeAgentUnknown', poolId, { pool: resourceName(poolId), why })
}

function fromIdentifier({ desired: { poolId } }: DraftPool, agent: string): Finding {
  return found('NodeAgentFromIdentifier', poolId, { agent, pool: resourceName(poolId) })
}

/** The run gives a pool another agent than it has, of which the workflow says nothing. */
function changeFindings({ desired: { poolId }, pool, replaces }: DraftPool, agent: string): Finding[] {
  const held = memberAt((replaces ?? pool)?.definition.properties, NODE_AGENT)
  if (typeof held !== 'string' || held.toLowerCase() === agent.toLowerCase()) return []
  return [found('NodeAgentChanges', poolId, { pool: resourceName(poolId), held, agent })]
}

/** An empty list of supported images tells nothing. */
function supportFindings({ desired, account }: DraftPool, agent: string, question: Question): Finding[] {
  const supported = presentValue(question.observed.preflight.supportedImages[resourceKey(account.id)]) ?? []
  const images = listingsWith(agent, supported)
  if (images.length > 0) {
    return [
      ...osFindings(desired.poolId, agent, images, question),
      ...baseFindings(desired.poolId, agent, supported, question),
      ...endFindings(desired.poolId, agent, images, question),
    ]
  }
  if (supported.length === 0) return []
  const closest = likest(
    agent,
    supported.map(({ nodeAgentSkuId }) => nodeAgentSkuId),
  )
  return [found('NodeAgentNotSupported', desired.poolId, { account: resourceName(account.id), agent, closest })]
}

type Images = readonly SupportedImage[]

function osFindings(poolId: string, agent: string, images: Images, question: Question): Finding[] {
  const needed = definitionAfter(question)?.osType
  if (needed === undefined || images.some(({ osType }) => osType === needed.toLowerCase())) return []
  const definition = resourceName(question.desired.image.imageDefinitionId)
  const held = needed === 'Linux' ? 'Windows' : 'Linux'
  return [found('NodeAgentOtherOs', poolId, { agent, held, definition, needed })]
}

/** An agent that is made for other images than the one behind the version; of another operating system it is told above. */
function baseFindings(poolId: string, agent: string, supported: Images, question: Question): Finding[] {
  const base = question.observed.lineage?.baseImage
  const fitting = base && agentOf(base, supported)
  if (base === undefined || fitting === undefined || mayServe(agent, base, supported)) return []
  const osOf = (sku: string) => listingsWith(sku, supported)[0]?.osType
  if (osOf(agent) !== osOf(fitting)) return []
  const facts = { agent, pool: resourceName(poolId), baseImage: marketplaceName(base), fitting }
  return [found('NodeAgentOtherImage', poolId, facts)]
}

/** Support ends when it has ended for all images with this agent. */
function endFindings(poolId: string, agent: string, images: Images, { observed }: Question): Finding[] {
  const last = lastEnd(images.map(({ batchSupportEndOfLife }) => batchSupportEndOfLife))
  if (last === undefined) return []
  const { date, days, left } = deadline(last, observed.at)
  if (days < 0) return [found('NodeAgentEnded', poolId, { agent, date })]
  return days <= NEAR_SUPPORT_DAYS ? [found('NodeAgentEnding', poolId, { agent, date, days: left })] : []
}
