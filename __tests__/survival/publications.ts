import { AGENT, BOTH, compute, type Inputs, MACHINE, PUBLISH } from '../scenarios/reasons/runs.ts'
import { changed, GOLDEN_SUBSCRIPTION, type Json } from '../scenarios/worlds.ts'
import type { Rollout } from './rollouts.ts'

const GOLDEN = `/subscriptions/${GOLDEN_SUBSCRIPTION}/resourceGroups/golden/providers/Microsoft.Compute/galleries/golden/images/ubuntu/versions/3.0.0`
const SOURCES = changed('sources', () => {})
const FRESH: Inputs = { gallery: 'fresh', 'image-definition': 'ubuntu-fresh', 'create-gallery': 'true' }
const VHD: Inputs = {
  ...AGENT,
  source: 'https://contosoimages.blob.core.windows.net/vhds/render-os.vhd',
  'source-storage-account': 'contosoimages',
}

/** A subscription in which nobody has used Batch yet. */
const UNREGISTERED = changed('sources', ({ subscriptions }: Json) => {
  const golden = subscriptions.find(({ subscriptionId }: Json) => subscriptionId === GOLDEN_SUBSCRIPTION)
  golden.registeredProviders = ['Microsoft.Compute']
})

const NOTHING = { pools: {}, jobs: {} }
const POOL_OF_TWO = { pools: { 'render-pool': '1.1.0 on 2 nodes' }, jobs: {} }

/** Every way to an image version, and to the first pool from it. */
export const PUBLICATIONS: readonly Rollout[] = [
  {
    name: 'snapshots by way of a managed image into a new gallery',
    world: SOURCES,
    inputs: {
      ...BOTH,
      ...FRESH,
      source: compute('snapshots/render-os'),
      'data-disk-sources': `0=${compute('snapshots/render-assets')}`,
      'managed-image': 'render-2026-11',
    },
    ...POOL_OF_TWO,
  },
  {
    name: 'a virtual machine by way of a managed image',
    world: SOURCES,
    inputs: { ...PUBLISH, source: MACHINE, 'managed-image': 'render-2026-11' },
    ...NOTHING,
    promoted: '1.1.0',
  },
  {
    name: 'a virtual machine under the next number into two regions',
    world: SOURCES,
    inputs: { ...PUBLISH, source: MACHINE, 'image-version': 'next-patch', 'target-regions': 'northeurope' },
    ...NOTHING,
    promoted: '1.0.1',
    versions: ['1.0.0', '1.0.1'],
  },
  {
    name: 'a managed disk into a new definition',
    world: SOURCES,
    inputs: { ...PUBLISH, ...FRESH, gallery: 'renders', source: compute('disks/image-builder-os') },
    ...NOTHING,
  },
  { name: 'a VHD', world: SOURCES, inputs: { ...BOTH, ...VHD }, ...POOL_OF_TWO, promoted: '1.1.0' },
  {
    name: 'a version of another gallery',
    world: SOURCES,
    inputs: { ...BOTH, source: GOLDEN },
    ...POOL_OF_TWO,
    promoted: '1.1.0',
  },
  {
    name: 'a provider that is registered first',
    world: UNREGISTERED,
    inputs: {
      ...BOTH,
      gallery: '',
      'image-definition': GOLDEN.replace(/\/versions\/.*/, ''),
      'image-version': '3.0.0',
      source: '',
      'register-provider': 'true',
    },
    pools: { 'render-pool': '3.0.0 on 2 nodes' },
    jobs: {},
  },
]
