import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { originOf, readEvent } from '../../src/github/origin.ts'

const JOB = {
  GITHUB_REPOSITORY: 'contoso/render-farm',
  GITHUB_SHA: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
  GITHUB_RUN_ID: '19000000001',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SERVER_URL: 'https://github.com',
}

describe('originOf', () => {
  it('says commit, run and repository', () => {
    expect(originOf(JOB)).toEqual({
      repository: 'contoso/render-farm',
      commit: '5f2c9d1e8b7a60413c2d5e6f708192a3b4c5d6e7',
      runId: '19000000001',
      runAttempt: '2',
      runUrl: 'https://github.com/contoso/render-farm/actions/runs/19000000001',
    })
  })

  it('leads to the server of the enterprise', () => {
    const { runUrl } = originOf({ ...JOB, GITHUB_SERVER_URL: 'https://github.contoso.example' })
    expect(runUrl).toBe('https://github.contoso.example/contoso/render-farm/actions/runs/19000000001')
  })

  it('names the head of a pull request, not the merge that nobody made', () => {
    const head = '1111111111111111111111111111111111111111'
    expect(originOf(JOB, { pull_request: { head: { sha: head } } }).commit).toBe(head)
    expect(originOf(JOB, { head_commit: { id: head } }).commit).toBe(JOB.GITHUB_SHA)
  })
})

describe('readEvent', () => {
  it('reads the file that the runner wrote', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'event-'))
    const file = join(folder, 'event.json')
    try {
      await writeFile(file, '{"action":"opened"}')
      expect(readEvent({ GITHUB_EVENT_PATH: file })).toEqual({ action: 'opened' })
      await writeFile(file, '{')
      expect(readEvent({ GITHUB_EVENT_PATH: file })).toBeUndefined()
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('has none where there is no file', () => {
    expect(readEvent({})).toBeUndefined()
    expect(readEvent({ GITHUB_EVENT_PATH: '/nowhere/event.json' })).toBeUndefined()
  })
})
