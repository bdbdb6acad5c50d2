import { describe, expect, it } from '@jest/globals'
import { allows } from '../../sandbox/access.ts'
import { BUILT_IN_ROLES } from '../../sandbox/role-definitions.ts'
import { roleFor } from '../../src/plan/rights/rights.ts'
import { between } from '../../tools/readme.ts'
import { textOf } from './pages.ts'
import { allActions, allRights, ROLES, rightsOf, rightsTable } from './rights.ts'

const PAGE = textOf('docs/roles/README.md')

describe('docs/roles/README.md', () => {
  it('has every right of every role in its table, with the least built-in role', () => {
    expect(between(PAGE, 'rights', rightsTable())).toBe(PAGE)
  })

  it('names only rights that the roles have', () => {
    const named = [...PAGE.matchAll(/`(Microsoft\.\w+\/[^`]+)`/g)].map(([, action = '']) => action)
    expect(named.filter((action) => !allActions().includes(action))).toEqual([])
  })
})

describe('the definition of a role', () => {
  for (const role of ROLES) {
    it(`is one that az role definition create takes: ${role}`, () => {
      const { Name, IsCustom, Description, Actions, DataActions, ...others } = JSON.parse(
        textOf(`docs/roles/${role}.json`),
      )
      expect({ Name, IsCustom }).toEqual({ Name: `sig-batch-pool ${role}`, IsCustom: true })
      expect(Description).toMatch(/^[A-Z].*\.$/)
      expect(
        [...Actions, ...DataActions].filter((action: string) => !/^Microsoft(\.\w+)(\/\w+)+$/.test(action)),
      ).toEqual([])
      expect(others).toEqual({
        NotActions: [],
        NotDataActions: [],
        AssignableScopes: ['/subscriptions/SUBSCRIPTION_ID'],
      })
    })
  }
})

describe('a built-in role that is named for a right', () => {
  // Only the built-in roles that the local Azure knows can be asked.
  const known = allRights().flatMap((action) => {
    const role = BUILT_IN_ROLES.find(({ name }) => name === roleFor(action.replace('data:', '')))
    return role === undefined ? [] : [{ action, role }]
  })
  for (const { action, role } of known) {
    it(`has it: ${role.name} has ${action}`, () => {
      expect(allows(role, action)).toBe(true)
    })
  }
})

describe('what built-in roles do instead', () => {
  const publisher = 'Compute Gallery Artifacts Publisher'
  const DATA = 'Azure Batch Data Contributor'
  const cases = [
    { role: 'plan', names: ['Reader'] },
    { role: 'preflight', names: ['Reader'] },
    { role: 'prune', names: ['Azure Batch Account Reader', publisher] },
    { role: 'publish', names: [publisher, 'Reader', 'Disk Snapshot Contributor'] },
    {
      role: 'deploy',
      names: [DATA, publisher, 'Disk Backup Reader', 'Network Contributor', 'Managed Identity Operator', 'Contributor'],
    },
  ]
  for (const { role, names } of cases) {
    it(`has all rights of ${role}`, () => {
      const roles = BUILT_IN_ROLES.filter(({ name }) => names.includes(name))
      expect(roles).toHaveLength(names.length)
      expect(rightsOf(role).filter((action) => !roles.some((each) => allows(each, action)))).toEqual([])
    })
  }
})
