import { number } from './count.ts'
import { FINDINGS, type FindingCode, isFinal } from './findings/catalog.ts'

/** How grave a finding is: a blocker means that nothing is changed. */
export type Severity = 'note' | 'warning' | 'blocker'

/** What was found to be so before anything is changed, and what to do about it. */
export type Finding = {
  readonly code: FindingCode
  readonly severity: Severity
  /** Resource ID or name of an input. */
  readonly subject: string
  readonly message: string
  readonly remedy: string
  /** A blocker by itself that `ignore-findings` made a warning. */
  readonly isIgnored?: true
}

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never

/** What the sentences of a finding have to be told. */
export type FactsOf<Code extends FindingCode> = Readonly<
  Record<NamesIn<(typeof FINDINGS)[Code]['message'] | (typeof FINDINGS)[Code]['remedy']>, string | number>
>

/** A finding of the catalogue with its facts filled in. */
export function found<Code extends FindingCode>(code: Code, subject: string, facts: FactsOf<Code>): Finding {
  const { severity, message, remedy } = FINDINGS[code]
  const told = new Map(Object.entries<string | number>(facts))
  return { code, severity, subject, message: filled(message, told), remedy: filled(remedy, told) }
}

/** A sentence with its facts. What stands between backticks is copied elsewhere, where numbers have no separators. */
function filled(text: string, told: ReadonlyMap<string, string | number>): string {
  const parts = text.split('`').map((part, index) =>
    part.replace(/\{(\w+)\}/g, (_, name: string) => {
      const fact = told.get(name) ?? ''
      return typeof fact === 'number' && index % 2 === 0 ? number(fact) : String(fact)
    }),
  )
  return parts.join('`')
}

/** The same findings with blockers of the codes given made warnings; those without which there is no plan stay. */
export function downgraded(findings: readonly Finding[], codes: readonly FindingCode[]): Finding[] {
  return findings.map((finding) =>
    finding.severity === 'blocker' && codes.includes(finding.code) && !isFinal(finding.code)
      ? { ...finding, severity: 'warning', isIgnored: true }
      : finding,
  )
}
