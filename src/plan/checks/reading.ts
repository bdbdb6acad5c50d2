import type { Finding } from '../../model/finding.ts'
import type { Observed } from '../../model/state.ts'

type What = 'Gallery' | 'ImageDefinition' | 'Source' | 'BatchAccount'

const WORDS: Record<What, string> = {
  Gallery: 'gallery',
  ImageDefinition: 'image definition',
  Source: 'source',
  BatchAccount: 'Batch account',
}

/** A thing that has to exist and does not. */
export function missing(what: What, id: string, remedy: string): Finding {
  return {
    code: `${what}NotFound`,
    severity: 'blocker',
    subject: id,
    message: `There is no ${WORDS[what]} ${id}.`,
    remedy,
  }
}

/** A thing that has to be known and could not be read. */
export function unreadable(
  what: string,
  id: string,
  reading: Extract<Observed<unknown>, { state: 'unreadable' }>,
): Finding {
  return {
    code: 'NotReadable',
    severity: 'blocker',
    subject: id,
    message: `The ${what} ${id} could not be read. Azure says ${reading.code}: ${reading.reason}`,
    remedy: reading.code.includes('Authorization')
      ? 'Give the identity of this workflow a role with the right to read it; a new role assignment takes some minutes to reach everywhere.'
      : 'Run again when Azure answers; nothing has been changed.',
  }
}
