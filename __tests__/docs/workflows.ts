import { load } from 'js-yaml'
import { isJsonObject, type JsonValue } from '../../src/model/json.ts'

/** What a block of YAML in a page says, as data. Throws where it is not YAML. */
export function parsed(block: string): JsonValue {
  return load(block) as JsonValue
}

const OURS = /(^|\/)sig-batch-pool(@|$)/

/** Inputs that a block gives to the action: of every step that uses it, or of a block that is inputs alone. */
export function givenInputs(value: JsonValue): string[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => givenInputs(item))
  if (!isJsonObject(value)) return []
  if (isInputsAlone(value)) return Object.keys(value)
  const { uses, with: given, ...others } = value
  const own = typeof uses === 'string' && OURS.test(uses) && isJsonObject(given) ? Object.keys(given) : []
  return [...own, ...Object.values(others).flatMap((member) => givenInputs(member ?? null))]
}

/** Members that a block has which is a workflow, or a part of one. */
const WORKFLOW = ['name', 'on', 'permissions', 'concurrency', 'jobs', 'steps', 'uses', 'runs-on', 'needs', 'run']

function isInputsAlone(value: { readonly [name: string]: JsonValue | undefined }): boolean {
  const names = Object.keys(value)
  return names.includes('source') && !names.some((name) => WORKFLOW.includes(name))
}
