/** A marketplace image: what an image was once made from. */
export type MarketplaceImage = {
  readonly publisher: string
  readonly offer: string
  readonly sku: string
  readonly version: string
}

/** Which node agents run on which marketplace images; `of` is matched against `publisher/offer/sku`. */
const AGENTS: readonly { readonly of: RegExp; readonly agent: string }[] = [
  { of: /^canonical\/ubuntu-24_04-lts\//, agent: 'batch.node.ubuntu 24.04' },
  { of: /^microsoft-dsvm\/ubuntu-hpc\/2404/, agent: 'batch.node.ubuntu 24.04' },
  { of: /^canonical\/0001-com-ubuntu-server-jammy\//, agent: 'batch.node.ubuntu 22.04' },
  { of: /^canonical\/ubuntu-22_04-lts\//, agent: 'batch.node.ubuntu 22.04' },
  { of: /^microsoft-dsvm\/ubuntu-hpc\/2204/, agent: 'batch.node.ubuntu 22.04' },
  { of: /^canonical\/0001-com-ubuntu-server-focal\//, agent: 'batch.node.ubuntu 20.04' },
  { of: /^microsoft-dsvm\/ubuntu-hpc\/2004/, agent: 'batch.node.ubuntu 20.04' },
  { of: /^debian\/debian-11\//, agent: 'batch.node.debian 11' },
  { of: /^debian\/debian-12\//, agent: 'batch.node.debian 12' },
  { of: /^(almalinux|resf|redhat|rockylinux)[^/]*\/[^/]+\/9/, agent: 'batch.node.el 9' },
  { of: /^(almalinux|resf|redhat|rockylinux)[^/]*\/[^/]+\/8/, agent: 'batch.node.el 8' },
  { of: /^microsoftwindowsserver\//, agent: 'batch.node.windows amd64' },
  { of: /^microsoft-dsvm\/dsvm-win-/, agent: 'batch.node.windows amd64' },
]

/** Node agents that can run on an image made from `base`; none when it is not known which. */
export function nodeAgentsFor(base: MarketplaceImage): readonly string[] {
  const name = `${base.publisher}/${base.offer}/${base.sku}`.toLowerCase()
  return AGENTS.filter(({ of }) => of.test(name)).map(({ agent }) => agent)
}
