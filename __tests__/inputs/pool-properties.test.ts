import { describe, expect, it } from '@jest/globals'
import { accepts, errorOf, type Given, parse, type Row, refuses } from './workflow.ts'

const VM = 'deploymentConfiguration.virtualMachineConfiguration'

/** A member of the virtual machine configuration, in YAML. */
function vm(member: string): string {
  return `deploymentConfiguration: {virtualMachineConfiguration: {${member}}}`
}

const NAT_POOL =
  '{name: ssh, protocol: TCP, backendPort: 22, frontendPortRangeStart: 15000, frontendPortRangeEnd: 15100}'

async function secretsOf(yaml: string): Promise<readonly string[]> {
  return (await parse({ 'pool-properties': yaml })).secrets
}

describe('pool-properties', () => {
  accepts([
    [
      'YAML',
      { 'pool-properties': 'displayName: Render\ninterNodeCommunication: Enabled' },
      { pool: { properties: { displayName: 'Render', interNodeCommunication: 'Enabled' } } },
    ],
    [
      'JSON, indented with tabs',
      { 'pool-properties': '{\n\t"taskSchedulingPolicy": {\n\t\t"nodeFillType": "Pack"\n\t}\n}' },
      { pool: { properties: { taskSchedulingPolicy: { nodeFillType: 'Pack' } } } },
    ],
    [
      'what YAML says twice by an alias',
      {
        'pool-properties':
          'startTask: {environmentSettings: [&proxy {name: PROXY, value: "1"}, {name: OTHER, value: "2"}, *proxy]}',
      },
      {
        pool: {
          properties: {
            startTask: {
              environmentSettings: [
                { name: 'PROXY', value: '1' },
                { name: 'OTHER', value: '2' },
                { name: 'PROXY', value: '1' },
              ],
            },
          },
        },
      },
    ],
    [
      'how nodes leave a pool of fixed size',
      { 'pool-properties': 'scaleSettings: {fixedScale: {nodeDeallocationOption: TaskCompletion}}' },
      { pool: { properties: { scaleSettings: { fixedScale: { nodeDeallocationOption: 'TaskCompletion' } } } } },
    ],
    [
      'settings of an extension, whatever they are',
      { 'pool-properties': vm('extensions: [{name: a, publisher: b, type: c, settings: {any: [1, null]}}]') },
      {},
    ],
    ['a start task that is to be removed', { 'pool-properties': 'startTask: {}' }, {}],
  ])

  const row = (title: string, yaml: string, path: string, value: string | undefined, rule: string): Row => [
    title,
    { 'pool-properties': yaml },
    `pool-properties: ${path}`,
    value,
    rule,
  ]
  const whole = (title: string, yaml: string, rule: string): Row => [
    title,
    { 'pool-properties': yaml },
    'pool-properties',
    undefined,
    rule,
  ]

  refuses([
    row('a display name that is too long', `displayName: ${'x'.repeat(1025)}`, 'displayName', undefined, '1,024'),
    row(
      'more application packages than Azure takes',
      `applicationPackages: [${'{id: a}, '.repeat(11)}]`,
      'applicationPackages',
      undefined,
      'up to 10',
    ),
    row(
      'data disks that share a LUN',
      vm('dataDisks: [{lun: 1, diskSizeGB: 10}, {lun: 1, diskSizeGB: 20}]'),
      `${VM}.dataDisks[1].lun`,
      '1',
      'has to differ',
    ),
    row(
      'ports that lead to nodes without public addresses',
      `networkConfiguration: {publicIPAddressConfiguration: {provision: NoPublicIPAddresses}, endpointConfiguration: {inboundNatPools: [${NAT_POOL}]}}`,
      'networkConfiguration.endpointConfiguration.inboundNatPools',
      undefined,
      'NoPublicIPAddresses',
    ),
    row(
      'more ports than Azure takes',
      `networkConfiguration: {endpointConfiguration: {inboundNatPools: [${Array(6).fill(NAT_POOL).join(', ')}]}}`,
      'networkConfiguration.endpointConfiguration.inboundNatPools',
      undefined,
      'up to 5',
    ),
    row(
      'an upgrade that would stop with its first batch',
      'upgradePolicy: {rollingUpgradePolicy: {maxBatchInstancePercent: 30, maxUnhealthyInstancePercent: 20}}',
      'upgradePolicy.rollingUpgradePolicy.maxUnhealthyInstancePercent',
      '20',
      'at least maxBatchInstancePercent (30)',
    ),
    whole('a list', '[1]', 'has to be a YAML or JSON mapping'),
    whole('a mere text', 'Enabled', 'has to be a YAML or JSON mapping'),
    whole('comments alone', '# nothing', 'the input is empty'),
    whole('an open bracket', 'metadata: [1', 'not valid YAML or JSON: unexpected end'),
    whole('a name twice', 'displayName: a\ndisplayName: b', 'duplicated mapping key (line 2)'),
    whole('a value inside itself', 'metadata: &all [*all]', 'not valid YAML or JSON'),
  ])

  refuses([
    row(
      'a misspelled member',
      'interNodeComunication: Enabled',
      'interNodeComunication',
      undefined,
      'closest is inter',
    ),
    row(
      'a spelling of the Batch service',
      vm('nodeAgentSKUId: x'),
      `${VM}.nodeAgentSKUId`,
      undefined,
      'nodeAgentSkuId',
    ),
    row('a member in the wrong place', 'osDisk: {}', 'osDisk', undefined, `it belongs at ${VM}.osDisk`),
    row(
      'a member in the wrong place that has an input',
      'targetDedicatedNodes: 3',
      'targetDedicatedNodes',
      undefined,
      'use node-count',
    ),
    row('a member that is nowhere', 'colour: red', 'colour', undefined, 'is not a property that Azure knows here'),
    row('a name that objects have by themselves', 'constructor: {}', 'constructor', undefined, 'not a property'),
    row(
      'an unknown member inside a list',
      'metadata: [{name: a, value: b, note: c}]',
      'metadata[0].note',
      undefined,
      'not a property',
    ),
    row('an item that lacks what Azure needs', 'metadata: [{name: a}]', 'metadata[0]', undefined, 'its value'),
  ])

  refuses([
    row('a number for a text', 'displayName: 3', 'displayName', undefined, 'put it in quotes'),
    row('a text for a number', 'startTask: {maxTaskRetryCount: "3"}', 'startTask.maxTaskRetryCount', '3', 'whole'),
    row(
      'a number out of range',
      vm('dataDisks: [{lun: 64, diskSizeGB: 1}]'),
      `${VM}.dataDisks[0].lun`,
      '64',
      '0 to 63',
    ),
    row('a text for a flag', 'startTask: {waitForSuccess: yes}', 'startTask.waitForSuccess', 'yes', 'true or false'),
    row(
      'a word that Azure does not know',
      'interNodeCommunication: on',
      'interNodeCommunication',
      'on',
      'Enabled, Dis',
    ),
    row(
      'a list of one word for the word',
      'interNodeCommunication: [Enabled]',
      'interNodeCommunication',
      undefined,
      '',
    ),
    row('a mapping for a list', 'metadata: {a: b}', 'metadata', undefined, 'has to be a list'),
    row('a list for a mapping', 'startTask: []', 'startTask', undefined, 'has to be a mapping'),
    row('a member without a value', 'displayName:', 'displayName', undefined, 'has no value'),
  ])

  const dropped: readonly (readonly [path: string, yaml: string, instead: string])[] = [
    ['targetNodeCommunicationMode', 'targetNodeCommunicationMode: Simplified', 'simplified way'],
    ['currentNodeCommunicationMode', 'currentNodeCommunicationMode: Simplified', 'simplified way'],
    ['resourceTags', 'resourceTags: {a: b}', 'tag the Batch account'],
    ['certificates', 'certificates: []', 'Key Vault'],
    ['applicationLicenses', 'applicationLicenses: [maya]', 'bring the licence'],
    [
      `${VM}.dataDisks[0].storageAccountType`,
      vm('dataDisks: [{lun: 0, diskSizeGB: 10, storageAccountType: Premium_LRS}]'),
      'managedDisk.storageAccountType',
    ],
  ]
  refuses(
    dropped.map(([path, yaml, instead]) => row(`${path}, which 2025-06-01 dropped`, yaml, path, undefined, instead)),
  )

  const readOnly = [
    'lastModified',
    'creationTime',
    'provisioningState',
    'provisioningStateTransitionTime',
    'allocationState',
    'allocationStateTransitionTime',
    'currentDedicatedNodes',
    'currentLowPriorityNodes',
    'autoScaleRun',
    'resizeOperationStatus',
  ]
  refuses(readOnly.map((name) => row(`${name}, which Azure tells`, `${name}: x`, name, undefined, 'cannot be set')))

  const others: readonly (readonly [path: string, yaml: string, use: string])[] = [
    ['vmSize', 'vmSize: Standard_D2s_v5', 'use vm-size'],
    ['taskSlotsPerNode', 'taskSlotsPerNode: 2', 'use task-slots-per-node'],
    ['networkConfiguration.subnetId', 'networkConfiguration: {subnetId: x}', 'use subnet-id'],
    ['startTask.commandLine', 'startTask: {commandLine: x}', 'use start-task'],
    ['scaleSettings.autoScale', 'scaleSettings: {autoScale: {formula: x}}', 'use autoscale-formula'],
    [
      'scaleSettings.fixedScale.targetDedicatedNodes',
      'scaleSettings: {fixedScale: {targetDedicatedNodes: 1}}',
      'use node-count',
    ],
    [
      'scaleSettings.fixedScale.targetLowPriorityNodes',
      'scaleSettings: {fixedScale: {targetLowPriorityNodes: 1}}',
      'use spot-node-count',
    ],
    [
      'scaleSettings.fixedScale.resizeTimeout',
      'scaleSettings: {fixedScale: {resizeTimeout: PT15M}}',
      'use resize-timeout-minutes',
    ],
    [`${VM}.imageReference`, vm('imageReference: {id: x}'), 'use gallery, image-definition and image-version'],
    [`${VM}.nodeAgentSkuId`, vm('nodeAgentSkuId: x'), 'use node-agent-sku'],
    ['identity', 'identity: {type: UserAssigned}', 'use identity'],
    ['properties', 'properties: {displayName: x}', 'holds what stands inside'],
  ]
  refuses(others.map(([path, yaml, use]) => row(`${path}, which has its own input`, yaml, path, undefined, use)))

  const beside: readonly (readonly [path: string, given: Given, value: string | undefined, rule: string])[] = [
    [
      'scaleSettings.fixedScale',
      {
        'autoscale-formula': '$x=1',
        'pool-properties': 'scaleSettings: {fixedScale: {nodeDeallocationOption: Requeue}}',
      },
      undefined,
      'beside autoscale-formula',
    ],
    [
      'startTask.userIdentity',
      {
        'start-task': 'x',
        'start-task-elevated': 'true',
        'pool-properties': 'startTask: {userIdentity: {userName: me}}',
      },
      undefined,
      'beside start-task-elevated',
    ],
    [
      'metadata[1].name',
      { 'pool-properties': 'metadata: [{name: a, value: b}, {name: sig-batch-pool-run, value: b}]' },
      'sig-batch-pool-run',
      'leaves names',
    ],
  ]
  refuses(
    beside.map(([path, given, value, rule]) => [
      `${path} where another input speaks`,
      given,
      `pool-properties: ${path}`,
      value,
      rule,
    ]),
  )
})

