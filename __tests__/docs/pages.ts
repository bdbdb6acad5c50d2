import { readdirSync, readFileSync } from 'node:fs'
import { marked, type Token, type TokensList } from 'marked'

/** README.md and every page under docs, by path. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
    .sort(),
]

/** The text of a page. */
export function textOf(path: string): string {
  return readFileSync(path, 'utf8')
}

/** Every token of a page, nested ones as well. */
function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const list: TokensList = marked.lexer(text)
  void marked.walkTokens(list, (token) => {
    tokens.push(token)
  })
  return tokens
}

/** Targets of the links of a page, also of those that are defined at its end. */
export function linksOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => (token.type === 'link' ? [String(token.href)] : []))
}

/** Code blocks of a language. */
export function blocksOf(text: string, language: string): string[] {
  return tokensOf(text).flatMap((token) =>
    token.type === 'code' && token.lang === language ? [String(token.text)] : [],
  )
}

/** What stands in code letters inside sentences. */
export function spansOf(text: string): string[] {
  return tokensOf(text).flatMap((token) => (token.type === 'codespan' ? [String(token.text)] : []))
}

/** The names by which GitHub lets the headings of a page be linked to: repeated ones are numbered. */
export function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>()
  return tokensOf(text).flatMap((token) => {
    if (token.type !== 'heading') return []
    const name = String(token.text)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return [count === 0 ? name : `${name}-${count}`]
  })
}
