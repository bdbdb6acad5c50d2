/** Rows shown of one table; what is beyond is counted, not shown. */
const MOST_ROWS = 50

/**
 * A Markdown table of cells that are Markdown already (`prose`, `code`, `link`). A line break or a bar that is
 * left in a cell cannot break the table.
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[], most = MOST_ROWS): string {
  const shown = rows.slice(0, most)
  const lines = [header, header.map(() => '---'), ...shown].map((cells) => `| ${cells.map(cell).join(' | ')} |`)
  const rest = rows.length - shown.length
  return [...lines, ...(rest > 0 ? ['', `${rest} more rows are left out here.`] : [])].join('\n')
}

function cell(markdown: string): string {
  return markdown.replace(/[\r\n]+/g, '<br>').replace(/\|/g, '&#124;')
}