describe('secrets of pool-properties', () => {
  const cases: readonly (readonly [title: string, yaml: string, secrets: readonly string[]])[] = [
    ['passwords of users', 'userAccounts: [{name: a, password: Pass-1234}]', ['Pass-1234']],
    [
      'private keys, line by line',
      'userAccounts:\n- name: a\n  password: p\n  linuxUserConfiguration:\n    sshPrivateKey: |\n      ---BEGIN---\n      bGluZQ\n      --\n',
      ['p', '---BEGIN---', 'bGluZQ'],
    ],
    [
      'protected settings at any depth, but not their short words',
      vm(
        'extensions: [{name: a, publisher: b, type: c, settings: {x: open}, protectedSettings: {k: [Hidden-1], n: no}}]',
      ),
      ['Hidden-1'],
    ],
    [
      'passwords of registries',
      vm('containerConfiguration: {type: DockerCompatible, containerRegistries: [{username: u, password: Reg-1}]}'),
      ['Reg-1'],
    ],
    [
      'keys of storage accounts',
      'mountConfiguration: [{azureFileShareConfiguration: {accountName: a, azureFileUrl: "https://a/", accountKey: k3y, relativeMountPath: m}}]',
      ['k3y'],
    ],
    [
      'shared access signatures, but not the address before them',
      'startTask: {resourceFiles: [{httpUrl: "https://a.example/b?sv=1&sig=c%2Fd", filePath: b}, {httpUrl: "https://a.example/c", filePath: c}]}',
      ['sv=1&sig=c%2Fd', 'c%2Fd'],
    ],
  ]
  for (const [title, yaml, secrets] of cases) {
    it(`are ${title}`, async () => {
      expect(await secretsOf(yaml)).toEqual(secrets)
    })
  }

  const wrong = [
    ['of the wrong type', 'userAccounts: [{name: a, password: 12345678}]'],
    ['under a misspelled name', 'userAccounts: [{name: a, password: x, passwort: "12345678"}]'],
    ['in YAML that cannot be read', 'userAccounts: [{name: a, password: *12345678}]'],
    ['in YAML with an unknown tag', 'userAccounts: [{name: a, password: !12345678 x}]'],
  ] as const
  for (const [title, yaml] of wrong) {
    it(`are not told when they are ${title}`, async () => {
      const error = await errorOf({ 'pool-properties': yaml })
      expect(error?.mistakes).toHaveLength(1)
      expect(error?.message).not.toContain('12345678')
    })
  }
})
