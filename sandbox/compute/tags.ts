import { Refusal } from '../service.ts'
import { type Reader, recordOf, text } from './body.ts'

const MOST = 50
const LONGEST_NAME = 512
const LONGEST_VALUE = 256

/** Tags of a resource. Source: learn.microsoft.com, "Use tags to organize your Azure resources", limitations. */
export const tags: Reader<Readonly<Record<string, string>>> = (value, path) => {
  const read = recordOf(text)(value, path)
  const names = Object.keys(read)
  const odd = names.find((name) => /[<>%&\\?/]/.test(name))
  if (odd !== undefined) {
    const message = `The tag names '${odd}' have reserved characters '<,>,%,&,\\,?,/' or control characters.`
    throw new Refusal(400, 'InvalidTagNameCharacters', message)
  }
  if (names.length > MOST) throw refused(`${names.length} tags are given, and a resource has at most ${MOST}.`)
  const long = names.find((name) => name.length > LONGEST_NAME || (read[name] ?? '').length > LONGEST_VALUE)
  if (long !== undefined) {
    throw refused(`Tag '${long}' exceeds ${LONGEST_NAME} characters, or its value ${LONGEST_VALUE}.`)
  }
  return read
}

function refused(message: string): Refusal {
  return new Refusal(400, 'InvalidTags', message)
}
