import { count } from '../../model/count.ts'
import type { Question } from '../../model/draft.ts'
import { enumeration } from '../../model/enumeration.ts'
import { type Finding, found } from '../../model/finding.ts'
import type { ReplicaStorageType, TargetRegion } from '../../model/image.ts'
import { memberAt } from '../../model/json.ts'
import { presentValue } from '../../model/observed.ts'
import type { RegionArithmetic } from '../../model/plan.ts'
import { normalizeRegion } from '../../model/resource-id.ts'
import { gallerySubscription, subscriptionKey } from '../image/provider-steps.ts'
import { MOST_REPLICAS, replicasForNodes } from '../image/sizing.ts'

/** Nodes that one replica serves by Microsoft's advice. Source: learn.microsoft.com/azure/batch/batch-sig-images. */
const RECOMMENDED_NODES = 300

/** Findings about the regions of the version and the replicas in them. */
export function regionFindings(question: Question): Finding[] {
  const { draft } = question
  const writes = draft.steps.some(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version')
  return [
    ...draft.replicas.flatMap((region) => countFindings(region, draft.imageVersionId)),
    ...(writes ? offerFindings(question) : []),
    ...encryptionFindings(question),
  ]
}

/** Regions that are new to a version whose disks have an encryption set where it is already. */
function encryptionFindings({ observed, draft }: Question): Finding[] {
  const step = draft.steps.find(({ kind }) => kind === 'update-image-version')
  if (step?.kind !== 'update-image-version') return []
  const held = step.from.filter(isEncrypted).map(({ region }) => region)
  const known = new Set(step.from.map(({ region }) => region))
  const added = step.to.map(({ region }) => region).filter((region) => !known.has(region))
  if (held.length === 0 || added.length === 0) return []
  const facts = { version: observed.version, held: enumeration(held), added: enumeration(added) }
  return [found('EncryptionSetMissing', draft.imageVersionId, facts)]
}

/** Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", a disk encryption set is required. */
function isEncrypted({ echo }: TargetRegion): boolean {
  const disks = memberAt(echo, ['encryption', 'dataDiskImages'])
  const all = [memberAt(echo, ['encryption', 'osDiskImage']), ...(Array.isArray(disks) ? disks : [])]
  return all.some((disk) => typeof memberAt(disk, ['diskEncryptionSetId']) === 'string')
}

function countFindings(region: RegionArithmetic, imageVersionId: string): Finding[] {
  const planned = region.regionalReplicaCount
  const nodes = region.pools.reduce((sum, pool) => sum + pool.nodes, 0)
  if (planned > MOST_REPLICAS) return [tooMany(region, nodes, imageVersionId)]
  const recommended = Math.min(MOST_REPLICAS, replicasForNodes(nodes, RECOMMENDED_NODES))
  if (planned >= recommended) return []
  const facts = { region: region.region, planned: count(planned, 'replica'), nodes: count(nodes, 'node'), recommended }
  return [found('ReplicasBelowRecommended', imageVersionId, facts)]
}

function tooMany(region: RegionArithmetic, nodes: number, imageVersionId: string): Finding {
  const { nodesPerReplica, pools } = region
  return found('TooManyReplicas', imageVersionId, {
    region: region.region,
    needed: region.regionalReplicaCount,
    nodes,
    nodesPerReplica,
    most: MOST_REPLICAS,
    // Each pool is rounded up by itself, which may cost a replica for all but one of them.
    fitting: Math.ceil(nodes / Math.max(1, MOST_REPLICAS - Math.max(0, pools.length - 1))),
    fittingNodes: MOST_REPLICAS * nodesPerReplica,
  })
}

/** Regions that are new to the version, against those that the subscription of its gallery may use. */
function offerFindings({ desired, observed, draft }: Question): Finding[] {
  const subscription = gallerySubscription(desired)
  const offered = presentValue(observed.preflight.regions[subscriptionKey(subscription)])
  if (offered === undefined) return []
  const storage = storageOf(draft.steps, desired.image.replicaStorageType)
  return draft.replicas
    .filter(({ existing }) => existing === 0)
    .flatMap(({ region }) => {
      const offer = offered.find(({ name }) => normalizeRegion(name) === region)
      if (offer === undefined) return [found('RegionNotOffered', draft.imageVersionId, { region, subscription })]
      const type = storage(region)
      if (type !== 'Standard_ZRS' || offer.hasZones) return []
      return [found('ZoneRedundancyNotOffered', draft.imageVersionId, { region, storage: type })]
    })
}

/** Storage of the replicas in a region, as the step that writes the version says. */
function storageOf(steps: Question['draft']['steps'], asked: ReplicaStorageType) {
  const written = steps.flatMap((step): readonly TargetRegion[] => {
    if (step.kind === 'publish-image-version') return step.targetRegions
    return step.kind === 'update-image-version' ? step.to : []
  })
  return (region: string) => written.find((target) => target.region === region)?.storageAccountType ?? asked
}
