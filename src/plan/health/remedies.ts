import { missingRight, roleFor } from '../rights/rights.ts'

/**
 * What to do about a code of Azure's or of the network, in one sentence; undefined where nothing better is known
 * than its own sentence. Case does not count: the services disagree on it. Sources: the troubleshooting pages of
 * Compute Gallery, Batch and Azure RBAC.
 */
export function remedyFor(code: string, message: string): string | undefined {
  const key = code.toLowerCase()
  return BY_MESSAGE[key]?.(message) ?? REMEDIES[key]
}

/** Codes that mean different things; only Azure's sentence tells which. */
const BY_MESSAGE: Readonly<Record<string, (message: string) => string | undefined>> = {
  authorizationfailed: grant,
  authorizationfailure: grant,
  insufficientaccountpermissions: grant,
  linkedauthorizationfailed: grantLinked,
  allocationfailed: allocationFailed,
  conflict,
  invalidparameter: invalidParameter,
}

function grant(message: string): string {
  const right = missingRight(message)
  const wait = 'and run again after some minutes: a new role assignment takes that long to reach everywhere'
  if (right === undefined) return `Give the identity of this workflow a role with the right that Azure names, ${wait}.`
  const { action, scope = 'the resource that Azure names' } = right
  const role = roleFor(action)
  const which = role === undefined ? `a role that holds ${action}` : `the role ${role}, which holds ${action},`
  // Who it is stands in Azure's sentence alone.
  const [, objectId] = /with object id '([0-9a-f-]{36})'/i.exec(message) ?? []
  const isWhole = role !== undefined && objectId !== undefined && right.scope !== undefined
  const where = isWhole ? `by \`${assignment(`--assignee-object-id ${objectId}`, role, scope)}\`` : `at ${scope}`
  return `Give the identity of this workflow ${which} ${where}, ${wait}.`
}

function assignment(assignee: string, role: string, scope: string): string {
  return `az role assignment create ${assignee} --assignee-principal-type ServicePrincipal --role "${role}" --scope ${scope}`
}

function grantLinked(message: string): string {
  if (!/linked subscription/i.test(message)) return grant(message)
  return 'Keep what Azure names as linked (source, identity, subnet) in a subscription of the same tenant: a token of one tenant opens nothing in another.'
}

/** AllocationFailed relays the provider's words: a bad image, the surroundings of the pool, or a passing fault. */
function allocationFailed(message: string): string {
  if (/hypervisor generation/i.test(message)) {
    return 'Choose a `vm-size` that supports the generation of the image definition (V1 or V2), or publish to a definition of the other generation.'
  }
  if (/cpu architecture/i.test(message)) {
    return 'Choose a `vm-size` of the architecture of the image definition (x64 or Arm64).'
  }
  if (/purchase plan|plan information/i.test(message)) {
    return 'Publish to an image definition that carries the purchase plan of the marketplace image, and accept its terms in the subscription of the Batch account.'
  }
  if (/disk controller/i.test(message)) {
    return 'Choose a `vm-size` with the disk controller that the image definition names (SCSI where it names none), or publish to one that names NVMe among its DiskControllerTypes.'
  }
  if (/vm size '[^']*' is not supported for creation/i.test(message)) {
    return 'Choose a `vm-size` whose machines are of the security type that the pool asks for.'
  }
  if (/vm size does not support|is not supported for vm size|accelerated networking/i.test(message)) {
    return 'Choose a `vm-size` that has what Azure names, or take it out of `pool-properties`.'
  }
  if (/security ?type|trusted ?launch/i.test(message)) {
    return 'Give the security type that the image demands as `securityProfile` in `pool-properties`, or publish to a definition with TrustedLaunchSupported.'
  }
  if (/image .*not (found|available)|galleryimagenotfound/i.test(message)) return IMAGE_NOT_THERE
  if (/public ip/i.test(message)) {
    return 'Give the pool public IP addresses that nothing else uses, one for each 100 nodes, as networkConfiguration.publicIPAddressConfiguration in `pool-properties`.'
  }
  if (/subnet|network security|delegat/i.test(message)) {
    return 'Mend the subnet as Azure names it (no delegation, enough free addresses, a security group that lets Batch in), and run again.'
  }
  if (/key vault|not authorized|permission|scopelocked/i.test(message)) {
    return 'Give the Batch service the right that Azure names, or remove the lock, and run again.'
  }
  return 'Run again in some minutes: the nodes are then asked for once more, and a fault of the platform mostly passes.'
}

function conflict(message: string): string | undefined {
  if (/marked for deletion|being deleted/i.test(message)) {
    return 'Wait until Azure has deleted it and run again, or give a name that is not in use.'
  }
  if (/not unique within the subscription/i.test(message)) {
    return 'Give another `gallery`: a name is there once in a subscription, whatever the resource group.'
  }
  if (/publisher.*offer.*sku.*already\s+exists/is.test(message)) {
    return 'Give another `sku`, `offer` or `publisher`, or the `image-definition` that has them already.'
  }
  return undefined
}

function invalidParameter(message: string): string | undefined {
  if (/duplicate region/i.test(message)) return 'Name each region once, also in `target-regions`.'
  if (/zrs/i.test(message)) return NO_ZONES
  if (/shallow/i.test(message)) {
    return 'Publish the image under a new version number: a version that was made in mode Shallow keeps one replica in one region.'
  }
  if (/replica/i.test(message)) {
    return 'Ask for 1 to 100 replicas in a region; a larger `nodes-per-replica` lowers the computed number.'
  }
  return undefined
}

const IMAGE_NOT_THERE =
  'Look at the regions of the image version in the portal: that of the Batch account has to be Completed; run again once it is, which also adds a region that another writer dropped.'
