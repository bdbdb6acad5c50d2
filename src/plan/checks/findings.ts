import type { Question } from '../../model/draft.ts'
import type { Finding } from '../../model/finding.ts'
import { resourceKey } from '../../model/resource-id.ts'
import { accessFindings } from './access.ts'
import { accountFindings } from './account.ts'
import { baseImageFindings } from './base-image.ts'
import { canaryFindings } from './canary.ts'
import { definitionFindings } from './definition.ts'
import { definitionEndFindings } from './definition-end.ts'
import { diskEncryptionFindings } from './disk-encryption.ts'
import { durationFindings } from './duration.ts'
import { interNodeFindings } from './inter-node.ts'
import { jobMoveFindings } from './job-moves.ts'
import { lineageFindings } from './lineage.ts'
import { nodeAgentFindings } from './node-agent.ts'
import { osDiskFindings } from './os-disk.ts'
import { poolSecurityFindings } from './pool-security.ts'
import { poolStateFindings } from './pool-state.ts'
import { pruneFindings } from './prune.ts'
import { publicAddressFindings } from './public-addresses.ts'
import { purchasePlanFindings } from './purchase-plan.ts'
import { quotaFindings } from './quota.ts'
import { regionFindings } from './regions.ts'
import { rollingFindings } from './rolling.ts'
import { rolloutFindings } from './rollout.ts'
import { sizeBootFindings } from './size-boot.ts'
import { sizeFeatureFindings } from './size-features.ts'
import { sourceFindings } from './source.ts'
import { subnetFindings } from './subnet.ts'
import { uncheckedFindings } from './unchecked.ts'
import { versionFindings } from './version.ts'
import { vmSizeFindings } from './vm-size.ts'
import { windowsSettingFindings } from './windows-settings.ts'

const CHECKS: readonly ((question: Question) => readonly Finding[])[] = [
  definitionFindings,
  versionFindings,
  definitionEndFindings,
  regionFindings,
  sourceFindings,
  lineageFindings,
  purchasePlanFindings,
  accountFindings,
  poolStateFindings,
  rolloutFindings,
  rollingFindings,
  jobMoveFindings,
  canaryFindings,
  poolSecurityFindings,
  nodeAgentFindings,
  baseImageFindings,
  vmSizeFindings,
  sizeBootFindings,
  sizeFeatureFindings,
  osDiskFindings,
  diskEncryptionFindings,
  windowsSettingFindings,
  interNodeFindings,
  subnetFindings,
  publicAddressFindings,
  quotaFindings,
  pruneFindings,
  accessFindings,
  durationFindings,
  uncheckedFindings,
]

/** Everything that is found before anything is changed, by subject; what two checks say alike is said once. */
export function findingsOf(question: Question): Finding[] {
  const all = CHECKS.flatMap((check) => check(question))
  return [...new Map(all.map((finding) => [keyOf(finding), finding])).values()]
}

function keyOf({ code, subject, message }: Finding): string {
  return `${code} ${resourceKey(subject)} ${message}`
}
