/** How a pool gets another image: what stands against it, and what it does not reach. */
export const ROLLOUT_FINDINGS = {
  PoolNeedsRollout: {
    severity: 'blocker',
    message:
      'Pool {pool} differs from what is asked in {fields}, and Azure changes that only while a pool holds no nodes; this pool {holds}.',
    remedy:
      'Choose how: `update-strategy: in-place` empties the pool, changes it under its ID and scales it again ({inPlace}); `update-strategy: blue-green` makes a second pool, moves the jobs there and takes the first away ({blueGreen}); `update-strategy: recreate` deletes it and creates it anew ({recreate}).',
  },
  JobsNotReadable: {
    severity: 'blocker',
    message:
      'The jobs of Batch account {account} cannot be read ({code}: {reason}), so those of pool {pool} cannot be moved to the pool that is to take its place.',
    remedy:
      'Let the runner reach the Batch service of the account, as an identity that may read and write jobs and job schedules (the role Azure Batch Data Contributor); or choose `update-strategy: in-place`, which leaves the jobs where they are.',
  },
  AutoPoolJobs: {
    severity: 'note',
    message:
      'Azure makes pools of image definition {definition} for {names} by itself: they cannot be moved, and keep the image version of their own template.',
    remedy: 'Change the image version in the template of whoever submits them.',
  },
  CanaryNotProvable: {
    severity: 'blocker',
    message:
      'Batch account {account} does not allow sign-in by Microsoft Entra (it allows {modes}), so nodes of canary pool {canary} cannot be seen, and nothing would be proven by them.',
    remedy: 'Add AAD to `allowedAuthenticationModes` of the account, or leave `canary-nodes` out.',
  },
  CommandOutsideContainer: {
    severity: 'blocker',
    message:
      'Nodes of pool {pool} are set up for containers, and Batch runs no task outside of one there: `smoke-command` would fail on each node of canary pool {canary}.',
    remedy:
      'Leave `smoke-command` out. A `start-task` runs on the node itself, also there, and a node whose start task fails is not healthy.',
  },
  CanaryNameTaken: {
    severity: 'blocker',
    isFinal: true,
    message:
      'There is a pool {canary} that this action has not made, and the canary of pool {pool} would have that name: it is deleted in the end.',
    remedy: 'Delete that pool where nobody needs it, give another `pool-id`, or leave `canary-nodes` out.',
  },
  PoolDoesNotRoll: {
    severity: 'blocker',
    message: 'Azure does not upgrade the nodes of pool {pool} by itself: {missing}.',
    remedy:
      'Give a `pool-id` that does not exist yet, which `rolling` makes so; or take all nodes off this pool (`az batch account login -n {account} -g {group}`, then `az batch pool resize --pool-id {pool} --target-dedicated-nodes 0 --target-low-priority-nodes 0`) and run again: a pool without nodes is changed as it stands. `update-strategy: in-place` rolls it once as it is.',
  },
  UpgradesItself: {
    severity: 'blocker',
    message:
      'Pool {pool} has automatic OS upgrade, which Azure allows only for an image without a version, and this run would give it image version {version} ({strategy}).',
    remedy:
      'Choose `update-strategy: rolling`, or set upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade to false in `pool-properties`.',
  },
  VersionHeldBack: {
    severity: 'blocker',
    message:
      'Image version {version} is excluded from latest in {region}, and not because it still has to be proven: Azure gives it to no node of pool {pool}.',
    remedy:
      'Publish what is in it under a new version number; or, where it is to be trusted after all, `az sig image-version update --subscription {subscription} -g {group} -r {gallery} -i {definition} -e {version} --set publishingProfile.excludeFromLatest=false`, the same for those of its regions that say otherwise, and run again.',
  },
  HigherVersionIsLatest: {
    severity: 'blocker',
    message:
      'Image version {version} would not be the latest in {region}: {higher} is higher, and Azure gives nodes that one.',
    remedy:
      'Publish under a higher number (`image-version: next-patch`), or exclude {higher} from latest: `az sig image-version update --subscription {subscription} -g {group} -r {gallery} -i {definition} -e {higher} --set publishingProfile.excludeFromLatest=true`.',
  },
  NodesAboveVersion: {
    severity: 'blocker',
    message:
      '{nodes} of pool {pool} run a higher image version than {version}, such as {higher}, and Azure takes no node back to a lower one.',
    remedy:
      'Publish what {version} holds under a higher number (`image-version: next-patch`, with it as `source`), or take those nodes off the pool.',
  },
  RollbackImageMissing: {
    severity: 'blocker',
    message:
      'Pool {pool} runs on image version {version}, which {why}: should the rollout go wrong, there is no way back.',
    remedy: 'Bring that version back to {region}, or set `on-failure: stop` to go without a way back.',
  },
  SecretsLost: {
    severity: 'blocker',
    message: 'Pool {pool} has {what} with secrets that Azure never gives back, so it cannot be made anew as it is.',
    remedy:
      'Give {what} with their secrets in `pool-properties`, or choose `update-strategy: in-place`, which leaves them where they are.',
  },
} as const
