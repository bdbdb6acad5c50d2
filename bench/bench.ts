import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { loadWorld } from '../sandbox/world.ts'
import { coldStartRatio } from './cold-start.ts'
import { type Figure, LIMITS, table } from './figures.ts'
import { makespanRatios } from './makespan.ts'
import { measurePreflight } from './preflight.ts'
import { measureRuns } from './runs.ts'
import { timeLostRatio } from './time-lost.ts'

const { values } = parseArgs({ options: { json: { type: 'string' } } })
const world = await loadWorld('demo')

const measured: Figure[] = [
  { name: 'cold-start-ratio', value: await coldStartRatio() },
  ...(await measureRuns(world)),
  ...(await measurePreflight(world)),
  { name: 'time-lost-ratio', value: await timeLostRatio(world) },
  ...(await makespanRatios(world)),
]
console.log(table(measured))
if (values.json !== undefined) {
  const figures = Object.fromEntries(measured.map(({ name, value }) => [name, value]))
  await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`)
}
const over = measured.filter(({ name, value }) => value > LIMITS[name].most)
if (over.length > 0) {
  console.error(`Above their limit: ${over.map(({ name }) => name).join(', ')}`)
  process.exitCode = 1
}
