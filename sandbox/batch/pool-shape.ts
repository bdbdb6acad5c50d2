import { any, flag, integer, list, object, text, words } from './spelling.ts'

const identityReference = object({ resourceId: text })

const registry = object({ username: text, password: text, registryServer: text, identityReference })

const userIdentity = object({
  'userName=username': text,
  autoUser: object({ scope: words('Task', 'Pool'), elevationLevel: words('NonAdmin', 'Admin') }),
})

const resourceFile = object({
  autoStorageContainerName: text,
  storageContainerUrl: text,
  httpUrl: text,
  blobPrefix: text,
  filePath: text,
  fileMode: text,
  identityReference,
})

/** What every node runs when it joins. */
export const startTaskShape = object({
  commandLine: text,
  resourceFiles: list(resourceFile),
  environmentSettings: list(object({ name: text, value: text })),
  userIdentity,
  maxTaskRetryCount: integer,
  waitForSuccess: flag,
  containerSettings: object({
    containerRunOptions: text,
    imageName: text,
    registry,
    workingDirectory: words('TaskWorkingDirectory=taskWorkingDirectory', 'ContainerImageDefault=containerImageDefault'),
    containerHostBatchBindMounts: any,
  }),
})

const storageAccountType = words(
  'Standard_LRS=standard_lrs',
  'Premium_LRS=premium_lrs',
  'StandardSSD_LRS=standardssd_lrs',
)

const managedDisk = object({
  storageAccountType,
  diskEncryptionSet: object({ id: text }),
  securityProfile: object({
    securityEncryptionType: words(
      'NonPersistedTPM=NonPersistedTPM',
      'VMGuestStateOnly=VMGuestStateOnly',
      'DiskWithVMGuestState=DiskWithVMGuestState',
    ),
  }),
})

const caching = words('None', 'ReadOnly', 'ReadWrite')

/** What nodes are made of. */
export const virtualMachineShape = object({
  imageReference: object({
    'id=virtualMachineImageId': text,
    publisher: text,
    offer: text,
    sku: text,
    version: text,
    sharedGalleryImageId: text,
    communityGalleryImageId: text,
  }),
  'nodeAgentSkuId=nodeAgentSKUId': text,
  windowsConfiguration: object({ enableAutomaticUpdates: flag }),
  dataDisks: list(object({ lun: integer, caching, diskSizeGB: integer, storageAccountType, managedDisk })),
  licenseType: text,
  containerConfiguration: object({
    type: words('DockerCompatible=dockerCompatible', 'CriCompatible=criCompatible'),
    containerImageNames: list(text),
    containerRegistries: list(registry),
  }),
  diskEncryptionConfiguration: object({
    targets: list(words('OsDisk', 'TemporaryDisk')),
    customerManagedKey: any,
  }),
  nodePlacementConfiguration: object({ policy: words('Regional', 'Zonal') }),
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
    ephemeralOSDiskSettings: object({ placement: words('CacheDisk') }),
    caching,
    managedDisk,
    diskSizeGB: integer,
    writeAcceleratorEnabled: flag,
  }),
  securityProfile: object({
    securityType: words('trustedLaunch=trustedLaunch', 'confidentialVM'),
    encryptionAtHost: flag,
    uefiSettings: object({ secureBootEnabled: flag, vTpmEnabled: flag }),
    proxyAgentSettings: any,
  }),
  serviceArtifactReference: object({ id: text }),
})

const networkShape = object({
  subnetId: text,
  dynamicVnetAssignmentScope: words('none', 'job'),
  'endpointConfiguration=endpointConfiguration': object({
    inboundNatPools: list(
      object({
        name: text,
        protocol: words('TCP', 'UDP'),
        backendPort: integer,
        frontendPortRangeStart: integer,
        frontendPortRangeEnd: integer,
        networkSecurityGroupRules: list(
          object({
            priority: integer,
            access: words('Allow', 'Deny'),
            sourceAddressPrefix: text,
            sourcePortRanges: list(text),
          }),
        ),
      }),
    ),
  }),
  publicIPAddressConfiguration: object({
    provision: words('BatchManaged', 'UserManaged', 'NoPublicIPAddresses'),
    ipAddressIds: list(text),
    ipFamilies: list(words('IPv4', 'IPv6')),
    ipTags: any,
  }),
  enableAcceleratedNetworking: flag,
})

const userAccount = object({
  name: text,
  password: text,
  elevationLevel: words('NonAdmin', 'Admin'),
  linuxUserConfiguration: object({ uid: integer, gid: integer, sshPrivateKey: text }),
  windowsUserConfiguration: object({ loginMode: words('Batch', 'Interactive') }),
})

const upgradeShape = object({
  mode: words('automatic', 'manual', 'rolling'),
  automaticOSUpgradePolicy: object({
    disableAutomaticRollback: flag,
    enableAutomaticOSUpgrade: flag,
    useRollingUpgradePolicy: flag,
    osRollingUpgradeDeferral: flag,
  }),
  rollingUpgradePolicy: object({
    enableCrossZoneUpgrade: flag,
    maxBatchInstancePercent: integer,
    maxUnhealthyInstancePercent: integer,
    maxUnhealthyUpgradedInstancePercent: integer,
    pauseTimeBetweenBatches: text,
    prioritizeUnhealthyInstances: flag,
    rollbackFailedInstancesOnPolicyBreach: flag,
  }),
})

/** Pool properties that both planes keep under one name. */
export const sharedShape = object({
  displayName: text,
  vmSize: text,
  networkConfiguration: networkShape,
  taskSlotsPerNode: integer,
  taskSchedulingPolicy: object({
    nodeFillType: words('Spread', 'Pack'),
    jobDefaultOrder: words('None', 'CreationTime'),
  }),
  userAccounts: list(userAccount),
  metadata: list(object({ name: text, value: text })),
  startTask: startTaskShape,
  mountConfiguration: any,
  upgradePolicy: upgradeShape,
})

/** How a pool shrinks. */
export const deallocationWords = words('Requeue', 'Terminate', 'TaskCompletion', 'RetainedData')

/** `properties` of a pool as Resource Manager takes them. */
export const armPoolShape = object({
  ...Object.fromEntries(Object.entries(sharedShape.members).map(([name, { shape }]) => [name, shape])),
  deploymentConfiguration: object({ virtualMachineConfiguration: virtualMachineShape }),
  scaleSettings: object({
    fixedScale: object({
      targetDedicatedNodes: integer,
      targetLowPriorityNodes: integer,
      resizeTimeout: text,
      nodeDeallocationOption: deallocationWords,
    }),
    autoScale: object({ formula: text, evaluationInterval: text }),
  }),
  interNodeCommunication: words('Enabled', 'Disabled'),
  applicationPackages: list(object({ id: text, version: text })),
})

/** What a read tells and a write may send back: the service fills it in itself. */
export const READ_ONLY: readonly string[] = [
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

/** Gone from 2025-06-01 on; older api-versions still take them, and the sandbox drops them there. */
export const RETIRED: readonly string[] = [
  'targetNodeCommunicationMode',
  'currentNodeCommunicationMode',
  'resourceTags',
  'certificates',
  'applicationLicenses',
]
