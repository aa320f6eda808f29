/** What a scan finds, in document order. Names and values are as written: nothing is decoded or folded. */
export interface Sink {
  text: (written: string) => void
  cdata: (written: string) => void
  /** Attributes are names and values in turn. */
  open: (name: string, attributes: readonly string[], isEmpty: boolean) => void
  close: (name: string) => void
}

/** Further attributes of one element are ignored; no vocabulary of a feed has more than 30. */
export const MAX_ATTRIBUTES = 256

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

const isSpace = (c: number): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09 || c === 0x0c

/** Letters, `_`, `:` and everything beyond ASCII. */
const startsName = (c: number): boolean => (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a) || c === 0x5f || c === 0x3a || c >= 0x80

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
      else if (c === 0x3f) this.#passOver(lt, this.#after('?>', lt + 2) ?? this.#after('>', lt + 2))
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

  #declaration(lt: number): void {
    const text = this.#text
    if (text.startsWith('[CDATA[', lt + 2)) {
      const end = this.#after(']]>', lt + 9)
      this.#passOver(lt, end)
      this.#sink.cdata(text.slice(lt + 9, end === undefined ? text.length : end - 3))
    } else if (text.startsWith('--', lt + 2)) this.#passOver(lt, this.#after('-->', lt + 4))
    else if (/^doctype/i.test(text.slice(lt + 2, lt + 9))) this.#passOver(lt, this.#doctypeEnd(lt))
    else this.#at = lt + 1
  }

  /** A document type may hold declarations in brackets; they are not read. */
  #doctypeEnd(lt: number): number | undefined {
    const end = this.#after('>', lt)
    const bracket = this.#text.slice(lt, end).indexOf('[')
    return bracket < 0 ? end : (this.#after(']>', lt + bracket) ?? end)
  }

  #closeTag(lt: number): void {
    const nameEnd = this.#nameEnd(lt + 2)
    const name = this.#text.slice(lt + 2, nameEnd)
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
    if (nameEnd >= this.#text.length || this.#text.charCodeAt(nameEnd) === LT) {
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
