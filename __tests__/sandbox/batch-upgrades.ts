import type { World } from '../../sandbox/world.ts'
import { ACCOUNT, type BatchCloud, GALLERY, openBatch } from './batch-cloud.ts'

type Json = Readonly<Record<string, unknown>>

/** A node as far as tests of upgrades look. */
export type UpgradedNode = {
  readonly id: string
  readonly state: string
  readonly virtualMachineInfo: { readonly imageReference: { readonly virtualMachineImageId: string } }
}

/** What a world with pool `p` on the latest version of its image has. */
export type UpgradeAsk = {
  readonly nodes?: number
  /** `upgradePolicy` of the pool; none where it is null. */
  readonly policy?: Json | null
  /** How nodes from version 1.1.0 behave. */
  readonly boot?: Json
  /** Command lines of the tasks `t0`, `t1`, ... of job `j`. */
  readonly tasks?: readonly string[]
  readonly properties?: Json
}

/** Automatic OS upgrade that lets tasks finish. */
export const AUTOMATIC = {
  mode: 'automatic',
  automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
}

/** A world whose pool `p` is on version 1.0.0, the latest; 1.1.0 is replicated and excluded from latest. */
export function withUpgrades({ nodes = 10, policy = AUTOMATIC, boot, tasks = [], properties }: UpgradeAsk): BatchCloud {
  return openBatch(({ compute, batch }: World) => {
    const [version] = compute.imageVersions ?? []
    const next = {
      ...version,
      id: `${GALLERY}/images/ubuntu-render/versions/1.1.0`,
      properties: {
        ...version?.properties,
        publishingProfile: { ...Object(version?.properties?.['publishingProfile']), excludeFromLatest: true },
      },
      ...(boot && { sandbox: { boot } }),
    }
    const pool = {
      id: `${ACCOUNT}/pools/p`,
      properties: {
        vmSize: 'Standard_D2s_v5',
        deploymentConfiguration: {
          virtualMachineConfiguration: {
            imageReference: { id: `${GALLERY}/images/ubuntu-render` },
            nodeAgentSkuId: 'batch.node.ubuntu 24.04',
          },
        },
        scaleSettings: { fixedScale: { targetDedicatedNodes: nodes } },
        ...(policy && { upgradePolicy: policy }),
        ...properties,
      },
    }
    const own = tasks.map((commandLine, index) => ({ id: `t${index}`, commandLine }))
    return {
      compute: { ...compute, imageVersions: [...(compute.imageVersions ?? []), next] },
      batch: { ...batch, pools: [pool], jobs: [{ account: ACCOUNT, id: 'j', poolInfo: { poolId: 'p' }, tasks: own }] },
    }
  })
}

/** Makes 1.1.0 the latest, or excludes it again. */
export function promote({ sandbox }: BatchCloud, excludeFromLatest = false): void {
  const url = `https://management.azure.com${GALLERY}/images/ubuntu-render/versions/1.1.0?api-version=2025-03-03`
  const as = sandbox.world.applications[0]?.clientId ?? ''
  const body = { properties: { publishingProfile: { excludeFromLatest } } }
  const { status, text } = sandbox.ask({ method: 'PATCH', url, as, body })
  if (status !== 200) throw new Error(text)
}

/** Nodes of pool `p`. */
export function upgradedNodes(cloud: BatchCloud): readonly UpgradedNode[] {
  return JSON.parse(cloud.service('GET', '/pools/p/nodes').text).value
}

/** How many nodes of pool `p` show each version. */
export function versionsOf(cloud: BatchCloud): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { virtualMachineInfo } of upgradedNodes(cloud)) {
    const version = virtualMachineInfo.imageReference.virtualMachineImageId.split('/').at(-1) ?? ''
    counts[version] = (counts[version] ?? 0) + 1
  }
  return counts
}

/** Node counts of pool `p` that are not zero. */
export function countsOf(cloud: BatchCloud): Readonly<Record<string, number>> {
  const [{ dedicated }] = JSON.parse(cloud.service('GET', '/nodecounts').text).value
  return Object.fromEntries(Object.entries<number>(dedicated).filter(([, count]) => count > 0))
}
