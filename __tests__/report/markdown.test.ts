import { describe, expect, it } from '@jest/globals'
import { bullets, code, details, link, prose } from '../../src/report/markdown.ts'
import { table } from '../../src/report/table.ts'

describe('prose', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['keeps names with inner underscores readable', 'Standard_D4s_v5', 'Standard_D4s_v5'],
    ['turns line breaks into <br>', 'one\r\n  two\n\nthree', 'one<br>two<br>three'],
    ['shows HTML as text', '<img src=x onerror=y> &amp;', '&lt;img src=x onerror=y&gt; &amp;amp;'],
    ['makes no emphasis, link or strike', '*a* [b](c) ~~d~~ _e_', '\\*a\\* \\[b\\](c) \\~\\~d\\~\\~ \\_e\\_'],
    ['opens no cell', 'a | b', 'a &#124; b'],
    ['is not fooled by a backslash before a bar', 'a \\| b', 'a \\\\&#124; b'],
    ['shows code letters between backticks', 'give `source`', 'give `source`'],
    ['lets long IDs break', 'at /subscriptions/1/a b/c', 'at /subscriptions/<wbr>1/<wbr>a b/c'],
    [
      'lets them break in code letters too',
      'run `az x --ids /subscriptions/1/a*`',
      'run <code>az x --ids /subscriptions/<wbr>1/<wbr>a&#42;</code>',
    ],
    ['escapes a backtick that stands alone', 'a ` b', 'a \\` b'],
    ['opens no heading, list or formula', '# a $x$', '\\# a <span>$</span>x<span>$</span>'],
    ['calls nobody', 'ask @contoso/ops', 'ask <span>@</span>contoso/ops'],
    ['opens no numbered list', '1. a', '1\\. a'],
    ['drops control characters', 'a\u001b[31mb\u0000\u202ec', 'a\\[31mbc'],
    ['breaks up old workflow commands', '##[error]x', '\\##\\[error\\]x'],
  ]
  for (const [what, text, markdown] of cases) {
    it(what, () => {
      expect(prose(text)).toBe(markdown)
    })
  }

  it('says how much of a long text it leaves out', () => {
    expect(prose('x'.repeat(30), 10)).toBe('xxxxxxxxxx … (20 characters more)')
  })
})

describe('code', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['uses backticks for plain values', 'batch.node.ubuntu 22.04', '`batch.node.ubuntu 22.04`'],
    ['encodes backticks and bars', 'a`b|c', '<code>a&#96;b&#124;c</code>'],
    ['encodes HTML', '</code><b>', '<code>&#60;/code&#62;&#60;b&#62;</code>'],
    ['keeps lines apart', 'a\nb', '<code>a<br>b</code>'],
    ['says when there is nothing', ' ', '(empty)'],
    ['encodes signs outside the basic plane whole', '|😀', '<code>&#124;&#128512;</code>'],
  ]
  for (const [what, text, markdown] of cases) {
    it(what, () => {
      expect(code(text)).toBe(markdown)
    })
  }
})

describe('link', () => {
  it('links web addresses only', () => {
    expect(link('run', 'javascript:alert(1)')).toBe('run')
    expect(link('run', 'https://x/a<b>c')).toBe('[run](<https://x/a%3Cb%3Ec>)')
  })
})

describe('details', () => {
  it('shows its title as text', () => {
    expect(details('<b>', 'body')).toBe('<details><summary>&lt;b&gt;</summary>\n\nbody\n\n</details>')
  })
})

describe('table', () => {
  it('cannot be broken by what a cell holds', () => {
    expect(table(['A'], [['x|y\nz']])).toBe('| A |\n| --- |\n| x&#124;y<br>z |')
  })

  it('counts the rows it leaves out', () => {
    expect(table(['A'], [['1'], ['2'], ['3']], 1)).toBe('| A |\n| --- |\n| 1 |\n\n2 more rows are left out here.')
  })
})

describe('bullets', () => {
  it('counts the items it leaves out', () => {
    expect(bullets(['a', 'b', 'c'], 2)).toBe('- a\n- b\n- 1 more, left out here')
  })
})
