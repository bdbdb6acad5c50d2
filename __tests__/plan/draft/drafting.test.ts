import { describe, expect, it } from '@jest/globals'
import { memberAt } from '../../../src/model/json.ts'
import type { LineageLink } from '../../../src/model/lineage.ts'
import type { Step } from '../../../src/model/step.ts'
import { propertyAfter } from '../../../src/plan/draft/draft-changes.ts'
import { makePlan } from '../../../src/plan/plan.ts'
import {
  ABSENT,
  at,
  type Change,
  definition,
  IMAGE,
  later,
  link,
  machine,
  made,
  POOL,
  present,
  question,
  SUBSCRIPTION,
  UBUNTU,
  version,
} from '../checks/question.ts'

const ids = (change: Change) => question(change).draft.steps.map(({ id }) => id)
const step = <K extends Step['kind']>(change: Change, kind: K) =>
  question(change).draft.steps.find((each): each is Extract<Step, { kind: K }> => each.kind === kind)

describe('the draft of a run', () => {
  it('publishes, waits for the region, makes the pool, waits for it and sets the version latest', () => {
    expect(ids({})).toEqual([
      'publish-image-version 1.4.0',
      'await-replication westeurope',
      'create-pool render-pool',
      'await-pool render-pool',
      'promote-image-version 1.4.0',
    ])
  })

  it('has no step once all is applied', () => {
    expect(ids({ seen: later() })).toEqual(['await-pool render-pool'])
  })

  it('registers Microsoft.Batch before the pool where that was asked and is needed', () => {
    const unregistered = { registrations: at(`/subscriptions/${SUBSCRIPTION}`, present('NotRegistered')) }
    const asked = { run: { registerProvider: true }, preflight: unregistered }
    expect(step(asked, 'register-provider')).toMatchObject({ subscriptionId: SUBSCRIPTION })
    expect(step(asked, 'create-pool')?.after).toContain('register-provider Microsoft.Batch')
    const untold = { registrations: at(`/subscriptions/${SUBSCRIPTION}`, ABSENT) }
    expect(step({ ...asked, preflight: untold }, 'register-provider')).toMatchObject({ subscriptionId: SUBSCRIPTION })
    expect(ids({ preflight: unregistered })).not.toContain('register-provider Microsoft.Batch')
    expect(ids({ run: { registerProvider: true } })).not.toContain('register-provider Microsoft.Batch')
  })

  it('writes a version once more whose replication failed in a single region', () => {
    const replication = [{ region: 'westeurope', state: 'Failed', progress: 40, details: 'no' }] as const
    expect(ids({ seen: later(made(), { imageVersion: version({ replication }) }) })).toContain(
      'update-image-version 1.4.0',
    )
  })
})

describe('a pool on an image that demands a security type', () => {
  const TYPE = ['deploymentConfiguration', 'virtualMachineConfiguration', 'securityProfile', 'securityType']
  const trusted = definition({ securityType: 'TrustedLaunch' })
  const typeAfter = (change: Change) => question(change).draft.pools.map((pool) => propertyAfter(pool, TYPE))

  it('gets it where it is new', () => {
    expect(typeAfter({ seen: { imageDefinition: trusted } })).toEqual(['trustedLaunch'])
  })

  it('keeps a profile of its own', () => {
    const own = { securityProfile: { securityType: 'trustedLaunch', uefiSettings: { secureBootEnabled: false } } }
    const properties = { deploymentConfiguration: { virtualMachineConfiguration: own } }
    const pool = made({ pool: { properties }, seen: { imageDefinition: trusted } })
    expect(memberAt(pool.definition.properties, TYPE)).toBe('trustedLaunch')
    expect(ids({ seen: later(pool, { imageDefinition: trusted }) })).toEqual(['await-pool render-pool'])
  })
})

