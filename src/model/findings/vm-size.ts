/** Findings about the VM size of the nodes. */
export const VM_SIZE_FINDINGS = {
  VmSizeUnknown: {
    severity: 'blocker',
    message: 'Batch offers no VM size {size} in {region}.',
    remedy:
      'Correct `vm-size`; `az batch location list-skus --location {region} --query "[].name" -o tsv` lists what there is. The closest are {closest}.',
  },
  VmSizeRetiring: {
    severity: 'warning',
    message: 'Batch ends its support of VM size {size} on {date}, in {days}.',
    remedy: 'Move to a newer `vm-size` before that day.',
  },
  VmSizeRetired: {
    severity: 'blocker',
    message: 'Batch ended its support of VM size {size} on {date}.',
    remedy: 'Choose a newer `vm-size`.',
  },
  VmSizeGenerationDiffers: {
    severity: 'blocker',
    message: 'VM size {size} starts images of generation {offered}, and image definition {definition} is of {needed}.',
    remedy: 'Choose a `vm-size` that supports {needed}, or publish to a definition of another generation.',
  },
  VmSizeArchitectureDiffers: {
    severity: 'blocker',
    message: 'VM size {size} is of architecture {offered}, and image definition {definition} is of {needed}.',
    remedy: 'Choose a `vm-size` of architecture {needed}.',
  },
  VmSizeDiskControllerDiffers: {
    severity: 'blocker',
    message:
      'VM size {size} boots from disk controllers of type {offered}, and image definition {definition} is for {needed}.',
    remedy:
      'Choose a `vm-size` that boots from {needed}, or publish to an image definition that names {offered} among its DiskControllerTypes.',
  },
  VmSizeSecurityDiffers: {
    severity: 'blocker',
    message: 'VM size {size} starts machines of security type {offered}, and pool {pool} asks for {needed}.',
    remedy: 'Choose a `vm-size` that starts {needed} machines, or an image definition for {offered}.',
  },
  VmSizeLacks: {
    severity: 'blocker',
    message: 'VM size {size} has no {feature}, and pool {pool} asks for it ({member}).',
    remedy: 'Choose a `vm-size` that has, or take it out of `pool-properties`.',
  },
  VmSizeCacheTooSmall: {
    severity: 'blocker',
    message:
      'VM size {size} has a cache of {cache} GiB, and pool {pool} asks for ephemeral OS disks, which would have {needed} GiB: Batch keeps them on the cache.',
    remedy:
      'Choose a `vm-size` with a larger cache, take osDisk.ephemeralOSDiskSettings out of `pool-properties`, or build the image on a smaller OS disk.',
  },
  VmSizeNotSpotCapable: {
    severity: 'blocker',
    message: 'VM size {size} is not offered as Spot, and pool {pool} asks for {nodes}.',
    remedy: 'Choose a `vm-size` that is, or ask for dedicated nodes by `node-count`.',
  },
  TaskSlotsTooMany: {
    severity: 'blocker',
    message:
      'A node of {size} may have up to {most} task slots (4 for each of its {cores} cores), and {asked} are asked for.',
    remedy: 'Lower `task-slots-per-node`, or choose a larger `vm-size`.',
  },
} as const
