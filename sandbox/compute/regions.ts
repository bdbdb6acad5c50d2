import { normalizeRegion } from '../../src/model/resource-id.ts'

const DISPLAY_NAMES: readonly string[] = [
  'Australia Central',
  'Australia East',
  'Australia Southeast',
  'Austria East',
  'Belgium Central',
  'Brazil South',
  'Canada Central',
  'Canada East',
  'Central India',
  'Central US',
  'Chile Central',
  'China East',
  'China East 2',
  'China East 3',
  'China North',
  'China North 2',
  'China North 3',
  'East Asia',
  'East US',
  'East US 2',
  'France Central',
  'France South',
  'Germany North',
  'Germany West Central',
  'Indonesia Central',
  'Israel Central',
  'Italy North',
  'Japan East',
  'Japan West',
  'Korea Central',
  'Korea South',
  'Malaysia West',
  'Mexico Central',
  'New Zealand North',
  'North Central US',
  'North Europe',
  'Norway East',
  'Norway West',
  'Poland Central',
  'Qatar Central',
  'South Africa North',
  'South Africa West',
  'South Central US',
  'South India',
  'Southeast Asia',
  'Spain Central',
  'Sweden Central',
  'Switzerland North',
  'Switzerland West',
  'UAE Central',
  'UAE North',
  'UK South',
  'UK West',
  'US DoD Central',
  'US DoD East',
  'US Gov Arizona',
  'US Gov Texas',
  'US Gov Virginia',
  'West Central US',
  'West Europe',
  'West India',
  'West US',
  'West US 2',
  'West US 3',
]

const BY_SHORT_NAME = new Map(DISPLAY_NAMES.map((name) => [normalizeRegion(name), name]))

/** Regions with availability zones, and so with zone-redundant storage: Microsoft's storage redundancy page. */
const ZONAL = new Set(
  [
    'australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral',
    'chinanorth3 eastasia eastus eastus2 francecentral germanywestcentral indonesiacentral israelcentral italynorth',
    'japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast polandcentral',
    'qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth',
    'uksouth usgovvirginia westeurope westus2 westus3',
  ].flatMap((line) => line.split(' ')),
)

/** `West Europe` for `westeurope`; a region that is not known keeps the name it has. */
export function displayName(region: string): string {
  return BY_SHORT_NAME.get(normalizeRegion(region)) ?? region
}

/** Whether zone-redundant storage can be asked for in the region. */
export function supportsZoneRedundantStorage(region: string): boolean {
  return ZONAL.has(normalizeRegion(region))
}
