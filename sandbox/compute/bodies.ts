import { amount, anything, date, flag, integer, listOf, object, oneOf, part, type ReadBy, text } from './body.ts'
import { tags } from './tags.ts'

/** What every tracked resource carries beside its properties; id, name and type are Azure's and ignored in requests. */
const TRACKED = {
  id: anything,
  name: anything,
  type: anything,
  systemData: anything,
  location: text,
  tags,
}

/** Storage that replicas can be kept on. */
export const storageAccountType = oneOf('Standard_LRS', 'Standard_ZRS', 'Premium_LRS', 'PremiumV2_LRS')

const hostCaching = oneOf('None', 'ReadOnly', 'ReadWrite')
const osType = oneOf('Linux', 'Windows')
const osState = oneOf('Generalized', 'Specialized')
const hyperVGeneration = oneOf('V1', 'V2')

/** PUT and PATCH of a gallery. */
export const galleryBody = object('Gallery', {
  ...TRACKED,
  identity: anything,
  properties: object('GalleryProperties', {
    description: text,
    identifier: anything,
    provisioningState: anything,
    sharingProfile: object('SharingProfile', {
      permissions: oneOf('Private', 'Groups', 'Community'),
      groups: anything,
      communityGalleryInfo: anything,
    }),
    softDeletePolicy: object('SoftDeletePolicy', { isSoftDeleteEnabled: flag }),
    sharingStatus: anything,
  }),
})

const range = object('ResourceRange', { min: integer, max: integer })

const imageDefinitionProperties = object('GalleryImageProperties', {
  description: text,
  eula: text,
  privacyStatementUri: text,
  releaseNoteUri: text,
  osType,
  osState,
  hyperVGeneration,
  architecture: oneOf('x64', 'Arm64'),
  endOfLifeDate: date,
  identifier: object('GalleryImageIdentifier', { publisher: text, offer: text, sku: text }),
  recommended: object('RecommendedMachineConfiguration', { vCPUs: range, memory: range }),
  disallowed: object('Disallowed', { diskTypes: listOf(text) }),
  purchasePlan: object('ImagePurchasePlan', { name: text, publisher: text, product: text }),
  features: listOf(object('GalleryImageFeature', { name: text, value: text, startsAtVersion: text })),
  allowUpdateImage: flag,
  provisioningState: anything,
})

/** PUT and PATCH of an image definition. */
export const imageDefinitionBody = object('GalleryImage', { ...TRACKED, properties: imageDefinitionProperties })

/** Properties of an image definition as they are written. */
export type ImageDefinitionProperties = ReadBy<typeof imageDefinitionProperties>

const diskEncryption = object('EncryptionImages', {
  osDiskImage: object('OSDiskImageEncryption', { diskEncryptionSetId: text, securityProfile: anything }),
  dataDiskImages: listOf(object('DataDiskImageEncryption', { diskEncryptionSetId: text, lun: integer })),
})

const targetRegion = object('TargetRegion', {
  name: text,
  regionalReplicaCount: integer,
  storageAccountType,
  encryption: diskEncryption,
  excludeFromLatest: flag,
  additionalReplicaSets: listOf(object('AdditionalReplicaSet', { storageAccountType, regionalReplicaCount: integer })),
})

/** One of `targetRegions` as it is written. */
export type TargetRegionBody = ReadBy<typeof targetRegion>

const publishingProfile = object('GalleryImageVersionPublishingProfile', {
  targetRegions: listOf(targetRegion),
  replicaCount: integer,
  excludeFromLatest: flag,
  publishedDate: anything,
  endOfLifeDate: date,
  storageAccountType,
  storageAccountStrategy: oneOf('PreferStandard_ZRS', 'DefaultStandard_LRS'),
  replicationMode: oneOf('Full', 'Shallow'),
})

/** `publishingProfile` of an image version as it is written. */
export type PublishingProfileBody = ReadBy<typeof publishingProfile>

const diskSource = object('GalleryDiskImageSource', { id: text, uri: text, storageAccountId: text })

