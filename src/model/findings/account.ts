/** Findings about the Batch account and its quotas. */
export const ACCOUNT_FINDINGS = {
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
      'Use a self-hosted runner inside the network of the account{rule}; or set `wait: steady`, with which no node is looked at, and a new image version stays excluded from latest.',
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
} as const
