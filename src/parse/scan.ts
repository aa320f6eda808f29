/** What a scan finds, in document order. Names and values are as written: nothing is decoded or folded. */
export interface Sink {
  text: (written: string) => void
  cdata: (written: string) => void
  /** Attributes are names and values in turn. */
  open: (name: string, attributes: readonly string[], isEmpty: boolean) => void
  close: (name: string) => void
}

/** Further attributes of one element are ignored; no vocabulary of a feed has more than 30. */
const MAX_ATTRIBUTES = 256

const NO_ATTRIBUTES: readonly string[] = []
const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const EQUALS = 0x3d

/**
 * Walks through XML, or what is meant to be, once: every byte is looked at a bounded number of times, whatever the
 * document. A `<` that begins no tag is text, a tag that never ends is text, a tag that the next one interrupts ends
 * there. Declarations, entity definitions among them, comments and instructions are passed over unread.
 */
export function scan(text: string, sink: Sink): void {
  new Scanner(text, sink).run()
}

const isXmlInstruction = (text: string, at: number): boolean => /^<\?xml/i.test(text.slice(at, at + 5))

/**
 * Where `<?xml …?>`, or `<?xml-stylesheet …?>`, ends; at the next tag where its own end is missing. What other instructions hold may be
 * anything.
 */
export function endOfXmlInstruction(text: string, at: number): number {
  const tag = text.indexOf('<', at + 2)
  const inside = text.slice(at, tag < 0 ? undefined : tag)
  const end = inside.includes('?>') ? inside.indexOf('?>') + 2 : inside.lastIndexOf('>') + 1
  return at + (end > 0 ? end : inside.length)
}

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09 || c === 0x0c

/** Letters, `_`, `:` and everything beyond ASCII. */
const startsName = (c: number): boolean => (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c === 0x3a || c >= 0x80

/** Nobody writes this as text of a section: HTML that talks of feeds escapes it. */
const ENDS_ITEM = /<\/(?:item|entry)\s{0,10}>/i

/** Tags that nobody means as a sign and a word, whose `>` is missing. */
const BEGINS_ITEM = /^(?:item|entry)$/i

const SECTION_END = /\](?:\]|\s{0,3}>|\]\s{1,3}>)(?=\s{0,20}<\/)/
const COMMENT_END = /-\s{0,3}!?>/

/** The state of one walk. */
class Scanner {
  readonly #text: string
  readonly #sink: Sink
  #at = 0
  /** Where the text began that has not been handed over yet. */
  #from = 0
  #isEmpty = false
  /** Strings known not to occur any more: looking for them again would make the walk quadratic. */
  readonly #exhausted = new Set<string>()
  /** Behind the last `]]>` that was looked for; sections that do not end with themselves share it. */
  #sectionEnd = 0

  constructor(text: string, sink: Sink) {
    this.#text = text
    this.#sink = sink
  }

  run(): void {
    const text = this.#text
    for (let lt = text.indexOf('<'); lt >= 0; lt = text.indexOf('<', this.#at)) {
      const c = text.charCodeAt(lt + 1)
      if (startsName(c)) this.#openTag(lt)
      else if (c === SLASH) this.#closeTag(lt)
      else if (c === 0x21) this.#declaration(lt)
      else if (c === 0x3f) this.#passOver(lt, this.#instructionEnd(lt))
      else this.#at = lt + 1
    }
    this.#flush(text.length)
  }

  #flush(end: number): void {
    if (end > this.#from) this.#sink.text(this.#text.slice(this.#from, end))
  }

  /** The index behind the next occurrence of a string, or undefined. */
  #after(wanted: string, from: number): number | undefined {
    if (this.#exhausted.has(wanted)) return undefined
    const found = this.#text.indexOf(wanted, from)
    if (found >= 0) return found + wanted.length
    this.#exhausted.add(wanted)
    return undefined
  }

  #passOver(lt: number, end = this.#text.length): void {
    this.#flush(lt)
    this.#at = this.#from = end
  }

  #instructionEnd(lt: number): number | undefined {
    if (isXmlInstruction(this.#text, lt)) return endOfXmlInstruction(this.#text, lt)
    return this.#after('?>', lt + 2) ?? this.#after('>', lt + 2)
  }

  #declaration(lt: number): void {
    const text = this.#text
    if (/^\[cdata\[/i.test(text.slice(lt + 2, lt + 9))) this.#section(lt)
    else if (text.startsWith('--', lt + 2)) this.#passOver(lt, this.#commentEnd(lt + 4))
    else if (/^doctype/i.test(text.slice(lt + 2, lt + 9))) this.#passOver(lt, this.#doctypeEnd(lt))
    else this.#at = lt + 1
  }

  /**
   * A CDATA section. One that never ends, or whose end is that of another item's section, is one whose end was
   * forgotten: then only its mark is passed over, and what follows is read like the rest.
   */
  #section(lt: number): void {
    const text = this.#text
    const start = lt + '<![CDATA['.length
    const end = this.#sectionEnd >= start + 3 ? this.#sectionEnd : this.#after(']]>', start)
    if (end !== undefined) this.#sectionEnd = end
    const inner = text.indexOf('![CDATA[', start) - 1
    if (end === undefined) return this.#endlessSection(lt, start, inner < 0 ? text.length : inner)
    if (inner === start) return this.#doubleSection(lt, end)
    if (inner >= 0 && inner < end && ENDS_ITEM.test(text.slice(start, inner))) return this.#endlessSection(lt, start, inner)
    this.#passOver(lt, end)
    this.#sink.cdata(text.slice(start, end - 3))
  }

  /** The end of a section is misspelt (`]]`, `]>`, `]] >`) or missing. */
  #endlessSection(lt: number, start: number, limit: number): void {
    const written = this.#text.slice(start, limit)
    const end = SECTION_END.exec(written)
    const item = ENDS_ITEM.exec(written)
    if (end === null || (item && item.index < end.index)) return this.#passOver(lt, start)
    this.#passOver(lt, start + end.index + end[0].length)
    this.#sink.cdata(written.slice(0, end.index))
  }

