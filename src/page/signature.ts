import type { RawPerson } from '../model/raw.ts'
import { LINK_LABELS } from './author-names.ts'
import { authorsOf, isPerson } from './authors.ts'
import { dateIn } from './dateline.ts'
import type { Element } from './element.ts'
import { isHeadingTag } from './headings.ts'
import { bare } from './measure.ts'
import { attribute, descendants, find, lineOf, wordsOf } from './walk.ts'

/** Who signed, by what stands around the headline. Nobody is better than somebody invented. */

/** A byline is a line of its own that begins so, and ends with a name. */
const BYLINE =
  /^(?:(?:written |posted |submitted |published |story |text |words )?by|(?:erstellt |verfasst |geschrieben |veröffentlicht |eingestellt )?von|text(?: von)?|autor(?:in|a|e)?|(?:publié |écrit )?par|(?:publicado |escrito )?por|(?:pubblicato |scritto )?d[ia]|door|af|av|auteur|author|redaktion|reporter|記者|记者|文責|文|執筆|作者)(?:\s*[:：=＝／/]\s*|\s+)(\S.*)$/i
/** The same where it is sure that somebody is named: then one word, of a given name or an account, will do. */
const NAMING =
  /^(?:(?:written|posted|submitted|published) by|(?:erstellt|verfasst|geschrieben|veröffentlicht|eingestellt) von|(?:publié|écrit) par|(?:publicado|escrito) por|(?:pubblicato|scritto) da|(?:autor(?:in|a|e)?|auteur|author)\s*[:：])\s*((?:\p{Lu}[\p{L}\p{N}_.-]|\p{L}[\p{L}_.-]*\d)[\p{L}\p{N}_.-]{0,23})(?=$|\s*(?:[|•·/,;(@]|[-–—](?:\s|$)|\b(?:am|on|um|le|el|il|at)\b|\d))/iu
/** A label at the end of a text, with the colon that tells it from a sentence. */
const SIGNED_END =
  /^(?:text(?: und fotos?)?|autor(?:in|en|a|e)?|verfasser(?:in)?|auteur|author|written by|von|by|por|par|redaktion)\s?[:：]\s*(\S.*)$/i
/** Where the name ends. */
const NAME_END = /\s*(?:\s\S{1,4}[:：]|[|•·/;<(]|\s[-–—]\s|,\s|\bon\b|\bam\b|\ble\b|\bel\b|\bil\b|\bfor\b|\bin\b|\d)/
/** A day may stand before it on its line. */
const PARTS = /[|•·,]|\/\/|\s[-–—]\s|\s(?=(?:作者|記者|记者|文)[:：])/
const LIST_END = /\s*(?:\s\S{1,4}[:：]|[|•·/;<(]|\s[-–—]\s|\bon\b|\bam\b|\ble\b|\bel\b|\bil\b|\bfor\b|\bin\b|\d)/
const MAX_BYLINE = 120
const MAX_WORDS = 5

/** Names in a line that is a byline and nothing else. */
export function signed(line: string): readonly RawPerson[] {
  if (line.length > MAX_BYLINE) return []
  const parts = [line, ...line.split(PARTS)].map((part) => part.trim())
  const rest = parts.map((part) => BYLINE.exec(part)?.[1]).find((one) => one !== undefined)
  const names = rest === undefined ? [] : namesIn(rest)
  return names.length > 0 ? names : authorsOf(parts.map((part) => NAMING.exec(part)?.[1]).filter((name) => name !== undefined))
}

/** Who signs the end of a text: `Author: Ann Lee, Utrecht`. */
export function signedAtEnd(line: string): readonly RawPerson[] {
  const rest = line.length > MAX_BYLINE ? undefined : SIGNED_END.exec(line)?.[1]
  return rest === undefined ? [] : namesIn(rest.replace(/[.。]$/, '')).filter(isPerson)
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
    const named = isMarked(element) ? namesOf(element) : element.index < start ? linkedAuthor(element) : []
    if (named.length > 0) return named
  }
  return []
}

/** The names that an element holds, or its heading: what somebody is may stand below. */
function namesOf(element: Element): readonly RawPerson[] {
  const isSure = isAccount(element)
  const inner = isSure ? find(element, (one) => isHeadingTag(one) || one.classes.some((name) => NAMES.has(name))) : undefined
  const named = inner ? namesInLine(lineOf(inner, 200), true) : []
  return named.length > 0 ? named : namesInLine(lineOf(element, 200), isSure)
}

function namesInLine(line: string, isSure: boolean): readonly RawPerson[] {
  const written = line.replace(/^(?:by|von|par|por|di)\s+/i, '')
  const parts = written.split(BETWEEN_NAMES)
  if (parts.length > 1 && parts.every(isName)) return authorsOf(parts)
  const bySign = signed(line)
  if (bySign.length > 0) return bySign
  const name = written.replace(/\s*[,|•·/–—-]?\s+(?:\S{0,12}\s)?\d.*$/, '')
  return isName(name) || (isSure && isHandle(name)) ? authorsOf([name]) : []
}

const BETWEEN_NAMES = /\s*[,;|]\s*|\s+(?:and|und|et|y|e|en|og|och|&)\s+/

/** What holds a name alone: microformats, WordPress (`fn`), Drupal (`username`), themes. */
const NAMES = new Set('fn p-author author__name byline__name nom-auteur username'.split(' '))
const CLASSES = new Set('redakteur verfasser'.split(' '))
/** How classes of publishing systems end that stand around the author's name: `entry-author`, `c-article__author-name`, `documentAuthor`. */
const AUTHOR_CLASS = /(?:author|byline|autor|verfasser)s?(?:[-_]{1,2}(?:name|names|link|list|item|line|text|wrapper))?$/
const AUTHOR_WORD = /auth|byli|auto|verf/
/** Said by the page to be the author, whatever the name looks like. */
const isSurely = (element: Element): boolean => wordsOf(element, 'rel').includes('author') || attribute(element, 'itemprop') === 'author'
const isAccount = (element: Element): boolean => isSurely(element) || element.classes.some((name) => NAMES.has(name))
/** One word that somebody goes by. */
const isHandle = (name: string): boolean => /^\p{L}[\p{L}\p{N}_.-]{1,24}$/u.test(name) && !LINK_LABELS.has(name.toLowerCase())

const isMarked = (element: Element): boolean =>
  isAccount(element) ||
  element.classes.some((name) => CLASSES.has(name) || (AUTHOR_WORD.test(name) && AUTHOR_CLASS.test(name.slice(0, 80))))

/** Folders in which sites keep a page for each of those who write there. */
const AUTHOR_PAGE =
  /\/(?:authors?|autor(?:en|es|in|i)?|auteurs?|redakteure?|staff|journalists?|journalisten|columnists?|reporters?|contributors?|profil)\/([\w%.~-]{3,})/i
/** Folders that hold others too: there the name must agree with its address. */
const ACCOUNT_PAGE = /\/(?:users?|profiles?|members?|mitglied(?:er)?|redaktion|people|team)\/([\w%.~-]{3,})/i

/** Whom a link to a page of theirs names: one word where the address says the same. */
function linkedAuthor(element: Element): readonly RawPerson[] {
  const href = element.name === 'a' ? (attribute(element, 'href') ?? '').slice(0, MAX_HREF) : ''
  const page = AUTHOR_PAGE.exec(href)
  const slug = (page ?? ACCOUNT_PAGE.exec(href))?.[1]
  if (slug === undefined) return []
  const agrees = (name: string): boolean => name.length >= 3 && bare(slug.replace(/\.html?$/, '')).includes(bare(name))
  return namesInLine(lineOf(element, 200), true).filter(({ name = '' }) => (page && isName(name)) || agrees(name))
}
const MAX_HREF = 500

/** The one whom the page names its author, wherever it does; nobody where it names several. */
export function onlyAuthor(root: Element): readonly RawPerson[] {
  const names = new Map<string, readonly RawPerson[]>()
  for (const element of descendants(root)) {
    if (!isSurely(element)) continue
    const named = namesOf(element)
    if (named.length > 0) names.set(named[0]!.name!, named)
  }
  return names.size === 1 ? [...names.values()][0]! : []
}
