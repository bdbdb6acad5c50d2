import {
  anything,
  byInput,
  flag,
  list,
  object,
  readOnly,
  refused,
  type Schema,
  sealed,
  secret,
  text,
  url,
  whole,
  word,
} from './schema.ts'

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
      storageContainerUrl: url,
      httpUrl: url,
      blobPrefix: text,
      filePath: text,
      fileMode: text,
      identityReference,
    }),
  ),
  environmentSettings: list(object({ name: text, value: text }, 'name')),
  userIdentity: object({ userName: text, autoUser }),
  maxTaskRetryCount: whole(-1),
  waitForSuccess: flag,
  containerSettings: object({
    containerRunOptions: text,
    imageName: text,
    registry,
    workingDirectory: word('TaskWorkingDirectory', 'ContainerImageDefault'),
    containerHostBatchBindMounts: list(
      object({ source: word('Shared', 'Startup', 'VfsMounts', 'Task', 'JobPrep', 'Applications'), isReadOnly: flag }),
    ),
  }),
})
const diskEncryptionSet = object({ id: text })
const managedDisk = object({
  storageAccountType: word('Standard_LRS', 'Premium_LRS', 'StandardSSD_LRS'),
  diskEncryptionSet,
  securityProfile: object({
    diskEncryptionSet,
    securityEncryptionType: word('NonPersistedTPM', 'VMGuestStateOnly', 'DiskWithVMGuestState'),
  }),
})
const hostEndpoint = object({ mode: word('Audit', 'Enforce'), inVMAccessControlProfileReferenceId: text })
const caching = word('None', 'ReadOnly', 'ReadWrite')
const virtualMachineConfiguration = object({
  imageReference: refused('is the image that this run publishes: use gallery, image-definition and image-version'),
  nodeAgentSkuId: byInput('node-agent-sku'),
  windowsConfiguration: object({ enableAutomaticUpdates: flag }),
  dataDisks: list(
    object(
      {
        lun: whole(0, 63),
        caching,
        diskSizeGB: whole(1),
        managedDisk,
        storageAccountType: refused('is gone since api-version 2025-06-01: use managedDisk.storageAccountType'),
      },
      'lun',
      'diskSizeGB',
    ),
  ),
  licenseType: text,
  containerConfiguration: object({
    type: word('DockerCompatible', 'CriCompatible'),
    containerImageNames: list(text),
    containerRegistries: list(registry),
  }),
  diskEncryptionConfiguration: object({
    targets: list(word('OsDisk', 'TemporaryDisk')),
    customerManagedKey: object({ keyUrl: text, identityReference, rotationToLatestKeyVersionEnabled: flag }),
  }),
  nodePlacementConfiguration: object({ policy: word('Regional', 'Zonal') }),
  extensions: list(
    object(
      {
        name: text,
        publisher: text,
        type: text,
        typeHandlerVersion: text,
        autoUpgradeMinorVersion: flag,
        enableAutomaticUpgrade: flag,
        settings: anything,
        protectedSettings: sealed,
        provisionAfterExtensions: list(text),
      },
      'name',
      'publisher',
      'type',
    ),
  ),
  osDisk: object({
    ephemeralOSDiskSettings: object({ placement: word('CacheDisk') }),
    caching,
    managedDisk,
    diskSizeGB: whole(1),
    writeAcceleratorEnabled: flag,
  }),
  securityProfile: object({
    securityType: word('trustedLaunch', 'confidentialVM'),
    encryptionAtHost: flag,
    uefiSettings: object({ secureBootEnabled: flag, vTpmEnabled: flag }),
    proxyAgentSettings: object({ enabled: flag, imds: hostEndpoint, wireServer: hostEndpoint }),
  }),
  serviceArtifactReference: object({ id: text }),
})
const natPool = object(
  {
    name: text,
    protocol: word('TCP', 'UDP'),
    backendPort: whole(1, 65_535),
    frontendPortRangeStart: whole(1, 65_534),
    frontendPortRangeEnd: whole(1, 65_534),
    networkSecurityGroupRules: list(
      object(
        {
          priority: whole(150, 4096),
          access: word('Allow', 'Deny'),
          sourceAddressPrefix: text,
          sourcePortRanges: list(text),
        },
        'priority',
        'access',
        'sourceAddressPrefix',
      ),
    ),
  },
  'name',
  'protocol',
  'backendPort',
  'frontendPortRangeStart',
  'frontendPortRangeEnd',
)
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
    object(
      {
        name: text,
        password: secret,
        elevationLevel: word('NonAdmin', 'Admin'),
        linuxUserConfiguration: object({ uid: whole(), gid: whole(), sshPrivateKey: secret }),
        windowsUserConfiguration: object({ loginMode: word('Batch', 'Interactive') }),
      },
      'name',
      'password',
    ),
  ),
  metadata: list(object({ name: text, value: text }, 'name', 'value')),
  startTask,
  applicationPackages: list(object({ id: text, version: text }, 'id')),
  mountConfiguration: list(
    object({
      azureBlobFileSystemConfiguration: object(
        {
          accountName: text,
          containerName: text,
          accountKey: secret,
          sasKey: secret,
          identityReference,
          blobfuseOptions: text,
          relativeMountPath: text,
        },
        'accountName',
        'containerName',
        'relativeMountPath',
      ),
      nfsMountConfiguration: object(
        { source: text, relativeMountPath: text, mountOptions: text },
        'source',
        'relativeMountPath',
      ),
      cifsMountConfiguration: object(
        { userName: text, source: text, relativeMountPath: text, mountOptions: text, password: secret },
        'userName',
        'source',
        'relativeMountPath',
        'password',
      ),
      azureFileShareConfiguration: object(
        { accountName: text, azureFileUrl: url, accountKey: secret, relativeMountPath: text, mountOptions: text },
        'accountName',
        'azureFileUrl',
        'accountKey',
        'relativeMountPath',
      ),
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
      maxBatchInstancePercent: whole(5, 100),
      maxUnhealthyInstancePercent: whole(5, 100),
      maxUnhealthyUpgradedInstancePercent: whole(0, 100),
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
  cloudServiceConfiguration: refused('is gone with the pools of Cloud Services: pools are made of virtual machines'),
  maxTasksPerNode: byInput('task-slots-per-node'),
  name: byInput('pool-id'),
  identity: byInput('identity'),
  tags: refused('stands beside the properties of a pool, and cannot be set'),
  properties: refused('is not written here: pool-properties holds what stands inside it'),
  applicationLicenses: refused('is gone since api-version 2025-06-01: bring the licence of the application yourself'),
})
