/** What is measured, what it means, and the most it may be. */
export const LIMITS = {
  'cold-start-ratio': { most: 3.5, meaning: 'process start to first request, over `node -e 0`' },
  'requests-no-op': { most: 15, meaning: 'requests of a run that has nothing to do' },
  'sequential-requests-no-op': { most: 6, meaning: 'of these, one after another' },
  'requests-first-run': { most: 25, meaning: 'requests of a first publish and create, polls left out' },
  'requests-preflight': {
    most: 26,
    meaning: 'requests of a plan by `blue-green` behind a canary, among 1,100 pools and 201 versions, to 20 regions',
  },
  'sequential-requests-preflight': { most: 10, meaning: 'of these, one after another' },
  'peak-memory-mb': { most: 150, meaning: 'most memory of a run, MB' },
  'time-lost-ratio': { most: 1.05, meaning: 'virtual time of a run over the time Azure itself needs' },
  'makespan-ratio-in-place': {
    most: 1.05,
    meaning: 'virtual time of an `in-place` rollout over its critical path in Azure',
  },
  'makespan-ratio-blue-green': { most: 1.05, meaning: 'the same of a `blue-green` rollout' },
  'makespan-ratio-recreate': { most: 1.05, meaning: 'the same of a `recreate` rollout' },
  'makespan-ratio-rolling': { most: 1.05, meaning: 'the same of a `rolling` upgrade' },
} as const

/** One measured figure. */
export type Figure = { readonly name: keyof typeof LIMITS; readonly value: number }

/** The figures as a Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value }) => {
    const { most, meaning } = LIMITS[name]
    return `| ${name} | ${meaning} | ${Number.isInteger(value) ? value : value.toFixed(2)} | ${most} |`
  })
  return ['| figure | what it is | measured | at most |', '|---|---|---|---|', ...rows].join('\n')
}

/** The middle value. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
