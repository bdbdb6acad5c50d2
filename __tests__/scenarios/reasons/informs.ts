import { expect } from '@jest/globals'
import { goesOn } from './ending.ts'
import { versionIn } from './entries.ts'
import type { Reason } from './reason.ts'
import { ask } from './requests.ts'
import { BOTH, compute, DEPLOY, version } from './runs.ts'

const END_OF_LIFE = '2027-01-10T00:00:00Z'
const DAY_MS = 24 * 60 * 60_000

const withEnd: NonNullable<Reason['world']> = (world) => {
  versionIn(world).properties.publishingProfile.endOfLifeDate = END_OF_LIFE
}

/** Checks of what Azure neither refuses nor fails at: people have to be told, because nothing else tells them. */
export const INFORMS: readonly Reason[] = [
  {
    code: 'EndOfLifeNear',
    of: 'a version whose end of life is in 46 days',
    world: withEnd,
    inputs: DEPLOY,
    bypassed: goesOn('the run ends well, and nobody thinks of the day, which Azure only shows'),
  },
  {
    code: 'EndOfLifePast',
    of: 'a version whose end of life was 13 days ago',
    world: withEnd,
    inputs: DEPLOY,
    before: ({ served }) => served.sandbox.clock.advance(60 * DAY_MS),
    bypassed: goesOn('the run ends well, and a version that was given up goes on spreading'),
  },
  {
    code: 'DataDisksToMount',
    of: 'an image with a data disk',
    inputs: {
      ...BOTH,
      source: compute('snapshots/render-os'),
      'data-disk-sources': `0=${compute('snapshots/render-assets')}`,
    },
    bypassed: goesOn('the run ends well, and the first task finds no drive'),
  },
  {
    code: 'NothingPruned',
    of: 'a listed Batch account that is not there',
    world: ({ compute: { imageVersions } }) => {
      imageVersions.push({ ...structuredClone(versionIn({ compute: { imageVersions } })), id: version('0.9.0') })
    },
    inputs: { ...BOTH, 'keep-versions': '1', 'prune-foreign': 'true', 'prune-accounts': 'contosorenderssouth' },
    bypassed: goesOn('the run ends well, and nobody knows why old versions pile up', ({ story }) => {
      expect(ask(story, { method: 'GET', id: version('0.9.0') }).status).toBe(200)
    }),
  },
]
