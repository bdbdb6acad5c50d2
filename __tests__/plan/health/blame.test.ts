import { describe, expect, it } from '@jest/globals'
import type { AzureReason, PoolNode } from '../../../src/model/batch.ts'
import { type Blame, bakeFailure, blameOfResize, nodesFailure, resizeFailure } from '../../../src/plan/health/blame.ts'

function reason(code: string, message = '', detail?: string): AzureReason {
  return { code, message, details: detail === undefined ? [] : [{ name: 'ProviderErrorJson', value: detail }] }
}

describe('blameOfResize', () => {
  const cases: readonly [reason: AzureReason, blame: Blame][] = [
    [reason('AllocationFailed', 'Failed.', "cannot boot Hypervisor Generation '1'"), 'image'],
    [reason('AllocationFailed', 'The gallery image x was not found.'), 'image'],
    [reason('AllocationFailed', 'Creating it requires Plan information in the request.'), 'image'],
    [reason('AllocationFailed', 'The security type of the image is not supported.'), 'image'],
    [reason('AllocationFailed', '', 'The purchase information does not match with the existing purchase.'), 'image'],
    [reason('AllocationFailed', '', "this VM size only supports a CPU Architecture of 'Arm64'"), 'image'],
    [reason('AllocationFailed', '', 'Use of TrustedLaunch setting is not supported for the provided image.'), 'image'],
    [reason('AllocationFailed', '', "only supports creation of VMs with 'TrustedLaunch' security type"), 'image'],
    [reason('AllocationFailed', '', "'securityProfile.securityEncryptionType' is missing (null)."), 'image'],
    [reason('AllocationFailed', '', "Subnet 'nodes' is full. (SubnetIsFull)"), 'environment'],
    [reason('AllocationFailed', 'Desired nodes could not be allocated due to an internal error.'), 'unknown'],
    [reason('AllocationFailed', 'The subnet is delegated to another service.'), 'environment'],
    [reason('AllocationFailed', 'Allocation failed as public IP address farm is in use.'), 'environment'],
    [reason('AllocationFailed', 'Batch is not authorized to access the key vault.'), 'environment'],
    [reason('AllocationFailed', '', '{"code":"ScopeLocked"}'), 'environment'],
    [reason('AllocationFailed', '', '{"code":"SkuNotAvailable"}'), 'capacity'],
    [reason('AllocationFailed', 'Operation exceeds approved Total Regional Cores quota.'), 'quota'],
    [reason('AllocationTimedout', 'The desired number of nodes could not be allocated.'), 'time'],
    [reason('AllocationTimedOut'), 'time'],
    [reason('OverconstrainedAllocationRequest', 'Allocation failed.'), 'capacity'],
    [reason('AccountCoreQuotaReached', 'The core quota was reached.'), 'quota'],
    [reason('AccountLowPriorityCoreQuotaReached'), 'quota'],
    [reason('AccountVMSeriesCoreQuotaReached'), 'quota'],
    [reason('PoolQuotaReached'), 'quota'],
  ]
  for (const [given, blame] of cases) {
    const says = [given.message, ...given.details.map(({ value }) => value)].join(' ').trim()
    it(`blames ${blame} for ${given.code}${says && ` saying: ${says}`}`, () => {
      expect(blameOfResize(given)).toBe(blame)
    })
  }
})

describe('resizeFailure', () => {
  it('tells every error with its facts, in Azure`s words', () => {
    const errors = [reason('AccountCoreQuotaReached', 'No cores.', 'limit 20'), reason('AllocationTimedout', 'Late.')]
    const { code, message } = resizeFailure('p', errors, 3, 20)
    expect(code).toBe('AccountCoreQuotaReached')
    for (const part of ['3 of 20 nodes', 'AccountCoreQuotaReached: No cores.', 'limit 20', 'AllocationTimedout: Late.'])
      expect(message).toContain(part)
  })

  it('names the replicas beside the capacity where the time was too short', () => {
    expect(resizeFailure('p', [reason('AllocationTimedout')], 3, 20).message).toContain('too few replicas')
  })

  it('names no target where a formula decides', () => {
    expect(resizeFailure('p', [reason('AllocationFailed')], 3, undefined).message).toContain('ended with 3 nodes.')
  })
})

let number = 0
function nodes(count: number, state: string, more: Partial<PoolNode> = {}): PoolNode[] {
  return Array.from({ length: count }, () => ({ id: `n${number++}`, state, isDedicated: true, errors: [], ...more }))
}

