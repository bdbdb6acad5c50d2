import { keepComment, planKey } from '../../src/github/comment.ts'
import { readEvent } from '../../src/github/origin.ts'
import { pullRequestOf } from '../../src/github/pull-request.ts'
import { desiredState } from '../report/story.ts'

/**
 * A program of its own, because proxies and certificates are a matter of the environment in which a process starts:
 * keeps a comment, and prints how that went. It ends when nothing is left to do: a connection that holds it would show.
 */
async function main(): Promise<void> {
  const { env } = process
  const pullRequest = pullRequestOf(env, readEvent(env))
  if (pullRequest === undefined) throw new Error('no pull request')
  const key = planKey(env, desiredState())
  const kept = await keepComment({ pullRequest, token: env['GITHUB_TOKEN'] ?? '', key, text: 'The plan.' }, env)
  process.stdout.write(`${JSON.stringify(kept)}\n`)
}

await main()
