import sanitizeHtml from 'sanitize-html'
import { ALLOWED_TAGS, VOID_TAGS } from './allowlist.ts'
import { references, safeAttributes, type Attributes, type References } from './attributes.ts'
import { folded, foldedUsual, isUsual } from './characters.ts'
import { escapeMarkup } from './escape.ts'
import { isHidden } from './hidden.ts'
import { IMPLIED_ENDS, isMisplaced, PLACED, PLACES } from './implied-ends.ts'
import { MAX_CONTENT } from './limits.ts'
import { isBlank, plainValue, referenceAt } from './plain-references.ts'
import { ANNOTATING, INLINE, SPACING, textsOf, type Body } from './lines.ts'

/**
 * Cleans HTML that is plain already and reads its lines, in one walk: known elements in lower case, each closed in order, attributes once and in quotes,
 * references whole. Gives the very bytes that the cleaner gives, and undefined for everything else: comments, unknown elements, ends
 * that are left out, an `&` that could be anything. So it can only accept, and what it does not know costs time and no safety.
 *
 * @param html of legal characters.
 * @param base absolute URL that references are resolved against.
 * @param isPlain whether its characters are known to be usual ones.
 */
export function cleanPlainHtml(html: string, base: string | undefined, isPlain = isUsual(html)): Body | undefined {
  return html.length > MAX_CONTENT ? undefined : new Walk(html, base, isPlain).run()
}

/** Elements open at once; deeper ones are the cleaner's to bound. */
const MAX_DEPTH = 100

interface Tag {
  readonly name: string
  readonly isVoid: boolean
  /** Whether a line ends at it, and whether cells stand side by side there. */
  readonly isBlock: boolean
  readonly isCell: boolean
  /** Whether its text depends on what stands around it. */
  readonly isAnnotating: boolean
  /** Parents that this element ends where their own end is left out. */
  readonly ends: ReadonlySet<string> | undefined
  /** Whether it has places of its own, and is one itself. */
  readonly isPlaced: boolean
  readonly isPlace: boolean
}

const TAGS: ReadonlyMap<string, Tag> = new Map(
  ALLOWED_TAGS.map((name) => [
    name,
    {
      name,
      isVoid: VOID_TAGS.includes(name),
      isBlock: !INLINE.has(name),
      isCell: SPACING.has(name),
      isAnnotating: ANNOTATING.has(name),
      ends: IMPLIED_ENDS.get(name),
      isPlaced: PLACED.has(name),
      isPlace: PLACES.has(name),
    },
  ]),
)

const { nonBooleanAttributes, allowedEmptyAttributes } = sanitizeHtml.defaults as unknown as {
  readonly nonBooleanAttributes: readonly string[]
  readonly allowedEmptyAttributes: readonly string[]
}
const NEVER_EMPTY = new Set(nonBooleanAttributes.filter((name) => !allowedEmptyAttributes.includes(name)))
const MAY_BE_EMPTY = new Set(allowedEmptyAttributes)

const QUOTE = 0x22
const APOSTROPHE = 0x27
const SLASH = 0x2f
const EQUALS = 0x3d
const GREATER = 0x3e

/** One walk over one body. `at` is where it stands; what lies between `from` and it is written as it is. */
class Walk {
  private readonly html: string
  private readonly base: string | undefined
  private to: References | undefined
  private readonly open: Tag[] = []
  private clean = ''
  private from = 0
  private at = 0
  private readonly lines: string[] = []
  /** The text of the line so far. */
  private line = ''
  private isAnnotated = false
  /** Whether what stands between the tags is usual, and whether references of this line added nothing else. */
  private readonly isPlain: boolean
  private isPlainLine: boolean

  constructor(html: string, base: string | undefined, isPlain: boolean) {
    this.html = html
    this.base = base
    this.isPlain = this.isPlainLine = isPlain
  }

  run(): Body | undefined {
    const { html } = this
    let amp = html.indexOf('&')
    let greater = -1
    for (let at = 0; at < html.length; at = this.at) {
      const less = indexOr(html.indexOf('<', at), html.length)
      if (amp >= 0 && amp < at) amp = html.indexOf('&', at)
      if (greater < at) greater = indexOr(html.indexOf('>', at), html.length)
      const next = Math.min(less, greater, indexOr(amp, html.length))
      if (next > at) this.line += html.slice(at, next)
      this.at = next
      if (next === html.length) break
      if (next === less) {
        if (!this.takeTag()) return undefined
      } else if (next === amp) {
        if (!this.takeReference()) return undefined
      } else {
        this.line += '>'
        this.replace(1, '&gt;')
      }
    }
    if (this.open.length > 0) return undefined
    this.endLine()
    const clean = this.clean + html.slice(this.from)
    return { html: clean, lines: this.isAnnotated ? textsOf(clean) : this.lines }
  }

  /** Writes something else for the next characters. */
  private replace(length: number, written: string): void {
    this.clean += this.html.slice(this.from, this.at) + written
    this.from = this.at += length
  }

  private endLine(): void {
    if (this.line === '') return
    const text = this.isPlainLine ? foldedUsual(this.line) : folded(this.line)
    if (text !== '') this.lines.push(text)
    this.line = ''
    this.isPlainLine = this.isPlain
  }