describe('the definition that is created', () => {
  const create = (image: Change['image'], seen: Change['seen'] = {}) =>
    step(
      {
        image: { createGallery: true, ...image },
        seen: { imageDefinition: ABSENT, gallery: ABSENT, ...seen },
      },
      'create-image-definition',
    )?.to

  it('has every default said, and is named after the repository', () => {
    expect(create({})).toEqual({
      osType: 'Linux',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      securityType: 'Standard',
      publisher: 'studio',
      offer: 'render',
      sku: 'worker',
    })
  })

  it('is as the workflow says', () => {
    const asked = { osType: 'Windows', architecture: 'Arm64', securityType: 'TrustedLaunch', sku: 'other' } as const
    expect(create({ definition: asked })).toMatchObject(asked)
  })

  const behind = (...links: LineageLink[]) => ({ lineage: { links, end: { kind: 'marketplace' } } as const })

  it('is of the security type of the very source, not of what is behind it', () => {
    const secured = machine({ securityType: 'TrustedLaunch' })
    expect(create({}, behind(secured))).toMatchObject({ securityType: 'TrustedLaunch' })
    expect(create({}, behind(link(), secured))).toMatchObject({ securityType: 'Standard' })
    const version = link({ kind: 'gallery-image-version', securityType: 'TrustedLaunchSupported' })
    expect(create({}, behind(version, secured))).toMatchObject({ securityType: 'TrustedLaunchSupported' })
  })

  it('is of generation V2 where something is asked that only V2 has, whatever the source is', () => {
    const old = behind(machine({ hyperVGeneration: 'V1' }))
    const asked = [{ securityType: 'TrustedLaunch' }, { architecture: 'Arm64' }] as const
    for (const definition of asked) expect(create({ definition }, old)).toMatchObject({ hyperVGeneration: 'V2' })
    expect(create({ definition: { securityType: 'Standard' } }, old)).toMatchObject({ hyperVGeneration: 'V1' })
  })

  it('takes generation and purchase plan from the chain behind the source', () => {
    const purchasePlan = { name: 'pro', publisher: 'acme', product: 'linux' }
    const old = machine({ hyperVGeneration: 'V1', purchasePlan })
    const lineage = { links: [old], baseImage: UBUNTU, end: { kind: 'marketplace' } } as const
    expect(create({}, { lineage })).toMatchObject({ hyperVGeneration: 'V1', purchasePlan })
  })

  const unsaid: readonly (readonly [what: string, fact: 'osType' | 'hyperVGeneration', input: string])[] = [
    ['operating system', 'osType', 'os-type'],
    ['generation', 'hyperVGeneration', 'hyper-v-generation'],
  ]
  for (const [what, fact, input] of unsaid) {
    it(`is not made while nothing tells its ${what}, and the input is named`, () => {
      const { [fact]: _, ...rest } = link({ osType: 'Linux', hyperVGeneration: 'V2' })
      const lineage = { links: [rest], end: { kind: 'origin-unknown' } } as const
      const source = [{ role: 'whole', id: IMAGE, observed: present(rest) }] as const
      const change = {
        image: { createGallery: true },
        seen: { imageDefinition: ABSENT, gallery: ABSENT, lineage, source },
      } as const
      expect(step(change, 'create-image-definition')).toBeUndefined()
      const { desired, observed } = question(change)
      const told = makePlan(desired, observed).findings.filter(({ code }) => code === 'DefinitionNotDescribed')
      expect(told).toMatchObject([{ message: expect.stringContaining(what), remedy: expect.stringContaining(input) }])
    })
  }
})

describe('what a pool notes of what was asked', () => {
  const noted = (each: Step) => JSON.stringify(each).includes('sig-batch-pool-asked')

  it('is written with the last of its changes, so that a run cut short leaves the older note', () => {
    const empty = made({}, { currentDedicatedNodes: 0 })
    const scaled = { ...empty.definition.properties, scaleSettings: { fixedScale: { targetDedicatedNodes: 0 } } }
    const pool = { ...empty, definition: { properties: scaled } }
    const { draft } = question({ pool: { vmSize: 'Standard_D2s_v5' }, seen: later(pool) })
    const writes = draft.steps.filter((each) => each.kind === 'update-pool')
    expect(writes.map(({ id, metadata }) => [id, noted({ ...writes[0], metadata } as Step)])).toEqual([
      ['change-pool render-pool', false],
      ['update-pool render-pool', true],
    ])
  })
})

describe('a plan', () => {
  it('survives a round trip through JSON', () => {
    const { desired, observed } = question({})
    const plan = makePlan(desired, observed)
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan)
  })

  it('is carried out only while its hash is the one that was reviewed', () => {
    const { desired, observed } = question({})
    const { hash } = makePlan(desired, observed)
    expect(makePlan({ ...desired, planHash: hash }, observed).findings).toEqual([])
    const other = makePlan({ ...desired, planHash: 'f'.repeat(64) }, observed)
    expect(other.findings).toMatchObject([{ code: 'PlanChanged', severity: 'blocker' }])
    expect(other.steps).toEqual([])
  })

  it('is shown with a warning where it is no longer the reviewed one and only planned', () => {
    const { desired, observed } = question({ run: { mode: 'plan' } })
    const plan = makePlan({ ...desired, planHash: 'f'.repeat(64) }, observed)
    expect(plan.findings).toMatchObject([{ code: 'PlanChanged', severity: 'warning' }])
    expect(plan.steps).not.toEqual([])
  })

  it('tells no chain of a source that is not there', () => {
    const { desired, observed } = question()
    const lineage = { links: [], end: { kind: 'missing', id: IMAGE } } as const
    expect(makePlan(desired, observed)).toHaveProperty('lineage.links')
    expect(makePlan(desired, { ...observed, lineage })).not.toHaveProperty('lineage')
  })

  it('stops nobody by its hash where nothing is left to change', () => {
    const { desired, observed } = question({ seen: later() })
    expect(makePlan({ ...desired, planHash: 'f'.repeat(64) }, observed).findings).toEqual([])
  })

  it('goes on past a blocker that is ignored, and says so', () => {
    const { desired, observed } = question({ seen: { imageDefinition: definition({ hyperVGeneration: 'V1' }) } })
    expect(makePlan(desired, observed).steps).toEqual([])
    const plan = makePlan({ ...desired, ignoreFindings: ['SourceGenerationDiffers'] }, observed)
    expect(plan.findings).toMatchObject([{ code: 'SourceGenerationDiffers', severity: 'warning', isIgnored: true }])
    expect(plan.steps).not.toEqual([])
  })

  it('names the pool in every line about it', () => {
    const { desired, observed } = question({})
    expect(makePlan(desired, observed).pools.map(({ poolId }) => poolId)).toEqual([POOL])
  })
})
