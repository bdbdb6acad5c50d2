import type { AzureReason, PoolNode } from '../../model/batch.ts'
import { count, number } from '../../model/count.ts'
import type { Failure } from '../../model/event.ts'
import { remedyFor } from './remedies.ts'

/** Who is to blame when nodes do not come or do not work. */
export type Blame = 'image' | 'start-task' | 'quota' | 'capacity' | 'time' | 'environment' | 'unknown'

/**
 * What a resize error speaks of. Azure relays the provider's own words in message and details, and only they
 * tell a bad image from a lack of machines. Codes are compared without case: the service spells AllocationTimedout
 * with a small o.
 */
export function blameOfResize({ code, message, details }: AzureReason): Blame {
  const text = [message, ...details.map(({ value }) => value)].join(' ').toLowerCase()
  const name = code.toLowerCase()
  if (name.includes('quotareached') || /quota (has been )?(reached|exceeded)|exceed\w* .*quota/.test(text))
    return 'quota'
  if (
    /hypervisor generation|cpu architecture|image .*not (found|available|supported)|provided image|purchase (plan|information)|plan information|security type|disk controller|securityencryptiontype|generalized/.test(
      text,
    )
  ) {
    return 'image'
  }
  if (/subnet|public ip|network security|delegat|key vault|scopelocked|not authorized|permission/.test(text))
    return 'environment'
  if (name === 'allocationtimedout') return 'time'
  if (name === 'overconstrainedallocationrequest' || /capacity|skunotavailable/.test(text)) return 'capacity'
  return 'unknown'
}

const BLAME_WORDS: Record<Blame, string> = {
  image: 'The image is to blame, not the capacity',
  'start-task': 'The start task, or something it needs from the image, is to blame',
  quota: 'The quota of the account is to blame, not the image',
  capacity: 'The capacity of the region is to blame, not the image',
  time: 'The time was too short: the region has too few machines free, or the image too few replicas for so many nodes',
  environment: 'The surroundings of the pool (network, rights, locks) are to blame, not the image',
  unknown: 'Azure does not say whether image, quota or capacity is to blame',
}

/** A failure for resize errors, in Azure's own words. */
export function resizeFailure(
  poolName: string,
  errors: readonly AzureReason[],
  have: number,
  asked: number | undefined,
): Failure {
  const [first] = errors
  const lines = errors.map(({ code, message, details }) =>
    [`${code}: ${message}`, ...details.map(({ name, value }) => `${name}: ${value}`)].join('\n  '),
  )
  const blame = first ? blameOfResize(first) : 'unknown'
  const nodes = asked === undefined ? count(have, 'node') : `${number(have)} of ${number(asked)} nodes`
  return {
    code: first?.code ?? 'Unknown',
    message: `The resize of pool ${poolName} ended with ${nodes}. ${BLAME_WORDS[blame]}. Azure says:\n  ${lines.join('\n  ')}`,
    remedy: (first && remedyFor(first.code, lines.join(' '))) ?? BLAME_REMEDY[blame],
  }
}

const BLAME_REMEDY: Record<Blame, string> = {
  image:
    'Compare the node agent SKU with the operating system in the image first. Then publish a corrected image under a new version number: generalized, without extensions and disk encryption, and of the generation and plan of its definition.',
  'start-task':
    'Read stdout.txt and stderr.txt of the start task on a failed node, mend the command or the image, and run again.',
  quota: 'Ask for more cores in the portal (Batch account, Quotas), or for fewer nodes.',
  capacity: 'Run again later, or choose another VM size or region.',
  time: 'Run again, which asks for the missing nodes once more, with a larger `resize-timeout-minutes` or a smaller `nodes-per-replica`.',
  environment:
    'Mend the network, the rights or the lock that Azure names, and run again: the resize is then asked for once more.',
  unknown:
    'Run again: the resize is then asked for once more. When it ends the same way twice, look at the pool in the portal.',
}

