import { describe, expect, it } from '@jest/globals'
import { codeOf } from './batch-cloud.ts'
import { atWork, jobState, pass, statesOf } from './batch-work.ts'

const LINE = `/bin/sh -c 'echo "renderer 4.2"; echo done; exit 3'`

describe('parts of files of tasks', () => {
  it('The list of the files of a task tells how long each is, and knows none once its node is gone.', () => {
    const cloud = atWork({ nodes: 1, tasks: [LINE, 'sleep 1000', 'x'] })
    pass(cloud, 60)
    const { value } = JSON.parse(cloud.service('GET', '/jobs/j/tasks/t0/files').text)
    expect(value).toMatchObject([
      { name: 'stdout.txt', isDirectory: false, properties: { contentLength: '18' } },
      { name: 'stderr.txt', isDirectory: false, properties: { contentLength: '0' } },
    ])
    expect(codeOf(cloud.service('GET', '/jobs/j/tasks/t2/files'))).toBe('TaskFilesUnavailable')
  })

  it('An ocp-range tells a part of a file with 206; one that begins behind its end is refused with 416 InvalidRange.', () => {
    const cloud = atWork({ tasks: [LINE] })
    pass(cloud, 60)
    const read = (range: string) =>
      cloud.service('GET', '/jobs/j/tasks/t0/files/stdout.txt', undefined, { 'ocp-range': range })
    expect(read('bytes=13-17')).toMatchObject({ status: 206, text: 'done\n' })
    expect(read('bytes=13-1000').text).toBe('done\n')
    expect(read('bytes=18-20')).toMatchObject({ status: 416 })
    expect(codeOf(read('bytes=-5'))).toBe('InvalidRange')
  })
})

describe('the time of jobs', () => {
  it('A job whose maxWallClockTime is over is terminated with its tasks.', () => {
    const job = { constraints: { maxWallClockTime: 'PT10M' } }
    const cloud = atWork({ tasks: ['sleep 3600'], job })
    pass(cloud, 9 * 60)
    expect(jobState(cloud)).toBe('active')
    pass(cloud, 2 * 60)
    expect(statesOf(cloud)).toEqual(['completed'])
    const { state, executionInfo } = JSON.parse(cloud.service('GET', '/jobs/j').text)
    expect([state, executionInfo.terminateReason]).toEqual(['completed', 'MaxWallClockTimeExpiry'])
  })
})
