import { readFileSync } from 'node:fs'
import { roleFor } from '../../src/plan/rights/rights.ts'

/** Roles of docs/roles. */
export const ROLES = ['plan', 'publish', 'deploy', 'prune', 'preflight'] as const

type Definition = { readonly Actions: readonly string[]; readonly DataActions: readonly string[] }

/** Rights of a role, as docs/roles has it; `data:` in front of those to data. */
export function rightsOf(role: string): readonly string[] {
  const { Actions, DataActions } = JSON.parse(readFileSync(`docs/roles/${role}.json`, 'utf8')) as Definition
  return [...Actions, ...DataActions.map((action) => `data:${action}`)]
}

/** Rights of a role by their names alone. */
export function actionsOf(role: string): readonly string[] {
  return rightsOf(role).map((right) => right.replace('data:', ''))
}

/** Every right of any role, sorted; `data:` in front of those to data. */
export function allRights(): string[] {
  return [...new Set(ROLES.flatMap(rightsOf))].sort()
}

/** Every right of any role by its name, sorted. */
export function allActions(): string[] {
  return [...new Set(ROLES.flatMap(actionsOf))].sort()
}

/** The table of rights by role, with the least built-in role that has each. */
export function rightsTable(): string[] {
  const rows = allActions().map((action) => {
    const marks = ROLES.map((role) => (actionsOf(role).includes(action) ? 'x' : ''))
    const isData = ROLES.some((role) => rightsOf(role).includes(`data:${action}`))
    return `| \`${action}\`${isData ? ' (data)' : ''} | ${marks.join(' | ')} | ${roleFor(action) ?? ''} |`
  })
  return [`| right | ${ROLES.join(' | ')} | built-in role |`, `|---|${ROLES.map(() => ':-:|').join('')}---|`, ...rows]
}
