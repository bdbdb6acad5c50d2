/** What helps against a code of Azure's, in one sentence. Sources: troubleshooting pages of Compute Gallery, Batch and Azure RBAC. */
const REMEDIES: Readonly<Record<string, string>> = {
  linkedauthorizationfailed:
    'Give the identity of this workflow a role on the linked resource that Azure names (the source image, the image version, an identity or the subnet).',
  galleryimagenotfound:
    'Look at the regions of the image version in the portal: the region of the Batch account has to be Completed. Run again once it is.',
  accountcorequotareached: 'Ask for more dedicated cores in the portal (Batch account, Quotas), or for fewer nodes.',
  accountvmseriescorequotareached:
    'Ask for more cores of this VM family in the portal (Batch account, Quotas), or choose a VM size of another family.',
  accountlowprioritycorequotareached:
    'Ask for more spot cores in the portal (Batch account, Quotas), or for fewer spot nodes.',
  accountspotcorequotareached:
    'Ask for more spot cores in the portal (Batch account, Quotas), or for fewer spot nodes.',
  poolquotareached:
    'Delete a pool that nobody needs, or ask for a higher pool quota in the portal (Batch account, Quotas).',
  allocationtimedout:
    'Run again: the missing nodes are then asked for once more. When it stays so, give a larger `resize-timeout-minutes` or a smaller `nodes-per-replica`, or choose another VM size or region.',
  overconstrainedallocationrequest:
    'Azure has no machines that meet all that is asked: choose another VM size or region, or fewer constraints (zones, disk types).',
  resizestopped: 'Someone stopped the resize; run again to ask for the missing nodes once more.',
  propertychangenotallowed:
    'Publish under a new version number: what Azure names never changes on an existing version.',
  conflict:
    'Another change of the same resource is under way; run again when it has ended, and let one workflow at a time write (a `concurrency` group).',
  toomanyrequests: 'Azure asks for fewer requests; run again in some minutes.',
  resourcecollectionrequeststhrottled: 'Azure asks for fewer requests to this gallery; run again in some minutes.',
  skunotavailable: 'This VM size is not to be had in this region or subscription: choose another one.',
  propertycannotbeupdated: 'Resize the pool to 0 nodes first; Azure changes this only while a pool is empty.',
  poolbeingresized: 'Run again when the resize that is under way has ended.',
  poolbeingdeleted: 'Run again when the pool is gone.',
  invalidauthenticationtokenaudience: 'Set `environment` to the cloud in which the resources are.',
  communicationenabledpoolreachedmaxvmcount:
    'A pool with inter-node communication may hold 100 nodes: ask for fewer, or turn it off.',
  zrsnotsupported: 'Set `replica-storage-type` to Standard_LRS: this region keeps no zone-redundant replicas.',
}

/** Roles that hold an action, the narrowest first. Source: Azure built-in roles. */
const ROLES: readonly (readonly [RegExp, string])[] = [
  [
    /disks\/beginGetAccess/i,
    'a custom role with Microsoft.Compute/disks/beginGetAccess/action (Reader does not have it), or Contributor',
  ],
  [/Microsoft\.Compute\/(galleries|images|locations\/capsOperations)/i, 'Compute Gallery Artifacts Publisher'],
  [/Microsoft\.Compute\/.*\/read/i, 'Reader'],
  [/Microsoft\.Batch/i, 'Azure Batch Data Contributor'],
  [/userAssignedIdentities\/assign/i, 'Managed Identity Operator'],
  [/virtualNetworks\/subnets\/join/i, 'Network Contributor'],
]

/** What to do about a code of Azure's, or undefined where nothing better is known than its own sentence. */
export function remedyFor(code: string, message: string): string | undefined {
  if (/^(AuthorizationFailed|AuthorizationFailure|InsufficientAccountPermissions)$/i.test(code)) return roleFor(message)
  return REMEDIES[code.toLowerCase()]
}

function roleFor(message: string): string {
  const action = /'(Microsoft\.[^']+\/[^']+)'/.exec(message)?.[1]
  const role = ROLES.find(([pattern]) => action !== undefined && pattern.test(action))?.[1]
  const given = role === undefined ? 'a role that has the right Azure names' : `the role ${role}, which has ${action}`
  return `Give the identity of this workflow ${given}, at the scope that Azure names. A new role assignment takes some minutes to reach everywhere.`
}
