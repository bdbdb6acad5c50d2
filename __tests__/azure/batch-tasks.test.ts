import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { TaskService } from '../../src/model/ports.ts'
import { type OwnCloud, openOwnCloud, present } from './cloud-of-its-own.ts'
import { ACCOUNT, VERSION } from './names-of-its-own.ts'

const JOB = { id: 'smoke', poolName: 'canary', metadata: { team: 'render' }, longestMinutes: 10 }
const LINE = "/bin/sh -c 'echo renderer is ready; echo no licence >&2; exit 3'"

let own: OwnCloud
let service: TaskService

beforeAll(async () => {
  own = await openOwnCloud()
  service = own.azure.batchTasks(present(await own.azure.readBatchAccount(ACCOUNT)))
})
beforeEach(() => {
  own.served.sandbox.reset()
})
afterAll(() => own.close())

/** A pool of two nodes that are ready, and a job on it. */
async function begin(): Promise<void> {
  const virtualMachineConfiguration = { imageReference: { id: VERSION }, nodeAgentSkuId: 'batch.node.ubuntu 24.04' }
  await own.azure.createPool(`${ACCOUNT}/pools/canary`, {
    properties: {
      vmSize: 'Standard_D2s_v5',
      deploymentConfiguration: { virtualMachineConfiguration },
      scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } },
      taskSlotsPerNode: 2,
    },
  })
  pass(5)
  await service.createJob(JOB)
}

function pass(minutes: number): void {
  own.served.sandbox.clock.advance(minutes * 60_000)
}

const task = (id: string, affinityId: string, commandLine = LINE) => ({ id, commandLine, affinityId, requiredSlots: 2 })

describe('a job for tasks', () => {
  it('has no tasks where it is not there', async () => {
    expect((await service.listTasks('none')).observed).toEqual({ state: 'absent' })
  })

  it('is made with pool, metadata and a time limit, read, and deleted', async () => {
    await begin()
    expect(present(await service.readJob('smoke'))).toEqual({
      id: 'smoke',
      state: 'active',
      poolName: 'canary',
      metadata: { team: 'render' },
    })
    await service.deleteJob('smoke')
    expect(present(await service.readJob('smoke')).state).toBe('deleting')
    pass(1)
    expect((await service.readJob('smoke')).observed).toEqual({ state: 'absent' })
    await service.deleteJob('smoke')
  })

  it('is ended by Batch when its time is over', async () => {
    await begin()
    pass(11)
    expect(present(await service.readJob('smoke')).state).toBe('completed')
  })

  it('is not made twice', async () => {
    await begin()
    await expect(service.createJob(JOB)).rejects.toMatchObject({ name: 'AzureError', code: 'JobExists' })
  })
})

describe('tasks of a job', () => {
  it('run on the nodes that they are meant for, and tell how they ended', async () => {
    await begin()
    const nodes = present(await service.listNodes('canary'))
    expect(nodes.map(({ state }) => state)).toEqual(['idle', 'idle'])
    for (const [index, { affinityId }] of nodes.entries()) await service.addTask('smoke', task(`t${index}`, affinityId))
    pass(2)
    expect(present(await service.listTasks('smoke'))).toEqual(
      nodes.map(({ id, affinityId }, index) => ({
        id: `t${index}`,
        state: 'completed',
        affinityId,
        nodeId: id,
        exitCode: 3,
        failure: expect.objectContaining({ code: 'FailureExitCode' }),
      })),
    )
  })

  it('leave what they wrote to both files on their node', async () => {
    await begin()
    await service.addTask('smoke', task('t', ''))
    pass(2)
    expect(present(await service.readTail('smoke', 't', 'stdout.txt'))).toBe('renderer is ready\n')
    expect(present(await service.readTail('smoke', 't', 'stderr.txt'))).toBe('no licence\n')
    await own.azure.deletePool(`${ACCOUNT}/pools/canary`)
    pass(2)
    const { observed } = await service.readTail('smoke', 't', 'stdout.txt')
    expect(observed).toMatchObject({ state: 'unreadable', code: 'TaskFilesUnavailable' })
  })

  it('tell the end of a long file, and nothing of an empty one', async () => {
    await begin()
    const words = 'x'.repeat(20_000)
    const echoes = Array.from({ length: 5 }, (_, index) => `echo ${index}${words}`).join('; ')
    await service.addTask('smoke', task('t', '', `/bin/sh -c "${echoes}"`))
    pass(2)
    const tail = present(await service.readTail('smoke', 't', 'stdout.txt'))
    expect(tail).toHaveLength(64 * 1024)
    expect(tail.slice(-20_003)).toBe(`\n4${words}\n`)
    expect(present(await service.readTail('smoke', 't', 'stderr.txt'))).toBe('')
  })

  it('tell their length as a text or as a number, and are unreadable where they do not', async () => {
    await begin()
    await service.addTask('smoke', task('t', '', 'echo done'))
    pass(2)
    const read = async (contentLength: unknown) => {
      const body = { value: [{ name: 'stdout.txt', isDirectory: false, properties: { contentLength } }] }
      const match = { plane: 'batch', path: '/files\\?' } as const
      own.served.sandbox.faults.add({ match, effect: { kind: 'answer', status: 200, body } })
      return (await service.readTail('smoke', 't', 'stdout.txt')).observed
    }
    expect([await read('5'), await read(5)]).toEqual([
      { state: 'present', value: 'done\n' },
      { state: 'present', value: 'done\n' },
    ])
    expect(await read(undefined)).toMatchObject({ state: 'unreadable', code: 'UnexpectedAnswer' })
  })
})
