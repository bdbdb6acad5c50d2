import type { ImageFacts } from '../service.ts'
import { currentNodes, LEAVING_MS, lastAllocatedAt, present } from './allocation.ts'
import type { Cohort, Pool, ResizeError, Upbringing } from './entities.ts'
import { listAt, numberAt, textAt } from './json.ts'
import { sizeOf } from './sizes.ts'
import type { BatchParts } from './store.ts'

/** ms between two waves of nodes. */
const WAVE_MS = 30_000

/** What a write of the scale asks for. */
export type Scale = {
  readonly targetDedicated: number
  readonly targetSpot: number
  readonly timeoutMs: number
  readonly deallocationOption: string
}

/** Nodes that may still come, and why not more. */
type Allowance = { readonly nodes: number; readonly error?: ResizeError }

/** Begins a resize: what comes, what leaves, when it ends and what it will have fallen short of is settled here. */
export function beginResize(pool: Pool, scale: Scale, now: number, parts: BatchParts): void {
  const facts = factsOf(pool, now, parts)
  const cutoff = now + scale.timeoutMs
  const errors: ResizeError[] = []
  let endsAt = now + 5000
  for (const isDedicated of [true, false]) {
    const target = isDedicated ? scale.targetDedicated : scale.targetSpot
    const have = currentNodes(pool, now, isDedicated)
    if (target < have) {
      remove(pool, isDedicated, have - target, now)
      endsAt = Math.max(endsAt, now + LEAVING_MS)
    }
    if (target <= have) continue
    const allowance = allow(pool, isDedicated, target - have, { now, parts, facts })
    const cohort = cohortOf(pool, isDedicated, allowance.nodes, { now, cutoff, parts, facts })
    pool.cohorts.push(cohort)
    const last = lastAllocatedAt(cohort)
    endsAt = Math.max(endsAt, Math.min(last, cutoff), allowance.error ? now + 2 * WAVE_MS : 0)
    if (allowance.error) errors.push(allowance.error)
    if (last > cutoff) errors.push(timedOut(scale.timeoutMs, isDedicated))
  }
  const { targetDedicated, targetSpot, timeoutMs, deallocationOption } = scale
  pool.resize = { startedAt: now, targetDedicated, targetSpot, timeoutMs, deallocationOption, endsAt, errors }
}

/** Stops a resize: what is there stays. */
export function stopResize(pool: Pool, now: number): void {
  for (const cohort of pool.cohorts) cohort.cutoff = Math.min(cohort.cutoff, now)
  pool.resize = {
    ...pool.resize,
    endsAt: now + 5000,
    errors: [{ code: 'ResizeStopped', message: 'The resize was stopped.', values: [] }],
  }
}

function remove(pool: Pool, isDedicated: boolean, count: number, now: number): void {
  let left = count
  for (const cohort of pool.cohorts.filter((each) => each.isDedicated === isDedicated).toReversed()) {
    const gone = Math.min(left, present(cohort, now))
    cohort.cutoff = Math.min(cohort.cutoff, now)
    if (gone > 0) cohort.removals.push({ at: now, count: gone })
    left -= gone
  }
}

type Circumstances = { readonly now: number; readonly parts: BatchParts; readonly facts: ImageFacts | undefined }

function cohortOf(pool: Pool, isDedicated: boolean, count: number, more: Circumstances & { cutoff: number }): Cohort {
  const { now, cutoff, parts, facts } = more
  // Few replicas make many nodes wait for the same copy: above 300 nodes for each, all come slower in proportion.
  const slow = Math.max(1, count / (300 * Math.max(1, facts?.readyReplicas ?? 1000)))
  const waveNodes = Math.max(1, Math.ceil((parts.nodesPerMinute * WAVE_MS) / 60_000 / slow))
  const key = `${now.toString(36)}${pool.cohorts.length.toString(36)}`
  return {
    key,
    isDedicated,
    askedAt: now,
    count,
    waveMs: WAVE_MS,
    waveNodes,
    cutoff,
    upbringing: upbringing(pool, parts, facts),
    removals: [],
  }
}

