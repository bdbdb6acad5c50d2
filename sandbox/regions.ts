import { normalizeRegion } from '../src/model/resource-id.ts'

/** A region of Azure, by the names that Azure gives it. */
type Region = { readonly name: string; readonly displayName: string; readonly geographyGroup: string }

/** Display names by geography group, as the list of locations tells both. */
const DISPLAY_NAMES: Readonly<Record<string, string>> = {
  Africa: 'South Africa North, South Africa West',
  'Asia Pacific':
    'Australia Central, Australia East, Australia Southeast, Central India, China East, China East 2, China East 3, ' +
    'China North, China North 2, China North 3, East Asia, Indonesia Central, Japan East, Japan West, Korea Central, ' +
    'Korea South, Malaysia West, New Zealand North, South India, Southeast Asia, West India',
  Canada: 'Canada Central, Canada East',
  Europe:
    'Austria East, Belgium Central, France Central, France South, Germany North, Germany West Central, Italy North, ' +
    'North Europe, Norway East, Norway West, Poland Central, Spain Central, Sweden Central, Switzerland North, ' +
    'Switzerland West, West Europe',
  Mexico: 'Mexico Central',
  'Middle East': 'Israel Central, Qatar Central, UAE Central, UAE North',
  'South America': 'Brazil South, Chile Central',
  UK: 'UK South, UK West',
  US:
    'Central US, East US, East US 2, North Central US, South Central US, West Central US, West US, West US 2, ' +
    'West US 3, USDoD Central, USDoD East, USGov Arizona, USGov Texas, USGov Virginia',
}

/** Regions with availability zones: learn.microsoft.com/azure/reliability/regions-list. */
const WITH_ZONES =
  'Australia East, Austria East, Belgium Central, Brazil South, Canada Central, Central India, Central US, ' +
  'Chile Central, China North 3, East Asia, East US, East US 2, France Central, Germany West Central, ' +
  'Indonesia Central, Israel Central, Italy North, Japan East, Japan West, Korea Central, Malaysia West, ' +
  'Mexico Central, New Zealand North, North Europe, Norway East, Poland Central, Qatar Central, South Africa North, ' +
  'South Central US, Southeast Asia, Spain Central, Sweden Central, Switzerland North, UAE North, UK South, ' +
  'USGov Virginia, West Europe, West US 2, West US 3'

const REGIONS: ReadonlyMap<string, Region> = new Map(
  Object.entries(DISPLAY_NAMES).flatMap(([geographyGroup, names]) =>
    names.split(', ').map((displayName) => {
      const name = normalizeRegion(displayName)
      return [name, { name, displayName, geographyGroup }] as const
    }),
  ),
)

const ZONAL: ReadonlySet<string> = new Set(WITH_ZONES.split(', ').map(normalizeRegion))

/** `West Europe` for `westeurope`; a region that is not known keeps the name it has. */
export function displayName(region: string): string {
  return REGIONS.get(normalizeRegion(region))?.displayName ?? region
}

/** Part of the world in which Azure lists a region; undefined for one that is not known. */
export function geographyGroup(region: string): string | undefined {
  return REGIONS.get(normalizeRegion(region))?.geographyGroup
}

/** Whether a region has availability zones, and so zone-redundant storage. */
export function hasZones(region: string): boolean {
  return ZONAL.has(normalizeRegion(region))
}