describe('nodesFailure', () => {
  const failed = { startTask: { state: 'completed', exitCode: 3, result: 'failure' } }
  const diskFull = { errors: [reason('DiskFull', 'No space left.')] }
  const words = {
    image: 'The image is to blame',
    'start-task': 'The start task',
    environment: 'The surroundings of the pool',
    capacity: 'The capacity of the region',
    unknown: 'Azure does not say',
  }
  type Case = readonly [title: string, bad: readonly PoolNode[], subnet: boolean, blame: keyof typeof words]
  const cases: readonly Case[] = [
    ['unusable nodes without a reason', nodes(3, 'unusable'), false, 'image'],
    ['unusable nodes without a reason in a network of the user', nodes(3, 'unusable'), true, 'environment'],
    ['unusable nodes with a reason of their own', nodes(3, 'unusable', diskFull), false, 'unknown'],
    ['nodes whose start task failed', nodes(3, 'starttaskfailed', failed), false, 'start-task'],
    ['nodes whose start task failed in a network of the user', nodes(3, 'starttaskfailed', failed), true, 'start-task'],
    ['nodes that never came to run', nodes(3, 'starting'), false, 'image'],
    ['nodes that never came to run in a network of the user', nodes(3, 'starting'), true, 'environment'],
    [
      'more unusable nodes than failed start tasks',
      [...nodes(3, 'unusable'), ...nodes(1, 'starttaskfailed')],
      false,
      'image',
    ],
    ['preempted nodes', nodes(3, 'preempted', { isDedicated: false }), false, 'capacity'],
    ['preempted nodes in a network of the user', nodes(3, 'preempted', { isDedicated: false }), true, 'capacity'],
    ['nodes of which Batch has lost sight', nodes(3, 'unknown'), false, 'unknown'],
    ['nodes that take no tasks', nodes(3, 'offline'), false, 'unknown'],
    ['preempted nodes beside more unusable ones', [...nodes(1, 'preempted'), ...nodes(3, 'unusable')], false, 'image'],
    ['a node list that could not be read', [], false, 'unknown'],
  ]
  for (const [title, bad, subnet, blame] of cases) {
    it(`blames ${blame} for ${title}`, () => {
      expect(nodesFailure('p', bad, 0, 3, subnet).message).toContain(words[blame])
    })
  }

  const codes: readonly [bad: readonly PoolNode[], code: string][] = [
    [nodes(1, 'starttaskfailed', failed), 'StartTaskFailed'],
    [nodes(1, 'unusable'), 'NodesUnusable'],
  ]
  for (const [bad, code] of codes) {
    it(`has the code ${code} for nodes that are ${bad[0]?.state}`, () => {
      expect(nodesFailure('p', bad, 0, 1, false).code).toBe(code)
    })
  }

  it('tells the five commonest reasons, the commonest first', () => {
    const bad = [1, 2, 3, 4, 5, 6].flatMap((count) => nodes(count, 'unusable', { errors: [reason(`E${count}`, 'x')] }))
    const lines = nodesFailure('p', bad, 0, 21, false).message.split('\n  ').slice(1)
    expect(lines.map((line) => line.replace(': unusable', ''))).toEqual([
      '6 nodes: E6: x',
      '5 nodes: E5: x',
      '4 nodes: E4: x',
      '3 nodes: E3: x',
      '2 nodes: E2: x',
    ])
  })

  it('tells the exit code of a start task', () => {
    const { message } = nodesFailure('p', nodes(2, 'starttaskfailed', failed), 1, 3, false)
    expect(message).toContain('2 nodes: start task failed with exit code 3')
    expect(message).toContain('2 of 3 nodes of pool p cannot be used, 1 are healthy')
  })
})

describe('bakeFailure', () => {
  const told = (bad: readonly PoolNode[], hasSubnet = false) =>
    bakeFailure({ poolName: 'p', minutes: 12, reason: '2 nodes went bad' }, bad, hasSubnet)

  it('tells when, how it was judged, whom the nodes blame, and what Azure says of them', () => {
    expect(told(nodes(2, 'unusable'))).toEqual({
      code: 'BakeFailed',
      message:
        '12 minutes after its nodes were healthy, pool p is not trusted: 2 nodes went bad. The image is to blame, not the capacity. What Azure says of them:\n  2 nodes: unusable: Azure gives no reason',
      remedy: nodesFailure('p', nodes(2, 'unusable'), 0, 2, false).remedy,
    })
  })

  it('has the remedy of whom the nodes blame', () => {
    expect(told(nodes(2, 'unusable'), true).remedy).toContain('Check network security group')
    expect(told(nodes(2, 'starttaskfailed')).remedy).toContain('stdout.txt')
  })

  it('says where the nodes could not be listed', () => {
    expect(told([]).message).toContain('nothing: the list of nodes could not be read')
  })
})
