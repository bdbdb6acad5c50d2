import { describe, expect, it } from '@jest/globals'
import { ACCOUNT } from './batch-cloud.ts'
import { atWork, nodesOf, pass, scale, statesOf } from './batch-work.ts'

const formula = (text: string) => ({ scaleSettings: { autoScale: { formula: text, evaluationInterval: 'PT5M' } } })
const TWO = formula('$TargetDedicatedNodes=2;')

describe('formulas', () => {
  it('A formula is evaluated again after each interval, and nodes that were taken away by hand come back.', () => {
    const cloud = atWork({ properties: TWO })
    const [first = ''] = nodesOf(cloud).map(({ id }) => id)
    cloud.service('POST', '/pools/p/removenodes', { nodeList: [first] })
    pass(cloud, 120)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 1 })
    pass(cloud, 300)
    expect(cloud.pool().currentDedicatedNodes).toBe(2)
  })

  it('A fixed scale ends the evaluation of a formula at once.', () => {
    const cloud = atWork({ properties: TWO })
    scale(cloud, 0)
    pass(cloud, 3600)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 0 })
    expect(cloud.pool()).not.toHaveProperty('autoScaleRun')
  })

  it('Automatic scaling that is disabled keeps the size that the last formula asked for.', () => {
    const cloud = atWork({ properties: TWO })
    expect(cloud.arm('POST', `${ACCOUNT}/pools/p/disableAutoScale`).status).toBe(200)
    pass(cloud, 3600)
    expect(cloud.pool()).toMatchObject({
      currentDedicatedNodes: 2,
      scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } },
    })
  })

  it('A formula says what becomes of the tasks on nodes that leave, and waits for them without a timeout.', () => {
    const cloud = atWork({ tasks: ['sleep 7200'] })
    cloud.patch(formula('$TargetDedicatedNodes=0;$NodeDeallocationOption=taskcompletion;'))
    pass(cloud, 7199)
    expect([cloud.pool().allocationState, ...statesOf(cloud)]).toEqual(['Resizing', 'running'])
    pass(cloud, 61)
    expect(cloud.pool()).toMatchObject({ allocationState: 'Steady', currentDedicatedNodes: 0 })
  })
})