const storageProfile = object('GalleryImageVersionStorageProfile', {
  source: object('GalleryArtifactVersionFullSource', {
    id: text,
    virtualMachineId: text,
    communityGalleryImageId: text,
  }),
  osDiskImage: object('GalleryOSDiskImage', { sizeInGB: anything, hostCaching, source: diskSource }),
  dataDiskImages: listOf(
    object('GalleryDataDiskImage', { lun: integer, sizeInGB: anything, hostCaching, source: diskSource }),
  ),
})

/** `storageProfile` of an image version as it is written. */
export type StorageProfileBody = ReadBy<typeof storageProfile>

/** PUT and PATCH of an image version. */
export const imageVersionBody = object('GalleryImageVersion', {
  ...TRACKED,
  properties: object('GalleryImageVersionProperties', {
    publishingProfile,
    storageProfile,
    safetyProfile: object('GalleryImageVersionSafetyProfile', {
      allowDeletionOfReplicatedLocations: flag,
      blockDeletionBeforeEndOfLife: flag,
      reportedForPolicyViolation: anything,
      policyViolations: anything,
    }),
    securityProfile: object('ImageVersionSecurityProfile', { uefiSettings: anything }),
    replicationStatus: anything,
    validationsProfile: anything,
    provisioningState: anything,
  }),
})

/** Body of an image version as it is written. */
export type ImageVersionBody = ReadBy<typeof imageVersionBody>

const reference = object('SubResource', { id: text })

const imageDisk = {
  managedDisk: reference,
  snapshot: reference,
  blobUri: text,
  caching: hostCaching,
  diskSizeGB: integer,
  storageAccountType: text,
  diskEncryptionSet: anything,
}

const managedImageProperties = object('ImageProperties', {
  sourceVirtualMachine: reference,
  storageProfile: object('ImageStorageProfile', {
    osDisk: object('ImageOSDisk', { ...imageDisk, osType, osState }),
    dataDisks: listOf(object('ImageDataDisk', { ...imageDisk, lun: integer })),
    zoneResilient: flag,
  }),
  hyperVGeneration,
  provisioningState: anything,
})

/** PUT and PATCH of a managed image. */
export const managedImageBody = object('Image', {
  ...TRACKED,
  extendedLocation: anything,
  properties: managedImageProperties,
})

/** Properties of a managed image. */
export type ManagedImageProperties = ReadBy<typeof managedImageProperties>

const plan = part({ name: text, publisher: text, product: text })

/** What the sandbox itself reads of a virtual machine; all else of it is only told. */
export const virtualMachineView = part({
  plan,
  resources: listOf(part({ name: text, properties: part({ publisher: text, type: text, typeHandlerVersion: text }) })),
  properties: part({
    storageProfile: part({
      imageReference: part({
        publisher: text,
        offer: text,
        sku: text,
        version: text,
        exactVersion: text,
        id: text,
      }),
      osDisk: part({
        osType,
        caching: hostCaching,
        diskSizeGB: integer,
        managedDisk: part({ id: text, storageAccountType: text, diskEncryptionSet: anything }),
        diffDiskSettings: anything,
        vhd: part({ uri: text }),
        encryptionSettings: part({ enabled: flag }),
      }),
      dataDisks: listOf(
        part({
          lun: integer,
          caching: hostCaching,
          diskSizeGB: integer,
          managedDisk: part({ id: text, storageAccountType: text, diskEncryptionSet: anything }),
        }),
      ),
    }),
    securityProfile: part({ securityType: text }),
    instanceView: part({
      hyperVGeneration,
      statuses: listOf(part({ code: text })),
      extensions: listOf(anything),
      disks: listOf(part({ name: text, encryptionSettings: listOf(part({ enabled: flag })) })),
    }),
  }),
})

/** What the sandbox itself reads of a managed disk or snapshot. */
export const diskView = part({
  sku: part({ name: text }),
  properties: part({
    osType,
    hyperVGeneration,
    diskSizeGB: integer,
    purchasePlan: plan,
    supportedCapabilities: part({ architecture: oneOf('x64', 'Arm64') }),
    encryption: part({ type: text }),
    encryptionSettingsCollection: part({ enabled: flag }),
    completionPercent: amount,
    diskState: text,
    creationData: part({
      createOption: text,
      imageReference: part({ id: text }),
      galleryImageReference: part({ id: text }),
      sourceResourceId: text,
      sourceUri: text,
    }),
  }),
})