const NO_ZONES = 'Set `replica-storage-type` to Standard_LRS: this region keeps no zone-redundant replicas.'
const CHANGED_MEANWHILE = 'Run again: someone else changed it meanwhile, and the new plan starts from what it is now.'
const FEWER_REQUESTS = 'Run again in some minutes, and let fewer runs work on this subscription at the same time.'
const BUSY = 'Run again in some minutes: Azure is busy, and what it has begun goes on.'
const SPOT_CORES =
  'Ask for more spot cores in the portal (Batch account, Quotas), or for fewer nodes by `spot-node-count`, and run again.'
const OTHER_SIZE =
  'Choose a `vm-size` that this subscription may use in the region of the Batch account; `az batch location list-skus --location REGION` lists them.'
const NO_WAY_THROUGH =
  'Let the runner reach the address that is named: a firewall or a proxy (`HTTPS_PROXY`, `NO_PROXY`) stands between.'
const UNKNOWN_CERTIFICATE = 'Give the certificate of the proxy or cloud to the runner by `NODE_EXTRA_CA_CERTS`.'

/** By code in lower case. */
const REMEDIES: Readonly<Record<string, string>> = {
  galleryimagenotfound: IMAGE_NOT_THERE,
  accountcorequotareached:
    'Ask for more dedicated cores in the portal (Batch account, Quotas), free cores by shrinking other pools of the account, or ask for fewer nodes, and run again.',
  accountvmseriescorequotareached:
    'Ask for more cores of this VM series in the portal (Batch account, Quotas), or choose a `vm-size` of a series with cores left, and run again.',
  accountlowprioritycorequotareached: SPOT_CORES,
  accountspotcorequotareached: SPOT_CORES,
  poolquotareached:
    'Delete a pool that nobody needs, or ask for a higher pool quota in the portal (Batch account, Quotas), and run again.',
  allocationtimedout:
    'Run again, which asks for the missing nodes once more; when it stays so, give a larger `resize-timeout-minutes` or a smaller `nodes-per-replica`, or choose another VM size or region.',
  overconstrainedallocationrequest:
    'Choose another `vm-size` or region, or fewer constraints (zones, disk types): Azure has no machines that meet all that is asked.',
  resizestopped: 'Run again when nobody else resizes the pool: the missing nodes are then asked for once more.',
  skunotavailable: OTHER_SIZE,
  notavailableforsubscription: OTHER_SIZE,
  unsupportedvmsize: OTHER_SIZE,
  communicationenabledpoolreachedmaxvmcount:
    'Ask for at most 100 nodes (80 where the account allocates in your own subscription), or turn inter-node communication off, which has that limit.',
  propertychangenotallowed:
    'Publish under a new version number: what Azure names never changes on an existing version.',
  propertycannotbeupdated: 'Resize the pool to 0 nodes first; Azure changes this only while a pool is empty.',
  poolbeingresized: 'Run again when the resize that is under way has ended.',
  poolbeingdeleted: 'Run again when the pool is gone.',
  zrsnotsupported: NO_ZONES,
  conflict:
    'Run again when the other change of the same resource has ended, and let one workflow at a time write it (a `concurrency` group).',
  deletegalleryimageversionblockedbeforeendoflife:
    'Wait until its end of life, or let whoever holds it back set blockDeletionBeforeEndOfLife of its safety profile to false; until then it stays, and `keep-versions` leaves it alone.',
  conditionnotmet: CHANGED_MEANWHILE,
  preconditionfailed: CHANGED_MEANWHILE,
  toomanyrequests: FEWER_REQUESTS,
  resourcecollectionrequeststhrottled: FEWER_REQUESTS,
  subscriptionrequeststhrottled: FEWER_REQUESTS,
  resourcenotfound: 'Check name, resource group and subscription of the resource in the inputs of the workflow.',
  parentresourcenotfound:
    'Create the gallery, image definition or Batch account first, or correct its name in the inputs.',
  resourcegroupnotfound: 'Correct `resource-group`, or `subscription-id` when the group is in another subscription.',
  subscriptionnotfound:
    'Correct `subscription-id`, or give the identity of this workflow a role in it: without one Azure answers that there is no such subscription.',
  invalidauthenticationtokentenant: 'Set `tenant-id` to the tenant to which the subscription belongs.',
  invalidauthenticationtokenaudience: 'Set `environment` to the cloud in which the resources are.',
  missingsubscriptionregistration:
    'Register the resource provider that Azure names in the subscription (`az provider register --namespace NAME`), and run again when it is registered.',
  scopelocked: 'Remove the lock that Azure names from the resource or its group, and run again.',
  requestdisallowedbypolicy:
    'Give the resource what the policy demands (often tags: `image-tags`), or ask the owner of the policy for an exemption.',
  denyassignmentauthorizationfailed:
    'Have the owner of the deny assignment that Azure names take this identity out of it: no role opens what it closes.',
  readonlydisabledsubscription: 'Have the subscription enabled again: Azure only lets it be read.',
  internalservererror: 'Run again in some minutes; when it repeats, give the request ID to Azure support.',
  serverbusy: BUSY,
  serviceunavailable: BUSY,
  gatewaytimeout: BUSY,
  operationtimedout: BUSY,
  enotfound:
    'Check that the runner resolves the name, and that `environment` or `resource-manager-endpoint` names the right cloud.',
  econnrefused: NO_WAY_THROUGH,
  etimedout: NO_WAY_THROUGH,
  econnreset: 'Run again; when it repeats, look at the firewall or proxy between the runner and Azure.',
  self_signed_cert_in_chain: UNKNOWN_CERTIFICATE,
  unable_to_verify_leaf_signature: UNKNOWN_CERTIFICATE,
}
