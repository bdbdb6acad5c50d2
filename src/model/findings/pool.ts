/** Findings about the Batch account, its quotas, and the pool as it is and as it is asked for. */
export const POOL_FINDINGS = {
  BatchAccountNotFound: {
    severity: 'blocker',
    isFinal: true,
    message: 'There is no Batch account {account}.',
    remedy: 'Create the Batch account, or correct `batch-account` and `resource-group`.',
  },
  BatchAccountNotReady: {
    severity: 'blocker',
    message: 'Batch account {account} is in provisioning state {state}, not Succeeded; it takes no pools now.',
    remedy: 'Wait until the account is ready, and run again.',
  },
  EntraSignInNotAllowed: {
    severity: 'warning',
    message:
      'Batch account {account} does not allow sign-in by Microsoft Entra (it allows {modes}), so its nodes cannot be seen: the run would end unproven.',
    remedy:
      'Add AAD to the modes that it allows: `az rest --method patch --url "{id}?api-version=2025-06-01" --body \'{body}\'`.',
  },
  DataPlaneClosed: {
    severity: 'warning',
    message:
      'The Batch service of account {account} is closed to {who}, so nodes may not be seen: the run would end unproven.',
    remedy:
      'Use a self-hosted runner inside the network of the account, or let the address of the runner in (networkProfile.accountAccess).',
  },
  NodesShutOut: {
    severity: 'blocker',
    message:
      'The node management of Batch account {account} is closed to the public internet, and no private endpoint leads to it: nodes of pool {pool} could not report to Batch, and would become unusable.',
    remedy:
      'Make a private endpoint of sub-resource nodeManagement in the network of the nodes (`az network private-endpoint create --group-id nodeManagement`), or open the account to them (networkProfile.nodeManagementAccess).',
  },
  PoolQuotaShort: {
    severity: 'blocker',
    message: 'Batch account {account} holds {held} pools of at most {quota}, and this run needs {needed} more.',
    remedy: 'Delete a pool that nobody needs, or ask for a higher pool quota in the portal (Batch account, Quotas).',
  },
  CoreQuotaShort: {
    severity: 'blocker',
    message:
      'Batch account {account} has a quota of {quota} {kind} cores; other pools hold {others}, and pool {pool} needs {needed} at its peak ({nodes} of {cores}): {missing} missing.',
    remedy:
      'Ask for {more} more {kind} cores in the portal (Batch account, Quotas), shrink other pools of the account, or {fewer}.',
  },
  VmSizeUnknown: {
    severity: 'blocker',
    message: 'Batch offers no VM size {size} in {region}.',
    remedy:
      'Correct `vm-size`; `az batch location list-skus --location {region}` lists what there is. The closest are {closest}.',
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
  VmSizeNotSpotCapable: {
    severity: 'blocker',
    message: 'VM size {size} is not offered as Spot, and pool {pool} asks for {nodes} spot nodes.',
    remedy: 'Choose a `vm-size` that is, or ask for dedicated nodes by `node-count`.',
  },
  TaskSlotsTooMany: {
    severity: 'blocker',
    message:
      'A node of {size} may have up to {most} task slots (4 for each of its {cores} cores), and {asked} are asked for.',
    remedy: 'Lower `task-slots-per-node`, or choose a larger `vm-size`.',
  },
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
      'Pool {pool} has {held} of the {needed} public IP addresses that its {nodes} nodes need: each serves 100 dedicated or 100 spot nodes.',
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
      'The new {fields} of pool {pool} reaches its {nodes} existing nodes only when they reboot; nodes that join later have it at once.',
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
  NodeAgentUnknown: {
    severity: 'blocker',
    message:
      'The node agent SKU for pool {pool} cannot be told from the image: no marketplace image that Batch supports was found behind it. {known}.',
    remedy: 'Give `node-agent-sku`, the one made for the operating system inside the image.',
  },
  NodeAgentFromIdentifier: {
    severity: 'note',
    message:
      'Node agent SKU {agent} of pool {pool} was chosen by publisher, offer and SKU of the image definition: what the image was made from tells none.',
    remedy: 'Give `node-agent-sku` where the definition is named after another operating system than it holds.',
  },
  NodeAgentNotSupported: {
    severity: 'blocker',
    message: 'Batch account {account} knows no node agent SKU {agent}.',
    remedy: 'Correct `node-agent-sku`. The closest are {closest}.',
  },
  NodeAgentOtherOs: {
    severity: 'blocker',
    message:
      'Node agent SKU {agent} is for {held}, and image definition {definition} for {needed}: nodes would never join the pool.',
    remedy: 'Give a `node-agent-sku` for {needed}, or `auto`.',
  },
  NodeAgentOtherImage: {
    severity: 'warning',
    message:
      'Node agent SKU {agent} of pool {pool} is none that Batch lists for {baseImage}, from which the image was made: nodes join only if the image holds another operating system by now.',
    remedy:
      'Give `node-agent-sku: auto`, which takes {fitting}, unless the operating system was upgraded while the image was built.',
  },
  NodeAgentChanges: {
    severity: 'note',
    message: 'Pool {pool} has node agent SKU {held}, which is not made for its new image, and gets {agent}.',
    remedy: 'Give `node-agent-sku` where it has to be another.',
  },
  NodeAgentEnding: {
    severity: 'warning',
    message:
      'Batch ends its support of node agent SKU {agent} on {date}, in {days}; pools on it may then no longer grow.',
    remedy: 'Build the image on a newer operating system before that day.',
  },
  NodeAgentEnded: {
    severity: 'blocker',
    message: 'Batch ended its support of node agent SKU {agent} on {date}.',
    remedy: 'Build the image on a newer operating system, and give its `node-agent-sku`.',
  },
} as const
