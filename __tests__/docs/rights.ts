import { readFileSync } from 'node:fs'
import { roleFor } from '../../src/plan/rights.ts'

const ROLES = ['plan', 'publish', 'deploy', 'prune', 'preflight'] as const

/** Rights of a role, as docs/roles has it. */
export function actionsOf(role: string): readonly string[] {
  const { Actions } = JSON.parse(readFileSync(`docs/roles/${role}.json`, 'utf8')) as { Actions: readonly string[] }
  return Actions
}

/** Every right of any role, sorted. */
export function allActions(): string[] {
  return [...new Set(ROLES.flatMap(actionsOf))].sort()
}

/** The table of rights by role, with the least built-in role that has each. */
export function rightsTable(): string[] {
  const rows = allActions().map((action) => {
    const marks = ROLES.map((role) => (actionsOf(role).includes(action) ? 'x' : ''))
    return `| \`${action}\` | ${marks.join(' | ')} | ${roleFor(action) ?? ''} |`
  })
  return [`| right | ${ROLES.join(' | ')} | built-in role |`, `|---|${ROLES.map(() => ':-:|').join('')}---|`, ...rows]
}
