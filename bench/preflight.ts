import { runAction } from '../runner/runner.ts'
import { type ServedSandbox, startSandbox } from '../sandbox/server.ts'
import type { World } from '../sandbox/world.ts'
import { INPUTS } from './by-action.ts'
import { poolId, poolOf } from './by-hand.ts'
import type { Figure } from './figures.ts'
import { sequential } from './runs.ts'

const REGIONS =
  'northeurope swedencentral germanywestcentral uksouth eastus eastus2 westus2 westus3 centralus francecentral ' +
  'norwayeast polandcentral italynorth spaincentral japaneast koreacentral eastasia brazilsouth canadacentral'

/** Requests of a preflight of a rollout in an account of 1,100 pools, to 20 regions, from a definition of 201 versions. */
export async function measurePreflight(demo: World): Promise<Figure[]> {
  const served = await startSandbox({ world: crowded(demo), rate: 1 })
  try {
    await plan(served)
    const requests = served.sandbox.log.entries().length
    return [
      { name: 'requests-preflight', value: requests },
      { name: 'sequential-requests-preflight', value: await sequential(served, () => plan(served)) },
    ]
  } finally {
    await served.close()
  }
}

async function plan(served: ServedSandbox) {
  const result = await runAction({
    inputs: {
      ...INPUTS,
      'image-version': 'next-patch',
      'node-count': '10',
      'target-regions': REGIONS.split(' ').join(','),
      'update-strategy': 'blue-green',
      'canary-nodes': '2',
      'keep-versions': '100',
      mode: 'plan',
    },
    environment: served.environment('azure-names'),
  })
  if (result.outputs['outcome'] !== 'planned') throw new Error(`${result.stdout}${result.stderr}\nwas to end planned`)
  return result
}

/** The world with as much in it as large studios have. */
function crowded(world: World): World {
  const pool = (name: string, nodes: number) => ({
    id: poolId(name),
    properties: { ...poolOf('1.0.0', nodes), taskSlotsPerNode: 1 },
  })
  const many = Array.from({ length: 1100 }, (_, index) => pool(`other-${index}`, 1))
  const held = world.compute?.imageVersions ?? []
  const versions = held
    .slice(0, 1)
    .flatMap((version) =>
      Array.from({ length: 200 }, (_, index) => ({ ...version, id: version.id.replace(/[^/]+$/, `0.${index}.0`) })),
    )
  const accounts = (world.batch?.accounts ?? []).map((account) => ({
    ...account,
    properties: { ...account.properties, poolQuota: 5000 },
  }))
  return {
    ...world,
    regions: [...new Set([...world.regions, ...REGIONS.split(' ')])],
    batch: { ...world.batch, accounts, pools: [...many, pool('render-pool', 10)] },
    compute: { ...world.compute, imageVersions: [...held, ...versions] },
  }
}
