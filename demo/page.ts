import { marked } from 'marked'

/** One run of the demo with the summary its job would show. */
export type Act = { readonly title: string; readonly summary: string }

const STYLE = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff }
  section { border: 1px solid #d1d9e0; border-radius: 6px; padding: 0 1.5rem 1rem; margin: 1.5rem 0 }
  h1 { font-size: 1.5rem } h2 { font-size: 1.25rem } h3 { font-size: 1.05rem }
  table { border-collapse: collapse; display: block; overflow-x: auto } th, td { border: 1px solid #d1d9e0; padding: .35rem .75rem; text-align: left }
  tr:nth-child(2n) { background: #f6f8fa } code, pre { font: 85% ui-monospace, monospace; background: #f6f8fa; padding: .1em .3em; border-radius: 4px }
  pre { padding: .75rem; overflow-x: auto } a { color: #0969da }
  @media (prefers-color-scheme: dark) { body { color: #f0f6fc; background: #0d1117 } section, th, td { border-color: #3d444d }
    tr:nth-child(2n), code, pre { background: #151b23 } a { color: #4493f8 } }`

/** The job summaries as one HTML page that needs nothing from elsewhere. */
export function summaryPage(acts: readonly Act[]): string {
  const sections = acts.map(
    ({ title, summary }, index) =>
      `<h1>${index + 1}. ${title}</h1>\n<section>${withTimelines(marked.parse(summary, { async: false, gfm: true }))}</section>`,
  )
  return `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>sig-batch-pool: job summaries of the demo</title><style>${STYLE}</style></head><body>\n${sections.join('\n')}\n</body></html>\n`
}

/** GitHub draws the timeline; a page that needs nothing from elsewhere shows what it is drawn from. */
function withTimelines(html: string): string {
  return html
    .replaceAll(
      '<pre><code class="language-mermaid">',
      '<details><summary>Timeline (GitHub draws it)</summary><pre><code>',
    )
    .replace(/(<details><summary>Timeline[\s\S]*?<\/code><\/pre>)/g, '$1</details>')
}
