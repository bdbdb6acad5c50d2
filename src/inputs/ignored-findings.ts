import { FINDING_CODES, FINDINGS, type FindingCode, isFinal } from '../model/findings/catalog.ts'
import { closest } from './closest.ts'
import type { Reader } from './reader.ts'

/** `ignore-findings`: codes of blockers in any case, by commas or lines; the same code twice is one code. */
export function readIgnoredFindings(reader: Reader): FindingCode[] {
  const codes = new Set<FindingCode>()
  for (const item of reader.list('ignore-findings')) {
    const code = FINDING_CODES.find((known) => known.toLowerCase() === item.toLowerCase())
    const mistake = code === undefined ? unknownCode(item) : notToIgnore(code)
    if (mistake !== undefined) reader.wrong('ignore-findings', mistake, item)
    else if (code !== undefined) codes.add(code)
  }
  return [...codes]
}

function unknownCode(item: string): string {
  const near = closest(item, FINDING_CODES)
  return `has to list codes of findings${near === undefined ? ', such as CoreQuotaShort' : `; closest is ${near}`}`
}

/** Only blockers stop a run, and some leave no plan to go on with. */
function notToIgnore(code: FindingCode): string | undefined {
  if (isFinal(code)) return 'names a blocker that cannot be ignored: there is no plan to carry out while it is so'
  const { severity } = FINDINGS[code]
  return severity === 'blocker' ? undefined : `names a ${severity}, which stops no run: there is nothing to ignore`
}
