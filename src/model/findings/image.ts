/** Findings about gallery, image definition, image version and its regions. */
export const IMAGE_FINDINGS = {
  GalleryNotFound: {
    severity: 'blocker',
    message: 'There is no gallery {gallery}.',
    remedy: 'Create the gallery, let `create-gallery: true` do it, or correct `gallery` and `resource-group`.',
  },
  ImageDefinitionNotFound: {
    severity: 'blocker',
    message: 'There is no image definition {definition}.',
    remedy: 'Create the image definition, let `create-gallery: true` do it, or correct `image-definition`.',
  },
  ParentBeingDeleted: {
    severity: 'blocker',
    message: '{parent} is being deleted; Azure makes nothing in it any more.',
    remedy: 'Wait until it is gone and run again with `create-gallery: true`, or give another `{input}`.',
  },
  GalleryNameTaken: {
    severity: 'blocker',
    message:
      'Gallery {gallery} is to be created, and {held} has its name already: no two galleries of a subscription have the same.',
    remedy: 'Publish to that gallery by its resource ID, or give another `gallery`.',
  },
  IdentifierTaken: {
    severity: 'blocker',
    message:
      'Image definition {definition} is to be created with publisher {publisher}, offer {offer} and SKU {sku}, and image definition {held} of the same gallery has all three.',
    remedy: 'Publish to {held}, or give another `publisher`, `offer` or `sku`.',
  },
  DefinitionNotDescribed: {
    severity: 'blocker',
    isFinal: true,
    message: 'Image definition {definition} is to be created, and nothing tells its {field}.',
    remedy: 'Give `{input}`: a definition never changes it later, so it is not guessed.',
  },
  DefinitionDiffers: {
    severity: 'blocker',
    message:
      'Image definition {definition} has {field} {held}, and the workflow asks for {asked}; Azure never changes it.',
    remedy: 'Correct `{input}`, or publish to another `image-definition`.',
  },
  ImageNotGeneralized: {
    severity: 'blocker',
    message:
      'Image definition {definition} is for specialized images, and Batch starts nodes from generalized images only.',
    remedy: 'Generalize the virtual machine and publish it to a definition whose OS state is Generalized.',
  },
  ImageVersionBeingDeleted: {
    severity: 'blocker',
    message: 'Image version {version} is being deleted; Azure takes no change to it any more.',
    remedy: 'Wait until it is gone and run again, or give another `image-version`.',
  },
  ImageVersionFromOtherSource: {
    severity: 'blocker',
    message:
      'Image version {version} exists and was made from {held}, not from {asked}. The source of a version never changes.',
    remedy:
      'Give an `image-version` that does not exist yet (or `next-patch`), or leave `source` out to use the version as it is.',
  },
  ImageVersionFailed: {
    severity: 'warning',
    message: 'Replication of image version {version} to {region} is in state Failed: {details}.',
    remedy:
      'This run writes the version once more, which starts its replication anew. When it fails again, remove the region and add it back, or publish under a new number.',
  },
  ImageVersionShallow: {
    severity: 'blocker',
    message:
      'Image version {version} is replicated in mode Shallow, which keeps 1 replica in {region} and nowhere else; this run needs {needed}.',
    remedy: 'Publish the image under a new `image-version`; this action replicates in full.',
  },
  ExcludedFromLatest: {
    severity: 'note',
    message:
      'Image version {version} is excluded from latest in {where}: who asks for the latest version does not get it.',
    remedy:
      'Nothing is needed for this run, which names the exact version; set excludeFromLatest to false to release it.',
  },
  EndOfLifeNear: {
    severity: 'warning',
    message: 'Image version {version} reaches its end of life on {date}, in {days}.',
    remedy: 'Publish a newer version before that day, or move `end-of-life-date`.',
  },
  EndOfLifePast: {
    severity: 'warning',
    message: 'Image version {version} reached its end of life on {date}.',
    remedy: 'Use a newer version, or give an `end-of-life-date` in the future.',
  },
  DefinitionEndOfLifeNear: {
    severity: 'warning',
    message: 'Image definition {definition} reaches its end of life on {date}, in {days}.',
    remedy: 'Publish to a newer `image-definition` before that day, or give it a later endOfLifeDate.',
  },
  DefinitionEndOfLifePast: {
    severity: 'warning',
    message: 'Image definition {definition} reached its end of life on {date}.',
    remedy: 'Publish to a newer `image-definition`, or give it a later endOfLifeDate.',
  },
  NothingPruned: {
    severity: 'warning',
    message:
      'No image version is removed, because {what} could not be read, and a version that may be in use is not removed blindly. {why}',
    remedy: '{remedy}',
  },
  TooManyReplicas: {
    severity: 'blocker',
    message:
      '{region} would need {needed} replicas ({nodes} nodes at one replica per {nodesPerReplica}), and Azure keeps at most {most} of one version in one region.',
    remedy:
      'With `nodes-per-replica: {fitting}` the {nodes} nodes fit into {most} replicas; with {nodesPerReplica} nodes per replica at most {fittingNodes} nodes do.',
  },
  ReplicasBelowRecommended: {
    severity: 'warning',
    message:
      '{region} gets {planned} for {nodes}; Microsoft recommends one for every 300 nodes, which is {recommended}. With fewer, nodes start slower, and a resize may time out.',
    remedy: 'Leave `nodes-per-replica` at 300, or give `target-regions: {region}={recommended}`.',
  },
  RegionNotOffered: {
    severity: 'blocker',
    message: '{region} is no region that subscription {subscription} may use.',
    remedy:
      'Correct `target-regions` (`az account list-locations -o table` lists the names), or ask Microsoft for access to the region.',
  },
  EncryptionSetMissing: {
    severity: 'blocker',
    message:
      'Image version {version} is encrypted with a disk encryption set in {held}, and Azure then takes no region without one; this run adds {added} without.',
    remedy:
      'Add {added} with a disk encryption set of that region yourself (in the portal: Update replication), and run again: what a region has is kept.',
  },
  ZoneRedundancyNotOffered: {
    severity: 'blocker',
    message: '{region} has no availability zones, so it keeps no replicas on {storage}.',
    remedy: 'Set `replica-storage-type: Standard_LRS`, or leave the region out of `target-regions`.',
  },
  SecurityProfileSet: {
    severity: 'note',
    message:
      'Image definition {definition} is of security type {imageType}, so pool {pool} gets the security profile {poolType} with {settings}.',
    remedy: 'Give `securityProfile` in `pool-properties` where it has to differ.',
  },
  SecurityProfileDiffers: {
    severity: 'blocker',
    message:
      'Image definition {definition} is of security type {imageType}, and pool {pool} has the security type {poolType}; Azure starts no node so.',
    remedy:
      'In `pool-properties`, under deploymentConfiguration.virtualMachineConfiguration, {needed}; or publish to an image definition of another security type.',
  },
  BaseImageNotSupported: {
    severity: 'warning',
    message:
      'The image was made from {baseImage}, which is not among the images that Batch account {account} supports: its node agent may not run.',
    remedy: 'Build the image on one that `az batch pool supported-images list` shows. The closest are {closest}.',
  },
  BaseImageEnding: {
    severity: 'warning',
    message: 'Batch ends its support of {baseImage}, from which the image was made, on {date}, in {days}.',
    remedy: 'Build the image on a newer operating system before that day.',
  },
  BaseImageEnded: {
    severity: 'warning',
    message: 'Batch ended its support of {baseImage}, from which the image was made, on {date}.',
    remedy: 'Build the image on a newer operating system.',
  },
} as const
