import { count, number } from '../model/count.ts'
import type { DesiredImage, DesiredPool, DesiredState, PoolScale, VersionRequest } from '../model/desired.ts'
import { enumeration } from '../model/enumeration.ts'
import { sourceWords } from '../model/image-source.ts'
import type { Report, StepResult } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import { isChange, type Step } from '../model/step.ts'
import { replicaFormula, resizeTimeoutFormula } from './arithmetic.ts'
import { disruptionWords, moveWords } from './disruption-words.ts'
import { drainWords } from './drain-words.ts'
import { stepChanges, takesOwnAway } from './field-changes.ts'
import { bullets, code, details, link, prose } from './markdown.ts'
import { currentPoolId } from './outputs.ts'
import { askedTimeout } from './plan-lines.ts'
import { type Portal, portalUrl } from './portal-url.ts'
import { resultWords } from './result-words.ts'
import { section } from './section.ts'
import { sourceFields } from './source-text.ts'
import { watchWords } from './step-text.ts'
import { table } from './table.ts'

/** What the workflow asked for, as a table. */
export function askedSection({ desired }: Report): string {
  const rows = [
    ...imageRows(desired.image),
    ...desired.pools.slice(0, 20).flatMap((pool) => poolRows(pool)),
    ...canaryRows(desired),
    ...rolloutRows(desired),
    ...pruneRows(desired),
    ...runRows(desired),
  ]
  return section('What was asked', table(['', 'Asked for'], rows))
}

/** What the workflow says in `image-version`. */
function asWritten(request: VersionRequest): string {
  if (request.kind === 'exact') return request.version
  return request.kind === 'next' ? `next-${request.part}` : request.kind
}

function imageRows(image: DesiredImage): string[][] {
  const [definition = '', , gallery = ''] = image.imageDefinitionId.split('/').reverse()
  const regions = image.extraRegions.map(({ region, regionalReplicaCount: asked }) =>
    asked === undefined ? region : `${region} (${asked})`,
  )
  return [
    ['Image version', `${code(asWritten(image.version))} of ${code(definition)} in gallery ${code(gallery)}`],
    ...sourceRows(image),
    ...(regions.length === 0 ? [] : [['Regions beside those of the pools', prose(enumeration(regions))]]),
    [
      'Replicas',
      `one for every ${count(image.nodesPerReplica, 'node')}, at least ${image.minimumReplicas} in a region, ${code(image.replicaStorageType)}`,
    ],
  ]
}

function sourceRows({ source, managedImageId, createGallery }: DesiredImage): string[][] {
  const fields = source === undefined ? [] : sourceFields(source)
  return [
    ...(source === undefined ? [] : [['Made from', `${sourceWords(source)} ${code(fields[0]?.to ?? '')}`]]),
    ...fields.slice(1).map(({ field, to }) => [partWords(field), code(to)]),
    ...(managedImageId === undefined ? [] : [['By way of managed image', code(managedImageId)]]),
    ...(createGallery ? [['Gallery and definition', 'created where they are missing']] : []),
  ]
}

/** A disk beside the OS disk, or the account of them all. */
function partWords(field: string): string {
  const [, lun] = /^dataDiskSources\.(\d+)$/.exec(field) ?? []
  return lun === undefined ? 'Storage account of the VHD' : `Data disk at LUN ${lun}`
}

function poolRows(pool: DesiredPool): string[][] {
  return [
    ['Pool', `${code(resourceName(pool.poolId))} in Batch account ${code(resourceName(pool.batchAccountId))}`],
    ['Nodes', `${scaleText(pool.scale)} of ${code(pool.vmSize)}`],
    ...(pool.startTask === undefined ? [] : [['Start task', code(pool.startTask.commandLine)]]),
  ]
}

function scaleText(scale: PoolScale): string {
  if (scale.kind === 'autoscale') return `by formula, up to ${number(scale.maximumNodes)}`
  const { targetDedicatedNodes: dedicated, targetSpotNodes: spot } = scale
  if (spot === 0) return number(dedicated)
  return dedicated === 0 ? `${number(spot)} spot` : `${number(dedicated)} dedicated and ${number(spot)} spot`
}

function canaryRows({ canary }: DesiredState): string[][] {
  if (canary === undefined) return []
  const { nodes, smoke } = canary
  return [
    ['Canary', `${count(nodes, 'node')}, all of them healthy, before the image gets onto the pool`],
    ...(smoke ? [['Command on each', `${code(smoke.command)}, within ${count(smoke.timeoutMinutes, 'minute')}`]] : []),
  ]
}

/** Nothing where the run did not choose how a pool that has nodes gets what it asks. */
function rolloutRows({ rollout, pools }: DesiredState): string[][] {
  const { strategy, drain, drainTimeoutMinutes, drainDeadline, onFailure } = rollout
  if (strategy === 'fail' || pools.length === 0) return []
  const deadline = drainTimeoutMinutes === undefined ? {} : { deadlineMinutes: drainTimeoutMinutes }
  const tasks = drainWords({ drain, onDeadline: drainDeadline, ...deadline })
  return [
    ['Pools with nodes', `${code(strategy)}${strategy === 'in-place' ? `: running tasks ${tasks}` : ''}`],
    ...blueGreenRows(rollout),
    ['When something goes wrong', onFailure === 'rollback' ? 'what was begun is undone' : 'all stays as it is then'],
  ]
}

