import { parseDocument } from 'htmlparser2'

type Node = ReturnType<typeof parseDocument>['children'][number]

/** Formulas beyond this, in characters of markup, are drawings; their text is kept as it stands. */
const MAX_FORMULA = 20_000
/** Levels of one formula; real ones have about ten. */
const MAX_LEVELS = 60

/**
 * A formula in MathML 3 as a line of text: `1/2`, `10^6`, `x_{i+1}`; its TeX where it is a table or holds nothing else. Its letters
 * alone would say something different.
 */
export function formulaText(markup: string): string {
  if (markup.length > MAX_FORMULA) return ''
  const [math] = parseDocument(markup, { recognizeSelfClosing: true }).children
  if (math === undefined || !('children' in math)) return ''
  const tex = texOf(math, 0) ?? ('attribs' in math ? math.attribs.alttext : undefined)
  const line = rowOf(math.children, 0).replace(/\s+/g, ' ').trim()
  return tex !== undefined && (line === '' || /<(?:\w+:)?mtable\b/i.test(markup)) ? tex.trim() : line
}

function texOf(node: Node, level: number): string | undefined {
  if (!('children' in node) || level > MAX_LEVELS) return undefined
  if ('attribs' in node && nameOf(node) === 'annotation' && /tex/i.test(node.attribs.encoding ?? '')) return wordsOf(node)
  for (const child of node.children) {
    const found = texOf(child, level + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const nameOf = (node: Node): string => ('name' in node ? node.name.toLowerCase().replace(/^\w+:/, '') : '')

const wordsOf = (node: Node): string => ('data' in node ? node.data : 'children' in node ? node.children.map(wordsOf).join('') : '')

/** Times, function application, separator and plus that are meant and not shown (MathML 3, 7.4). */
const INVISIBLE = /[\u2061-\u2064]/g

/** Side by side; two numbers do not become one. */
function rowOf(nodes: readonly Node[], level: number): string {
  let row = ''
  for (const node of nodes) {
    const next = textOf(node, level + 1)
    row += /\d$/.test(row) && /^\d/.test(next) ? ` ${next}` : next
  }
  return row
}

function textOf(node: Node, level: number): string {
  if ('data' in node) return node.type === 'text' ? node.data.replace(INVISIBLE, '').trim() : ''
  if (!('children' in node) || level > MAX_LEVELS) return ''
  const write = WRITERS[nameOf(node)]
  if (write === undefined) return rowOf(node.children, level)
  const parts = node.children.filter((child) => 'children' in child).map((child) => textOf(child, level + 1))
  return write(parts, 'attribs' in node ? node.attribs : {})
}

/** An operand of a fraction: more than one sign needs brackets. */
const operand = (text = ''): string => (/^(?:[\p{L}\p{N}.,]+|.)$/u.test(text) ? text : `(${text})`)
/** A base: what carries an index already takes another. */
const basis = (text = ''): string => (/[\s+\-−/±=]/.test(text) ? `(${text})` : text)
const index = (text = ''): string => (/^[-−]?(?:\d+|.)$/u.test(text) ? text : `{${text}}`)

type Attributes = Readonly<Record<string, string>>

const WRITERS: Readonly<Record<string, (parts: readonly string[], attributes: Attributes) => string>> = {
  mfrac: ([a, b], { linethickness }) => (linethickness === '0' ? `(${a} over ${b})` : `${operand(a)}/${operand(b)}`),
  msup: ([a, b]) => `${basis(a)}^${index(b)}`,
  mover: ([a, b]) => `${basis(a)}^${index(b)}`,
  msub: ([a, b]) => `${basis(a)}_${index(b)}`,
  munder: ([a, b]) => `${basis(a)}_${index(b)}`,
  msubsup: ([a, b, c]) => `${basis(a)}_${index(b)}^${index(c)}`,
  munderover: ([a, b, c]) => `${basis(a)}_${index(b)}^${index(c)}`,
  msqrt: (parts) => `√${operand(parts.join(''))}`,
  mroot: ([a, b]) => `√[${b ?? ''}]${operand(a)}`,
  mfenced: (parts, { open = '(', close = ')', separators = ',' }) => `${open}${parts.join(separators.trim()[0] ?? '')}${close}`,
  mtable: (rows) => `[${rows.join('; ')}]`,
  mtr: (cells) => cells.join(', '),
  mlabeledtr: ([, ...cells]) => cells.join(', '),
  mspace: () => ' ',
  mphantom: () => '',
  annotation: () => '',
  'annotation-xml': () => '',
}
