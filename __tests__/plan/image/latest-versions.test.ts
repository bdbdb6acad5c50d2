import { describe, expect, it } from '@jest/globals'
import type { ImageVersion } from '../../../src/model/image.ts'
import { resourceName } from '../../../src/model/resource-id.ts'
import type { Step } from '../../../src/model/step.ts'
import { latestVersions } from '../../../src/plan/image/latest-versions.ts'
import { DEFINITION, question, VERSION } from '../checks/question.ts'

const replicas = (...regions: readonly string[]) => regions.map((region) => ({ region, regionalReplicaCount: 1 }))

function versionOf(number: string, more: Partial<ImageVersion> = {}): ImageVersion {
  return {
    id: `${DEFINITION}/versions/${number}`,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    targetRegions: replicas('westeurope'),
    replication: [],
    tags: {},
    excludeFromLatest: false,
    replicationMode: 'Full',
    ...more,
  }
}

/** The step that publishes 1.4.0 in westeurope. */
const [publish] = question({ run: { pools: [] } }).draft.steps

const setLatest = (excludeFromLatest: boolean): Step => ({
  kind: 'set-latest',
  id: 'set-latest 1.4.0',
  after: [],
  disruption: 'none',
  imageVersionId: VERSION,
  excludeFromLatest,
})

describe('latestVersions', () => {
  const old = versionOf('1.1.0')
  const excluded = versionOf('1.4.0', { excludeFromLatest: true })
  const published: readonly Step[] = publish === undefined ? [] : [publish]
  const cases: readonly [
    of: string,
    versions: readonly ImageVersion[],
    own: { readonly held?: ImageVersion; readonly rollout: readonly Step[] },
    latest: readonly string[],
  ][] = [
    ['an older one while the run only publishes', [old], { rollout: published }, ['1.1.0 westeurope']],
    [
      'the version that the run publishes and promotes',
      [old],
      { rollout: [...published, setLatest(false)] },
      ['1.4.0 westeurope'],
    ],
    ['the version of the run that is there', [old], { held: versionOf('1.4.0'), rollout: [] }, ['1.4.0 westeurope']],
    ['an older one while that of the run is excluded', [old], { held: excluded, rollout: [] }, ['1.1.0 westeurope']],
    [
      'the version that the run sets to be it in the end',
      [old],
      { held: excluded, rollout: [setLatest(false)] },
      ['1.4.0 westeurope'],
    ],
    [
      'an older one where the run excludes its own',
      [old],
      { held: versionOf('1.4.0'), rollout: [setLatest(true)] },
      ['1.1.0 westeurope'],
    ],
    [
      'a newer one than that of the run',
      [old, versionOf('1.10.0')],
      { held: versionOf('1.4.0'), rollout: [] },
      ['1.10.0 westeurope'],
    ],
    [
      'no version that failed',
      [old, versionOf('1.10.0', { provisioningState: 'Failed' })],
      { held: excluded, rollout: [] },
      ['1.1.0 westeurope'],
    ],
    [
      'one for each region',
      [versionOf('1.1.0', { targetRegions: replicas('westeurope', 'eastus', 'uksouth') })],
      { rollout: [...published, setLatest(false)] },
      ['1.4.0 westeurope', '1.1.0 eastus uksouth'],
    ],
  ]
  for (const [of, versions, own, latest] of cases) {
    it(`tells ${of}`, () => {
      const told = latestVersions(versions, { id: VERSION, ...own })
      expect([...told].map(([id, regions]) => [resourceName(id), ...regions].join(' '))).toEqual(latest)
    })
  }
})