  /** `<![CDATA[<![CDATA[x]]>`, with or without its second end. */
  #doubleSection(lt: number, end: number): void {
    this.#passOver(lt, this.#text.startsWith(']]>', end) ? end + 3 : end)
    this.#sink.cdata(this.#text.slice(lt + 2 * '<![CDATA['.length, end - 3))
  }

  /**
   * Where a comment ends: one that another interrupts, or that never ends, at what was meant for its end (`->`, `--!>`), and where
   * nothing was, before the next tag.
   */
  #commentEnd(start: number): number | undefined {
    const end = this.#after('-->', start)
    const inner = this.#text.indexOf('<!--', start)
    if (end !== undefined && (inner < 0 || inner > end)) return end
    const meant = COMMENT_END.exec(this.#text.slice(start, inner < 0 ? undefined : inner))
    if (meant) return start + meant.index + meant[0].length
    const tag = this.#text.indexOf('<', start)
    return end ?? (tag < 0 ? undefined : tag)
  }

  /** A document type may hold declarations in brackets; they are not read. */
  #doctypeEnd(lt: number): number | undefined {
    const end = this.#after('>', lt)
    const bracket = this.#text.slice(lt, end).indexOf('[')
    return bracket < 0 ? end : (this.#after(']>', lt + bracket) ?? end)
  }

  #closeTag(lt: number): void {
    const start = lt + (isSpace(this.#text.charCodeAt(lt + 2)) ? 3 : 2)
    const nameEnd = this.#nameEnd(start)
    const name = this.#text.slice(start, nameEnd)
    let at = nameEnd
    while (at < this.#text.length && this.#text.charCodeAt(at) !== GT && this.#text.charCodeAt(at) !== LT) at++
    if (name === '' || at >= this.#text.length) {
      this.#at = lt + 1
      return
    }
    this.#flush(lt)
    this.#at = this.#from = this.#text.charCodeAt(at) === GT ? at + 1 : at
    this.#sink.close(name)
  }

  /** Where a name ends that begins here: at a space, `/`, `>`, `=`, or a `<` that should not be there. */
  #nameEnd(start: number): number {
    const text = this.#text
    let at = start
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at)
      if (c === GT || c === SLASH || c === EQUALS || c === LT || isSpace(c)) break
    }
    return at
  }

  #openTag(lt: number): void {
    const nameEnd = this.#nameEnd(lt + 1)
    const isCut = this.#text.charCodeAt(nameEnd) === LT
    if (nameEnd >= this.#text.length || (isCut && !BEGINS_ITEM.test(this.#text.slice(lt + 1, nameEnd)))) {
      this.#at = nameEnd
      return
    }
    this.#at = nameEnd
    const attributes = this.#attributes()
    if (attributes === undefined) {
      this.#at = this.#text.length
      return
    }
    const end = this.#at
    this.#flush(lt)
    this.#at = this.#from = end
    this.#sink.open(this.#text.slice(lt + 1, nameEnd), attributes, this.#isEmpty)
  }

  /** Reads to the end of a tag, or to where the next one interrupts it; undefined where the document ends first. */
  #attributes(): readonly string[] | undefined {
    const text = this.#text
    let attributes: string[] | undefined
    this.#isEmpty = false
    for (;;) {
      const c = text.charCodeAt(this.#at)
      if (c === GT) {
        this.#at++
        return attributes ?? NO_ATTRIBUTES
      }
      if (c === LT) return attributes ?? NO_ATTRIBUTES
      if (Number.isNaN(c)) return undefined
      this.#isEmpty = c === SLASH
      if (c === SLASH || c === EQUALS || isSpace(c)) {
        this.#at++
        continue
      }
      const nameEnd = this.#nameEnd(this.#at)
      const name = text.slice(this.#at, nameEnd)
      this.#at = nameEnd
      const value = this.#value()
      attributes ??= []
      if (attributes.length < 2 * MAX_ATTRIBUTES) attributes.push(name, value)
    }
  }

  /** The value behind an attribute's name, which may have none. */
  #value(): string {
    const text = this.#text
    let at = this.#at
    while (isSpace(text.charCodeAt(at))) at++
    if (text.charCodeAt(at) !== EQUALS) return ''
    at++
    while (isSpace(text.charCodeAt(at))) at++
    const quote = text[at]
    const isQuoted = quote === '"' || quote === "'"
    if (isQuoted) {
      const end = this.#after(quote, at + 1)
      const value = end === undefined ? undefined : text.slice(at + 1, end - 1)
      if (end !== undefined && value !== undefined && (endsValue(text.charCodeAt(end)) || !value.includes('<'))) {
        this.#at = end
        return value
      }
      at++
    }
    const start = at
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at)
      if (c === GT || (!isQuoted && isSpace(c)) || (c === SLASH && text.charCodeAt(at + 1) === GT)) break
    }
    this.#at = at
    return text.slice(start, at)
  }
}

/** What may follow a closing quote. Behind another character, and with a `<` inside, the quote opened another value. */
const endsValue = (c: number): boolean => c === GT || c === SLASH || isSpace(c) || Number.isNaN(c)
