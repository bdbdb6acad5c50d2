import type { PersonsComment } from './entities.ts'

/** Who has written a comment, where it was no job. */
export type Author = Pick<PersonsComment, 'login' | 'association'>

/** A comment of an issue; to GitHub's API a pull request is an issue too. */
export type IssueComment = {
  readonly id: number
  readonly issue: number
  readonly body: string
  readonly author?: Author
  /** ms since 1970, virtual. */
  readonly createdAt: number
  readonly updatedAt: number
}

/** Ids begin beyond 32 bits, as GitHub's have for years. */
const FIRST_ID = 4_300_000_001

/** The comments of a repository. */
export class CommentStore {
  readonly #comments = new Map<number, IssueComment>()

  /** Comments of one issue, oldest first. */
  of(issue: number): readonly IssueComment[] {
    return [...this.#comments.values()].filter((comment) => comment.issue === issue)
  }

  get(id: number): IssueComment | undefined {
    return this.#comments.get(id)
  }

  add(issue: number, body: string, now: number, author?: Author): IssueComment {
    const id = FIRST_ID + this.#comments.size
    return this.#put({ id, issue, body, createdAt: now, updatedAt: now, ...(author && { author }) })
  }

  change(comment: IssueComment, body: string, now: number): IssueComment {
    return this.#put({ ...comment, body, updatedAt: now })
  }

  #put(comment: IssueComment): IssueComment {
    this.#comments.set(comment.id, comment)
    return comment
  }
}
