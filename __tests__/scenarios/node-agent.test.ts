import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ask, poolOf } from './reasons/requests.ts'
import { DEPLOY, POOL, version } from './reasons/runs.ts'
import { openStory, type Story } from './story.ts'
import { changed } from './worlds.ts'

const NEW_IMAGE = {
  ...DEPLOY,
  'image-version': '1.1.0',
  source: 'ubuntu-render-2026-11',
  'update-strategy': 'in-place',
}
const OLD_AGENT = 'batch.node.ubuntu 22.04'

describe('a pool whose node agent is made for another system than its new image holds', () => {
  let story: Story
  beforeEach(async () => {
    const properties = poolOf(version('1.0.0'))
    properties.deploymentConfiguration.virtualMachineConfiguration.nodeAgentSkuId = OLD_AGENT
    story = await openStory(changed('sources', ({ batch }) => (batch.pools = [{ id: POOL, properties }])))
  })
  afterEach(() => story.close())
  const agentOf = () =>
    ask(story, { method: 'GET', id: POOL }).body.properties.deploymentConfiguration.virtualMachineConfiguration
      .nodeAgentSkuId

  it('gets the one that Batch lists for the image, and nodes join', async () => {
    const { report, log } = await story.run(NEW_IMAGE)
    expect(report.outcome).toBe('applied')
    expect(agentOf()).toBe('batch.node.ubuntu 24.04')
    expect(log).toContain(`nodeAgentSkuId from ${OLD_AGENT} to batch.node.ubuntu 24.04`)
  })

  it('keeps its own where the image stays', async () => {
    await story.run({ ...DEPLOY, 'node-count': '3' })
    expect(agentOf()).toBe(OLD_AGENT)
  })

  it('gets the one that the workflow names, with a warning', async () => {
    const { report } = await story.run({ ...NEW_IMAGE, 'node-agent-sku': OLD_AGENT, mode: 'plan' })
    expect(report.plan?.findings.map(({ code }) => code)).toContain('NodeAgentOtherImage')
  })
})
