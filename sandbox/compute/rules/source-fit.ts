import { parseResourceId, resourceName, sameResourceId } from '../../../src/model/resource-id.ts'
import { Refusal } from '../../service.ts'
import type { DataDiskImage, DiskSource, ImageDefinition, ImageSource } from '../entities.ts'
import { type Plan, planKey } from '../plan.ts'
import { isUnderWay } from '../provisioning.ts'
import { conflict, invalidParameter, sourceUnfinished } from '../refusals.ts'
import { blobFacts, resourceFacts, type SourceFacts } from '../source-facts.ts'
import type { ComputeStore } from '../store.ts'
import { securityTypeOf } from './definition.ts'
import { checkDeallocated, checkMachineDisks, checkNoUltraDisk } from './machine.ts'
import { sameSubscription } from './source-access.ts'

/** What a new image version is to be made of and made into. */
export type SourceAsk = {
  readonly source: ImageSource
  readonly versionId: string
  readonly location: string
  readonly definition: ImageDefinition
  readonly now: number
}

/** What the source says of itself, data disks included; refuses a source that Azure cannot make the version from. */
export function fittingSource(store: ComputeStore, ask: SourceAsk): SourceFacts {
  const facts = factsOf(store, ask)
  const machine = store.virtualMachines.get(facts.id, ask.now)
  if (machine !== undefined) checkMachineDisks(store, machine, ask.now)
  checkImageIsFree(store, ask)
  checkSecurityType(ask)
  checkFit(facts, ask.definition)
  if (machine !== undefined) checkDeallocated(machine, 'Create Gallery Image Version')
  if (facts.isEncrypted && !sameSubscription(facts.id, ask.versionId)) {
    throw invalidParameter(
      `Encrypted source: '${facts.id}' is in a different subscription ID than the current gallery image version ` +
        `subscription '${parseResourceId(ask.versionId)?.subscriptionId}'. Please retry with an unencrypted source(s) or ` +
        `use the source's subscription '${parseResourceId(facts.id)?.subscriptionId}' to create the gallery image version.`,
    )
  }
  return facts
}

function factsOf(store: ComputeStore, ask: SourceAsk): SourceFacts {
  const { source, location, now } = ask
  if (source.kind === 'community') throw sourceMissing(source.id)
  if (source.kind !== 'disks') return near(resourceFacts(store, source.id, now), source.id, location)
  const diskFacts = (disk: DiskSource): SourceFacts =>
    'id' in disk
      ? near(resourceFacts(store, disk.id, now), disk.id, location)
      : near(blobFacts(store, disk), disk.uri, location)
  for (const disk of [source.osDisk, ...source.dataDisks.map(({ source: data }) => data)]) {
    if ('id' in disk) checkNoUltraDisk(store, disk.id, now)
  }
  const osDisk = diskFacts(source.osDisk)
  const data = source.dataDisks.map((disk) => ({ lun: disk.lun, facts: diskFacts(disk.source) }))
  const dataDisks = data.map(({ lun, facts }): DataDiskImage => ({ ...facts.osDisk, lun }))
  return { ...osDisk, dataDisks, isEncrypted: osDisk.isEncrypted || data.some(({ facts }) => facts.isEncrypted) }
}

function near(facts: SourceFacts | undefined, id: string, location: string): SourceFacts {
  if (facts?.regions.includes(location)) {
    if (facts.unfinished !== undefined) throw sourceUnfinished(id, facts.unfinished)
    return facts
  }
  throw new Refusal(
    404,
    'ResourceNotFound',
    `Source '${id}' is not found. Please check source exists, and is in the same region as gallery image version being ` +
      'created.',
  )
}

function sourceMissing(id: string): Refusal {
  return new Refusal(404, 'ResourceNotFound', `Source was not found: '${id}'. Please make sure the source exists.`)
}

/**
 * A definition that supports trusted or confidential machines takes no source that may bring the guest state of one.
 * Source: learn.microsoft.com, "Deploy a virtual machine with Trusted Launch enabled", "Trusted Launch VM supported
 * images"; the refusal itself is known from the field, for virtual machines.
 */
function checkSecurityType({ source, definition }: SourceAsk): void {
  const type = securityTypeOf(definition.properties)
  const id = source.kind === 'disks' ? ('id' in source.osDisk ? source.osDisk.id : undefined) : source.id
  const mayHaveState = source.kind === 'virtualMachine' || source.kind === 'disks'
  if (!mayHaveState || id === undefined || !type.endsWith('Supported')) return
  throw invalidParameter(
    `The security type '${type}' is not supported for the source id '${id}'. Currently only Vhd Blob, User Image and ` +
      `Gallery Image Version sources are supported for '${type}' images.`,
    'galleryImageVersion.properties.storageProfile',
  )
}

/** A managed image feeds one version at a time, until that one is built and replicated. */
function checkImageIsFree(store: ComputeStore, { source, now }: SourceAsk): void {
  if (source.kind !== 'image') return
  const image = store.images.get(source.id, now)
  if (image !== undefined && isUnderWay(image.write, now)) {
    throw conflict(`The managed image '${source.id}' is still being written. Wait until it has been provisioned.`)
  }
  const building = store.versions
    .under('', now)
    .find(
      ({ source: other, write }) =>
        other.kind === 'image' &&
        sameResourceId(other.id, source.id) &&
        write.kind === 'create' &&
        isUnderWay(write, now),
    )
  if (building !== undefined) {
    throw conflict(
      `The managed image '${source.id}' is in use: gallery image version '${resourceName(building.id)}' is still being ` +
        'created from it. Wait until that version has been built and replicated.',
    )
  }
}

function checkFit(facts: SourceFacts, definition: ImageDefinition): void {
  const { osState, osType, hyperVGeneration, architecture, purchasePlan } = definition.properties
  if (facts.osState !== undefined && facts.osState !== osState) {
    throw invalidParameter(
      `Cannot create Gallery Image Version from: '${facts.id}' since the OS State in the parent gallery image ` +
        `('${osState}') is not '${facts.osState}'.`,
    )
  }
  if (facts.osType !== undefined && facts.osType !== osType) {
    throw different(facts.id, 'OS type', facts.osType, 'OS type', osType)
  }
  if (facts.hyperVGeneration !== undefined && facts.hyperVGeneration !== hyperVGeneration) {
    throw different(
      facts.id,
      'Hypervisor generation',
      facts.hyperVGeneration,
      'Hypervisor generation',
      hyperVGeneration,
    )
  }
  if (facts.architecture !== undefined && facts.architecture !== architecture) {
    throw different(facts.id, 'CPU architecture', facts.architecture, 'CPU architecture', architecture)
  }
  if (facts.plan !== undefined && planKey(facts.plan) !== planKey(purchasePlan)) {
    throw different(facts.id, 'plan', planText(facts.plan), 'plan', planText(purchasePlan ?? null))
  }
}

function different(id: string, what: string, has: string, parentsWhat: string, parentHas: string): Refusal {
  return invalidParameter(
    `The resource with id '${id}' has a different ${what} ['${has}'] than the parent gallery image ${parentsWhat} ` +
      `['${parentHas}'].`,
  )
}

function planText(plan: Plan | null): string {
  return plan === null ? 'null' : JSON.stringify({ name: plan.name, publisher: plan.publisher, product: plan.product })
}
