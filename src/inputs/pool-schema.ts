/** What a member of the ARM pool properties may hold. */
export type Schema =
  | { readonly kind: 'text' | 'secret' | 'whole' | 'flag' | 'any' }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly of: Schema }
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, Schema>> }
  /** A member that exists, or existed, but is not for `pool-properties`; the rule says what to do instead. */
  | { readonly kind: 'refused'; readonly rule: string }

const text: Schema = { kind: 'text' }
const secret: Schema = { kind: 'secret' }
const whole: Schema = { kind: 'whole' }
const flag: Schema = { kind: 'flag' }
const any: Schema = { kind: 'any' }
const word = (...words: string[]): Schema => ({ kind: 'word', words })
const list = (of: Schema): Schema => ({ kind: 'list', of })
const object = (members: Record<string, Schema>): Schema => ({ kind: 'object', members })
const refused = (rule: string): Schema => ({ kind: 'refused', rule })
const readOnly = refused('is told by Azure and cannot be set')
const byInput = (input: string): Schema => refused(`has an input of its own: use ${input}`)

const identityReference = object({ resourceId: text })
const fixedScale = object({
  targetDedicatedNodes: byInput('node-count'),
  targetLowPriorityNodes: byInput('spot-node-count'),
  resizeTimeout: byInput('resize-timeout-minutes'),
  nodeDeallocationOption: word('Requeue', 'Terminate', 'TaskCompletion', 'RetainedData'),
})
const autoUser = object({ scope: word('Task', 'Pool'), elevationLevel: word('NonAdmin', 'Admin') })
const registry = object({ username: text, password: secret, registryServer: text, identityReference })
const startTask = object({
  commandLine: byInput('start-task'),
  resourceFiles: list(
    object({
      autoStorageContainerName: text,
      storageContainerUrl: secret,
      httpUrl: secret,
      blobPrefix: text,
      filePath: text,
      fileMode: text,
      identityReference,
    }),
  ),
  environmentSettings: list(object({ name: text, value: text })),
  userIdentity: object({ userName: text, autoUser }),
  maxTaskRetryCount: { kind: 'whole' },
  waitForSuccess: flag,
  containerSettings: object({
    containerRunOptions: text,
    imageName: text,
    registry,
    workingDirectory: word('TaskWorkingDirectory', 'ContainerImageDefault'),
    containerHostBatchBindMounts: list(object({ source: text, isReadOnly: flag })),
  }),
})
const storageAccountType = word('Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS')
const managedDisk = object({
  storageAccountType,
  diskEncryptionSet: object({ id: text }),
  securityProfile: object({
    securityEncryptionType: word('NonPersistedTPM', 'VMGuestStateOnly', 'DiskWithVMGuestState'),
  }),
})
const caching = word('None', 'ReadOnly', 'ReadWrite')
const virtualMachineConfiguration = object({
  imageReference: refused('is the image that this run publishes: use gallery, image-definition and image-version'),
  nodeAgentSkuId: byInput('node-agent-sku'),
  windowsConfiguration: object({ enableAutomaticUpdates: flag }),
  dataDisks: list(
    object({
      lun: whole,
      caching,
      diskSizeGB: whole,
      managedDisk,
      storageAccountType: refused('is gone since api-version 2025-06-01: use managedDisk.storageAccountType'),
    }),
  ),
  licenseType: text,
  containerConfiguration: object({
    type: word('DockerCompatible', 'CriCompatible'),
    containerImageNames: list(text),
    containerRegistries: list(registry),
  }),
  diskEncryptionConfiguration: object({ targets: list(word('OsDisk', 'TemporaryDisk')), customerManagedKey: any }),
  nodePlacementConfiguration: object({ policy: word('Regional', 'Zonal') }),
  extensions: list(
    object({
      name: text,
      publisher: text,
      type: text,
      typeHandlerVersion: text,
      autoUpgradeMinorVersion: flag,
      enableAutomaticUpgrade: flag,
      settings: any,
      protectedSettings: any,
      provisionAfterExtensions: list(text),
    }),
  ),
  osDisk: object({
    ephemeralOSDiskSettings: object({ placement: word('CacheDisk') }),
    caching,
    managedDisk,
    diskSizeGB: whole,
    writeAcceleratorEnabled: flag,
  }),
  securityProfile: object({
    securityType: word('trustedLaunch', 'confidentialVM'),
    encryptionAtHost: flag,
    uefiSettings: object({ secureBootEnabled: flag, vTpmEnabled: flag }),
    proxyAgentSettings: any,
  }),
  serviceArtifactReference: object({ id: text }),
})
const natPool = object({
  name: text,
  protocol: word('TCP', 'UDP'),
  backendPort: whole,
  frontendPortRangeStart: whole,
  frontendPortRangeEnd: whole,
  networkSecurityGroupRules: list(
    object({ priority: whole, access: word('Allow', 'Deny'), sourceAddressPrefix: text, sourcePortRanges: list(text) }),
  ),
})
const ofClassicCommunication = refused(
  'is gone since api-version 2025-06-01: all nodes communicate in the simplified way; leave it out',
)

