import { describe, expect, it } from '@jest/globals'
import type { Finding } from '../../src/model/finding.ts'
import { rightsOf } from '../docs/rights.ts'
import { poolOf } from './reasons/requests.ts'
import { version } from './reasons/runs.ts'
import { DEMO_INPUTS, openStory } from './story.ts'
import { changed, entry, GOLDEN_SUBSCRIPTION, idOf, type Json, SUBSCRIPTION } from './worlds.ts'

type Inputs = Readonly<Record<string, string>>
type Role = 'plan' | 'publish' | 'deploy' | 'prune' | 'preflight'

const compute = (path: string) => idOf(`Microsoft.Compute/${path}`)
const SUBNET = idOf('Microsoft.Network/virtualNetworks/render-net/subnets/nodes')
const IDENTITY = idOf('Microsoft.ManagedIdentity/userAssignedIdentities/render')
const VHD = 'https://contosoimages.blob.core.windows.net/vhds/render-os.vhd'
const GOLDEN_VERSION = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu/versions/3.0.0`
const AGENT = { 'node-agent-sku': 'batch.node.ubuntu 24.04' }
const NO_POOL = { 'batch-account': '', 'pool-id': '', 'vm-size': '', 'node-count': '' }

const UPGRADES = {
  upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } },
}

/** A pool of version 0.9.0 whose nodes run tasks for hours. */
const BUSY: Inputs = { 'pool-id': 'busy-pool', 'node-count': '2' }

const SOURCES: readonly Inputs[] = [
  { source: 'ubuntu-render-2026-11' },
  { source: compute('virtualMachines/image-builder') },
  { source: compute('disks/image-builder-os') },
  { source: compute('snapshots/render-os') },
  { source: VHD, 'source-storage-account': 'contosoimages' },
]

/** Everything that a role is for: each of these runs has to succeed with it. */
const RUNS: Readonly<Record<Exclude<Role, 'prune' | 'preflight'>, readonly Inputs[]>> = {
  plan: [
    ...SOURCES,
    { source: GOLDEN_VERSION },
    { gallery: 'fresh', 'create-gallery': 'true', 'os-type': 'Linux' },
    { source: compute('snapshots/render-os'), 'managed-image': 'render-2026-11' },
    { ...BUSY, 'update-strategy': 'blue-green' },
    { ...BUSY, 'update-strategy': 'in-place', 'canary-nodes': '1', 'smoke-command': '/bin/true' },
  ].map((inputs) => ({ ...DEMO_INPUTS, ...AGENT, 'node-count': '10', ...inputs, mode: 'plan' })),
  publish: [
    ...SOURCES,
    { source: GOLDEN_VERSION },
    { gallery: 'fresh', 'create-gallery': 'true', 'os-type': 'Linux' },
    { source: compute('snapshots/render-os'), 'managed-image': 'render-2026-11' },
  ].map((inputs) => ({ ...DEMO_INPUTS, ...NO_POOL, ...inputs })),
  deploy: [
    { 'subnet-id': SUBNET, identity: IDENTITY, 'node-count': '10' },
    { 'node-count': '700' },
    { ...BUSY, 'update-strategy': 'recreate' },
    { 'pool-id': 'rolling-pool', 'node-count': '2', 'update-strategy': 'rolling' },
    { ...BUSY, 'update-strategy': 'blue-green', 'job-move': 'requeue' },
    {
      ...BUSY,
      'update-strategy': 'in-place',
      'drain-timeout-minutes': '10',
      'drain-deadline': 'requeue',
      'canary-nodes': '1',
      'smoke-command': '/bin/true',
    },
  ].map((inputs) => ({
    ...DEMO_INPUTS,
    'image-version': '1.0.0',
    source: '',
    'register-provider': 'true',
    ...AGENT,
    ...inputs,
  })),
}

/** Rights of a role; `data:` in front of those to data. */
function definitionOf(role: Role): { readonly Actions: readonly string[] } {
  return { Actions: rightsOf(role) }
}

function addBusyPool({ batch, compute: { imageVersions } }: Json): void {
  imageVersions.push({ ...entry(imageVersions, '/ubuntu-render/versions/1.0.0'), id: version('0.9.0') })
  const id = idOf('Microsoft.Batch/batchAccounts/contosorenders/pools/busy-pool')
  batch.pools = [{ id, properties: poolOf(version('0.9.0')) }]
  const tasks = ['t1', 't2'].map((name) => ({ id: name, commandLine: "/bin/sh -c 'sleep 7200'" }))
  const [account, poolInfo] = ['contosorenders', { poolId: 'busy-pool' }]
  batch.jobs = [{ account, id: 'frames', poolInfo, tasks }]
  batch.jobSchedules = [
    { account, id: 'nightly', schedule: { doNotRunUntil: '2030-01-01T00:00:00Z' }, jobSpecification: { poolInfo } },
  ]
}

/** A pool whose nodes Azure upgrades by itself; nodes of it may run on any version, so none would be pruned. */
function addRollingPool({ batch }: Json): void {
  const id = idOf('Microsoft.Batch/batchAccounts/contosorenders/pools/rolling-pool')
  batch.pools.push({ id, properties: poolOf(version('1.0.0').replace(/\/versions\/.*/, ''), UPGRADES) })
}

/** The world in which the application holds one role with just these actions; runs register Microsoft.Batch where they may. */
function worldOf(actions: readonly string[], runs: readonly Inputs[]) {
  return changed('sources', (world: Json) => {
    const [application] = world.applications
    world.roleDefinitions = [
      {
        id: 'aaaaaaaa-0000-4000-8000-000000000001',
        name: 'tried',
        actions: actions.filter((right) => !right.startsWith('data:')),
        notActions: [],
        dataActions: actions.flatMap((right) => (right.startsWith('data:') ? [right.replace('data:', '')] : [])),
        notDataActions: [],
      },
    ]
    const scopes = [`/subscriptions/${SUBSCRIPTION}`, `/subscriptions/${GOLDEN_SUBSCRIPTION}`]
    world.roleAssignments = scopes.map((scope) => ({ clientId: application.clientId, role: 'tried', scope }))
    addBusyPool(world)
    if (runs.some((inputs) => inputs['update-strategy'] === 'rolling')) addRollingPool(world)
    const registers = runs.some((inputs) => inputs['register-provider'] === 'true')
    world.subscriptions[0].registeredProviders = world.subscriptions[0].registeredProviders.filter(
      (name: string) => !(registers && name === 'Microsoft.Batch'),
    )
  })
}

/** Runs one after another until one ends badly; gives the outcomes, the findings and the failures of all. */
async function outcomes(actions: readonly string[], runs: readonly Inputs[]) {
  const story = await openStory(worldOf(actions, runs))
  try {
    const ends: string[] = []
    const findings: Finding[] = []
    const failures: string[] = []
    for (const inputs of runs) {
      story.served.sandbox.reset()
      const { report } = await story.run(inputs)
      ends.push(report.outcome)
      findings.push(...(report.plan?.findings ?? []))
      failures.push(...report.failures.map(({ message }) => message))
      if (!GREEN.has(report.outcome)) break
    }
    return { ends, findings, failures }
  } finally {
    await story.close()
  }
}

const GREEN = new Set(['planned', 'applied', 'unchanged'])

for (const [role, runs] of Object.entries(RUNS) as [keyof typeof RUNS, readonly Inputs[]][]) {
  const { Actions: actions } = definitionOf(role)

  describe(`the role for ${role}`, () => {
    it('is enough for all that it is for', async () => {
      const { ends } = await outcomes(actions, runs)
      expect(ends.filter((outcome) => !GREEN.has(outcome))).toEqual([])
      expect(ends).toHaveLength(runs.length)
    })

    for (const action of actions) {
      it(`is not enough without ${action}, and the run says so`, async () => {
        const rest = actions.filter((other) => other !== action)
        const { ends, findings, failures } = await outcomes(rest, runs)
        expect(ends.filter((outcome) => !GREEN.has(outcome))).not.toEqual([])
        const said = [...findings.map(({ message }) => message), ...failures].join('\n').toLowerCase()
        expect(said).toContain(action.replace('data:', '').toLowerCase())
      })
    }
  })
}

describe('the role for prune', () => {
  const { Actions: actions } = definitionOf('prune')
  const { Actions: publish } = definitionOf('publish')
  const prune = { 'keep-versions': '1', 'prune-foreign': 'true', 'prune-accounts': 'contosorenders' }
  const removed = async (held: readonly string[]) => {
    const { ends, findings } = await outcomes([...publish, ...held], [{ ...DEMO_INPUTS, ...NO_POOL, ...prune }])
    return { ends, codes: findings.map(({ code }) => code).filter((code) => code === 'NothingPruned') }
  }

  it('is enough beside the one for publish', async () => {
    expect(await removed(actions)).toEqual({ ends: ['applied'], codes: [] })
  })

  it('is not enough without the right to delete versions', async () => {
    expect(await removed(actions.filter((action) => !action.endsWith('/delete')))).toEqual({
      ends: ['failed'],
      codes: [],
    })
  })

  it('removes nothing without the right to read pools', async () => {
    expect(await removed(actions.filter((action) => !action.endsWith('/pools/read')))).toEqual({
      ends: ['applied'],
      codes: ['NothingPruned'],
    })
  })

  it('has no other right', () => {
    expect(actions).toHaveLength(2)
  })
})

describe('the role for preflight', () => {
  const { Actions: actions } = definitionOf('preflight')
  const { Actions: deploy } = definitionOf('deploy')
  const { Actions: publish } = definitionOf('publish')
  const all = [...new Set([...publish, ...deploy, ...actions])].filter((action) => !action.includes('register'))
  const run = [{ ...DEMO_INPUTS, 'node-count': '10', 'subnet-id': SUBNET, 'target-regions': 'eastus' }]
  const unchecked = async (held: readonly string[]) => {
    const { ends, findings } = await outcomes(held, run)
    return { ends, notes: findings.filter(({ code }) => code === 'NotChecked') }
  }

  it('goes with the one for plan: what applying would need beside it is a warning', async () => {
    const held = [...definitionOf('plan').Actions, ...actions]
    const { ends, findings } = await outcomes(held, [{ ...(run[0] ?? {}), mode: 'plan' }])
    expect(ends).toEqual(['planned'])
    expect(findings.filter(({ code }) => code === 'RightMissing').map(({ severity }) => severity)).toContain('warning')
    expect(findings.filter(({ code }) => code === 'NotChecked')).toEqual([])
  })

  it('leaves nothing unchecked', async () => {
    expect(await unchecked(all)).toEqual({ ends: ['applied'], notes: [] })
  })

  for (const action of actions) {
    it(`leaves something unchecked without ${action}, and the run succeeds`, async () => {
      const { ends, notes } = await unchecked(all.filter((other) => other !== action))
      expect(ends).toEqual(['applied'])
      expect(notes).not.toEqual([])
    })
  }
})
