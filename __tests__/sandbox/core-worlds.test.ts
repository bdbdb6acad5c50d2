import { readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { checkWorld, loadWorld, WorldError } from '../../sandbox/world.ts'
import { ACCOUNT_ID, SUBSCRIPTION, worldOf } from './core-world.ts'

function problemsOf(value: unknown): readonly string[] {
  try {
    checkWorld(value)
    return []
  } catch (error) {
    if (error instanceof WorldError) return error.problems
    throw error
  }
}

describe('a world', () => {
  it('A world is checked when it is loaded: members that are missing, unknown or of the wrong kind are told by name, all at once.', () => {
    const { tenantId: _, ...rest } = worldOf()
    const [application] = worldOf().applications
    const twoAudiences = { name: 'x', issuer: 'i', subject: 's', audiences: ['a', 'b'] }
    expect(
      problemsOf({
        ...rest,
        startTime: 'soon',
        weather: 'rain',
        applications: [{ ...application, colour: 'red', federatedCredentials: [twoAudiences] }],
        compute: { gallerys: [] },
        faults: [{ match: { path: '(' }, effect: { kind: 'explode' } }],
      }),
    ).toEqual([
      'startTime must be an ISO 8601 instant',
      'tenantId is missing',
      'applications[0].federatedCredentials[0].audiences must hold exactly one audience',
      'applications[0].colour is not known',
      'compute.gallerys is not known',
      'faults[0].match.path must be a regular expression',
      'faults[0].effect.kind must be one of answer, reset, hang, delay',
      'weather is not known',
    ])
  })

  it('References that lead nowhere are told by name: applications, roles, scopes, subscriptions and resource groups.', () => {
    const elsewhere = '/subscriptions/none/resourceGroups/rendering'
    expect(
      problemsOf({
        ...worldOf(),
        resourceGroups: [{ subscriptionId: 'none', name: 'lost', location: 'westeurope' }],
        roleAssignments: [
          { clientId: 'nobody', role: 'Emperor', scope: elsewhere },
          { clientId: worldOf().applications[0]?.clientId, role: 'Reader', scope: `/subscriptions/${SUBSCRIPTION}` },
        ],
      }),
    ).toEqual([
      'resource group lost is in subscription none, which does not exist',
      'roleAssignments[0] names application nobody, which does not exist',
      'roleAssignments[0] names role "Emperor", which does not exist',
      `roleAssignments[0] has scope ${elsewhere}, whose subscription or resource group does not exist`,
      `batch.accounts[0] is ${ACCOUNT_ID}, whose resource group does not exist`,
    ])
  })

  it('What a service finds wrong with its seed is told when the world is loaded.', () => {
    const id = `/subscriptions/${SUBSCRIPTION}/resourceGroups/images/providers/Microsoft.Compute/galleries/farm/images/lost`
    const definition = { id, location: 'westeurope', properties: {} }
    const [problem] = problemsOf({ ...worldOf(), compute: { imageDefinitions: [definition] } })
    expect(problem).toContain('its gallery does not exist')
  })

  it('Every world that comes with the sandbox can be used.', () => {
    const names = readdirSync('worlds').map((file) => file.replace(/\.json$/, ''))
    expect(names).toContain('demo')
    for (const name of names) expect(loadWorld(name).description).not.toBe('')
  })

  it('A world is loaded by its name or from a file, and a file that is none is told.', () => {
    const file = join(tmpdir(), `world-${process.pid}.json`)
    writeFileSync(file, JSON.stringify(worldOf()))
    expect(loadWorld(file)).toEqual(worldOf())
    expect(() => loadWorld('no-such-world')).toThrow(WorldError)
    writeFileSync(file, '{')
    expect(() => loadWorld(file)).toThrow(WorldError)
  })
})
