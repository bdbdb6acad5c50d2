import { CLOSED, type Json } from '../worlds.ts'
import { fails, refuses, UNPROVEN } from './ending.ts'
import { accountIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { poolOf, put } from './requests.ts'
import { ACCOUNT, AGENT, BOTH, DEPLOY, POOL, version } from './runs.ts'

const account = (properties: Json) => (world: Json) => {
  Object.assign(accountIn(world), properties)
}
/** A pool of somebody else with two nodes of 2 cores. */
const other = (world: Json, kind: 'targetDedicatedNodes' | 'targetLowPriorityNodes' = 'targetDedicatedNodes') => {
  const scaleSettings = { fixedScale: { [kind]: 2 } }
  world.batch.pools = [{ id: `${ACCOUNT}/pools/other`, properties: poolOf(version('1.0.0'), { scaleSettings }) }]
}

const LARGER = { 'vm-size': 'Standard_D4s_v5' }
const ROLL = { ...BOTH, ...AGENT }
/** The pool is there with 2 nodes of 2 cores, and its account may have so many. */
const rolled = (dedicatedCoreQuota: number) => (world: Json) => {
  world.batch.pools = [{ id: POOL, properties: poolOf(version('1.0.0')) }]
  Object.assign(accountIn(world), { dedicatedCoreQuota, dedicatedCoreQuotaPerVMFamilyEnforced: false })
}

/** Checks of the Batch account and its quotas. */
export const ACCOUNT_REASONS: readonly Reason[] = [
  {
    code: 'BatchAccountNotFound',
    of: 'an account that is not there',
    inputs: { ...DEPLOY, 'batch-account': 'elsewhere' },
    bypassed: refuses(
      'ResourceNotFound',
      'elsewhere',
      put(`${ACCOUNT.replace('contosorenders', 'elsewhere')}/pools/render-pool`, {
        properties: poolOf(version('1.0.0')),
      }),
    ),
  },
  {
    code: 'BatchAccountNotReady',
    of: 'an account that is being created',
    world: account({ provisioningState: 'Creating' }),
    inputs: DEPLOY,
    bypassed: fails('OperationInvalidForCurrentState'),
  },
  {
    code: 'EntraSignInNotAllowed',
    of: 'an account that takes shared keys only',
    world: account({ allowedAuthenticationModes: ['SharedKey'] }),
    inputs: { ...DEPLOY, ...AGENT },
    bypassed: UNPROVEN,
  },
  {
    code: 'DataPlaneClosed',
    of: 'an account that is closed to the public internet',
    world: account(CLOSED),
    inputs: { ...DEPLOY, ...AGENT },
    bypassed: UNPROVEN,
  },
  {
    code: 'DataPlaneClosed',
    of: 'an account whose rules let nobody in',
    world: account({ networkProfile: { accountAccess: { defaultAction: 'Deny', ipRules: [] } } }),
    inputs: { ...DEPLOY, ...AGENT },
    bypassed: UNPROVEN,
  },
  {
    code: 'NodesShutOut',
    of: 'an account whose nodes have no way to report to it',
    world: account({ networkProfile: { nodeManagementAccess: { defaultAction: 'Deny', ipRules: [] } } }),
    inputs: { ...DEPLOY, ...AGENT },
    bypassed: fails('NodesUnusable'),
  },
  {
    code: 'PoolQuotaShort',
    of: 'an account that holds as many pools as it may',
    world: (world) => {
      other(world)
      accountIn(world).poolQuota = 1
    },
    inputs: DEPLOY,
    bypassed: fails('PoolQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'fewer cores in the account than this pool and another need',
    world: (world) => {
      other(world)
      accountIn(world).dedicatedCoreQuota = 7
    },
    inputs: DEPLOY,
    bypassed: fails('AccountCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'fewer cores of the VM family than this pool and another need',
    world: (world) => {
      other(world)
      accountIn(world).dedicatedCoreQuotaPerVMFamily[0].coreQuota = 7
    },
    inputs: DEPLOY,
    bypassed: fails('AccountVMSeriesCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'fewer spot cores than this pool and another need',
    world: (world) => {
      other(world, 'targetLowPriorityNodes')
      accountIn(world).lowPriorityCoreQuota = 7
    },
    inputs: { ...DEPLOY, 'node-count': '', 'spot-node-count': '2' },
    bypassed: fails('AccountLowPriorityCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'larger nodes of a pool that is made anew',
    world: rolled(4),
    inputs: { ...DEPLOY, ...LARGER, 'update-strategy': 'recreate', 'on-failure': 'stop' },
    bypassed: fails('AccountCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'a pool that is emptied in an account that no longer has the cores for it',
    world: rolled(3),
    inputs: { ...ROLL, 'update-strategy': 'in-place', 'on-failure': 'stop' },
    bypassed: fails('AccountCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'a second pool beside the first',
    world: rolled(7),
    inputs: { ...ROLL, 'update-strategy': 'blue-green', 'on-failure': 'stop' },
    bypassed: fails('AccountCoreQuotaReached'),
  },
  {
    code: 'CoreQuotaShort',
    of: 'a canary beside the pool',
    world: rolled(5),
    inputs: { ...ROLL, 'update-strategy': 'in-place', 'canary-nodes': '1', 'on-failure': 'stop' },
    bypassed: fails('AccountCoreQuotaReached'),
  },
]
