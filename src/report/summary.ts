import type { Report } from '../model/report.ts'
import { fitted } from './fitted.ts'
import { headline, outcomeSign } from './headline.ts'
import { keptSection } from './kept-versions.ts'
import { code, link, prose } from './markdown.ts'
import type { Portal } from './portal-url.ts'
import { section } from './section.ts'
import { applySection, figuresSection, lineageSection } from './summary-figures.ts'
import { askedSection, changesSection, linksSection, replicasSection } from './summary-plan.ts'
import {
  failuresSection,
  findingsSection,
  healthSection,
  leftSection,
  stepsSection,
  undoneSection,
} from './summary-run.ts'
import { timeline } from './timeline.ts'

/** GitHub drops a summary over 1,024 KiB whole; this stays below it. */
const ROOM = {
  most: 1000 * 1024,
  sizeOf: (text: string) => new TextEncoder().encode(text).length,
  elsewhere: 'The log',
}

/** The job summary as GitHub-flavoured Markdown, what matters most first. */
export function summary(report: Report, portal: Portal): string {
  const chart = timeline(report)
  const parts = [
    { name: 'failures', text: failuresSection(report) },
    { name: 'findings', text: findingsSection(report) },
    { name: 'what Azure holds now', text: leftSection(report) },
    { name: 'what was undone', text: undoneSection(report) },
    { name: 'what was asked', text: askedSection(report) },
    { name: 'where the image comes from', text: lineageSection(report) },
    { name: 'what changed', text: changesSection(report) },
    { name: 'image versions that are kept', text: keptSection(report) },
    { name: 'replicas', text: replicasSection(report) },
    { name: 'what it takes', text: figuresSection(report) },
    { name: 'health', text: healthSection(report) },
    { name: 'steps', text: stepsSection(report) },
    { name: 'timeline', text: chart && section('Timeline', `Hours and minutes since the run began.\n\n${chart}`) },
    { name: 'how to apply it', text: applySection(report) },
    { name: 'links', text: linksSection(report, portal) },
  ]
  return fitted(reportHead(report), parts, ROOM)
}

/** How it ended, for which commit, in which run: the first lines of everything that is shown of a report. */
export function reportHead(report: Report): string {
  const { commit, repository, runUrl, runId, runAttempt } = report.desired.origin
  const run = link(runAttempt === '1' ? `run ${runId}` : `run ${runId}, attempt ${runAttempt}`, runUrl)
  return `## ${outcomeSign(report.outcome)} ${prose(headline(report))}\n\n${code(repository)} at ${code(commit.slice(0, 12))}, ${run}`
}
