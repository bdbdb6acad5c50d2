import { brings, type Draft, grows } from './draft.ts'
import { at, textAt } from './json.ts'
import { invalidValue, missingProperty } from './refusals.ts'
import { type Size, sizeOf } from './sizes.ts'

/** The VM size: known, still supported where it is new or wanted more of, and large enough for the task slots. */
export function checkSize(draft: Draft): void {
  const vmSize = textAt(draft.properties, 'vmSize')
  if (vmSize === undefined) throw missingProperty('properties.vmSize')
  const size = sizeOf(draft.parts, vmSize)
  if (size === undefined)
    throw invalidValue('properties.vmSize', vmSize, 'The VM size is not supported in this region.')
  checkSupport(draft, size)
  checkTaskSlots(draft, size)
}

function checkSupport(draft: Draft, { name, supportEndsAt }: Size): void {
  if (draft.request.now < supportEndsAt) return
  if (!brings(draft, 'vmSize') && !grows(draft)) return
  const day = new Date(supportEndsAt).toISOString().slice(0, 10)
  throw invalidValue('properties.vmSize', name, `Batch has ended its support of this VM size on ${day}.`)
}

function checkTaskSlots({ properties }: Draft, { name, cores }: Size): void {
  const slots = at(properties, 'taskSlotsPerNode')
  const most = Math.min(256, 4 * cores)
  if (slots === undefined || (Number(slots) >= 1 && Number(slots) <= most)) return
  throw invalidValue('properties.taskSlotsPerNode', slots, `The value has to be from 1 to ${most} for ${name}.`)
}
