import type { Json } from './json.ts'
import { textAt } from './json.ts'
import { invalidQuery } from './refusals.ts'

/**
 * What a `$filter` lets through: comparisons `name eq 'x'` and `name ne 'x'` joined by `and` and `or`, `and` first.
 * Refuses anything else, and names that the list does not know.
 */
export function filterBy(filter: string | null, names: readonly string[]): (item: Json) => boolean {
  if (filter === null || filter.trim() === '') return () => true
  const anyOf = filter
    .replace(/^\s*\((.*)\)\s*$/s, '$1')
    .split(/\s+or\s+/)
    .map((alternative) => alternative.split(/\s+and\s+/).map((term) => comparison(term, filter, names)))
  return (item) => anyOf.some((allOf) => allOf.every((test) => test(item)))
}

function comparison(term: string, filter: string, names: readonly string[]): (item: Json) => boolean {
  const [, name = '', operator, value] = /^\(?\s*([\w/]+)\s+(eq|ne)\s+'([^']*)'\s*\)?$/.exec(term.trim()) ?? []
  if (value === undefined || !names.includes(name)) {
    throw invalidQuery('$filter', filter, `The sandbox understands eq and ne of ${names.join(', ')}.`)
  }
  return (item) => (textAt(item, ...name.split('/')) === value) === (operator === 'eq')
}
