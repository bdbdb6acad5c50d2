import type { NodeImage, Pool } from '../../model/batch.ts'
import { UserError } from '../../model/errors.ts'
import type { ImageVersion } from '../../model/image.ts'
import type { Observed } from '../../model/observed.ts'
import type { FollowUpgrade } from '../../model/pool-step.ts'
import { normalizeRegion, resourceKey, resourceName, sameResourceId } from '../../model/resource-id.ts'
import { isBadState } from '../../plan/health/bake.ts'
import { upgradeFailure } from '../../plan/health/blame.ts'
import { hasSubnet } from '../../plan/health/health.ts'
import { judgeUpgrade, versionsShown } from '../../plan/health/upgrade.ts'
import { excludedRegions } from '../../plan/image/exclusion.ts'
import type { Execution } from '../execution.ts'
import { untilNextReading } from '../poll.ts'
import type { StepEnd } from '../schedule.ts'
import {
  accountOf,
  type Look,
  lookAtPool,
  nodeImages,
  PoolFailure,
  patience,
  shortest,
  unhealthyNodes,
} from './pool-sight.ts'

/** Wait between two looks where Azure names none: a node takes minutes, and all of them hours. */
const INTERVAL_MS = 30_000

/** Least time between two lists of nodes for each page of them: counts are cheap, a list of 10,000 nodes is ten requests. */
const LIST_PAUSE_MS = 60_000

/** A list without any change of the counts: nodes may have changed places, or somebody has pulled the brake. */
const LONGEST_PAUSE_MS = 10 * 60_000

const PAGE = 1000

/** Follows the nodes until each shows the image version; however long their tasks take. */
export async function followUpgrade(step: FollowUpgrade, run: Execution): Promise<StepEnd> {
  const memory: Memory = { shown: new Set(), fingerprint: '', listedAt: Number.NEGATIVE_INFINITY }
  for (;;) {
    run.ports.signal.throwIfAborted()
    const look = await lookAtPool(step, run, true)
    if (look.pool.provisioningState === 'Deleting') throw deleted(step)
    const dark = whyDark(look)
    const end = dark === undefined ? await inTheLight(memory, step, look, run) : inTheDark(memory, step, dark, run)
    if (end !== undefined) return end
    const { retryAfterMs = INTERVAL_MS } = shortest(look.reading, look.counts)
    await untilNextReading(run.ports, { retryAfterMs })
  }
}

type Memory = {
  /** Nodes that have shown the version. */
  readonly shown: Set<string>
  /** Counts when the nodes were last listed. */
  fingerprint: string
  listedAt: number
  troubledSince?: number
  darkSince?: number
}

function whyDark({ counts }: Look): string | undefined {
  return counts?.observed.state === 'unreadable' ? whyUnreadable(counts.observed) : undefined
}

function whyUnreadable({ code, reason }: { readonly code: string; readonly reason: string }): string {
  return `cannot be asked (${code}: ${reason})`
}

function inTheDark(memory: Memory, step: FollowUpgrade, why: string, run: Execution): StepEnd | undefined {
  const now = run.ports.clock.now()
  memory.darkSince ??= now
  const pool = resourceName(step.poolId)
  if (now - memory.darkSince >= patience(step, run)) {
    const text = `Whether the nodes of pool ${pool} run image version ${resourceName(step.imageVersionId)} could not be proven: the Batch service of the account ${why}`
    return { kind: 'unproven', text }
  }
  run.tell(step, `The Batch service ${why}; asking again.`)
  return undefined
}

async function inTheLight(
  memory: Memory,
  step: FollowUpgrade,
  look: Look,
  run: Execution,
): Promise<StepEnd | undefined> {
  if (!isListDue(memory, look, run.ports.clock.now())) return undefined
  const { observed } = await nodeImages(step, run)
  if (observed.state !== 'present') return inTheDark(memory, step, whyUnlisted(observed), run)
  delete memory.darkSince
  await requireLatest(step, observed.value, run)
  return judge(memory, step, observed.value, look.pool, run)
}

function whyUnlisted(observed: Observed<unknown>): string {
  return observed.state === 'unreadable' ? whyUnreadable(observed) : 'lists none of its nodes'
}

