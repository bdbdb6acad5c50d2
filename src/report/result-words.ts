import type { StepResult } from '../model/report.ts'

/** How a step went, in a word or two. */
export function resultWords({ state, failure }: StepResult): string {
  if (state === 'failed' && failure?.code === 'Cancelled') return 'cut short'
  return WORDS[state]
}

const WORDS: Readonly<Record<StepResult['state'], string>> = {
  pending: 'not begun',
  running: 'under way',
  succeeded: 'done',
  unproven: 'not proven',
  failed: 'failed',
  skipped: 'not begun',
}

/** A sign that tells at a glance how a step went. */
export function resultSign({ state, failure }: StepResult): string {
  if (state === 'failed' && failure?.code === 'Cancelled') return '⏹️'
  return SIGNS[state]
}

const SIGNS: Readonly<Record<StepResult['state'], string>> = {
  pending: '▫️',
  running: '⏳',
  succeeded: '✅',
  unproven: '⚠️',
  failed: '❌',
  skipped: '▫️',
}
