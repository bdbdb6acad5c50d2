import { resourceName, sameResourceId } from '../../src/model/resource-id.ts'
import type { Demand } from './demand.ts'
import type { ResizeError } from './entities.ts'
import { textAt } from './json.ts'
import { misfittingOsDisk } from './os-disks.ts'
import { ownAddresses } from './public-addresses.ts'
import { providerError, reasonedError } from './resize-errors.ts'
import { askedOf, guestEncryptionOf, takenBy } from './security-types.ts'
import { lackedFeature } from './size-features.ts'

type Obstacle = (demand: Demand) => ResizeError | undefined

/** What keeps every node of a resize from coming; undefined where nothing does. */
export function obstacleTo(demand: Demand): ResizeError | undefined {
  for (const obstacle of OBSTACLES) {
    const error = obstacle(demand)
    if (error !== undefined) return error
  }
  return undefined
}

const badRequest = ({ isDedicated }: Demand, message: string) => providerError(isDedicated, 'BadRequest', message)

const generation: Obstacle = (demand) => {
  const { size, facts } = demand
  if (facts === undefined || size.generations.includes(facts.hyperVGeneration)) return undefined
  const number = facts.hyperVGeneration === 'V1' ? 1 : 2
  return badRequest(
    demand,
    `The selected VM size '${size.name}' cannot boot Hypervisor Generation '${number}'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '${number}' VM Size.`,
  )
}

const architecture: Obstacle = (demand) => {
  const { size, facts } = demand
  if (facts === undefined || size.architecture === facts.architecture) return undefined
  return badRequest(
    demand,
    `Cannot create a VM of size '${size.name}' because this VM size only supports a CPU Architecture of '${size.architecture}', but an image or disk with CPU Architecture '${facts.architecture}' was given. Please check that the CPU Architecture of the image or disk is compatible with that of the VM size.`,
  )
}

/** Sizes of newer generations boot from NVMe alone, and an image that does not name it is taken for one of SCSI. */
const diskController: Obstacle = ({ size, facts, isDedicated }) => {
  if (facts === undefined || size.diskControllers.some((each) => facts.diskControllers.includes(each))) return undefined
  return providerError(
    isDedicated,
    'InvalidParameter',
    `The VM size '${size.name}' cannot boot with OS image or disk. Please check that disk controller types supported by the OS image or disk is one of the supported disk controller types for the VM size '${size.name}'. Please query sku api at https://aka.ms/azure-compute-skus to determine supported disk controller types for the VM size.`,
  )
}

/** The image can be started with other security types only. */
const imageSecurity: Obstacle = (demand) => {
  const { facts, pool } = demand
  const asked = askedOf(pool.properties)
  const taken = facts === undefined ? undefined : takenBy(facts.securityType)
  if (taken === undefined || taken.includes(asked)) return undefined
  const [only, ...others] = taken
  if (only !== 'Standard' && others.length === 0)
    return badRequest(
      demand,
      `The provided gallery image only supports creation of VMs and VM Scale Sets with '${only}' security type.`,
    )
  const kind = asked === 'TrustedLaunch' ? 'Trusted Launch' : 'Confidential VM'
  return badRequest(
    demand,
    `Use of ${asked} setting is not supported for the provided image. Please select ${kind} Supported Gen2 OS Image.`,
  )
}

/** The VM size has no machines of that security type; confidential sizes have no others. */
const sizeSecurity: Obstacle = (demand) => {
  const { size, pool } = demand
  const asked = askedOf(pool.properties)
  const can = {
    Standard: !size.isConfidential,
    TrustedLaunch: size.canTrustLaunch,
    ConfidentialVM: size.isConfidential,
  }
  if (can[asked]) return undefined
  const told = asked === 'Standard' ? '<NULL>' : asked
  return badRequest(
    demand,
    `The VM size '${size.name}' is not supported for creation of VMs and Virtual Machine Scale Set with '${told}' security type.`,
  )
}

const guestEncryption: Obstacle = ({ pool: { properties }, isDedicated }) => {
  if (askedOf(properties) !== 'ConfidentialVM' || guestEncryptionOf(properties) !== undefined) return undefined
  return providerError(
    isDedicated,
    'InvalidParameter',
    "Required parameter 'storageProfile.osDisk.managedDisk.securityProfile.securityEncryptionType' is missing (null).",
  )
}

/** The definition has to carry the very plan of the marketplace image behind it. */
const purchasePlan: Obstacle = ({ facts, isDedicated }) => {
  if (facts?.basePurchasePlan === undefined || facts.basePurchasePlan === facts.purchasePlan) return undefined
  const message =
    facts.purchasePlan === ''
      ? 'Creating a virtual machine from Marketplace image or a custom image sourced from a Marketplace image requires Plan information in the request.'
      : 'The purchase information does not match. Unable to deploy from the Marketplace image.'
  return providerError(isDedicated, 'VMMarketplaceInvalidInput', message)
}

/** A fixed scale is refused when it is written; a formula gets as far as this. */
const spot: Obstacle = (demand) =>
  demand.isDedicated || demand.size.isSpotCapable
    ? undefined
    : badRequest(demand, `The VM size '${demand.size.name}' does not support Spot priority.`)

const delegation: Obstacle = ({ pool, parts, isDedicated }) => {
  const subnetId = textAt(pool.properties, 'networkConfiguration', 'subnetId')
  const facts = subnetId === undefined ? undefined : parts.subnets.subnetFacts(subnetId)
  if (facts === undefined || facts.delegations.length === 0) return undefined
  return reasonedError(isDedicated, 'Allocation failed as subnet has delegation to external resources.')
}

/** Another pool of any account has one of the public IP addresses that this one brings. */
const publicAddress: Obstacle = ({ pool, parts, now, isDedicated }) => {
  const own = ownAddresses(pool) ?? []
  const others = [...parts.store.accounts.values()].flatMap((account) => parts.store.pools(account, now))
  const taken = others.filter((other) => other !== pool).flatMap((other) => ownAddresses(other) ?? [])
  const address = own.find((id) => taken.some((other) => sameResourceId(id, other)))
  if (address === undefined) return undefined
  return reasonedError(isDedicated, `Allocation failed as public IP address ${resourceName(address)} is in use.`)
}

const OBSTACLES: readonly Obstacle[] = [
  generation,
  architecture,
  diskController,
  imageSecurity,
  sizeSecurity,
  guestEncryption,
  lackedFeature,
  misfittingOsDisk,
  purchasePlan,
  spot,
  delegation,
  publicAddress,
]
