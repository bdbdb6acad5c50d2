import { expect, it } from '@jest/globals'
import { parseInputs } from '../../src/inputs/inputs.ts'
import { InputError } from '../../src/inputs/mistakes.ts'
import type { Inputs } from '../../src/model/inputs.ts'

/** The instant at which inputs are read: 2026-11-24, 09:00 UTC. */
export const NOW = Date.parse('2026-11-24T09:00:00Z')

/** Subscription of the complete inputs. */
export const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'

/** Resource ID in the resource group of the complete inputs; `path` such as `Microsoft.Batch/batchAccounts/a`. */
export function idOf(path: string): string {
  return `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/${path}`
}

/** Gallery of the complete inputs. */
export const GALLERY = idOf('Microsoft.Compute/galleries/renders')

/** Inputs of a run that publishes and creates a pool. */
export const COMPLETE: Readonly<Record<string, string>> = {
  'client-id': '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  'tenant-id': '5b4e8f0a-6a0c-4c8e-9a54-0d6f1c2e7b11',
  'subscription-id': SUBSCRIPTION,
  'resource-group': 'rg',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.2.3',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '3000',
}

/** Overrides of a run that only publishes. */
export const PUBLISH_ONLY: Given = { 'batch-account': '', 'pool-id': '', 'vm-size': '', 'node-count': '' }

/** Inputs that differ from the complete ones; an empty text takes one away. */
export type Given = Readonly<Record<string, string>>

/** Parses the complete inputs with `given` laid over them. */
export function parse(given: Given, environment: Given = {}): Promise<Inputs> {
  const all: Given = { ...COMPLETE, ...given }
  return parseInputs({ raw: (name) => all[name] ?? '', environment, now: NOW })
}

/** The error that the complete inputs with `given` laid over them end in; undefined when they are right. */
export async function errorOf(given: Given, environment: Given = {}): Promise<InputError | undefined> {
  try {
    await parse(given, environment)
    return undefined
  } catch (error) {
    if (error instanceof InputError) return error
    throw error
  }
}

/** One mistake: what is refused, the inputs, and the input, the shown value and a part of the rule. */
export type Row = readonly [title: string, given: Given, input: string, value: string | undefined, rule: string]

/** Every row as a test that its inputs have that mistake and no other. */
export function refuses(rows: readonly Row[]): void {
  for (const [title, given, input, value, rule] of rows) {
    it(`refuses ${title}`, async () => {
      const mistake = { input, rule: expect.stringContaining(rule), ...(value !== undefined && { value }) }
      expect((await errorOf(given))?.mistakes).toEqual([mistake])
    })
  }
}

/** Every row as a test that its inputs are right and hold what `held` says. */
export function accepts(rows: readonly (readonly [title: string, given: Given, held: object])[]): void {
  for (const [title, given, held] of rows) {
    it(`takes ${title}`, async () => {
      expect(await parse(given)).toMatchObject(held)
    })
  }
}