function upbringing(pool: Pool, parts: BatchParts, facts: ImageFacts | undefined): Upbringing {
  const agent =
    textAt(pool.properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId') ?? ''
  const fits =
    facts === undefined || facts.boot.nodeAgentSkuIds.some((sku) => sku.toLowerCase() === agent.toLowerCase())
  const commandLine = textAt(pool.properties, 'startTask', 'commandLine')
  const breaks = facts?.boot.outcome === 'start-task-fails'
  return {
    bootMs: (facts?.boot.bootSeconds ?? 120) * 1000,
    joins: facts?.boot.outcome !== 'never-joins' && fits,
    ...(commandLine !== undefined && {
      startTask: {
        ms: parts.startTaskMs,
        exitCode: breaks ? 1 : exitCodeOf(commandLine),
        waits: pool.properties['startTask'] === undefined || textAtFlag(pool, 'waitForSuccess'),
      },
    }),
  }
}

function textAtFlag(pool: Pool, name: string): boolean {
  const task = pool.properties['startTask']
  return !(
    typeof task === 'object' &&
    task !== null &&
    name in task &&
    (task as Record<string, unknown>)[name] === false
  )
}

/** What a command line says of its own end: `exit 3`, `false`; everything else ends well. */
function exitCodeOf(commandLine: string): number {
  const exit = /\bexit\s+(\d+)/.exec(commandLine)
  if (exit) return Number(exit[1])
  return /(^|[\s/'"])false['"]?$/.test(commandLine.trim()) ? 1 : 0
}

/** Facts of the pool's gallery image; undefined for marketplace images. */
export function factsOf(pool: Pool, now: number, parts: BatchParts): ImageFacts | undefined {
  const id = textAt(pool.properties, 'deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id')
  return id === undefined ? undefined : parts.images.imageFacts(id, pool.account.region, now)
}

function allow(pool: Pool, isDedicated: boolean, wanted: number, { now, parts, facts }: Circumstances): Allowance {
  const size = sizeOf(parts, textAt(pool.properties, 'vmSize') ?? '')
  if (size === undefined)
    return { nodes: 0, error: allocationFailed('SkuNotAvailable', 'The VM size is not available.') }
  if (facts && !size.generations.includes(facts.hyperVGeneration)) {
    return {
      nodes: 0,
      error: allocationFailed(
        'BadRequest',
        `The selected VM size '${size.name}' cannot boot Hypervisor Generation '${facts.hyperVGeneration === 'V1' ? 1 : 2}'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size.`,
      ),
    }
  }
  const others = parts.store.pools(pool.account, now).filter((other) => other !== pool)
  const coresOf = (each: Pool, dedicated: boolean): number => {
    const nodes = Math.max(
      currentNodes(each, now, dedicated),
      dedicated ? each.resize.targetDedicated : each.resize.targetSpot,
    )
    return nodes * (sizeOf(parts, textAt(each.properties, 'vmSize') ?? '')?.cores ?? 0)
  }
  const own = currentNodes(pool, now, isDedicated) * size.cores
  const used = others.reduce((sum, other) => sum + coresOf(other, isDedicated), own)
  const inFamily = others
    .filter((other) => sizeOf(parts, textAt(other.properties, 'vmSize') ?? '')?.family === size.family)
    .reduce((sum, other) => sum + coresOf(other, isDedicated), own)
  const limits: { code: string; text: string; cores: number }[] = []
  const { properties, capacity } = pool.account
  if (textAt(properties, 'poolAllocationMode') !== 'UserSubscription') {
    if (isDedicated) {
      limits.push({
        code: 'AccountCoreQuotaReached',
        text: 'The specified account has reached core quota',
        cores: numberAt(properties, 'dedicatedCoreQuota') - used,
      })
      const family = listAt(properties, 'dedicatedCoreQuotaPerVMFamily').find(
        (each) => textAt(each, 'name')?.toLowerCase() === size.family.toLowerCase(),
      )
      if (family !== undefined && properties['dedicatedCoreQuotaPerVMFamilyEnforced'] === true) {
        limits.push({
          code: 'AccountVMSeriesCoreQuotaReached',
          text: `The specified account has reached VM series core quota for '${size.family}'`,
          cores: numberAt(family, 'coreQuota') - inFamily,
        })
      }
    } else {
      limits.push({
        code: 'AccountLowPriorityCoreQuotaReached',
        text: 'The specified account has reached low priority core quota',
        cores: numberAt(properties, 'lowPriorityCoreQuota') - used,
      })
    }
  }
  const left = capacity[size.family]
  if (left !== undefined)
    limits.push({
      code: 'AllocationFailed',
      text: 'Allocation failed. We do not have sufficient capacity for the requested VM size in this region.',
      cores: left - inFamily,
    })
  const tightest = limits.sort((one, other) => one.cores - other.cores)[0]
  const nodes = tightest === undefined ? wanted : Math.max(0, Math.min(wanted, Math.floor(tightest.cores / size.cores)))
  if (tightest === undefined || nodes === wanted) return { nodes: wanted }
  return { nodes, error: { code: tightest.code, message: tightest.text, values: [] } }
}

function allocationFailed(code: string, message: string): ResizeError {
  return {
    code: 'AllocationFailed',
    message: 'Desired number of nodes could not be allocated.',
    values: [
      { name: 'Reason', value: 'The server encountered an internal error.' },
      { name: 'Provider Error Json', value: JSON.stringify({ error: { code, message } }) },
      { name: 'Provider Error Json Truncated', value: 'False' },
    ],
  }
}

function timedOut(timeoutMs: number, isDedicated: boolean): ResizeError {
  const kind = isDedicated ? 'dedicated' : 'Spot/low-priority'
  return {
    code: 'AllocationTimedout',
    message: `Desired number of ${kind} nodes could not be allocated as the resize timeout was reached`,
    values: [{ name: 'Reason', value: `The resize timeout of ${timeoutMs / 60_000} minutes was reached.` }],
  }
}
