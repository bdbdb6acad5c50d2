import type { Report } from '../model/report.ts'
import { fitted } from './fitted.ts'
import { reportHead } from './summary.ts'
import { applySection, figuresSection, lineageSection } from './summary-figures.ts'
import { changesSection, replicasSection } from './summary-plan.ts'
import { failuresSection, findingsSection, stepsSection } from './summary-run.ts'

/** GitHub takes 65,536 characters in a comment; the marker of the comment needs some. Longest signs count twice here. */
const ROOM = { most: 65_000, sizeOf: (text: string) => text.length, elsewhere: 'The job summary' }

/** A plan as a comment of its pull request: what it finds, changes and takes, and how to apply exactly that. */
export function pullRequestText(report: Report): string {
  const parts = [
    { name: 'failures', text: failuresSection(report) },
    { name: 'findings', text: findingsSection(report) },
    { name: 'steps', text: stepsSection(report) },
    { name: 'what would change', text: changesSection(report) },
    { name: 'what it takes', text: figuresSection(report) },
    { name: 'replicas', text: replicasSection(report) },
    { name: 'where the image comes from', text: lineageSection(report) },
  ]
  return fitted(reportHead(report), parts, ROOM, applySection(report))
}
