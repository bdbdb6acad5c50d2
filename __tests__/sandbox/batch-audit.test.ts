import { describe, expect, it } from '@jest/globals'
import { control } from '../../sandbox/control.ts'
import { ACCOUNT } from './batch-cloud.ts'
import { atWork, pass, scale } from './batch-work.ts'

describe('the audit of tasks', () => {
  it('The audit tells of every task how often it ran to its end, on which pools, and by which request it was stopped.', () => {
    const cloud = atWork({ others: ['q'], tasks: ['sleep 600', 'sleep 60'] })
    pass(cloud, 60)
    cloud.service('POST', '/jobs/j/disable', { disableTasks: 'requeue' })
    pass(cloud, 5)
    cloud.service('PATCH', '/jobs/j', { poolInfo: { poolId: 'q' } })
    cloud.service('POST', '/jobs/j/enable')
    pass(cloud, 3600)
    const task = { account: 'contosorenders', job: 'j', state: 'completed', completions: 1 }
    expect(cloud.sandbox.auditTasks()).toEqual([
      {
        ...task,
        task: 't0',
        requeues: [{ at: expect.any(String), by: 'POST /jobs/j/disable' }],
        pools: ['p', 'q'],
      },
      { ...task, task: 't1', requeues: [], pools: ['p'] },
    ])
  })

  it('The audit names the request that terminated a task, and remembers tasks whose job is gone.', () => {
    const cloud = atWork({ tasks: ['sleep 600'] })
    scale(cloud, 0, { nodeDeallocationOption: 'Terminate' })
    cloud.service('DELETE', '/jobs/j')
    pass(cloud, 60)
    const by = `PATCH ${ACCOUNT}/pools/p`
    expect(cloud.sandbox.auditTasks()).toMatchObject([{ completions: 0, requeues: [], terminated: { by } }])
  })

  it('The audit is told at GET /_sandbox/tasks.', () => {
    const { sandbox } = atWork({ tasks: ['sleep 600'] })
    const environment = () => ({})
    const { body } = control({ sandbox, environment }, { method: 'GET', path: '/_sandbox/tasks', text: '' })
    expect(body).toEqual({ value: sandbox.auditTasks() })
    expect(body).toMatchObject({ value: [{ task: 't0', state: 'running', completions: 0 }] })
  })
})
