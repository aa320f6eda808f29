import sanitizeHtml from 'sanitize-html'
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, NON_TEXT_TAGS, VOID_TAGS } from './allowlist.ts'
import { references, safeAttributes, type Attributes } from './attributes.ts'
import { isUsual, legal } from './characters.ts'
import { isHidden } from './hidden.ts'
import { isMisplaced, PLACED } from './implied-ends.ts'
import { MAX_CONTENT } from './limits.ts'
import { textsOf, type Body } from './lines.ts'
import { cleanPlainHtml } from './plain-html.ts'
import { rewriteElements } from './rewrite.ts'

/** How sanitize-html writes an image that has nothing left; no text can look like it, since text is escaped. */
const BARE_IMAGE = '<img />'

/** Deeper markup is an attack; browsers stop at 512. */
const MAX_DEPTH = 200

/**
 * htmlparser2 moves its whole stack for every tag, so that depth makes it quadratic. Markup this deep is given up and its text kept;
 * the deepest real page we know, full of unclosed anchors, has 300.
 */
const MAX_STACK = 1_000
const TOO_DEEP = new Error('markup too deep')

/** Growth by escaping, closing tags and absolute URLs that is put up with before the result is cut and cleaned again. */
const MAX_GROWTH = 1.5

const TAGS = new Set(ALLOWED_TAGS)
const TEXTLESS = new Set([...NON_TEXT_TAGS, 'input', 'link', 'meta', 'base', 'embed', 'param', 'area', 'frame'])

const NONE: Attributes = Object.freeze(Object.create(null))
/** Of an element that goes with all that is in it. */
const HIDDEN: Attributes = Object.freeze(Object.create(null))

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: [...ALLOWED_TAGS],
  allowedAttributes: ALLOWED_ATTRIBUTES,
  nonTextTags: [...NON_TEXT_TAGS],
  selfClosing: [...VOID_TAGS],
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: {
    img: ['http', 'https'],
    source: ['http', 'https'],
    video: ['http', 'https'],
    audio: ['http', 'https'],
    track: ['http', 'https'],
  },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'cite', 'poster', 'longdesc'],
  allowProtocolRelative: false,
  nestingLimit: MAX_DEPTH,
  exclusiveFilter: ({ attribs }) => attribs === HIDDEN,
}

/**
 * The one place where foreign HTML becomes safe: allowed elements and attributes, absolute http(s) and mailto URLs, well-formed,
 * legal in XML. A second pass changes nothing.
 *
 * @param base absolute URL that references are resolved against; without one, relative references are dropped.
 * @public what the attacks of the tests go through
 */
export const sanitize = (html: string, base?: string): string => cleanBody(html, base).html

/** The same with its lines. */
export function cleanBody(html: string, base?: string): Body {
  const isPlain = isUsual(html)
  const written = cutMarkup(isPlain ? html : legal(html), MAX_CONTENT)
  const plain = cleanPlainHtml(written, base, isPlain)
  if (plain !== undefined) return plain
  const clean = sanitizeSlowly(written, base)
  return { html: clean, lines: textsOf(clean) }
}

/** The same by a whole parser of HTML, whatever is written. */
export function sanitizeSlowly(html: string, base?: string): string {
  const written = rewriteElements(cutMarkup(legal(html), MAX_CONTENT).replace(NO_MARKUP, '&lt;'), base)
  let pass = allowOrText(written, base)
  if (pass.html.length > MAX_CONTENT * MAX_GROWTH) pass = allow(cutMarkup(pass.html, MAX_CONTENT), base)
  return pass.isUnwrapped ? allow(pass.html, base).html : pass.html
}

/** A sign of a text (`</3`, `a <! b`) that browsers take for a comment, so that what follows would be lost up to the next `>`. */
const NO_MARKUP = /<(?=\/[^a-z>]|![^a-z[-]|\?[^a-z])/gi

function allowOrText(html: string, base: string | undefined): Pass {
  try {
    return allow(html, base)
  } catch (error) {
    if (error !== TOO_DEEP) throw error
    return allow(html.replace(/<[^<>]*>/g, ' '), base)
  }
}

interface Pass {
  readonly html: string
  /**
   * An element went, or became another, and its children stayed. They stand inside another parent now, which may not hold them (a `li` in a `li`), so that
   * a reader would see other nesting than what was written; a second pass settles it.
   */
  readonly isUnwrapped: boolean
}

function allow(html: string, base: string | undefined): Pass {
  const to = references(base)
  const open: string[] = []
  let isUnwrapped = false
  const onOpenTag = (name: string) => {
    const isElsewhere = open.length < MAX_DEPTH && PLACED.has(name) && isMisplaced(name, open)
    open.push(isElsewhere ? ANY : name)
    if (open.length > MAX_STACK) throw TOO_DEEP
    if (isElsewhere || open.length > MAX_DEPTH || !(TAGS.has(name) || TEXTLESS.has(name))) isUnwrapped = true
  }
  const onCloseTag = () => {
    open.pop()
  }
  // References are made absolute before sanitize-html looks at schemes, so that what it checked is what goes out.
  const transform = (tagName: string, attributes: Attributes): sanitizeHtml.Tag => {
    if (isHidden(attributes)) return { tagName: renamed(tagName, TAGS.has(tagName) ? tagName : ANY), attribs: HIDDEN }
    const isKnown = TAGS.has(tagName)
    if (isKnown && tagName !== open.at(-1)) return { tagName: renamed(tagName, ANY), attribs: NONE }
    return { tagName, attribs: (isKnown && safeAttributes(tagName, attributes, to)) || NONE }
  }
  // sanitize-html closes the next element by a new name where the one that was renamed is itself left out
  const renamed = (name: string, other: string): string => (open.length > MAX_DEPTH ? name : other)
  const clean = sanitizeHtml(html, { ...OPTIONS, transformTags: { '*': transform }, onOpenTag, onCloseTag })
  // Character references are decoded inside: what they hide is looked at after.
  return { html: legal(clean).replaceAll(BARE_IMAGE, ''), isUnwrapped }
}

/** What an item, a cell or a table becomes that stands where browsers take none, and what is hidden before it goes. */
const ANY = 'div'

/** At most `max` characters, not in the middle of a tag, a reference or a character. */
export function cutMarkup(html: string, max: number): string {
  if (html.length <= max) return html
  let end = max
  if (html.lastIndexOf('<', end - 1) > html.lastIndexOf('>', end - 1)) end = html.lastIndexOf('<', end - 1)
  const reference = html.lastIndexOf('&', end - 1)
  if (reference > end - 12 && html.indexOf(';', reference) >= end) end = reference
  const last = html.charCodeAt(end - 1)
  if (last >= 0xd800 && last <= 0xdbff) end--
  return html.slice(0, Math.max(0, end))
}
