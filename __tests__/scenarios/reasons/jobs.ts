import { expect } from '@jest/globals'
import type { Json } from '../worlds.ts'
import type { Ending } from './ending.ts'
import { goesOn } from './ending.ts'
import { accountIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { poolOf } from './requests.ts'
import { AGENT, DEPLOY, type Inputs, POOL, version } from './runs.ts'

/** Puts a second pool in the place of the first. */
const ROLL: Inputs = {
  ...DEPLOY,
  ...AGENT,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'blue-green',
}

const held = (world: Json) => {
  world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
}

/** The account answers only clients inside its own network. */
const closed = (world: Json) => {
  held(world)
  accountIn(world).publicNetworkAccess = 'Disabled'
}

/** The second pool is made and cannot be proven, so that nothing moves to it. */
const NOTHING_MOVES: Ending = {
  what: 'the second pool is made for nothing, for no job moves to it',
  async see({ run }) {
    const { report } = await run()
    expect(report.outcome).toBe('applied-unproven')
    expect(report.steps.find(({ state }) => state === 'skipped')?.step.id).toBe('move-jobs render-pool')
  },
}

const autoPool = (world: Json) => {
  held(world)
  const { vmSize, deploymentConfiguration } = poolOf(version('1.0.0'))
  const { virtualMachineConfiguration } = deploymentConfiguration
  const pool = {
    vmSize,
    virtualMachineConfiguration: {
      imageReference: { virtualMachineImageId: version('1.0.0') },
      nodeAgentSKUId: virtualMachineConfiguration.nodeAgentSkuId,
    },
  }
  const poolInfo = { autoPoolSpecification: { poolLifetimeOption: 'job', pool } }
  world.batch.jobs = [{ account: 'contosorenders', id: 'own-pool', poolInfo }]
}

/** Checks of jobs that are to move to another pool. */
export const JOB_REASONS: readonly Reason[] = [
  {
    code: 'JobsNotReadable',
    of: 'an account that is closed to the runner',
    world: closed,
    inputs: ROLL,
    bypassed: NOTHING_MOVES,
  },
  {
    code: 'AutoPoolJobs',
    of: 'a job whose pool Batch makes from the image definition',
    world: autoPool,
    inputs: ROLL,
    bypassed: goesOn('the run ends well, and the job goes on starting nodes from the old version', ({ story }) => {
      const url = 'https://contosorenders.westeurope.batch.azure.com/jobs/own-pool?api-version=2025-06-01'
      const [application] = story.served.sandbox.world.applications
      const { text } = story.served.sandbox.ask({ method: 'GET', url, as: application?.clientId ?? '' })
      expect(JSON.parse(text)).toMatchObject({ state: 'active' })
      expect(text).toContain(version('1.0.0'))
    }),
  },
]