function blueGreenRows({ blueGreen }: DesiredState['rollout']): string[][] {
  if (blueGreen === undefined) return []
  const { jobMove, keepsOldPool } = blueGreen
  return [
    ['Jobs that move', `running tasks ${moveWords(jobMove)}`],
    ['The old pool', keepsOldPool ? 'is kept, without nodes' : 'is deleted'],
  ]
}

function pruneRows({ prune }: DesiredState): string[][] {
  if (prune === undefined) return []
  const { keepVersions, foreign, accountIds } = prune
  const others = foreign ? 'also those that this action did not publish, ' : ''
  const accounts = enumeration(accountIds.map((id) => code(resourceName(id))))
  const newest = keepVersions === 1 ? 'the newest stays' : `the newest ${number(keepVersions)} stay`
  return [['Image versions', `${newest}, older ones go, ${others}as far as no pool of ${accounts} refers to them`]]
}

function runRows({ mode, wait, healthyPercent, bake, pools }: DesiredState): string[][] {
  if (mode === 'plan') return [['Mode', 'plan only']]
  if (pools.length === 0) return []
  const words = {
    healthy: `until ${healthyPercent} % of the nodes are healthy`,
    steady: 'until the pool is steady',
    none: 'not for the nodes',
  }
  return [['Waits', words[wait]], ...(bake ? [['Then watches', watchWords(bake)]] : [])]
}

/** What each step changes, field by field; undefined when no step changes anything. */
export function changesSection(report: Report): string | undefined {
  // A step that moves jobs, or makes another pool the current one, has no fields: the table of steps tells it.
  const all = report.steps.map(({ step }) => step)
  const steps = report.steps
    .filter(({ step }) => isChange(step) && stepChanges(step).length > 0 && !takesOwnAway(step, all))
    .slice(0, 20)
  if (steps.length === 0) return undefined
  return section(
    report.outcome === 'planned' ? 'What would change' : 'What changes',
    steps.map((result) => changeTable(result, report)).join('\n\n'),
  )
}

function changeTable(result: StepResult, { outcome }: Report): string {
  const changes = stepChanges(result.step)
  const state = outcome === 'planned' ? '' : ` (${resultWords(result)})`
  const title = `${result.step.id}${state}`
  if (CREATING.has(result.step.kind) || result.step.kind === 'delete-pool') {
    const rows = changes.map(({ field, from, to }) => [code(field), shown(to ?? from)])
    const disruption = `disruption: ${disruptionWords(changes[0]?.disruption ?? 'none')}`
    const ending = result.step.kind === 'delete-pool' ? 'which go with it' : disruption
    const what = `${title}: ${count(changes.length, 'field')}, ${ending}`
    return details(what, table(['Field', 'Value'], rows))
  }
  const rows = changes.map(({ field, from, to, disruption }) => [
    code(field),
    shown(from),
    shown(to),
    disruptionWords(disruption),
  ])
  return `**${prose(title)}**\n\n${table(['Field', 'Before', 'After', 'Disruption'], rows)}`
}

/** Kinds of steps before which there is nothing. */
const CREATING: ReadonlySet<Step['kind']> = new Set<Step['kind']>([
  'register-provider',
  'create-gallery',
  'create-image-definition',
  'create-managed-image',
  'publish-image-version',
  'create-pool',
])

function shown(text: string | undefined): string {
  return text === undefined ? '–' : code(text)
}

/** Replicas per region and resize timeouts, each with its arithmetic. */
export function replicasSection({ plan, desired }: Report): string | undefined {
  if (plan === undefined || plan.replicas.length === 0) return undefined
  const rows = plan.replicas.map((region) => [
    code(region.region),
    number(region.existing),
    `**${number(region.regionalReplicaCount)}**`,
    prose(replicaFormula(region)),
  ])
  const timeouts = plan.pools.map(
    (pool) =>
      `Resize timeout of ${code(resourceName(pool.poolId))}: ${prose(resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId)))}.`,
  )
  const body = table(['Region', 'Before', 'Planned', 'Arithmetic'], rows)
  return section('Replicas', [body, ...(timeouts.length > 0 ? [bullets(timeouts)] : [])].join('\n\n'))
}

/** Where to look at it all in the portal. */
export function linksSection(report: Report, portal: Portal): string {
  const { plan, desired } = report
  const to = (what: string, id: string) => link(`${what} ${resourceName(id)}`, portalUrl(portal, id))
  const accounts = [...new Set(desired.pools.map(({ batchAccountId }) => batchAccountId))]
  const poolIds = plan?.pools.map((pool) => currentPoolId(pool, report)) ?? desired.pools.map(({ poolId }) => poolId)
  const definition = to('Image definition', desired.image.imageDefinitionId)
  return section(
    'Links',
    bullets([
      ...poolIds.map((poolId) => to('Pool', poolId)),
      ...(plan ? [to('Image version', plan.imageVersionId)] : [definition]),
      ...accounts.map((id) => to('Batch account', id)),
      link('This run', desired.origin.runUrl),
    ]),
  )
}
