/** Findings about the pool as it is and as it is asked for, and about its network. */
export const POOL_FINDINGS = {
  InterNodeTooMany: {
    severity: 'blocker',
    message:
      'Pool {pool} lets its nodes talk to each other, which Batch allows for up to {most} nodes, and asks for {nodes}.',
    remedy: 'Ask for at most {most} nodes, or set interNodeCommunication to Disabled in `pool-properties`.',
  },
  SubnetNotFound: {
    severity: 'blocker',
    message: 'There is no subnet {subnet}.',
    remedy: 'Correct `subnet-id`.',
  },
  SubnetInOtherRegion: {
    severity: 'blocker',
    message:
      'Subnet {subnet} lies in {held}, and Batch account {account} in {needed}; nodes join subnets of their own region only.',
    remedy: 'Give a `subnet-id` in {needed}.',
  },
  SubnetInOtherSubscription: {
    severity: 'blocker',
    message:
      'Subnet {subnet} lies in another subscription than Batch account {account}; nodes join subnets of the subscription of their account only.',
    remedy: 'Give a `subnet-id` in subscription {subscription}.',
  },
  SubnetTooSmall: {
    severity: 'blocker',
    message: 'Subnet {subnet} has {free} free addresses, and this run needs {needed} more for {pools}.',
    remedy: 'Give a larger `subnet-id`, or ask for fewer nodes.',
  },
  SubnetDelegated: {
    severity: 'blocker',
    message: 'Subnet {subnet} is delegated to {services}, and Batch needs one that is not delegated.',
    remedy: 'Remove the delegation, or give another `subnet-id`.',
  },
  PublicAddressesTooFew: {
    severity: 'blocker',
    message:
      'Pool {pool} has {held} of the {needed} public IP addresses that are needed for {nodes}: each serves 100 dedicated or 100 spot nodes.',
    remedy:
      'Add addresses to networkConfiguration.publicIPAddressConfiguration.ipAddressIds in `pool-properties`, or ask for fewer nodes.',
  },
  PublicAddressTaken: {
    severity: 'blocker',
    message:
      'Pool {pool} would bring public IP address {address}, which pool {other} has at that time, and Azure gives an address to one pool only.',
    remedy:
      'Give pool {pool} addresses of its own in `pool-properties`; where it is a second pool or a canary, choose `update-strategy: in-place`, or leave `canary-nodes` out.',
  },
  PoolBeingDeleted: {
    severity: 'blocker',
    message: 'Pool {pool} is being deleted; Azure takes no change to it any more.',
    remedy: 'Wait until it is gone and run again.',
  },
  PoolBeingResized: {
    severity: 'note',
    message: 'Pool {pool} is {state}: this run waits for the end of that before it changes the scale.',
    remedy: 'Nothing is needed; stop the resize in the portal where it has to go faster.',
  },
  PoolNotOwned: {
    severity: 'warning',
    message: 'Pool {pool} exists and was not made by this action: nothing in its metadata says so.',
    remedy:
      'Give another `pool-id` where it belongs to somebody else; from this run on the action notes in its metadata what it changes.',
  },
  ChangedOutside: {
    severity: 'warning',
    message:
      'Someone changed {fields} of pool {pool} since this action set it; this run sets it back to what the workflow asks for.',
    remedy: 'Put the change into the workflow where it has to stay.',
  },
  ReachesNewNodesOnly: {
    severity: 'warning',
    message:
      'The new {fields} of pool {pool} reaches its {nodes} only when they reboot; nodes that join later have it at once.',
    remedy: 'Reboot the nodes when their tasks allow it, where the change has to reach all of them.',
  },
  SecretNotReadable: {
    severity: 'blocker',
    message:
      'Pool {pool} uses container registries with a password, which Azure never gives back; changing the image would remove it.',
    remedy:
      'Give deploymentConfiguration.virtualMachineConfiguration.containerConfiguration.containerRegistries with the password in `pool-properties`, or use an identity for the registry.',
  },
  StartTaskWithoutCommand: {
    severity: 'blocker',
    message: 'Pool {pool} does not exist yet, and `pool-properties` describes a start task that has no command line.',
    remedy: 'Give the command line as `start-task`.',
  },
  SettingForWindows: {
    severity: 'blocker',
    message: 'Pool {pool} has {settings}, for Windows alone, and image definition {definition} is for Linux.',
    remedy: 'Take that out of `pool-properties`, or publish to an image definition for Windows.',
  },
  DiskEncryptionNotPossible: {
    severity: 'blocker',
    message:
      'Pool {pool} asks for disk encryption (diskEncryptionConfiguration), which Batch gives nodes of a Linux image of your own only by encryption at host, and {why}.',
    remedy:
      'Take diskEncryptionConfiguration out of `pool-properties` (every disk is encrypted with a key of the platform anyway), or {way}.',
  },
  NodesWithoutWayOut: {
    severity: 'blocker',
    message:
      'Nodes of pool {pool} are to have no public addresses, and subnet {subnet} leads nowhere out (no default outbound access, NAT gateway or route table), nor has Batch account {account} a private endpoint for its node management: nodes could not report to Batch.',
    remedy:
      'Give the subnet a NAT gateway, or the account a private endpoint of sub-resource nodeManagement in that network.',
  },
  OsDiskTooSmall: {
    severity: 'blocker',
    message:
      'Pool {pool} asks for OS disks of {asked} GiB, and the OS disk of the image has {held} GiB, as {origin} tells; Azure makes none smaller.',
    remedy:
      'Take deploymentConfiguration.virtualMachineConfiguration.osDisk.diskSizeGB out of `pool-properties`, or give at least {held}.',
  },
} as const
