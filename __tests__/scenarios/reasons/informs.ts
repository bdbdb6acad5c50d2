import { expect } from '@jest/globals'
import { type Ending, goesOn } from './ending.ts'
import { definitionIn, versionIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { ask, scaleTo } from './requests.ts'
import { BOTH, compute, DEPLOY, POOL, version } from './runs.ts'

const END_OF_LIFE = '2027-01-10T00:00:00Z'
const DAY_MS = 24 * 60 * 60_000
const PRUNE = { ...BOTH, 'keep-versions': '1', 'prune-foreign': 'true' }

const withEnd: NonNullable<Reason['world']> = (world) => {
  versionIn(world).properties.publishingProfile.endOfLifeDate = END_OF_LIFE
}

/** So many days later the pool grows, from a version that nobody looks after any more. */
const grows =
  (days: number): Ending['see'] =>
  ({ story }) => {
    const { clock } = story.served.sandbox
    clock.advance(days * DAY_MS)
    expect(clock.now()).toBeGreaterThan(Date.parse(END_OF_LIFE))
    expect(ask(story, scaleTo(3)).status).toBe(200)
    clock.advance(DAY_MS)
    expect(ask(story, { method: 'GET', id: POOL }).body.properties.currentDedicatedNodes).toBe(3)
  }

/** Checks of what Azure neither refuses nor fails at: people have to be told, because nothing else tells them. */
export const INFORMS: readonly Reason[] = [
  {
    code: 'EndOfLifeNear',
    of: 'a version whose end of life is in 46 days',
    world: withEnd,
    inputs: DEPLOY,
    bypassed: goesOn('the run ends well, and new nodes still come after the day, which Azure only shows', grows(60)),
  },
  {
    code: 'EndOfLifePast',
    of: 'a version whose end of life was 13 days ago',
    world: withEnd,
    inputs: DEPLOY,
    before: ({ served }) => served.sandbox.clock.advance(60 * DAY_MS),
    bypassed: goesOn('the run ends well, and a version that was given up goes on spreading', grows(0)),
  },
  {
    code: 'DefinitionEndOfLifeNear',
    of: 'a definition whose end of life is in 46 days',
    world: (world) => {
      definitionIn(world).endOfLifeDate = END_OF_LIFE
    },
    inputs: DEPLOY,
    bypassed: goesOn('the run ends well, and new nodes still come after the day, which Azure only shows', grows(60)),
  },
  {
    code: 'DefinitionEndOfLifePast',
    of: 'a definition whose end of life was 13 days ago',
    world: (world) => {
      definitionIn(world).endOfLifeDate = END_OF_LIFE
    },
    inputs: DEPLOY,
    before: ({ served }) => served.sandbox.clock.advance(60 * DAY_MS),
    bypassed: goesOn('the run ends well, and images that were given up go on spreading', grows(0)),
  },
  {
    code: 'DataDisksToMount',
    of: 'an image with a data disk',
    inputs: {
      ...BOTH,
      source: compute('snapshots/render-os'),
      'data-disk-sources': `0=${compute('snapshots/render-assets')}`,
    },
    bypassed: goesOn('the run ends well, and nothing on the nodes mounts the disk that they get', ({ story }) => {
      const { storageProfile } = ask(story, { method: 'GET', id: version('1.1.0') }).body.properties
      expect(storageProfile.dataDiskImages).toMatchObject([{ lun: 0 }])
      expect(ask(story, { method: 'GET', id: POOL }).body.properties).not.toHaveProperty('startTask')
    }),
  },
  {
    code: 'NothingPruned',
    of: 'a listed Batch account that is not there',
    world: ({ compute: { imageVersions } }) => {
      imageVersions.push({ ...structuredClone(versionIn({ compute: { imageVersions } })), id: version('0.9.0') })
    },
    inputs: { ...PRUNE, 'prune-accounts': 'contosorenderssouth' },
    otherwise: { ...PRUNE, 'prune-accounts': 'contosorendersnorth' },
    bypassed: goesOn('the run ends well, and nobody knows why old versions pile up', ({ story }) => {
      expect(ask(story, { method: 'GET', id: version('0.9.0') }).status).toBe(200)
    }),
  },
]
