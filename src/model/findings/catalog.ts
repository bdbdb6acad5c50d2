import { ACCESS_FINDINGS } from './access.ts'
import { ACCOUNT_FINDINGS } from './account.ts'
import { IMAGE_FINDINGS } from './image.ts'
import { NODE_AGENT_FINDINGS } from './node-agent.ts'
import { POOL_FINDINGS } from './pool.ts'
import { ROLLOUT_FINDINGS } from './rollout.ts'
import { SOURCE_FINDINGS } from './source.ts'
import { VM_SIZE_FINDINGS } from './vm-size.ts'

/**
 * Every finding there is, by its code: how grave it is by itself, and its sentences with `{facts}` to be filled in.
 * Codes are permanent: workflows name them in `ignore-findings`, people look them up in docs/troubleshooting.md.
 */
export const FINDINGS = {
  ...IMAGE_FINDINGS,
  ...SOURCE_FINDINGS,
  ...ACCOUNT_FINDINGS,
  ...VM_SIZE_FINDINGS,
  ...POOL_FINDINGS,
  ...NODE_AGENT_FINDINGS,
  ...ROLLOUT_FINDINGS,
  ...ACCESS_FINDINGS,
} as const

/** Whether there is no plan to carry out while this is so: such a blocker cannot be ignored. */
export function isFinal(code: FindingCode): boolean {
  return 'isFinal' in FINDINGS[code]
}

/** Code of a finding, PascalCase and permanent. */
export type FindingCode = keyof typeof FINDINGS

/** All codes, in the order of the catalogue. */
export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[]
