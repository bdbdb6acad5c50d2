import type { ImageFacts } from '../service.ts'
import type { Pool, Upbringing } from './entities.ts'
import { at, textAt } from './json.ts'
import { hasNodeEndpoint, letsNodesReport } from './service-account.ts'
import type { BatchParts } from './store.ts'

/** How the nodes of a pool come up: whether they join, how long that takes, how their start task ends. */
export function upbringingOf(pool: Pool, parts: BatchParts, facts: ImageFacts | undefined): Upbringing {
  const commandLine = textAt(pool.properties, 'startTask', 'commandLine')
  const breaks = facts?.boot.outcome === 'start-task-fails'
  const later = facts?.boot.breaks
  return {
    ...(facts && { imageVersionId: facts.imageVersionId }),
    bootMs: (facts?.boot.bootSeconds ?? 120) * 1000,
    joins: letsNodesReport(pool.account) && hasWayOut(pool, parts) && (facts === undefined || fits(pool, parts, facts)),
    ...(commandLine !== undefined && {
      startTask: {
        ms: parts.startTaskMs,
        exitCode: breaks ? 1 : exitCodeOf(commandLine),
        waits: at(pool.properties, 'startTask', 'waitForSuccess') !== false,
      },
    }),
    ...(later && { breaks: { ms: (later.afterSeconds ?? 0) * 1000, nodes: later.nodes ?? Number.POSITIVE_INFINITY } }),
  }
}

/** Nodes without public addresses, in a subnet that nothing leads out of, reach only what is in their network. */
function hasWayOut({ properties, account }: Pool, { subnets }: BatchParts): boolean {
  const network = at(properties, 'networkConfiguration')
  const isPrivate = textAt(network, 'publicIPAddressConfiguration', 'provision') === 'NoPublicIPAddresses'
  const isClosed = subnets.subnetFacts(textAt(network, 'subnetId') ?? '')?.isClosed === true
  return !isPrivate || !isClosed || hasNodeEndpoint(account)
}

function fits(pool: Pool, parts: BatchParts, facts: ImageFacts): boolean {
  return facts.boot.outcome !== 'never-joins' && agentRuns(pool, parts, facts)
}

/** Whether the node agent is made for the operating system of the image, and for this version of it. */
function agentRuns({ properties }: Pool, { supportedImages }: BatchParts, { osType, boot }: ImageFacts): boolean {
  const name = textAt(properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId') ?? ''
  const isThis = (sku: string): boolean => sku.toLowerCase() === name.toLowerCase()
  const agent = supportedImages.find(({ nodeAgentSKUId }) => isThis(nodeAgentSKUId))
  return (agent === undefined || agent.osType === osType.toLowerCase()) && boot.nodeAgentSkuIds.some(isThis)
}

/** What a command line says of its own end: `exit 3`, `false`; everything else ends well. */
export function exitCodeOf(commandLine: string): number {
  const exit = /\bexit\s+(\d+)/.exec(commandLine)
  if (exit) return Number(exit[1])
  return /(^|[\s/'"])false['"]?$/.test(commandLine.trim()) ? 1 : 0
}
