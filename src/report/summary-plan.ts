import type { Report, StepResult } from '../model/report.ts'
import { resourceName } from '../model/resource-id.ts'
import type { DesiredImage, DesiredPool, DesiredState, PoolScale } from '../model/state.ts'
import { isChange } from '../model/step.ts'
import { replicaFormula, resizeTimeoutFormula } from './arithmetic.ts'
import { count, number } from './count.ts'
import { enumeration } from './enumeration.ts'
import { stepChanges } from './field-changes.ts'
import { bullets, code, details, link, prose } from './markdown.ts'
import { askedTimeout } from './plan-lines.ts'
import { type Portal, portalUrl } from './portal-url.ts'
import { resultWords } from './result-words.ts'
import { section } from './section.ts'
import { table } from './table.ts'

/** What the workflow asked for, as a table. */
export function askedSection({ desired }: Report): string {
  const rows = [
    ...imageRows(desired.image),
    ...desired.pools.slice(0, 20).flatMap((pool) => poolRows(pool)),
    ...runRows(desired),
  ]
  return section('What was asked', table(['', 'Asked for'], rows))
}

function imageRows(image: DesiredImage): string[][] {
  const [definition = '', , gallery = ''] = image.imageDefinitionId.split('/').reverse()
  const regions = image.extraRegions.map(({ region, regionalReplicaCount: asked }) =>
    asked === undefined ? region : `${region} (${asked})`,
  )
  return [
    [
      'Image version',
      `${code(image.version.kind === 'exact' ? image.version.version : `next-${image.version.part}`)} of ${code(definition)} in gallery ${code(gallery)}`,
    ],
    ...(image.sourceId === undefined ? [] : [['Made from', code(image.sourceId)]]),
    ...(regions.length === 0 ? [] : [['Regions beside those of the pools', prose(enumeration(regions))]]),
    [
      'Replicas',
      `one for every ${count(image.nodesPerReplica, 'node')}, at least ${image.minimumReplicas} in a region, ${code(image.replicaStorageType)}`,
    ],
  ]
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

function runRows({ mode, wait, healthyPercent, pools }: DesiredState): string[][] {
  if (mode === 'plan') return [['Mode', 'plan only']]
  if (pools.length === 0) return []
  const words = {
    healthy: `until ${healthyPercent} % of the nodes are healthy`,
    steady: 'until the pool is steady',
    none: 'not for the nodes',
  }
  return [['Waits', words[wait]]]
}

/** What each step changes, field by field; undefined when no step changes anything. */
export function changesSection(report: Report): string | undefined {
  const steps = report.steps.filter(({ step }) => isChange(step)).slice(0, 20)
  if (steps.length === 0) return undefined
  return section(
    report.outcome === 'planned' ? 'What would change' : 'What changes',
    steps.map((result) => changeTable(result, report)).join('\n\n'),
  )
}

function changeTable(result: StepResult, { outcome }: Report): string {
  const changes = stepChanges(result.step)
  const isNew = result.step.kind === 'publish-image-version' || result.step.kind === 'create-pool'
  const state = outcome === 'planned' ? '' : ` (${resultWords(result)})`
  const value = (text: string | undefined) => (text === undefined ? '–' : code(text))
  const rows = changes.map(({ field, from, to }) =>
    isNew ? [code(field), value(to)] : [code(field), value(from), value(to)],
  )
  const body = table(isNew ? ['Field', 'Value'] : ['Field', 'Before', 'After'], rows)
  const title = `${result.step.id}${state}: ${count(changes.length, 'field')}`
  return isNew ? details(title, body) : `**${prose(`${result.step.id}${state}`)}**\n\n${body}`
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
export function linksSection({ plan, desired }: Report, portal: Portal): string {
  const to = (what: string, id: string) => link(`${what} ${resourceName(id)}`, portalUrl(portal, id))
  const accounts = [...new Set(desired.pools.map(({ batchAccountId }) => batchAccountId))]
  const definition = to('Image definition', desired.image.imageDefinitionId)
  return section(
    'Links',
    bullets([
      ...desired.pools.map(({ poolId }) => to('Pool', poolId)),
      ...(plan ? [to('Image version', plan.imageVersionId)] : [definition]),
      ...accounts.map((id) => to('Batch account', id)),
      link('This run', desired.origin.runUrl),
    ]),
  )
}
