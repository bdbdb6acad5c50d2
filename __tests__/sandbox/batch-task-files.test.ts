import { describe, expect, it } from '@jest/globals'
import { codeOf } from './batch-cloud.ts'
import { atWork, pass, scale } from './batch-work.ts'

const LINE = `/bin/sh -c 'echo "renderer 4.2 is there"; echo no licence >&2; exit 3'`

describe('files of tasks', () => {
  it('A task that has ended has written what its command line echoes, to stdout.txt or stderr.txt.', () => {
    const cloud = atWork({ tasks: [LINE] })
    pass(cloud, 60)
    const read = (file: string) => cloud.service('GET', `/jobs/j/tasks/t0/files/${file}`)
    expect(read('stdout.txt').text).toBe('renderer 4.2 is there\n')
    expect(read('stdout.txt').headers['content-type']).toBe('application/octet-stream')
    expect(read('stderr.txt').text).toBe('no licence\n')
    expect(codeOf(read('core.dump'))).toBe('FileNotFound')
  })

  it('The files of a task go with its node, and are not there before it has one.', () => {
    const cloud = atWork({ nodes: 1, tasks: [LINE, 'sleep 1000', 'x'] })
    const read = (task: string) => codeOf(cloud.service('GET', `/jobs/j/tasks/${task}/files/stdout.txt`))
    expect(read('t2')).toBe('TaskFilesUnavailable')
    pass(cloud, 60)
    scale(cloud, 0)
    pass(cloud, 60)
    expect(read('t0')).toBe('TaskFilesUnavailable')
  })
})
