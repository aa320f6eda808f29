import { Tokenizer } from 'htmlparser2'
import { Element, type Owner } from './element.ts'
import { Steps } from './steps.ts'

export interface Tree {
  readonly root: Element
  /** What stood in `<script type="application/ld+json">`, in document order. */
  readonly jsonLd: readonly string[]
  /** The page was longer, or had more elements, than is read. */
  readonly cut: boolean
}

/** UTF-16 units that are read: the heaviest front pages have 2 MB, most of it script. */
export const MAX_PAGE = 2 * 1024 * 1024
/** Elements that are read; real pages have a few thousand, the longest lists and tickers 20,000. */
export const MAX_ELEMENTS = 20_000
/** Deeper elements stand side by side; browsers stop at 512, real pages at 60. */
const MAX_DEPTH = 200
/** Attributes of one element that are read; frameworks write 60. */
const MAX_ATTRIBUTES = 100
/** JSON-LD of one page; large sites write 100 KB. */
const MAX_JSON_LD = 512 * 1024

const VOID = new Set(
  'area base basefont bgsound br col command embed frame hr img input keygen link meta param source track wbr'.split(' '),
)
/** Their text is no text of the page. */
const MUTE = new Set(['script', 'style'])
/** What begins with one of these ends a paragraph (HTML 13.1.2.4). */
const ENDS_PARAGRAPH = new Set(
  (
    'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header ' +
    'hgroup hr main menu nav ol p pre section table ul li dd dt td th tr tbody thead tfoot'
  ).split(' '),
)
const closes = (names: string, within: string) => ({ names: new Set(names.split(' ')), within: new Set(within.split(' ')) })
/** Tags that may be left out: what ends at the start of another, looked for up to an element that holds both. */
const IMPLIED = new Map<string, { readonly names: ReadonlySet<string>; readonly within: ReadonlySet<string> }>([
  ['li', closes('li', 'ul ol menu dir')],
  ['dt', closes('dt dd', 'dl')],
  ['dd', closes('dt dd', 'dl')],
  ['td', closes('td th', 'tr table')],
  ['th', closes('td th', 'tr table')],
  ['tr', closes('tr td th', 'table')],
  ['tbody', closes('tbody thead tfoot tr td th', 'table')],
  ['thead', closes('tbody thead tfoot tr td th', 'table')],
  ['tfoot', closes('tbody thead tfoot tr td th', 'table')],
  ['option', closes('option', 'select datalist optgroup')],
])
/** What a head holds; at the start of anything else it ends (HTML 13.2.6.4.4). */
const IN_HEAD = new Set('base basefont bgsound link meta noframes noscript script style template title head'.split(' '))
const KEEPS_PARAGRAPH = new Set(['table', 'td', 'th', 'caption', 'button', 'object', 'body', 'html'])

/** Where a word may be broken: nothing that a reader sees, and every word that is looked for would be missed. */
const SOFT_HYPHEN = '\u00AD'

/** A slice would keep all of the text in memory as long as anything that was read of it. */
const copyBeginning = (text: string, length: number): string => new TextDecoder().decode(new TextEncoder().encode(text.slice(0, length)))

/** Reads HTML as browsers do where it matters, in linear time and bounded memory, whatever is written. Never throws. */
export function treeOf(html: string, steps?: number): Tree {
  const text = html.length > MAX_PAGE ? copyBeginning(html, MAX_PAGE) : html
  const builder = new Builder(text, new Steps(steps))
  builder.run()
  markEnds(builder.owner.elements)
  return { root: builder.root, jsonLd: builder.jsonLd, cut: html.length > MAX_PAGE || builder.isFull }
}

/** Marks where each element ends, from the last to the first: what is in what needs no search from then on. */
function markEnds(elements: readonly Element[]): void {
  for (let i = elements.length - 1; i > 0; i--) {
    const { end, parent } = elements[i]!
    if (parent && parent.end < end) parent.end = end
  }
}

/** The state of one reading. */
class Builder {
  readonly owner: Owner
  readonly root: Element
  readonly jsonLd: string[] = []
  isFull = false
  readonly #text: string
  readonly #open: Element[]
  /** Elements open beyond the deepest that is kept. */
  #beyond = 0
  #pieces: string[] = []
  #name = ''
  #attributes: string[] = []
  #attribute = ''
  #value: string[] = []
  #ldLeft = MAX_JSON_LD

