import { describe, expect, it } from '@jest/globals'
import { found } from '../../src/model/finding.ts'

describe('found', () => {
  const { message, remedy } = found('TooManyReplicas', 'westeurope', {
    region: 'westeurope',
    needed: 1500,
    nodes: 300_000,
    nodesPerReplica: 200,
    most: 100,
    fitting: 3000,
    fittingNodes: 20_000,
  })

  it('writes numbers with separators between thousands', () => {
    expect(message).toContain('would need 1,500 replicas (300,000 nodes at one replica per 200)')
  })

  it('writes them without where they are copied into a workflow', () => {
    expect(remedy).toContain('With `nodes-per-replica: 3000` the 300,000 nodes fit')
  })
})
