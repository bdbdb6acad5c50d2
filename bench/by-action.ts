import { openStory } from '../__tests__/scenarios/story.ts'
import type { World } from '../sandbox/world.ts'

/** Inputs of every run that is measured, but for the nodes asked for. */
export const INPUTS = {
  'resource-group': 'rendering',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
}

/** The virtual time of a run of the action that ends well, with every node healthy. */
export async function timeByAction(world: World, inputs: Readonly<Record<string, string>>): Promise<number> {
  const story = await openStory(world)
  try {
    const { report, durationMs } = await story.run({ ...INPUTS, 'healthy-percent': '100', ...inputs })
    if (report.outcome !== 'applied') throw new Error(JSON.stringify(report.failures))
    return durationMs
  } finally {
    await story.close()
  }
}
