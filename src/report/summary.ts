import type { Report } from '../model/report.ts'
import { headline, outcomeSign } from './headline.ts'
import { code, link, prose } from './markdown.ts'
import type { Portal } from './portal-url.ts'
import { section } from './section.ts'
import { askedSection, changesSection, linksSection, replicasSection } from './summary-plan.ts'
import { failuresSection, findingsSection, healthSection, leftSection, stepsSection } from './summary-run.ts'
import { timeline } from './timeline.ts'

/** GitHub drops a summary over 1,024 KiB whole; this stays below it. */
const MOST_BYTES = 1000 * 1024

/** The job summary as GitHub-flavoured Markdown, what matters most first. */
export function summary(report: Report, portal: Portal): string {
  const chart = timeline(report)
  return fitted(head(report), [
    { name: 'failures', text: failuresSection(report) },
    { name: 'findings', text: findingsSection(report) },
    { name: 'what Azure holds now', text: leftSection(report) },
    { name: 'what was asked', text: askedSection(report) },
    { name: 'what changed', text: changesSection(report) },
    { name: 'replicas', text: replicasSection(report) },
    { name: 'health', text: healthSection(report) },
    { name: 'steps', text: stepsSection(report) },
    { name: 'timeline', text: chart && section('Timeline', `Hours and minutes since the run began.\n\n${chart}`) },
    { name: 'links', text: linksSection(report, portal) },
  ])
}

function head(report: Report): string {
  const { commit, repository, runUrl, runId, runAttempt } = report.desired.origin
  const run = link(runAttempt === '1' ? `run ${runId}` : `run ${runId}, attempt ${runAttempt}`, runUrl)
  return `## ${outcomeSign(report.outcome)} ${prose(headline(report))}\n\n${code(repository)} at ${code(commit.slice(0, 12))}, ${run}`
}

type Part = { readonly name: string; readonly text: string | undefined }

/** Puts the parts together; where they are too long, the longest go until the rest fits, and are named. */
function fitted(top: string, parts: readonly Part[]): string {
  const kept = parts.filter((part): part is { name: string; text: string } => part.text !== undefined)
  const dropped: string[] = []
  const render = () => {
    const note =
      dropped.length === 0 ? [] : [`_Left out here because of their length: ${dropped.join(', ')}. The log has them._`]
    return `${[top, ...kept.map(({ text }) => text), ...note].join('\n\n')}\n`
  }
  while (byteLength(render()) > MOST_BYTES) {
    const longest = kept.toSorted((one, other) => byteLength(other.text) - byteLength(one.text))[0]
    if (longest === undefined) break
    kept.splice(kept.indexOf(longest), 1)
    dropped.push(longest.name)
  }
  return render()
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