/** Lists are asked for when the counts have changed; at once where no node seems to be on its way any more. */
function isListDue(memory: Memory, { counts }: Look, now: number): boolean {
  const { total, byState } = counts?.observed.state === 'present' ? counts.observed.value : { total: 0, byState: {} }
  const { idle = 0, running = 0, ...others } = byState as Readonly<Record<string, number>>
  const fingerprint = JSON.stringify([total, idle + running, others])
  const since = now - memory.listedAt
  const pause = idle + running === total ? 0 : LIST_PAUSE_MS * Math.ceil(total / PAGE)
  const isDue = fingerprint === memory.fingerprint ? since >= LONGEST_PAUSE_MS : since >= pause
  if (isDue) {
    memory.fingerprint = fingerprint
    memory.listedAt = now
  }
  return isDue
}

async function judge(
  memory: Memory,
  step: FollowUpgrade,
  nodes: readonly NodeImage[],
  pool: Pool,
  run: Execution,
): Promise<StepEnd | undefined> {
  const { troubledSince } = memory
  const sight = { step, nodes, now: run.ports.clock.now(), takenBack: takenBack(memory, step, nodes) }
  const verdict = judgeUpgrade({ ...sight, ...(troubledSince !== undefined && { troubledSince }) })
  const name = resourceName(step.poolId)
  switch (verdict.kind) {
    case 'done':
      return { kind: 'succeeded', text: verdict.text, healthyNodes: verdict.healthy }
    case 'untold':
      return {
        kind: 'unproven',
        text: `Azure does not tell which image version the nodes of pool ${name} run, so it could not be proven that they are upgraded.`,
      }
    case 'failed': {
      const bad = ((await unhealthyNodes(step, run)) ?? []).filter(({ state }) => isBadState(state))
      const told = { poolName: name, reason: verdict.reason, versions: versionsShown(nodes) }
      throw new PoolFailure(upgradeFailure(told, bad, hasSubnet(pool)))
    }
    case 'following':
      if (verdict.isTroubled) memory.troubledSince ??= sight.now
      else delete memory.troubledSince
      // Bad nodes are looked at again before their minutes are over, also where no count changes.
      if (verdict.isTroubled) memory.fingerprint = ''
      run.tell(step, verdict.text, verdict.mark)
      return undefined
  }
}

/** How many nodes show another version after they had shown this one. */
function takenBack({ shown }: Memory, { imageVersionId }: FollowUpgrade, nodes: readonly NodeImage[]): number {
  const told = nodes.filter((node) => node.imageVersionId !== undefined)
  const isOn = (node: NodeImage) => sameResourceId(node.imageVersionId ?? '', imageVersionId)
  for (const node of told.filter(isOn)) shown.add(node.id)
  return told.filter((node) => !isOn(node) && shown.has(node.id)).length
}

/** Somebody who excludes the version from latest stops the upgrade: then no further node comes to it. */
async function requireLatest(step: FollowUpgrade, nodes: readonly NodeImage[], run: Execution): Promise<void> {
  if (!nodes.some(({ imageVersionId = '' }) => resourceKey(imageVersionId) !== resourceKey(step.imageVersionId))) return
  const { observed } = await run.ports.azure.readImageVersion(step.imageVersionId)
  const isGone = observed.state === 'absent'
  if (!isGone && !(observed.state === 'present' && isHeldBack(observed.value, step, run))) return
  const version = resourceName(step.imageVersionId)
  throw new UserError(
    'UpgradeStopped',
    `Image version ${version} ${isGone ? 'is no longer there' : 'was excluded from latest by somebody else'} while Azure upgraded pool ${resourceName(step.poolId)}: ${versionsShown(nodes)}, and no further node gets it.`,
    'Find out who stopped it and why, and run again with a version that is trusted.',
  )
}

/** Who excludes the version means all its regions, also where one of them says otherwise; or the region of the pool alone. */
function isHeldBack(version: ImageVersion, step: FollowUpgrade, run: Execution): boolean {
  const region = normalizeRegion(accountOf(step, run).location)
  return version.excludeFromLatest || excludedRegions(version).includes(region)
}

function deleted({ poolId }: FollowUpgrade): UserError {
  return new UserError(
    'PoolDeleted',
    `Pool ${resourceName(poolId)} is being deleted by someone else.`,
    'Run again when it is gone to make it anew.',
  )
}
