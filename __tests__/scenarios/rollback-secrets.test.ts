import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ask, poolOf } from './reasons/requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'
import { changed, entry, type Json } from './worlds.ts'

/** Brings a new version onto the pool, none of whose nodes will ever join. */
const ROLL: Inputs = { ...DEPLOY, ...AGENT, 'image-version': '1.1.0', source: 'ubuntu-render-2026-11' }
const REGISTRY = { registryServer: 'contoso.azurecr.io', username: 'render' }

const containers = (registry: Json) => ({
  type: 'DockerCompatible',
  containerRegistries: [registry],
})

/** The pool is there with 2 nodes from version 1.0.0, users and a container registry. */
const WORLD = changed('sources', ({ batch, compute }: Json) => {
  const properties = poolOf(version('1.0.0'), { userAccounts: [{ name: 'render' }] })
  properties.deploymentConfiguration.virtualMachineConfiguration.containerConfiguration = containers(REGISTRY)
  batch.pools = [{ id: POOL, properties }]
  entry(compute.images, '2026-11').sandbox = { boot: { outcome: 'never-joins' } }
})

/** Every secret of the pool, as the workflow keeps it. */
const SECRETS: Inputs = {
  'pool-properties': JSON.stringify({
    userAccounts: [{ name: 'render', password: 'Pass-1234' }],
    deploymentConfiguration: {
      virtualMachineConfiguration: { containerConfiguration: containers({ ...REGISTRY, password: 'hunter2' }) },
    },
  }),
}

let story: Story
beforeAll(async () => {
  story = await openStory(WORLD)
})
beforeEach(() => story.served.sandbox.reset())
afterAll(() => story.close())

const pool = () => ask(story, { method: 'GET', id: POOL })

describe('a pool with secrets that Azure never gives back', () => {
  for (const strategy of ['in-place', 'recreate']) {
    it(`is not touched by ${strategy} where the workflow does not give them`, async () => {
      const { report, requests } = await story.run({ ...ROLL, 'update-strategy': strategy })
      expect(report.outcome).toBe('blocked')
      expect(requests.filter((request) => !request.startsWith('GET'))).toEqual([])
    })

    it(`is not touched by ${strategy} where the workflow gives those of its users alone`, async () => {
      const users = JSON.stringify({ userAccounts: [{ name: 'render', password: 'Pass-1234' }] })
      const { report } = await story.run({ ...ROLL, 'update-strategy': strategy, 'pool-properties': users })
      expect(report.outcome).toBe('blocked')
      expect(pool().body.properties.currentDedicatedNodes).toBe(2)
    })

    it(`goes back to what it was by ${strategy} where the workflow gives them`, async () => {
      const { report } = await story.run({ ...ROLL, ...SECRETS, 'update-strategy': strategy })
      expect(report.failures.map(({ code, message }) => `${code}: ${message}`)).toEqual([
        expect.stringContaining('NodesUnusable'),
      ])
      expect(report.outcome).toBe('rolled-back')
      expect(pool().body.properties).toMatchObject({
        currentDedicatedNodes: 2,
        deploymentConfiguration: { virtualMachineConfiguration: { imageReference: { id: version('1.0.0') } } },
      })
    })
  }
})
