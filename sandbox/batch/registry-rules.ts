import { brings, type Draft } from './draft.ts'
import { at, listAt } from './json.ts'
import { missingProperty } from './refusals.ts'

const PATH = ['deploymentConfiguration', 'virtualMachineConfiguration', 'containerConfiguration', 'containerRegistries']

/** Container registries: a password is never told, so that each write of a user name has to bring it. */
export function checkRegistries(draft: Draft): void {
  if (!brings(draft, 'deploymentConfiguration')) return
  for (const [index, registry] of listAt(draft.properties, ...PATH).entries()) {
    if (at(registry, 'username') === undefined || at(registry, 'password') !== undefined) continue
    throw missingProperty(`properties.${PATH.join('.')}[${index}].password`)
  }
}
