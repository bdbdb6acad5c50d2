import { expect } from '@jest/globals'
import { entry, GOLDEN_SUBSCRIPTION, type Json } from '../worlds.ts'
import { type Ending, fails, refuses } from './ending.ts'
import type { Reason } from './reason.ts'
import { ask, putVersion } from './requests.ts'
import { BOTH, compute, DEPLOY, MACHINE, POOL, PUBLISH, SUBNET } from './runs.ts'

const GOLDEN = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu`
const GOLDEN_SOURCE = `${GOLDEN}/versions/3.0.0`
const FROM_GOLDEN = { ...PUBLISH, source: GOLDEN_SOURCE }
const DEPLOY_GOLDEN = { ...DEPLOY, gallery: '', 'image-definition': GOLDEN, 'image-version': '3.0.0' }

const role = (name: string, notActions: readonly string[]) => (world: Json) => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000002'
  world.roleDefinitions = [{ id, name, actions: ['*'], notActions, dataActions: [], notDataActions: [] }]
  world.roleAssignments[0].role = name
}

/** Checks of rights, subscriptions, what could not be looked at, and the plan as a whole. */
export const ACCESS_REASONS: readonly Reason[] = [
  {
    code: 'NotReadable',
    of: 'a source in a subscription in which the identity may do nothing',
    world: ({ roleAssignments }) => roleAssignments.splice(2, 1),
    inputs: FROM_GOLDEN,
    bypassed: refuses(
      'LinkedAuthorizationFailed',
      GOLDEN_SOURCE,
      putVersion('1.1.0', { source: { id: GOLDEN_SOURCE } }),
    ),
  },
  {
    code: 'NotChecked',
    of: 'a subnet that the identity may not read, and that is delegated to container groups',
    world: (world) => {
      role('networks unseen', ['Microsoft.Network/virtualNetworks/read'])(world)
      const [subnet] = entry(world.network.virtualNetworks, '/render-net').properties.subnets
      const properties = { serviceName: 'Microsoft.ContainerInstance/containerGroups' }
      subnet.properties.delegations = [{ name: 'aci', properties }]
    },
    inputs: { ...DEPLOY, 'subnet-id': SUBNET },
    bypassed: fails('AllocationFailed', 'delegation to external resources'),
  },
  {
    code: 'ResourceGroupMissing',
    of: 'a gallery that is to be created in a resource group that is not there',
    inputs: {
      ...PUBLISH,
      gallery: '',
      'image-definition': compute('galleries/renders/images/ubuntu-render').replace('/rendering/', '/nowhere/'),
      'create-gallery': 'true',
      'os-type': 'Linux',
    },
    bypassed: fails('ResourceGroupNotFound', 'nowhere'),
  },
  {
    code: 'OtherTenant',
    of: 'a source in a subscription of another tenant',
    world: otherTenant,
    inputs: FROM_GOLDEN,
    bypassed: refuses('LinkedAuthorizationFailed', 'tenant', putVersion('1.1.0', { source: { id: GOLDEN_SOURCE } })),
  },
  {
    code: 'ProviderNotRegistered',
    of: 'a gallery in a subscription in which Microsoft.Batch is not registered',
    world: ({ subscriptions }) => {
      subscriptions[1].registeredProviders = ['Microsoft.Compute']
    },
    inputs: DEPLOY_GOLDEN,
    bypassed: fails('MissingSubscriptionRegistration', GOLDEN_SUBSCRIPTION),
  },
  {
    code: 'RightMissing',
    of: 'an identity that may not write image versions',
    world: role('no versions', ['Microsoft.Compute/galleries/images/versions/write']),
    inputs: PUBLISH,
    bypassed: fails('AuthorizationFailed', 'Microsoft.Compute/galleries/images/versions/write'),
  },
  {
    code: 'RightMissing',
    of: 'an identity that may not mark the machine that an image is made from',
    world: role('no machines', ['Microsoft.Compute/virtualMachines/write']),
    inputs: { ...PUBLISH, source: MACHINE },
    bypassed: fails('LinkedAuthorizationFailed', 'Microsoft.Compute/virtualMachines/write'),
  },
  {
    code: 'RightMissing',
    of: 'an identity that may not start machines from the image',
    world: role('no disks', ['Microsoft.Compute/disks/beginGetAccess/action']),
    inputs: DEPLOY,
    bypassed: fails('LinkedAuthorizationFailed', 'Microsoft.Compute/disks/beginGetAccess/action'),
  },
  {
    code: 'PlanChanged',
    of: 'the hash of another plan than that of now',
    inputs: { ...DEPLOY, 'plan-hash': '0'.repeat(64) },
    bypassed: goesOnWithout('plan-hash', 'the run carries out a plan that nobody has reviewed'),
  },
  {
    code: 'TimeBudgetExceeded',
    of: 'less time than replication takes',
    inputs: { ...BOTH, 'timeout-minutes': '5' },
    bypassed: {
      what: 'the run is cut off before the pool is made',
      async see({ story, run }) {
        expect((await run()).report.outcome).toBe('cancelled')
        expect(ask(story, { method: 'GET', id: POOL }).status).toBe(404)
      },
    },
  },
]

function otherTenant({ subscriptions, roleAssignments }: Json): void {
  subscriptions[1].tenantId = '99999999-0000-4000-8000-000000000001'
  roleAssignments.splice(2, 1)
}

function goesOnWithout(input: string, what: string): Ending {
  return {
    what,
    async see({ run }) {
      expect((await run({ [input]: '' })).report.outcome).toBe('applied')
    },
  }
}
