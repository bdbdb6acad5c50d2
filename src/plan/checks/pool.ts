import type { Finding } from '../../model/finding.ts'
import { isJsonObject, memberAt } from '../../model/json.ts'
import { resourceKey, resourceName } from '../../model/resource-id.ts'
import type { DesiredPool, ObservedState, Pool } from '../../model/state.ts'
import type { FieldChange } from '../../model/step.ts'
import type { NodeAgentChoice } from '../node-agent.ts'
import { missing, unreadable } from './reading.ts'

/** Findings about the account and the present state of a pool. */
export function poolFindings(desired: DesiredPool, observed: ObservedState): Finding[] {
  const account = observed.batchAccounts[resourceKey(desired.batchAccountId)]
  if (account?.state === 'absent') {
    const remedy = 'Create the Batch account, or correct `batch-account` and `resource-group`.'
    return [missing('BatchAccount', desired.batchAccountId, remedy)]
  }
  if (account?.state === 'unreadable') return [unreadable('Batch account', desired.batchAccountId, account)]
  const pool = observed.pools[resourceKey(desired.poolId)]
  if (pool?.state === 'unreadable') return [unreadable('pool', desired.poolId, pool)]
  if (pool?.state === 'present' && pool.value.provisioningState === 'Deleting') {
    return [
      {
        code: 'PoolBeingDeleted',
        severity: 'blocker',
        subject: desired.poolId,
        message: `Pool ${resourceName(desired.poolId)} is being deleted; Azure takes no change to it any more.`,
        remedy: 'Wait until it is gone and run again.',
      },
    ]
  }
  return []
}

/** No node agent SKU could be found: says which come closest. */
export function nodeAgentFinding(
  poolId: string,
  choice: Extract<NodeAgentChoice, { kind: 'unknown' }>,
  supported: ObservedState['supportedImages'][string] | undefined,
): Finding {
  const why = supported?.state === 'unreadable' ? ` (${supported.code}: ${supported.reason})` : ''
  const known =
    choice.closest.length === 0
      ? `The list of supported images of the Batch account could not be read${why}`
      : `The closest that this Batch account supports are ${choice.closest.join(', ')}`
  return {
    code: 'NodeAgentUnknown',
    severity: 'blocker',
    subject: poolId,
    message: `The node agent SKU for pool ${resourceName(poolId)} cannot be told from the image: no marketplace image that Batch supports was found behind it. ${known}.`,
    remedy: 'Give `node-agent-sku`, the one made for the operating system inside the image.',
  }
}

/** Passwords of container registries never come back from Azure: a change that sends the configuration needs them anew. */
export function unreadableSecrets(pool: Pool, changes: readonly FieldChange[]): Finding[] {
  const change = changes.find(({ path }) => path === 'properties.deploymentConfiguration')
  const registries = memberAt(change?.to, [
    'virtualMachineConfiguration',
    'containerConfiguration',
    'containerRegistries',
  ])
  const bare = (Array.isArray(registries) ? registries : [])
    .filter(isJsonObject)
    .filter((registry) => registry['username'] !== undefined && registry['password'] === undefined)
  if (bare.length === 0) return []
  return [
    {
      code: 'SecretNotReadable',
      severity: 'blocker',
      subject: pool.id,
      message: `Pool ${resourceName(pool.id)} uses container registries with a password, which Azure never gives back; changing the image would remove it.`,
      remedy:
        'Give deploymentConfiguration.virtualMachineConfiguration.containerConfiguration.containerRegistries with the password in `pool-properties`, or use an identity for the registry.',
    },
  ]
}

/** A new pool with members of a start task in `pool-properties` and no command to run. */
export function startTaskFinding({ poolId, startTask, properties }: DesiredPool): Finding[] {
  if (properties['startTask'] === undefined || startTask !== undefined) return []
  return [
    {
      code: 'StartTaskWithoutCommand',
      severity: 'blocker',
      subject: poolId,
      message: `Pool ${resourceName(poolId)} does not exist yet, and \`pool-properties\` describes a start task that has no command line.`,
      remedy: 'Give the command line as `start-task`.',
    },
  ]
}
