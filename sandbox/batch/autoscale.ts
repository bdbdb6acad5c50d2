import { Refusal } from '../service.ts'

/** What a formula sets; a target that it does not set stays as it is. */
export type Evaluation = {
  readonly targetDedicated?: number
  readonly targetSpot?: number
  readonly deallocationOption?: string
  readonly results: string
}

const OPTIONS: Readonly<Record<string, string>> = {
  requeue: 'Requeue',
  terminate: 'Terminate',
  taskcompletion: 'TaskCompletion',
  retaineddata: 'RetainedData',
}

/**
 * Evaluates a formula as far as its statements assign constants; what needs metrics or functions leaves its target as
 * it is. Refuses what is no formula.
 */
export function evaluate(formula: string): Evaluation {
  const statements = formula
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')
  const assigned = new Map(statements.map(assignment))
  const number = (...names: readonly string[]): number | undefined => {
    const value = names.map((name) => assigned.get(name.toLowerCase())).find((found) => found !== undefined)
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : undefined
  }
  const dedicated = number('$TargetDedicatedNodes', '$TargetDedicated')
  const spot = number('$TargetLowPriorityNodes')
  const option = OPTIONS[assigned.get('$nodedeallocationoption')?.toLowerCase() ?? '']
  return {
    ...(dedicated !== undefined && { targetDedicated: dedicated }),
    ...(spot !== undefined && { targetSpot: spot }),
    ...(option !== undefined && { deallocationOption: option }),
    results: [
      ...(dedicated === undefined ? [] : [`$TargetDedicatedNodes=${dedicated}`]),
      ...(spot === undefined ? [] : [`$TargetLowPriorityNodes=${spot}`]),
      `$NodeDeallocationOption=${(option ?? 'Requeue').toLowerCase()}`,
    ].join(';'),
  }
}

function assignment(statement: string): readonly [string, string] {
  const match = /^(\$?[A-Za-z_]\w*)\s*=\s*([^=].*)$/s.exec(statement)
  const [, name = '', value = ''] = match ?? []
  if (match === null || value.split('(').length !== value.split(')').length) {
    throw new Refusal(400, 'AutoScalingFormulaSyntaxError', 'The specified autoscaling formula has a syntax error.', {
      details: [{ code: 'Reason', message: `Syntax error near '${statement.slice(0, 60)}'.` }],
    })
  }
  return [name.toLowerCase(), value.trim()]
}
