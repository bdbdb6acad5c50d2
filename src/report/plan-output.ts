import { canonicalJson } from '../model/json.ts'
import type { Lineage } from '../model/lineage.ts'
import type { Plan, PlannedPool } from '../model/plan.ts'
import { resourceName } from '../model/resource-id.ts'
import { withoutSignature } from '../model/secrets.ts'
import { type Step, stepResource } from '../model/step.ts'
import { coreFormula, replicaFormula, timeFormula } from './arithmetic.ts'
import { downtimeOf } from './downtime.ts'
import { stepChanges } from './field-changes.ts'
import { keptWords } from './kept-versions.ts'
import { lineageText } from './lineage-text.ts'
import type { PlanOutput } from './plan-format.ts'
import { stepText } from './step-text.ts'

/** What the `plan` output says of a plan: member by member, so that nothing gets in that is not documented. */
export function planOutput(plan: Plan): PlanOutput {
  return {
    formatVersion: 1,
    hash: plan.hash,
    imageVersionId: plan.imageVersionId,
    imageVersion: resourceName(plan.imageVersionId),
    ...(plan.lineage && { lineage: lineageOutput(plan.lineage) }),
    replicas: plan.replicas.map((region) => ({
      region: region.region,
      existing: region.existing,
      regionalReplicaCount: region.regionalReplicaCount,
      arithmetic: replicaFormula(region),
    })),
    pools: plan.pools.map((pool) => poolOutput(pool, plan.steps)),
    ...(plan.keptVersions && {
      keptVersions: plan.keptVersions.map(({ imageVersionId, because }) => ({
        imageVersionId,
        imageVersion: resourceName(imageVersionId),
        because: because.kind,
        text: keptWords(because),
      })),
    }),
    cores: plan.cores.map((use) => ({
      batchAccountId: use.batchAccountId,
      kind: use.kind,
      others: use.others,
      planned: use.planned,
      ...(use.quota !== undefined && { quota: use.quota }),
      arithmetic: coreFormula(use),
    })),
    timeBudget: {
      minutes: plan.timeBudget.minutes,
      terms: plan.timeBudget.terms.map(({ what, minutes }) => ({ what, minutes })),
      arithmetic: timeFormula(plan.timeBudget),
    },
    findings: plan.findings.map(({ code, severity, isIgnored = false, subject, message, remedy }) => ({
      code,
      severity,
      isIgnored,
      subject,
      message,
      remedy,
    })),
    steps: plan.steps.map(stepOutput),
  }
}

/** The `plan` output as text: equal plans give equal text. */
export function planJson(plan: Plan): string {
  return canonicalJson(planOutput(plan))
}

function lineageOutput(lineage: Lineage): NonNullable<PlanOutput['lineage']> {
  const { links, baseImage, end } = lineage
  return {
    text: lineageText(lineage),
    links: links.map(({ id, kind }) => ({ id: withoutSignature(id), kind })),
    ...(baseImage && {
      baseImage: {
        publisher: baseImage.publisher,
        offer: baseImage.offer,
        sku: baseImage.sku,
        ...(baseImage.version !== undefined && { version: baseImage.version }),
      },
    }),
    end: end.kind,
  }
}

function poolOutput(pool: PlannedPool, steps: readonly Step[]): PlanOutput['pools'][number] {
  const { resizeTimeoutMinutes, previousImageVersionId, runningTasks } = pool
  return {
    poolId: pool.poolId,
    batchAccountId: pool.batchAccountId,
    region: pool.region,
    action: pool.action,
    downtime: downtimeOf(pool, steps),
    nodes: pool.nodes,
    vmSize: pool.vmSize,
    nodeAgentSkuId: pool.nodeAgentSkuId,
    ...(resizeTimeoutMinutes !== undefined && { resizeTimeoutMinutes }),
    ...(previousImageVersionId !== undefined && { previousImageVersionId }),
    ...(runningTasks !== undefined && { runningTasks }),
    ...(pool.replacesPoolId !== undefined && { replacesPoolId: pool.replacesPoolId }),
    ...(pool.moves && { movedJobs: pool.moves.jobs, movedJobSchedules: pool.moves.jobSchedules }),
  }
}

function stepOutput(step: Step): PlanOutput['steps'][number] {
  return {
    id: step.id,
    kind: step.kind,
    after: step.after,
    disruption: step.disruption,
    resourceId: stepResource(step),
    text: stepText(step),
    changes: stepChanges(step),
  }
}
