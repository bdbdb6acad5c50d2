import type { Bake } from '../model/desired.ts'
import type { Forgiven } from '../model/pool-step.ts'
import type { Reader } from './reader.ts'

/** A day; what has not shown by then is for monitoring to find. */
const LONGEST_BAKE_MINUTES = 1440

/** The runner fills it in. In a large pool a node dies now and then without any fault of its image. */
const USUAL = '2%'

/** How long healthy nodes are watched before they count; undefined where they are not, or in a run without a pool. */
export function readBake(reader: Reader, hasPool: boolean): Bake | undefined {
  const minutes = reader.integer('bake-minutes', [0, LONGEST_BAKE_MINUTES]) ?? 0
  const maxFailedNodes = readForgiven(reader)
  if (!hasPool) return undefined
  if (minutes === 0) {
    tellIdle(reader)
    return undefined
  }
  const wait = reader.text('wait')
  if (wait === 'steady' || wait === 'none') {
    reader.wrong('bake-minutes', `is of use only with wait healthy: with ${wait} no node is looked at`, `${minutes}`)
  }
  return { minutes, maxFailedNodes }
}

function readForgiven(reader: Reader): Forgiven {
  const forgiven = forgivenIn(reader)
  if (forgiven !== undefined) return forgiven
  const rule = 'has to be a number of nodes, such as 5, or a percentage from 0% to 100%'
  reader.wrong('max-failed-nodes', rule, reader.text('max-failed-nodes'))
  return { nodes: 0 }
}

/** `max-failed-nodes`: `5`, or `2%` with or without a space; undefined where it is neither. */
export function forgivenIn(reader: Reader): Forgiven | undefined {
  const [, digits = '', sign = ''] = /^(\d{1,9})( ?%)?$/.exec(reader.text('max-failed-nodes') ?? USUAL) ?? []
  if (digits === '') return undefined
  const number = Number(digits)
  if (sign === '') return { nodes: number }
  return number <= 100 ? { percent: number } : undefined
}

/** The default says nothing; nor does anything beside minutes that are no number. */
function tellIdle(reader: Reader): void {
  const asked = reader.text('max-failed-nodes') ?? USUAL
  if (reader.text('update-strategy') === 'rolling') return
  if (asked === USUAL || Number(reader.text('bake-minutes') ?? 0) !== 0) return
  reader.wrong(
    'max-failed-nodes',
    'is of use only with bake-minutes, while which they are counted, or with update-strategy rolling: before that healthy-percent decides',
    asked,
  )
}
