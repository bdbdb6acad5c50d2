import type { Finding } from '../model/finding.ts'

/** What is said of a blocker that the workflow does not want to be stopped by. */
export const IGNORED = 'blocker, ignored by ignore-findings'

/** Findings with the worst first; those that are equally grave stay in their order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return findings.toSorted((one, other) => rank(one) - rank(other))
}

/** Code of a finding, and that it was ignored where it was: `X`, or `X (blocker, ignored by ignore-findings)`. */
export function findingName({ code, isIgnored }: Finding): string {
  return isIgnored ? `${code} (${IGNORED})` : code
}

function rank({ severity, isIgnored }: Finding): number {
  return ['blocker', 'warning', 'note'].indexOf(severity) + (severity === 'warning' && !isIgnored ? 0.5 : 0)
}
