/** Findings about rights, subscriptions, what could not be looked at, and the plan as a whole. */
export const ACCESS_FINDINGS = {
  NotReadable: {
    severity: 'blocker',
    isFinal: true,
    message: 'The {what} {id} could not be read. Azure says {code}: {reason}',
    remedy: '{remedy}',
  },
  NotChecked: {
    severity: 'note',
    message: 'Not checked: {what}, because {why}',
    remedy: '{remedy}',
  },
  ResourceGroupMissing: {
    severity: 'blocker',
    message: 'There is no resource group {group}, and this run makes none.',
    remedy:
      'Correct `resource-group`, or the resource ID that names it; or create it: `az group create --subscription {subscription} --name {name} --location REGION`.',
  },
  OtherTenant: {
    severity: 'blocker',
    isFinal: true,
    message:
      'The {what} {id} lies in a subscription of another tenant, and a token of one tenant opens nothing in another.',
    remedy:
      'Name one of this tenant, or set `tenant-id` to the other where everything lies there; Batch starts nodes from galleries of its own tenant only.',
  },
  ProviderNotRegistered: {
    severity: 'blocker',
    message:
      'Resource provider Microsoft.Batch is not registered in subscription {subscription} (it is {state}), and Batch starts nodes only from galleries of subscriptions in which it is.',
    remedy:
      'Set `register-provider: true`, or run `az provider register --namespace Microsoft.Batch --subscription {subscription}`.',
  },
  RightMissing: {
    severity: 'blocker',
    message: 'This identity may not do {action} at {scope}, which is needed for {purpose}.',
    remedy: 'Give it {role}; a new role assignment takes some minutes to reach everywhere.',
  },
  PlanChanged: {
    severity: 'blocker',
    isFinal: true,
    message: 'The plan is no longer the one that was reviewed: its hash is {hash}, and `plan-hash` is {reviewed}.',
    remedy: 'Look at the plan that `mode: plan` shows now, and give its hash as `plan-hash` where it is right.',
  },
  TimeBudgetExceeded: {
    severity: 'warning',
    message: 'The run may take {minutes} minutes ({terms}), and {limit}.',
    remedy: '{remedy}',
  },
} as const
