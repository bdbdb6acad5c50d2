import type { DeallocationOption } from './entities.ts'

const OPTIONS: Readonly<Record<string, DeallocationOption>> = {
  requeue: 'Requeue',
  terminate: 'Terminate',
  taskcompletion: 'TaskCompletion',
  retaineddata: 'RetainedData',
}

/** The option that a plane or a formula names in its own case; undefined where there is none of that name. */
export function deallocationOption(name: string): DeallocationOption | undefined {
  return OPTIONS[name.toLowerCase()]
}

/** Targets of a formula, or why it cannot be evaluated. */
export type Evaluation =
  | {
      readonly ok: true
      readonly dedicated: number
      readonly spot: number
      readonly option: DeallocationOption
      readonly results: string
    }
  | { readonly ok: false; readonly message: string }

const TARGETS = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes', '$NodeDeallocationOption']

/**
 * Evaluates what the sandbox understands of Batch's formula language: assignments of whole numbers to the targets.
 * Anything else is refused, rather than guessed.
 */
export function evaluate(formula: string): Evaluation {
  const values = new Map<string, string>()
  for (const statement of formula
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')) {
    const [, name = '', value = ''] = /^(\$\w+)\s*=\s*(\S+)$/.exec(statement) ?? []
    const known =
      TARGETS.includes(name) &&
      (name === '$NodeDeallocationOption' ? deallocationOption(value) !== undefined : /^\d+$/.test(value))
    if (!known)
      return {
        ok: false,
        message: `The sandbox evaluates assignments of whole numbers only; it cannot evaluate '${statement}'.`,
      }
    values.set(name, value)
  }
  const dedicated = Number(values.get('$TargetDedicatedNodes') ?? 0)
  const spot = Number(values.get('$TargetLowPriorityNodes') ?? 0)
  const option = values.get('$NodeDeallocationOption') ?? 'requeue'
  const results = `$TargetDedicatedNodes=${dedicated};$TargetLowPriorityNodes=${spot};$NodeDeallocationOption=${option}`
  return { ok: true, dedicated, spot, option: deallocationOption(option) ?? 'Requeue', results }
}
