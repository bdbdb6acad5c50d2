import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { anchorsOf, linksOf, PAGES, textOf } from './pages.ts'

/** Links of a page into this repository that lead nowhere. */
function deadLinks(path: string): string[] {
  return linksOf(textOf(path))
    .filter((href) => !/^[a-z]+:/.test(href))
    .filter((href) => !leadsSomewhere(path, href))
}

function leadsSomewhere(path: string, href: string): boolean {
  const [file = '', anchor] = href.split('#')
  const target = file === '' ? path : join(dirname(path), file)
  if (!existsSync(target)) return false
  if (anchor === undefined) return true
  return statSync(target).isFile() && anchorsOf(textOf(target)).includes(anchor)
}

describe('the links of a page', () => {
  for (const path of PAGES) {
    it(`of ${path} lead to files and headings that are there`, () => {
      expect(deadLinks(path)).toEqual([])
    })
  }

  it('of the README reach every page of docs, directly or by another', () => {
    const reached = new Set<string>()
    const visit = (path: string) => {
      if (reached.has(path)) return
      reached.add(path)
      const pages = linksOf(textOf(path)).map((href) => join(dirname(path), href.split('#')[0] ?? ''))
      for (const page of pages) if (PAGES.includes(page)) visit(page)
    }
    visit('README.md')
    expect(PAGES.filter((path) => !reached.has(path))).toEqual([])
  })
})
