/** A region as Azure lists it. */
type Region = { readonly name: string; readonly displayName: string; readonly geographyGroup: string }

/** Display names of regions. Source: learn.microsoft.com/azure/reliability/regions-list and the national clouds' lists. */
const REGIONS: readonly Region[] = [
  ...group('Europe', {
    westeurope: 'West Europe',
    northeurope: 'North Europe',
    uksouth: 'UK South',
    ukwest: 'UK West',
    francecentral: 'France Central',
    germanywestcentral: 'Germany West Central',
    italynorth: 'Italy North',
    norwayeast: 'Norway East',
    polandcentral: 'Poland Central',
    spaincentral: 'Spain Central',
    swedencentral: 'Sweden Central',
    switzerlandnorth: 'Switzerland North',
  }),
  ...group('US', {
    eastus: 'East US',
    eastus2: 'East US 2',
    centralus: 'Central US',
    northcentralus: 'North Central US',
    southcentralus: 'South Central US',
    westcentralus: 'West Central US',
    westus: 'West US',
    westus2: 'West US 2',
    westus3: 'West US 3',
    usgovvirginia: 'USGov Virginia',
    usgovarizona: 'USGov Arizona',
    usgovtexas: 'USGov Texas',
  }),
  ...group('Canada', { canadacentral: 'Canada Central', canadaeast: 'Canada East' }),
  ...group('South America', { brazilsouth: 'Brazil South' }),
  ...group('Asia Pacific', {
    australiaeast: 'Australia East',
    australiasoutheast: 'Australia Southeast',
    centralindia: 'Central India',
    southindia: 'South India',
    eastasia: 'East Asia',
    southeastasia: 'Southeast Asia',
    japaneast: 'Japan East',
    japanwest: 'Japan West',
    koreacentral: 'Korea Central',
    chinaeast2: 'China East 2',
    chinaeast3: 'China East 3',
    chinanorth2: 'China North 2',
    chinanorth3: 'China North 3',
  }),
  ...group('Middle East', { uaenorth: 'UAE North', qatarcentral: 'Qatar Central', israelcentral: 'Israel Central' }),
  ...group('Africa', { southafricanorth: 'South Africa North' }),
]

/** A region of a subscription as the list of locations tells it; one that Azure does not have goes by its short name. */
export function locationBody(subscriptionId: string, name: string): unknown {
  const region = REGIONS.find((one) => one.name === name.toLowerCase())
  const displayName = region?.displayName ?? name
  return {
    id: `/subscriptions/${subscriptionId}/locations/${name}`,
    name,
    type: 'Region',
    displayName,
    regionalDisplayName: region === undefined ? displayName : `(${region.geographyGroup}) ${displayName}`,
    metadata: {
      regionType: 'Physical',
      regionCategory: 'Recommended',
      ...(region === undefined ? {} : { geographyGroup: region.geographyGroup }),
    },
  }
}

/** Display name of a region, as resource providers list their locations. */
export function displayNameOf(name: string): string {
  return REGIONS.find((one) => one.name === name.toLowerCase())?.displayName ?? name
}

function group(geographyGroup: string, names: Readonly<Record<string, string>>): readonly Region[] {
  return Object.entries(names).map(([name, displayName]) => ({ name, displayName, geographyGroup }))
}