  private takeReference(): boolean {
    const { html, at } = this
    const reference = referenceAt(html, at)
    if (reference === undefined) return false
    this.line += reference.text
    if (this.isPlainLine && !reference.isUsual) this.isPlainLine = false
    if (reference.html.length === reference.length && html.startsWith(reference.html, at)) this.at += reference.length
    else this.replace(reference.length, reference.html)
    return true
  }

  private takeTag(): boolean {
    return this.html.charCodeAt(this.at + 1) === SLASH ? this.takeEnd() : this.takeStart()
  }

  /** What a tag means for the text. */
  private pass({ isBlock, isCell, isAnnotating }: Tag): void {
    if (isBlock) this.endLine()
    else if (isCell) this.line += ' '
    else if (isAnnotating) this.isAnnotated = true
  }

  private takeEnd(): boolean {
    const tag = this.open.pop()
    if (tag === undefined || !this.html.startsWith(tag.name, this.at + 2)) return false
    this.pass(tag)
    this.at += tag.name.length + 3
    return this.html.charCodeAt(this.at - 1) === GREATER
  }

  private takeStart(): boolean {
    const { html, at: start, open } = this
    let end = start + 1
    while (isNameCharacter(html.charCodeAt(end))) end++
    const name = html.slice(start + 1, end)
    const tag = TAGS.get(name)
    if (tag === undefined || open.length >= MAX_DEPTH || this.isMisplaced(tag)) return false
    this.pass(tag)
    if (!tag.isVoid) open.push(tag)
    if (html.charCodeAt(end) === GREATER && !tag.isVoid && !PLAYERS.has(name)) {
      this.at = end + 1
      return true
    }
    const found = attributesAt(html, end, tag.isVoid)
    if (found === undefined || isHidden(found.attributes)) return false
    const written = startTag(tag, found.attributes, (this.to ??= references(this.base)))
    if (written === undefined) return false
    this.replace(found.end - start, written)
    return true
  }

  /** Whether it ends an element that is open, or is none where it stands. */
  private isMisplaced({ name, ends, isPlaced }: Tag): boolean {
    const { open } = this
    const parent = open.length === 0 ? undefined : open[open.length - 1]
    if (ends !== undefined && parent !== undefined && ends.has(parent.name)) return true
    if (!isPlaced || (parent !== undefined && parent.isPlace && name !== 'table')) return false
    return isMisplaced(
      name,
      open.map((tag) => tag.name),
    )
  }
}

/** They get controls whatever is written. */
const PLAYERS = new Set(['video', 'audio'])

const indexOr = (index: number, otherwise: number): number => (index < 0 ? otherwise : index)

const isNameCharacter = (code: number): boolean => (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39)

/** The start tag as the cleaner writes it; empty for an image that shows nothing. */
function startTag({ name, isVoid }: Tag, attributes: Attributes, to: References): string | undefined {
  const safe = safeAttributes(name, attributes, to) ?? {}
  let written = ''
  for (const key in safe) {
    const value = safe[key]!
    if (value === '' && NEVER_EMPTY.has(key)) continue
    if (key === 'srcset' && !isPlainSet(value)) return undefined
    written += value === '' && !MAY_BE_EMPTY.has(key) ? ` ${key}` : ` ${key}="${escapeMarkup(value)}"`
  }
  if (name === 'img' && written === '') return ''
  return `<${name}${written}${isVoid ? ' />' : '>'}`
}

/** Candidates with one whole number each, which nobody writes in another way. */
const PLAIN_CANDIDATE = /^[^\s,]+(?:,[^\s,]+)*(?: [1-9]\d{0,5}[wx])?$/
const isPlainSet = (set: string): boolean => set.split(', ').every((candidate) => PLAIN_CANDIDATE.test(candidate))

/** The attributes of a start tag from behind its name on, and where it ends; undefined where any is not plain. */
function attributesAt(html: string, start: number, isVoid: boolean): { readonly attributes: Attributes; readonly end: number } | undefined {
  // `constructor` counts as written twice
  const attributes: Attributes = {}
  let at = start
  for (;;) {
    const before = at
    while (isBlank(html.charCodeAt(at))) at++
    const code = html.charCodeAt(at)
    if (code === GREATER) return { attributes, end: at + 1 }
    if (code === SLASH) return isVoid && html.charCodeAt(at + 1) === GREATER ? { attributes, end: at + 2 } : undefined
    if (at === before) return undefined
    const nameStart = at
    while (isNameCharacter(html.charCodeAt(at)) || (at > nameStart && html.charCodeAt(at) === 0x2d)) at++
    const quote = html.charCodeAt(at + 1)
    if (at === nameStart || html.charCodeAt(at) !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE)) return undefined
    const name = html.slice(nameStart, at)
    const end = html.indexOf(quote === QUOTE ? '"' : "'", at + 2)
    const value = end < 0 || name in attributes ? undefined : plainValue(html.slice(at + 2, end))
    if (value === undefined) return undefined
    attributes[name] = value
    at = end + 1
  }
}