/** ARM pool properties of api-version 2025-06-01. Source: Microsoft.Batch resource manager specification. */
export const POOL_PROPERTIES: Schema = object({
  displayName: text,
  vmSize: byInput('vm-size'),
  deploymentConfiguration: object({ virtualMachineConfiguration }),
  scaleSettings: object({
    fixedScale,
    autoScale: refused('has inputs of its own: use autoscale-formula and autoscale-interval-minutes'),
  }),
  interNodeCommunication: word('Enabled', 'Disabled'),
  networkConfiguration: object({
    subnetId: byInput('subnet-id'),
    dynamicVnetAssignmentScope: word('none', 'job'),
    endpointConfiguration: object({ inboundNatPools: list(natPool) }),
    publicIPAddressConfiguration: object({
      provision: word('BatchManaged', 'UserManaged', 'NoPublicIPAddresses'),
      ipAddressIds: list(text),
      ipFamilies: list(word('IPv4', 'IPv6')),
      ipTags: list(object({ ipTagType: text, tag: text })),
    }),
    enableAcceleratedNetworking: flag,
  }),
  taskSlotsPerNode: byInput('task-slots-per-node'),
  taskSchedulingPolicy: object({ nodeFillType: word('Spread', 'Pack'), jobDefaultOrder: word('None', 'CreationTime') }),
  userAccounts: list(
    object({
      name: text,
      password: secret,
      elevationLevel: word('NonAdmin', 'Admin'),
      linuxUserConfiguration: object({ uid: whole, gid: whole, sshPrivateKey: secret }),
      windowsUserConfiguration: object({ loginMode: word('Batch', 'Interactive') }),
    }),
  ),
  metadata: list(object({ name: text, value: text })),
  startTask,
  applicationPackages: list(object({ id: text, version: text })),
  mountConfiguration: list(
    object({
      azureBlobFileSystemConfiguration: object({
        accountName: text,
        containerName: text,
        accountKey: secret,
        sasKey: secret,
        identityReference,
        blobfuseOptions: text,
        relativeMountPath: text,
      }),
      nfsMountConfiguration: object({ source: text, relativeMountPath: text, mountOptions: text }),
      cifsMountConfiguration: object({
        userName: text,
        source: text,
        relativeMountPath: text,
        mountOptions: text,
        password: secret,
      }),
      azureFileShareConfiguration: object({
        accountName: text,
        azureFileUrl: text,
        accountKey: secret,
        relativeMountPath: text,
        mountOptions: text,
      }),
    }),
  ),
  upgradePolicy: object({
    mode: word('automatic', 'manual', 'rolling'),
    automaticOSUpgradePolicy: object({
      disableAutomaticRollback: flag,
      enableAutomaticOSUpgrade: flag,
      useRollingUpgradePolicy: flag,
      osRollingUpgradeDeferral: flag,
    }),
    rollingUpgradePolicy: object({
      enableCrossZoneUpgrade: flag,
      maxBatchInstancePercent: whole,
      maxUnhealthyInstancePercent: whole,
      maxUnhealthyUpgradedInstancePercent: whole,
      pauseTimeBetweenBatches: text,
      prioritizeUnhealthyInstances: flag,
      rollbackFailedInstancesOnPolicyBreach: flag,
    }),
  }),
  lastModified: readOnly,
  creationTime: readOnly,
  provisioningState: readOnly,
  provisioningStateTransitionTime: readOnly,
  allocationState: readOnly,
  allocationStateTransitionTime: readOnly,
  currentDedicatedNodes: readOnly,
  currentLowPriorityNodes: readOnly,
  autoScaleRun: readOnly,
  resizeOperationStatus: readOnly,
  targetNodeCommunicationMode: ofClassicCommunication,
  currentNodeCommunicationMode: ofClassicCommunication,
  resourceTags: refused('is gone since api-version 2025-06-01: tag the Batch account or the resource group instead'),
  certificates: refused(
    'is gone since api-version 2025-06-01: read certificates from Key Vault, by an extension or in the start task',
  ),
  applicationLicenses: refused('is gone since api-version 2025-06-01: bring the licence of the application yourself'),
})
