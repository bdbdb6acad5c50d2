import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { parseInputs } from '../../src/inputs/inputs.ts'
import { InputError, type Mistake } from '../../src/inputs/mistakes.ts'
import type { Inputs } from '../../src/model/inputs.ts'
import { readManifest, withTables } from '../../tools/readme.ts'

const NOW = Date.parse('2026-11-24T09:00:00Z')
const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555'
const GALLERY = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/galleries/renders`

const COMPLETE: Readonly<Record<string, string>> = {
  'client-id': '7d1c2b3a-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
  'tenant-id': '5b4e8f0a-6a0c-4c8e-9a54-0d6f1c2e7b11',
  'subscription-id': SUBSCRIPTION,
  'resource-group': 'rg',
  gallery: 'renders',
  'image-definition': 'ubuntu-render',
  'image-version': '1.2.3',
  'batch-account': 'contosorenders',
  'pool-id': 'render-pool',
  'vm-size': 'Standard_D2s_v5',
  'node-count': '3000',
}

type Given = { readonly [name: string]: string }

function parse(given: Given, environment: Record<string, string> = {}): Promise<Inputs> {
  const all = { ...COMPLETE, ...given }
  return parseInputs({ raw: (name) => all[name as keyof typeof all] ?? '', environment, now: NOW })
}

async function mistakesOf(given: Given, environment: Record<string, string> = {}): Promise<readonly Mistake[]> {
  try {
    await parse(given, environment)
  } catch (error) {
    if (error instanceof InputError) return error.mistakes
    throw error
  }
  return []
}

describe('parseInputs', () => {
  it('fills in what was not given', async () => {
    const inputs = await parse({})
    expect(inputs).toMatchObject({
      nodesPerReplica: 300,
      minimumReplicas: 1,
      replicaStorageType: 'Standard_LRS',
      mode: 'apply',
      wait: 'healthy',
      healthyPercent: 90,
      summary: true,
      version: { kind: 'exact', version: '1.2.3' },
      imageDefinitionId: `${GALLERY}/images/ubuntu-render`,
      pool: {
        poolName: 'render-pool',
        nodeAgentSkuId: 'auto',
        resizeTimeoutMinutes: 'auto',
        scale: { kind: 'fixed', targetDedicatedNodes: 3000, targetSpotNodes: 0 },
      },
    })
  })

  it('takes identity and subscription from the variables of the job', async () => {
    const inputs = await parse(
      { 'client-id': '', 'tenant-id': '', 'subscription-id': '' },
      {
        AZURE_CLIENT_ID: COMPLETE['client-id'] ?? '',
        AZURE_TENANT_ID: COMPLETE['tenant-id'] ?? '',
        AZURE_SUBSCRIPTION_ID: SUBSCRIPTION,
      },
    )
    expect(inputs.signIn).toMatchObject({ clientId: COMPLETE['client-id'], subscriptionId: SUBSCRIPTION })
  })

  it('takes the version from the git tag that triggered the workflow', async () => {
    const inputs = await parse({ 'image-version': 'tag' }, { GITHUB_REF_TYPE: 'tag', GITHUB_REF_NAME: 'v4.5.6' })
    expect(inputs.version).toEqual({ kind: 'exact', version: '4.5.6' })
  })

  it('normalises regions and keeps their counts', async () => {
    const inputs = await parse({ 'target-regions': 'North Europe=2\nswedencentral' })
    expect(inputs.extraRegions).toEqual([
      { region: 'northeurope', regionalReplicaCount: 2 },
      { region: 'swedencentral' },
    ])
  })

  it('takes a definition of another subscription by its resource ID, without a gallery', async () => {
    const other = GALLERY.replace('11111111', '99999999')
    const inputs = await parse({ gallery: '', 'image-definition': `${other}/images/ubuntu-render` })
    expect(inputs.imageDefinitionId).toBe(`${other}/images/ubuntu-render`)
  })

  it('only publishes when neither batch-account nor pool-id is given', async () => {
    const inputs = await parse({ 'batch-account': '', 'pool-id': '', 'vm-size': '', 'node-count': '' })
    expect(inputs.pool).toBeUndefined()
  })

  it('asks for the audience of the cloud', async () => {
    const inputs = await parse({ audience: 'api://AzureADTokenExchange', environment: 'AzureUSGovernment' })
    expect(inputs.signIn.audience).toBe('api://AzureADTokenExchangeUSGov')
  })

  it('gives the secrets of pool-properties apart, line by line', async () => {
    const yaml = 'userAccounts:\n  - name: admin\n    password: "one\\ntwo"\n'
    expect((await parse({ 'pool-properties': yaml })).secrets).toEqual(['one', 'two'])
  })

  it('tells every mistake at once', async () => {
    const mistakes = await mistakesOf({
      'client-id': 'me',
      gallery: 'my-gallery',
      'image-version': '01.2',
      'target-regions': 'westeurope=0',
      'nodes-per-replica': 'many',
      'minimum-replicas': '101',
      'end-of-life-date': '2020-01-01',
      'pool-id': 'a pool',
      'vm-size': '',
      'spot-node-count': '-1',
      'healthy-percent': '0',
      mode: 'try',
      summary: 'yes',
      'pool-properties': 'vmsize: x\nresourceTags: {}\n',
    })
    expect(mistakes.map(({ input }) => input).sort()).toEqual([
      'client-id',
      'end-of-life-date',
      'gallery',
      'healthy-percent',
      'image-version',
      'minimum-replicas',
      'mode',
      'nodes-per-replica',
      'pool-id',
      'pool-properties: resourceTags',
      'pool-properties: vmsize',
      'spot-node-count',
      'summary',
      'target-regions',
      'vm-size',
    ])
  })

  const single: readonly [title: string, given: Given, input: string, rule: RegExp][] = [
    ['a version part beyond 32 bits', { 'image-version': '1.0.2147483648' }, 'image-version', /2147483647/],
    ['tag on a branch', { 'image-version': 'tag' }, 'image-version', /git tag/],
    ['a plain name without a resource group', { 'resource-group': '' }, 'resource-group', /plain name/],
    [
      'a source of another type',
      { source: `${GALLERY}/images/x` },
      'source',
      /managed image or a gallery image version/,
    ],
    ['a region twice', { 'target-regions': 'West Europe, westeurope' }, 'target-regions', /twice/],
    [
      'a gallery that is not the definition’s',
      { gallery: 'others', 'image-definition': `${GALLERY}/images/x` },
      'gallery',
      /gallery of image-definition/,
    ],
    ['pool without account', { 'batch-account': '' }, 'batch-account', /pool-id is given/],
    [
      'pool inputs in a run without pool',
      { 'batch-account': '', 'pool-id': '', 'node-count': '' },
      'vm-size',
      /says something about a pool/,
    ],
    [
      'spot nodes beside a formula',
      { 'autoscale-formula': '$x=1', 'spot-node-count': '3' },
      'spot-node-count',
      /ignore/,
    ],
    [
      'an interval without a formula',
      { 'autoscale-interval-minutes': '10' },
      'autoscale-interval-minutes',
      /only with/,
    ],
    [
      'an interval below 5 minutes',
      { 'autoscale-formula': '$x=1', 'autoscale-interval-minutes': '4' },
      'autoscale-interval-minutes',
      /5 to 10080/,
    ],
    [
      'a resize timeout beside a formula',
      { 'autoscale-formula': '$x=1', 'resize-timeout-minutes': '30' },
      'resize-timeout-minutes',
      /ignores/,
    ],
    ['a resize timeout below 5 minutes', { 'resize-timeout-minutes': '4' }, 'resize-timeout-minutes', /at least 5/],
    ['elevation without a start task', { 'start-task-elevated': 'true' }, 'start-task-elevated', /only with/],
    ['a subnet that is none', { 'subnet-id': GALLERY }, 'subnet-id', /subnet/],
    ['an identity that is none', { identity: GALLERY }, 'identity', /user-assigned/],
    ['a reserved tag', { 'image-tags': 'sig-batch-pool-run=1' }, 'image-tags', /leaves names/],
    ['a tag without value', { 'image-tags': 'team' }, 'image-tags', /name=value/],
    [
      'an endpoint without https',
      { 'resource-manager-endpoint': 'http://arm.local' },
      'resource-manager-endpoint',
      /https/,
    ],
    ['pool-properties that are no mapping', { 'pool-properties': '[1]' }, 'pool-properties', /mapping/],
    ['pool-properties that are no YAML', { 'pool-properties': 'a: [1' }, 'pool-properties', /not valid YAML/],
    [
      'an unknown property',
      { 'pool-properties': 'interNodeComunication: Enabled' },
      'pool-properties: interNodeComunication',
      /closest is interNodeCommunication/,
    ],
    [
      'a property that the API version dropped',
      { 'pool-properties': 'targetNodeCommunicationMode: Simplified' },
      'pool-properties: targetNodeCommunicationMode',
      /2025-06-01/,
    ],
    [
      'a property that Azure alone sets',
      { 'pool-properties': 'allocationState: Steady' },
      'pool-properties: allocationState',
      /cannot be set/,
    ],
    [
      'a property that has an input',
      { 'pool-properties': 'vmSize: Standard_D2s_v5' },
      'pool-properties: vmSize',
      /use vm-size/,
    ],
    ['a property of the wrong type', { 'pool-properties': 'displayName: 3' }, 'pool-properties: displayName', /text/],
    [
      'a word that Azure does not know',
      { 'pool-properties': 'interNodeCommunication: yes' },
      'pool-properties: interNodeCommunication',
      /Enabled, Disabled/,
    ],
    [
      'a dropped property deep inside',
      {
        'pool-properties':
          'deploymentConfiguration: {virtualMachineConfiguration: {dataDisks: [{lun: 0, diskSizeGB: 10, storageAccountType: Premium_LRS}]}}',
      },
      'pool-properties: deploymentConfiguration.virtualMachineConfiguration.dataDisks[0].storageAccountType',
      /managedDisk/,
    ],
  ]
  for (const [title, given, input, rule] of single) {
    it(`refuses ${title}`, async () => {
      expect(await mistakesOf(given)).toEqual([expect.objectContaining({ input, rule: expect.stringMatching(rule) })])
    })
  }
})

describe('action.yml', () => {
  it('names exactly the inputs that are read', async () => {
    const text = readdirSync('src/inputs')
      .map((name) => readFileSync(`src/inputs/${name}`, 'utf8'))
      .join('\n')
    const names = Object.keys((await readManifest()).inputs)
    const asked: string[] = []
    await parseInputs({
      raw: (name) => {
        asked.push(name)
        return COMPLETE[name] ?? ''
      },
      environment: {},
      now: NOW,
    })
    expect([...new Set(asked)].sort()).toEqual(names.toSorted())
    expect(names.filter((name) => !text.includes(`'${name}'`))).toEqual([])
  })

  it('is what the tables of the README say', async () => {
    const readme = readFileSync('README.md', 'utf8')
    expect(withTables(readme, await readManifest())).toBe(readme)
  })
})
