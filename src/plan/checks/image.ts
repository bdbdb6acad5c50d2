import type { Finding } from '../../model/finding.ts'
import type { RegionArithmetic } from '../../model/plan.ts'
import { resourceName, sameResourceId } from '../../model/resource-id.ts'
import type { DesiredImage, ImageDefinition, ImageVersion, Observed, ObservedState, Source } from '../../model/state.ts'
import { MOST_REPLICAS } from '../sizing.ts'
import { missing, unreadable } from './reading.ts'

/** Findings about the gallery, the definition, the version and its source. */
export function imageFindings(image: DesiredImage, observed: ObservedState): Finding[] {
  if (observed.gallery.state === 'absent') {
    const galleryId = image.imageDefinitionId.split('/').slice(0, -2).join('/')
    return [missing('Gallery', galleryId, 'Create the gallery, or correct `gallery` and `resource-group`.')]
  }
  return [
    ...definitionFindings(image.imageDefinitionId, observed.imageDefinition),
    ...versionFindings(image, observed.version, observed.imageVersion),
    ...sourceFindings(image, observed.imageVersion, observed.source),
  ]
}

function definitionFindings(id: string, definition: Observed<ImageDefinition>): Finding[] {
  if (definition.state === 'absent') {
    return [missing('ImageDefinition', id, 'Create the image definition, or correct `image-definition`.')]
  }
  if (definition.state === 'unreadable') return [unreadable('image definition', id, definition)]
  if (definition.value.osState === 'Generalized') return []
  return [
    {
      code: 'ImageNotGeneralized',
      severity: 'blocker',
      subject: id,
      message: `Image definition ${resourceName(id)} is for specialized images, and Batch starts nodes from generalized images only.`,
      remedy: 'Generalize the virtual machine and publish it to a definition whose OS state is Generalized.',
    },
  ]
}

function versionFindings(image: DesiredImage, number: string, version: Observed<ImageVersion>): Finding[] {
  const id = `${image.imageDefinitionId}/versions/${number}`
  if (version.state === 'unreadable') return [unreadable('image version', id, version)]
  if (version.state === 'absent') return image.sourceId === undefined ? [sourceRequired(id)] : []
  const { provisioningState, sourceId } = version.value
  if (provisioningState === 'Deleting') {
    return [
      {
        code: 'ImageVersionBeingDeleted',
        severity: 'blocker',
        subject: id,
        message: `Image version ${number} is being deleted; Azure takes no change to it any more.`,
        remedy: 'Wait until it is gone and run again, or give another `image-version`.',
      },
    ]
  }
  if (image.sourceId !== undefined && sourceId !== undefined && !sameResourceId(sourceId, image.sourceId)) {
    return [otherSource(id, number, sourceId, image.sourceId)]
  }
  return []
}

/** Why a version that exists cannot take another source. */
export function otherSource(id: string, number: string, held: string, asked: string): Finding {
  return {
    code: 'ImageVersionFromOtherSource',
    severity: 'blocker',
    subject: id,
    message: `Image version ${number} exists and was made from ${held}, not from ${asked}. The source of a version never changes.`,
    remedy:
      'Give an `image-version` that does not exist yet (or `next-patch`), or leave `source` out to use the version as it is.',
  }
}

function sourceRequired(id: string): Finding {
  return {
    code: 'SourceRequired',
    severity: 'blocker',
    subject: id,
    message: `Image version ${resourceName(id)} does not exist, and the workflow names nothing to make it from.`,
    remedy: 'Give `source`, or an `image-version` that exists.',
  }
}

function sourceFindings(
  image: DesiredImage,
  version: Observed<ImageVersion>,
  source: Observed<Source> | undefined,
): Finding[] {
  // A version that exists no longer needs its source; people delete managed images after publishing.
  if (version.state !== 'absent' || image.sourceId === undefined || source === undefined) return []
  if (source.state === 'absent') return [missing('Source', image.sourceId, 'Correct `source`.')]
  if (source.state === 'unreadable') return [unreadable('source', image.sourceId, source)]
  const { provisioningState, osState, regions } = source.value
  if (provisioningState !== 'Succeeded' && source.value.kind === 'managed-image') {
    return [
      sourceFinding('SourceNotReady', image.sourceId, `is in provisioning state ${provisioningState}, not Succeeded`),
    ]
  }
  if (osState === 'Specialized') {
    return [sourceFinding('SourceNotGeneralized', image.sourceId, 'is specialized, and Batch needs generalized images')]
  }
  if (regions.length === 0) {
    return [sourceFinding('SourceNotReplicated', image.sourceId, 'has no region in which its replication is completed')]
  }
  return []
}

function sourceFinding(code: string, sourceId: string, text: string): Finding {
  return {
    code,
    severity: 'blocker',
    subject: sourceId,
    message: `Source ${resourceName(sourceId)} ${text}.`,
    remedy: 'Wait until it is usable, or give another `source`.',
  }
}

/** Regions that would need more replicas than Azure keeps; says what would fit. */
export function replicaFindings(imageVersionId: string, replicas: readonly RegionArithmetic[]): Finding[] {
  return replicas
    .filter(({ regionalReplicaCount }) => regionalReplicaCount > MOST_REPLICAS)
    .map((region) => {
      const nodes = region.pools.reduce((sum, pool) => sum + pool.nodes, 0)
      const fitting = Math.ceil(nodes / (MOST_REPLICAS - Math.max(0, region.pools.length - 1)))
      return {
        code: 'TooManyReplicas',
        severity: 'blocker',
        subject: imageVersionId,
        message: `${region.region} would need ${region.regionalReplicaCount} replicas (${nodes} nodes at one replica per ${region.nodesPerReplica}), and Azure keeps at most ${MOST_REPLICAS} of one version in one region.`,
        remedy: `With \`nodes-per-replica: ${fitting}\` the ${nodes} nodes fit into ${MOST_REPLICAS} replicas; with ${region.nodesPerReplica} nodes per replica at most ${MOST_REPLICAS * region.nodesPerReplica} nodes do.`,
      }
    })
}
