import { describe, expect, it } from '@jest/globals'
import { remedyFor } from '../../src/plan/health/remedies.ts'

const REFUSED = (action: string) =>
  `The client 'c' with object id 'o' does not have authorization to perform action '${action}' over scope '/subscriptions/1/resourceGroups/g' or the scope is invalid. If access was recently granted, please refresh your credentials.`

describe('remedyFor', () => {
  const roles: readonly (readonly [string, string])[] = [
    ['Microsoft.Compute/galleries/images/versions/write', 'Compute Gallery Artifacts Publisher'],
    ['Microsoft.Compute/images/read', 'Reader'],
    ['Microsoft.Compute/images/write', 'Compute Gallery Artifacts Publisher'],
    ['Microsoft.Batch/batchAccounts/pools/write', 'Azure Batch Data Contributor'],
    ['Microsoft.Batch/batchAccounts/write', 'Azure Batch Account Contributor'],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', 'Managed Identity Operator'],
    ['Microsoft.Network/virtualNetworks/subnets/join/action', 'Network Contributor'],
    ['Microsoft.Compute/disks/beginGetAccess/action', 'Disk Backup Reader'],
    ['Microsoft.Compute/skus/read', 'Reader'],
  ]
  for (const [action, role] of roles) {
    it(`names the role ${role} and the scope for ${action}`, () => {
      const remedy = remedyFor('AuthorizationFailed', REFUSED(action))
      expect(remedy).toContain(`the role ${role}, which holds ${action}, at /subscriptions/1/resourceGroups/g,`)
    })
  }

  it('gives the whole command where Azure says who it is', () => {
    const id = '0a9b8c7d-6e5f-4d3c-ab2a-1f0e9d8c7b6a'
    const message = REFUSED('Microsoft.Compute/images/read').replace("id 'o'", `id '${id}'`)
    expect(remedyFor('AuthorizationFailed', message)).toBe(
      `Give the identity of this workflow the role Reader, which holds Microsoft.Compute/images/read, by \`az role assignment create --assignee-object-id ${id} --assignee-principal-type ServicePrincipal --role "Reader" --scope /subscriptions/1/resourceGroups/g\`, and run again after some minutes: a new role assignment takes that long to reach everywhere.`,
    )
  })

  it('names the right alone where no built-in role is known for it', () => {
    expect(remedyFor('AuthorizationFailed', REFUSED('Microsoft.Quantum/x/write'))).toContain(
      'a role that holds Microsoft.Quantum/x/write',
    )
  })

  const scopes = [
    ['/subscriptions/1/resourceGroups/g/providers/Microsoft.Compute/galleries/g/images/i', '/versions/1.0.0'],
    ['/subscriptions/1/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a', '/pools/p'],
    ['/subscriptions/1', '/providers/Microsoft.Batch/locations/westeurope'],
  ] as const
  for (const [there, below] of scopes) {
    it(`gives the role where something is, and not at ${below.slice(1)}`, () => {
      const message = `The client 'c' does not have authorization to perform action 'a/b/read' over scope '${there}${below}' or the scope is invalid.`
      expect(remedyFor('AuthorizationFailed', message)).toContain(` at ${there}, and run again`)
    })
  }

  it('names the right on the linked resource, not the one that is there', () => {
    const message =
      "The client 'c' with object id 'o' has permission to perform action 'Microsoft.Compute/galleries/images/versions/write' on scope '/subscriptions/1'; however, it does not have permission to perform action(s) 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '/subscriptions/2/subnets/s' (respectively) or the linked scope(s) are invalid."
    const remedy = remedyFor('LinkedAuthorizationFailed', message)
    expect(remedy).toContain('Network Contributor')
    expect(remedy).toContain('/subscriptions/2/subnets/s')
    expect(remedy).not.toContain('versions/write')
  })

  it('names no role where a deny assignment refuses', () => {
    expect(remedyFor('DenyAssignmentAuthorizationFailed', '')).toContain('no role opens what it closes')
  })

  it('does not care how Azure spells a code', () => {
    expect(remedyFor('AllocationTimedOut', '')).toBe(remedyFor('AllocationTimedout', ''))
  })

  const allocation: readonly (readonly [string, RegExp])[] = [
    ["The selected VM size cannot boot Hypervisor Generation '2'.", /generation/],
    ['Creating a virtual machine from this image requires Plan information in the request.', /purchase plan/],
    ["this VM size only supports a CPU Architecture of 'Arm64'", /architecture/],
    ["The VM size 'x' cannot boot with OS image or disk. Please check that disk controller types", /NVMe/],
    ["The VM size 'x' is not supported for creation of VMs with 'TrustedLaunch' security type.", /Choose a `vm-size`/],
    ['The image only supports creation of VMs with the security type TrustedLaunch.', /securityProfile/],
    ['Deployment allocation failed because VM size does not support storage account type.', /pool-properties/],
    ['The subnet is delegated to another service.', /subnet/],
    ['Allocation failed as public IP address farm is in use.', /public IP addresses that nothing else uses/],
    ['Desired number of dedicated nodes could not be allocated due to an internal error', /again in some minutes/],
  ]
  for (const [message, expected] of allocation) {
    it(`reads AllocationFailed: ${message}`, () => {
      expect(remedyFor('AllocationFailed', message)).toMatch(expected)
    })
  }

  const parameters: readonly (readonly [string, RegExp])[] = [
    ['The replica count is out of range: it has to be between 1 and 100.', /1 to 100 replicas/],
    ['Adding regions to a version of Shallow replication mode is not allowed.', /new version number/],
  ]
  for (const [message, expected] of parameters) {
    it(`reads InvalidParameter: ${message}`, () => {
      expect(remedyFor('InvalidParameter', message)).toMatch(expected)
    })
  }

  const conflicts: readonly (readonly [string, RegExp])[] = [
    ["The gallery name 'renders' is not unique within the subscription '1'.", /another `gallery`/],
    [
      "Gallery image: 'a' identified by (publisher:p, offer:o, sku:s) already exists. Choose another combination.",
      /another `sku`/,
    ],
    ["Update is not allowed on 'v' since it is marked for deletion.", /has deleted it/],
    ['Another operation is in progress.', /one workflow at a time/],
  ]
  for (const [message, expected] of conflicts) {
    it(`reads Conflict: ${message}`, () => {
      expect(remedyFor('Conflict', message)).toMatch(expected)
    })
  }

  const known = [
    ['GalleryImageNotFound', 'AccountCoreQuotaReached', 'AccountVMSeriesCoreQuotaReached', 'PoolQuotaReached'],
    ['AccountLowPriorityCoreQuotaReached', 'OverconstrainedAllocationRequest', 'ResizeStopped', 'Conflict'],
    ['PropertyChangeNotAllowed', 'TooManyRequests', 'SkuNotAvailable', 'ScopeLocked', 'ENOTFOUND'],
  ].flat()
  for (const code of known) {
    it(`has one sentence for ${code}`, () => {
      expect(remedyFor(code, '')).toMatch(/^[A-Z][^!]*[.]$/)
    })
  }

  it('knows nothing of codes it does not know', () => {
    expect(remedyFor('SomethingNew', '')).toBeUndefined()
    expect(remedyFor('InvalidParameter', 'The value is wrong.')).toBeUndefined()
  })
})
