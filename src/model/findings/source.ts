/** Findings about what an image version is made from, and about the chain behind it. */
export const SOURCE_FINDINGS = {
  SourceRequired: {
    severity: 'blocker',
    isFinal: true,
    message: 'Image version {version} does not exist, and the workflow names nothing to make it from.',
    remedy: 'Give `source`, or an `image-version` that exists.',
  },
  SourceNotFound: {
    severity: 'blocker',
    isFinal: true,
    message: 'There is no {kind} {source}.',
    remedy: 'Correct {inputs}.',
  },
  SourceNotReady: {
    severity: 'blocker',
    message: 'Source {source} is in provisioning state {state}, not Succeeded.',
    remedy: 'Wait where Azure is still making it; else make it anew, or give another `{input}`.',
  },
  SourceUnfinished: {
    severity: 'blocker',
    message: 'Source {source} does not hold all of its data yet: {why}.',
    remedy: 'Wait until it does, and run again; where a copy has ended badly, make it anew, or give another `{input}`.',
  },
  VhdOfOtherEndpoint: {
    severity: 'blocker',
    message: 'VHD {vhd} is no blob of `source-storage-account`, whose blobs are under {endpoint}.',
    remedy: 'Correct the URL in `{input}`, or give the account that it lies in.',
  },
  SourceTooLarge: {
    severity: 'blocker',
    message:
      'Source {source} has a disk of {size} GiB, and Azure replicates image versions whose disks have up to {most} GiB.',
    remedy: 'Build the image on smaller disks: no disk is ever made smaller. What is larger can lie on a share.',
  },
  SourceNewerThanVersion: {
    severity: 'warning',
    message:
      'Source {source} was made on {made}, and image version {version} was published on {published}: the version holds what another source of that name held.',
    remedy:
      'Give an `image-version` that does not exist (or `next-patch`) to publish what the source holds now, and each new source a name of its own.',
  },
  SourceNotReplicated: {
    severity: 'blocker',
    message: 'Source {source} has no region in which its replication is Completed.',
    remedy: 'Wait until it is replicated, or give another `source`.',
  },
  SourceInOtherRegion: {
    severity: 'blocker',
    message:
      '{part} lies in {held}, and the OS disk in {asked}; Azure makes an image version from disks of one region.',
    remedy: '{way}, and name the copy.',
  },
  SourceNotGeneralized: {
    severity: 'blocker',
    message: 'Source {source} is specialized, and Batch needs generalized images.',
    remedy: 'Generalize the virtual machine it comes from, capture it again, and name the new image.',
  },
  VmNotGeneralized: {
    severity: 'blocker',
    message: 'Virtual machine {vm} is not marked as generalized, and Batch needs generalized images.',
    remedy:
      'Run `sudo waagent -deprovision+user` (Linux) or sysprep (Windows) in it, then `az vm deallocate --ids {id}` and `az vm generalize --ids {id}`.',
  },
  VmNotDeallocated: {
    severity: 'blocker',
    message: 'Virtual machine {vm} is {state}, not deallocated: its disks may still change.',
    remedy: 'Run `az vm deallocate --ids {id}`, and run again.',
  },
  VmHasExtensions: {
    severity: 'warning',
    message:
      'Virtual machine {vm} has extensions ({extensions}), and an image with extensions in it can keep the nodes of a Batch pool from starting.',
    remedy: 'Remove the extensions before generalizing, and install what they did in the image or by the start task.',
  },
  UnmanagedDisk: {
    severity: 'blocker',
    message: 'Virtual machine {vm} has unmanaged disks, and Azure makes image versions from managed disks only.',
    remedy:
      'Run `az vm deallocate --ids {id}` and `az vm convert --ids {id}`, or give the VHD of its OS disk as `source`.',
  },
  EphemeralOsDisk: {
    severity: 'blocker',
    message: 'Virtual machine {vm} has an ephemeral OS disk, from which no image version can be made.',
    remedy: 'Build the image on a virtual machine whose OS disk is a managed disk.',
  },
  UltraDisk: {
    severity: 'blocker',
    message: '{what} an Ultra disk, from which no image version can be made.',
    remedy: 'Detach the Ultra disk, or build the image on a virtual machine without one.',
  },
  SecurityTypeNotForSource: {
    severity: 'warning',
    message:
      'Image definition {definition} is of security type {type}, which is meant for VHDs, managed images and gallery image versions, and the source is a {kind}: Azure may refuse it.',
    remedy: 'Publish to an image definition of security type {fitting}{otherwise}.',
  },
  SourceOsDiffers: {
    severity: 'blocker',
    message: 'Source {source} holds {held}, and image definition {definition} is for {asked}.',
    remedy: 'Publish to an image definition for {held}, or give another `source`.',
  },
  SourceGenerationDiffers: {
    severity: 'blocker',
    message: 'Source {source} is of generation {held}, and image definition {definition} is for {asked}.',
    remedy:
      'Publish to an image definition of generation {held}, or build the image on a machine of generation {asked}.',
  },
  SourceArchitectureDiffers: {
    severity: 'blocker',
    message: 'Source {source} is of architecture {held}, and image definition {definition} is for {asked}.',
    remedy: 'Publish to an image definition of architecture {held}, or build the image on an {asked} machine.',
  },
  PurchasePlanDiffers: {
    severity: 'blocker',
    message:
      'The image comes from {origin}, which has {held}, and image definition {definition} has {asked}; Azure starts no node so.',
    remedy:
      'Publish to an image definition that has {held} (`create-gallery: true` makes one), for a plan never changes.',
  },
  OsDiskEncrypted: {
    severity: 'blocker',
    message: '{origin} is encrypted in the guest (Azure Disk Encryption), and Batch starts no node from it.',
    remedy:
      'Build the image on a machine without Azure Disk Encryption. From a Windows machine `az vm encryption disable --ids VM_ID --volume-type ALL` takes it away before capturing; from the OS disk of a Linux machine nothing does.',
  },
  DataDiskEncrypted: {
    severity: 'blocker',
    message:
      'Data disk {disk} is encrypted in the guest (Azure Disk Encryption), and its key is with the machine on which that was done: no node can read it.',
    remedy:
      'Take the encryption away before capturing (`az vm encryption disable --ids VM_ID --volume-type DATA`), or make the image without that disk.',
  },
  SourceEncryptedElsewhere: {
    severity: 'blocker',
    message:
      'Source {source} is encrypted with a key of your own and lies in another subscription than the gallery; Azure makes image versions across subscriptions from unencrypted sources only.',
    remedy: 'Copy it into subscription {subscription}, or take one that is encrypted with a key of the platform.',
  },
  OsDiskCacheNotReadWrite: {
    severity: 'note',
    message: 'The OS disk of {origin} has host caching {held}; Batch advises ReadWrite, with which nodes start faster.',
    remedy: 'Set the host caching of the OS disk to ReadWrite before capturing the machine.',
  },
  DataDisksToMount: {
    severity: 'note',
    message:
      'The image has data disks at LUN {luns}, which nodes get attached, but not partitioned or mounted for tasks.',
    remedy: 'Mount them in the start task.',
  },
  LineageEnds: {
    severity: 'note',
    message: 'What {origin} was made from cannot be told: {why}. Checks that need the marketplace image were left out.',
    remedy:
      'Give `node-agent-sku` where it cannot be found; where a right is missing, let the identity read the resources of the chain to have all checked.',
  },
  ManagedImageFromOtherSource: {
    severity: 'blocker',
    message:
      'Managed image {image} exists and was made from {held}, not from {asked}. The source of an image never changes.',
    remedy: 'Give a `managed-image` that does not exist yet, or name this image as `source`.',
  },
  ManagedImageNotPossible: {
    severity: 'blocker',
    message: 'Virtual machine {vm} is of security type {type}, from which Azure makes no managed image.',
    remedy: 'Leave `managed-image` out: the image version is then made from the virtual machine itself.',
  },
} as const
