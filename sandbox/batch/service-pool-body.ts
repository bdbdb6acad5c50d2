import type { SandboxRequest } from '../service.ts'
import { isSince, SINCE_RETIREMENT, SINCE_UPDATES } from './api-versions.ts'
import { isObject, type Json, listAt } from './json.ts'
import { RETIRED, sharedShape, virtualMachineShape } from './pool-shape.ts'
import type { Wanted } from './pool-write.ts'
import { invalidBody, missingProperty } from './refusals.ts'
import { any, flag, integer, list, object, read, text } from './spelling.ts'

const sharedMembers = Object.fromEntries(Object.entries(sharedShape.members).map(([name, { shape }]) => [name, shape]))

/** What the Batch service calls otherwise than Resource Manager, and what it does not nest. */
const own = {
  virtualMachineConfiguration: virtualMachineShape,
  enableInterNodeCommunication: flag,
  applicationPackageReferences: list(object({ applicationId: text, version: text })),
}

const scale = {
  resizeTimeout: text,
  targetDedicatedNodes: integer,
  targetLowPriorityNodes: integer,
  enableAutoScale: flag,
  autoScaleFormula: text,
  autoScaleEvaluationInterval: text,
}

const addShape = object({ id: text, ...sharedMembers, ...own, ...scale, identity: any })
const patchShape = object({ ...sharedMembers, ...own })

/** Members that a PATCH could have before pools without nodes could be given another image. */
const EARLY = new Set(['startTask', 'metadata', 'applicationPackageReferences'])

/** The body of an addition: the name, and what is wanted in Resource Manager's spelling. */
export function readAdd(request: SandboxRequest): Wanted & { readonly name: string } {
  const body = read(addShape, withoutRetired(request), '', 'service') as Json // an object by its shape
  const { id, identity, ...rest } = body
  if (typeof id !== 'string') throw missingProperty('id')
  if (identity !== undefined) {
    throw invalidBody('The identity of a pool can be set through Azure Resource Manager only.')
  }
  return { name: id, properties: { ...toArm(rest), scaleSettings: scaleSettings(body) } }
}

/** The properties that a PATCH or an update of all properties sets, in Resource Manager's spelling. */
export function readPatch(request: SandboxRequest): Json {
  const body = read(patchShape, withoutRetired(request), '', 'service') as Json // an object by its shape
  const late = Object.keys(body).find((name) => !EARLY.has(name))
  if (late !== undefined && !isSince(request.query, SINCE_UPDATES)) {
    throw invalidBody(`The property '${late}' does not exist on the type in this api-version.`)
  }
  return toArm(body)
}

function withoutRetired({ body, query }: SandboxRequest): unknown {
  if (!isObject(body) || isSince(query, SINCE_RETIREMENT)) return body
  const dropped = new Set([...RETIRED, 'certificateReferences'])
  return Object.fromEntries(Object.entries(body).filter(([name]) => !dropped.has(name)))
}

function toArm(body: Json): Json {
  const { virtualMachineConfiguration, enableInterNodeCommunication, applicationPackageReferences, ...rest } = body
  const kept = Object.entries(rest).filter(([name]) => !(name in scale))
  const packages = listAt(body, 'applicationPackageReferences').map((reference) => {
    if (!isObject(reference)) return reference
    const { applicationId, ...version } = reference
    return { id: applicationId, ...version }
  })
  return {
    ...Object.fromEntries(kept),
    ...(virtualMachineConfiguration !== undefined && { deploymentConfiguration: { virtualMachineConfiguration } }),
    ...(enableInterNodeCommunication !== undefined && {
      interNodeCommunication: enableInterNodeCommunication ? 'Enabled' : 'Disabled',
    }),
    ...(applicationPackageReferences !== undefined && { applicationPackages: packages }),
  }
}

function scaleSettings(body: Json): Json {
  const { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout } = body
  const fixed = { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout }
  const isFixed = Object.values(fixed).some((value) => value !== undefined)
  if (body['enableAutoScale'] !== true) {
    if (body['autoScaleFormula'] !== undefined) throw invalidBody('A formula needs enableAutoScale to be true.')
    return { fixedScale: defined(fixed) }
  }
  const autoScale = { formula: body['autoScaleFormula'], evaluationInterval: body['autoScaleEvaluationInterval'] }
  return { autoScale: defined(autoScale), ...(isFixed && { fixedScale: defined(fixed) }) }
}

function defined(fields: Json): Json {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
