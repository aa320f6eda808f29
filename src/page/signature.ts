import type { RawPerson } from '../model/raw.ts'
import { authorsOf, isPerson } from './authors.ts'
import { dateIn } from './dateline.ts'
import type { Element } from './element.ts'
import { attribute, descendants, lineOf, wordsOf } from './walk.ts'

/** Who signed, by what stands around the headline. Nobody is better than somebody invented. */

/** A byline is a line of its own that begins so, and ends with a name. */
const BYLINE =
  /^(?:(?:written |posted |submitted |story |text |words )?by|von|text(?: von)?|autor(?:in|a|e)?|par|por|di|door|af|av|auteur|author|redaktion|reporter|記者|记者|文責|文|執筆|作者)(?:\s*[:：=＝／/]\s*|\s+)(\S.*)$/i
/** Where the name ends. */
const NAME_END = /\s*(?:\s\S{1,4}[:：]|[|•·/;<]|\s[-–—]\s|,\s|\bon\b|\bam\b|\ble\b|\bel\b|\bil\b|\bfor\b|\bin\b|\d)/
/** A day may stand before it on its line. */
const PARTS = /[|•·,]|\s[-–—]\s|\s(?=(?:作者|記者|记者|文)[:：])/
const LIST_END = /\s*(?:\s\S{1,4}[:：]|[|•·/;<]|\s[-–—]\s|\bon\b|\bam\b|\ble\b|\bel\b|\bil\b|\bfor\b|\bin\b|\d)/
const MAX_BYLINE = 120
const MAX_WORDS = 5

/** Names in a line that is a byline and nothing else. */
export function signed(line: string): readonly RawPerson[] {
  if (line.length > MAX_BYLINE) return []
  const rest = [line, ...line.split(PARTS)].map((part) => BYLINE.exec(part.trim())?.[1]).find((one) => one !== undefined)
  return rest === undefined ? [] : namesIn(rest)
}

/** `A, B and C`: a list that says where it ends. Else what follows a comma may be a place. */
const LIST = /^[^,]{3,60}(?:,\s[^,]{3,60}){1,8},?\s(?:and|und|et|y|e|en|og|och|&)\s/

/** The names that a text begins with. */
function namesIn(text: string): readonly RawPerson[] {
  const end = (LIST.test(text) ? LIST_END : NAME_END).exec(text)
  const names = (end ? text.slice(0, end.index) : text).split(/\s+(?:and|und|et|y|e|en|och|og|&)\s+|,\s+|、|・(?=記者)/)
  return authorsOf(names.filter(isName))
}

/** A line that names somebody beside a day: `04.05.2026 | Ann Lee`, `Ann Lee / 4 May 2026 / 10:00`. */
export function signedBesideDay(line: string): readonly RawPerson[] {
  if (line.length > MAX_BYLINE || !/(?:19|20)\d\d/.test(line)) return []
  const parts = line.split(/\s*[|•·]\s*|\s[-–—/]\s/).map((part) => part.trim())
  return parts.length < 2 || !parts.some((part) => dateIn(part) !== undefined)
    ? []
    : authorsOf(parts.filter((part) => isName(part) && isPerson({ name: part })).slice(0, 1))
}

/** A line that is a byline without its name, which stands in the next one. */
export const saysBy = (line: string): boolean =>
  /^(?:(?:written |posted |published |reported )?by|von|par|por|di|door|autor(?:in)?|author|text)\s?:?$/i.test(line)

/** Every word begins with a capital, but for particles; or a few characters of a script without capitals. */
export function isName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  if (words.length > MAX_WORDS || text.length > 60 || /[.!?:]$/.test(text.trim().replace(/\b\p{Lu}\.$/u, ''))) return false
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text))
    return text.length <= 16 && !/[。、]/.test(text)
  const named = words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length
  return words.length >= 2 && named >= 2 && words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || PARTICLES.has(word.toLowerCase()))
}
const PARTICLES = new Set('de da di do dos das del della der den van von la le el al bin ibn ter ten zu af av y e du st'.split(' '))

/**
 * Names in elements that say they are the author's: rel=author, a vcard, a class of publishing systems, a link to an author's page
 * above the text.
 * @param end where the article ends; who signs below is a reader
 * @param start where its text starts; who is linked in it is spoken of
 */
export function marked(scope: Element, end = scope.end, start = scope.index): readonly RawPerson[] {
  for (const element of descendants(scope)) {
    if (element.index >= end) break
    const isLink = element.index < start && isAuthorLink(element)
    if (!isLink && !isMarked(element)) continue
    const named = namesOf(lineOf(element, 200), isSurely(element))
    if (named.length > 0) return named
  }
  return []
}

function namesOf(line: string, isSure: boolean): readonly RawPerson[] {
  const written = line.replace(/^(?:by|von|par|por|di)\s+/i, '')
  const parts = written.split(BETWEEN_NAMES)
  if (parts.length > 1 && parts.every(isName)) return authorsOf(parts)
  const bySign = signed(line)
  if (bySign.length > 0) return bySign
  const name = written.replace(/\s*[,|•·/–—-]?\s+(?:\S{0,12}\s)?\d.*$/, '')
  return isName(name) || (isSure && isHandle(name)) ? authorsOf([name]) : []
}

const BETWEEN_NAMES = /\s*[,;|]\s*|\s+(?:and|und|et|y|e|en|og|och|&)\s+/

const CLASSES = new Set('fn author__name byline__name p-author nom-auteur redakteur verfasser'.split(' '))
/** How classes of publishing systems end that stand around the author's name: `entry-author`, `c-article__author-name`, `documentAuthor`. */
const AUTHOR_CLASS = /(?:author|byline|autor|verfasser)s?(?:[-_]{1,2}(?:name|names|link|list|item|line|text|wrapper))?$/
const AUTHOR_WORD = /auth|byli|auto|verf/
/** Said by the page to be the author, whatever the name looks like. */
const isSurely = (element: Element): boolean => wordsOf(element, 'rel').includes('author') || attribute(element, 'itemprop') === 'author'
/** One word that somebody goes by. */
const isHandle = (name: string): boolean => /^[\p{L}][\p{L}\p{N}_.-]{2,24}$/u.test(name)

const isMarked = (element: Element): boolean =>
  isSurely(element) || element.classes.some((name) => CLASSES.has(name) || (AUTHOR_WORD.test(name) && AUTHOR_CLASS.test(name.slice(0, 80))))

/** Folders in which sites keep a page for each of those who write there. */
const AUTHOR_PAGE =
  /\/(?:authors?|autor(?:en|es|in|i)?|auteurs?|redakteure?|staff|journalists?|journalisten|columnists?|reporters?|contributors?|profil)\/[\w%.~-]{3,}/i
const isAuthorLink = (element: Element): boolean => element.name === 'a' && AUTHOR_PAGE.test(attribute(element, 'href') ?? '')

/** The one whom the page names its author, wherever it does; nobody where it names several. */
export function onlyAuthor(root: Element): readonly RawPerson[] {
  const names = new Map<string, readonly RawPerson[]>()
  for (const element of descendants(root)) {
    if (!isSurely(element)) continue
    const named = namesOf(lineOf(element, 200), false)
    if (named.length > 0) names.set(named[0]!.name!, named)
  }
  return names.size === 1 ? [...names.values()][0]! : []
}
