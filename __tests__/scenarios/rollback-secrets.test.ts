import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { ROLL, worldWithPool } from './busy-pool.ts'
import { ask } from './reasons/requests.ts'
import { type Inputs, POOL, version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'
import type { Json } from './worlds.ts'

const REGISTRY = { registryServer: 'contoso.azurecr.io', username: 'render' }

const containers = (registry: Json) => ({
  type: 'DockerCompatible',
  containerRegistries: [registry],
})

/** A pool with users and a container registry; no node of a new image will ever join. */
const WORLD = worldWithPool({
  pool: { userAccounts: [{ name: 'render' }] },
  boot: { outcome: 'never-joins' },
  change({ batch }) {
    const { virtualMachineConfiguration } = batch.pools[0].properties.deploymentConfiguration
    virtualMachineConfiguration.containerConfiguration = containers(REGISTRY)
  },
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