  constructor(text: string, steps: Steps) {
    this.#text = text
    this.owner = { elements: [], steps, classes: new Map() }
    this.root = new Element('#root', [], undefined, this.owner)
    this.#open = [this.root]
  }

  run(): void {
    const text = this.#text
    const ignore = (): void => {}
    const tokenizer = new Tokenizer(
      { xmlMode: false, decodeEntities: true },
      {
        ontext: (start, end) => this.#pieces.push(text.slice(start, end)),
        ontextentity: (point) => this.#pieces.push(String.fromCodePoint(point)),
        onopentagname: (start, end) => {
          this.#name = text.slice(start, end).toLowerCase()
          this.#attributes = []
        },
        onattribname: (start, end) => {
          this.#attribute = text.slice(start, end).toLowerCase()
        },
        onattribdata: (start, end) => this.#value.push(text.slice(start, end)),
        onattribentity: (point) => this.#value.push(String.fromCodePoint(point)),
        onattribend: () => {
          if (this.#attributes.length < 2 * MAX_ATTRIBUTES) this.#attributes.push(this.#attribute, this.#value.join(''))
          this.#value = []
        },
        onopentagend: () => this.#openTag(tokenizer, false),
        onselfclosingtag: () => this.#openTag(tokenizer, true),
        onclosetag: (start, end) => this.#closeTag(text.slice(start, end).toLowerCase()),
        oncdata: ignore,
        oncomment: ignore,
        ondeclaration: ignore,
        onprocessinginstruction: ignore,
        onend: ignore,
      },
    )
    tokenizer.write(text)
    if (!this.isFull) tokenizer.end()
    this.#flush()
  }

  get #current(): Element {
    return this.#open.at(-1)!
  }

  #flush(): void {
    if (this.#pieces.length === 0) return
    const text = this.#pieces.join('').replaceAll(SOFT_HYPHEN, '')
    this.#pieces = []
    const { name, attributes, children } = this.#current
    if (!MUTE.has(name)) children.push(text)
    else if (name === 'script' && attributes.some((value) => value.toLowerCase().includes('ld+json')) && text.length <= this.#ldLeft) {
      this.#ldLeft -= text.length
      this.jsonLd.push(text)
    }
  }

  #openTag(tokenizer: Tokenizer, isClosed: boolean): void {
    this.#flush()
    const name = this.#name
    if (this.owner.elements.length > MAX_ELEMENTS) {
      this.isFull = true
      tokenizer.pause()
      return
    }
    if (this.#beyond === 0) this.#imply(name)
    if (this.#current.name === 'head' && !IN_HEAD.has(name)) this.#open.pop()
    const parent = this.#current
    const element = new Element(name, this.#attributes, parent, this.owner)
    parent.children.push(element)
    if (VOID.has(name) || (isClosed && this.#isForeign())) return
    if (this.#open.length < MAX_DEPTH) this.#open.push(element)
    else this.#beyond++
  }

  /** `<path/>` is closed in SVG; `<div/>` is open in HTML. */
  #isForeign(): boolean {
    return this.#open.some(({ name }) => name === 'svg' || name === 'math')
  }

  #imply(name: string): void {
    if (ENDS_PARAGRAPH.has(name)) this.#closeUpTo(PARAGRAPH, KEEPS_PARAGRAPH)
    const implied = IMPLIED.get(name)
    if (implied) this.#closeUpTo(implied.names, implied.within)
  }

  /** Closes the outermost open element of these names, if nothing that holds them stands between. */
  #closeUpTo(names: ReadonlySet<string>, within: ReadonlySet<string>): void {
    let outermost = 0
    for (let at = this.#open.length - 1; at > 0; at--) {
      const { name } = this.#open[at]!
      if (names.has(name)) outermost = at
      else if (within.has(name)) break
    }
    if (outermost > 0) this.#open.length = outermost
  }

  #closeTag(name: string): void {
    this.#flush()
    if (this.#beyond > 0) {
      this.#beyond--
      return
    }
    const at = this.#open.findLastIndex((element) => element.name === name)
    if (at > 0) this.#open.length = at
  }
}

const PARAGRAPH = new Set(['p'])
