/** Longest text of others that is put into a summary, in characters. */
const LONGEST_PROSE = 2000
const LONGEST_CODE = 400

/**
 * Text from outside as Markdown that shows just that text; line breaks become `<br>`, and what stands between
 * backticks is shown in code letters. Safe in a table cell.
 */
export function prose(text: string, longest = LONGEST_PROSE): string {
  return shortened(text, longest)
    .split(/[\r\n]+/)
    .map((line) => spans(line.trim()))
    .filter((line) => line !== '')
    .join('<br>')
}

/** Text from outside that stays on one line, for narrow cells of a table. */
export function unbroken(text: string): string {
  return prose(text).replaceAll('<br>', ' ').replaceAll(' ', '&nbsp;')
}

/** A value in code letters, whatever is in it. Safe in a table cell. */
export function code(text: string, longest = LONGEST_CODE): string {
  const shown = shortened(text, longest)
  if (shown.trim() === '') return '(empty)'
  if (/^[^`|\\<>&\r\n\s](?:[^`|\\<>&\r\n]*[^`|\\<>&\r\n\s])?$/.test(shown) && !shown.includes('##[')) {
    return `\`${shown}\``
  }
  const lines = shown.split(/\r\n|\r|\n/).map(codeLine)
  return `<code>${lines.join('<br>')}</code>`
}

function codeLine(line: string): string {
  return line.replace(/[^\w .,:;/=()-]/gu, entity)
}

/** A link; only the text where the address is no web address. */
export function link(text: string, url: string): string {
  if (!/^https?:\/\/[^\s]+$/i.test(url)) return prose(text)
  return `[${prose(text)}](<${url.replace(/[<>|\\`]/g, (sign) => encodeURIComponent(sign))}>)`
}

/** A part that is folded until someone opens it; `title` is plain text. */
export function details(title: string, body: string): string {
  return `<details><summary>${escapeHtml(title)}</summary>\n\n${body}\n\n</details>`
}

/** A bulleted list that says how many items were left out beyond `most`. */
export function bullets(items: readonly string[], most = 50): string {
  const shown = items.slice(0, most).map((item) => `- ${item}`)
  const rest = items.length - shown.length
  return [...shown, ...(rest > 0 ? [`- ${rest} more, left out here`] : [])].join('\n')
}

function spans(line: string): string {
  // Every second piece stood between backticks.
  const pieces = line.split(/`([^`]+)`/)
  return pieces.map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : escapeText(piece, index === 0))).join('')
}

/** A command with a resource ID in it would make its line, and the table around, as wide as that. */
function codeSpan(text: string): string {
  const shown = shortened(text, LONGEST_CODE)
  return shown.includes(ID) ? `<code>${breakable(codeLine(shown))}</code>` : code(text)
}

const ID = '/subscriptions/'

/** Lets a line break within resource IDs; what is copied from it is the same. */
function breakable(text: string): string {
  return text.replace(/(?<!\S)\/subscriptions\/\S+/g, (id) => id.replace(/(?<=.)\//g, '/<wbr>'))
}

// Numeric references cannot be taken for structure, so they hold even where a backslash would not.
function escapeText(text: string, atStart: boolean): string {
  const escaped = breakable(escapeHtml(text))
    .replace(/[\\`*[\]~]/g, '\\$&')
    .replace(/\|/g, '&#124;')
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
    .replace(/\$/g, '<span>$</span>') // the way GitHub documents for a dollar that opens no formula
    .replace(/@/g, '<span>@</span>') // what Azure or a workflow says calls nobody into a pull request
  return atStart ? escaped.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[#+=-]/, '\\$&') : escaped
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function entity(sign: string): string {
  return `&#${sign.codePointAt(0)};`
}

function shortened(text: string, longest: number): string {
  const clean = text.replace(CONTROL, '')
  return clean.length <= longest ? clean : `${clean.slice(0, longest)} … (${clean.length - longest} characters more)`
}

/** Control characters but for tab and line ends, and the marks that turn the direction of text. */
const CONTROL = /[^\P{Cc}\t\r\n]|[\u202a-\u202e\u2066-\u2069]/gu