/** A failure for nodes that came but do not work: counts, the commonest reasons, and whom they blame. */
export function nodesFailure(
  poolName: string,
  bad: readonly PoolNode[],
  healthy: number,
  asked: number,
  hasSubnet: boolean,
): Failure {
  const blame = blameOfNodes(bad, hasSubnet)
  return {
    code: blame === 'start-task' ? 'StartTaskFailed' : 'NodesUnusable',
    message: `${number(bad.length)} of ${number(asked)} nodes of pool ${poolName} cannot be used, ${number(healthy)} are healthy. ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${reasonsOf(bad)}`,
    remedy: remedyOf(blame),
  }
}

/** A failure for a pool whose nodes were healthy and did not stay so; `reason` is the end of a sentence. */
export function bakeFailure(
  { poolName, minutes, reason }: { readonly poolName: string; readonly minutes: number; readonly reason: string },
  bad: readonly PoolNode[],
  hasSubnet: boolean,
): Failure {
  const blame = blameOfNodes(bad, hasSubnet)
  return {
    code: 'BakeFailed',
    message: `${minutes} minutes after its nodes were healthy, pool ${poolName} is not trusted: ${reason}. ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${reasonsOf(bad)}`,
    remedy: remedyOf(blame),
  }
}

/** A failure for nodes that Azure upgraded and that cannot be trusted; `reason` is the end of a sentence, `versions` says who runs what. */
export function upgradeFailure(
  { poolName, reason, versions }: { readonly poolName: string; readonly reason: string; readonly versions: string },
  bad: readonly PoolNode[],
  hasSubnet: boolean,
): Failure {
  const blame = blameOfNodes(bad, hasSubnet)
  return {
    code: 'UpgradeFailed',
    message: `The upgrade of pool ${poolName} is not trusted: ${reason} (${versions}). ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${reasonsOf(bad)}`,
    remedy: remedyOf(blame),
  }
}

function reasonsOf(bad: readonly PoolNode[]): string {
  const reasons = bad.length === 0 ? ['nothing: the list of nodes could not be read'] : commonest(bad.map(reasonOf))
  return reasons.join('\n  ')
}

function remedyOf(blame: Blame): string {
  return blame === 'environment' ? NETWORK_REMEDY : BLAME_REMEDY[blame]
}

const NETWORK_REMEDY =
  'Check network security group, routes and DNS of the subnet first (outbound 443 to BatchNodeManagement), then whether the image was generalized and fits its node agent SKU.'

/** What nodes that do not work speak of. Nodes that Azure took back or lost sight of say nothing of the image. */
function blameOfNodes(bad: readonly PoolNode[], hasSubnet: boolean): Blame {
  const started = bad.filter(({ state }) => state === 'starttaskfailed')
  const unusable = bad.filter(({ state }) => state === 'unusable')
  if (started.length >= unusable.length && started.length > 0) return 'start-task'
  const own = bad.filter(({ state }) => !['preempted', 'unknown', 'offline'].includes(state))
  if (own.length > 0) return unusableBlame(unusable, hasSubnet)
  return bad.some(({ state }) => state === 'preempted') ? 'capacity' : 'unknown'
}

/** Unusable nodes without a word of their own: the network first where there is one of the user's, else the image. */
function unusableBlame(unusable: readonly PoolNode[], hasSubnet: boolean): Blame {
  if (unusable.some(({ errors }) => errors.length > 0)) return 'unknown'
  return hasSubnet ? 'environment' : 'image'
}

function reasonOf(node: PoolNode): string {
  const [error] = node.errors
  if (error) return `${node.state}: ${error.code}: ${error.message}`
  const task = node.startTask
  if (node.state === 'starttaskfailed' && task) {
    const why = task.failure ? `${task.failure.code}: ${task.failure.message}` : 'no further reason'
    return `start task failed with exit code ${task.exitCode ?? 'unknown'} (${why})`
  }
  return `${node.state}: Azure gives no reason`
}

/** Up to five reasons, the commonest first, with how many nodes say so. */
function commonest(reasons: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .slice(0, 5)
    .map(([reason, nodes]) => `${count(nodes, 'node')}: ${reason}`)
}
