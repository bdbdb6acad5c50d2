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
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(told.get(name) ?? ''))
  return { code, severity, subject, message: fill(message), remedy: fill(remedy) }
}

/** The same findings with blockers of the codes given made warnings; those without which there is no plan stay. */
export function downgraded(findings: readonly Finding[], codes: readonly FindingCode[]): Finding[] {
  return findings.map((finding) =>
    finding.severity === 'blocker' && codes.includes(finding.code) && !isFinal(finding.code)
      ? { ...finding, severity: 'warning', isIgnored: true }
      : finding,
  )
}
