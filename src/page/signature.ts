import type { RawPerson } from '../model/raw.ts'
import { authorsOf } from './authors.ts'
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
const MAX_BYLINE = 120
const MAX_WORDS = 5

/** Names in a line that is a byline and nothing else. */
export function signed(line: string): readonly RawPerson[] {
  if (line.length > MAX_BYLINE) return []
  const rest = [line, ...line.split(PARTS)].map((part) => BYLINE.exec(part.trim())?.[1]).find((one) => one !== undefined)
  if (rest === undefined) return []
  const end = NAME_END.exec(rest)
  return authorsOf((end ? rest.slice(0, end.index) : rest).split(/\s+(?:and|und|et|y|e|en|och|og)\s+|、|・(?=記者)/).filter(isName))
}

/** Every word begins with a capital, but for particles; or a few characters of a script without capitals. */
function isName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  if (words.length > MAX_WORDS || text.length > 60 || /[.!?:]$/.test(text.trim().replace(/\b\p{Lu}\.$/u, ''))) return false
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text))
    return text.length <= 16 && !/[。、]/.test(text)
  const named = words.filter((word) => /^[\p{Lu}\p{Lo}]/u.test(word)).length
  return words.length >= 2 && named >= 2 && words.every((word) => /^[\p{Lu}\p{Lo}]/u.test(word) || PARTICLES.has(word.toLowerCase()))
}
const PARTICLES = new Set('de da di do dos das del della der den van von la le el al bin ibn ter ten zu af av y e du st'.split(' '))

/** `end`: where the article ends; who signs below is a reader. Names in elements that say they are the author's: rel=author, a vcard, a class of publishing systems. */
export function marked(scope: Element, end = scope.end): readonly RawPerson[] {
  for (const element of descendants(scope)) {
    if (element.index >= end) break
    if (!isMarked(element)) continue
    const line = lineOf(element, 200)
    const bySign = signed(line)
    if (bySign.length > 0) return bySign
    const name = line.replace(/^(?:by|von|par|por|di)\s+/i, '')
    if (isName(name) || (isSurely(element) && isHandle(name))) {
      const named = authorsOf([name])
      if (named.length > 0) return named
    }
  }
  return []
}

const CLASSES = new Set(
  'author author-name authorname author__name byline byline-name byline__name c-byline p-author entry-author post-author article-author article__author fn by-author autor nom-auteur'.split(
    ' ',
  ),
)
/** Said by the page to be the author, whatever the name looks like. */
const isSurely = (element: Element): boolean => wordsOf(element, 'rel').includes('author') || attribute(element, 'itemprop') === 'author'
/** One word that somebody goes by. */
const isHandle = (name: string): boolean => /^[\p{L}][\p{L}\p{N}_.-]{2,24}$/u.test(name)

const isMarked = (element: Element): boolean =>
  wordsOf(element, 'rel').includes('author') ||
  element.classes.some((name) => CLASSES.has(name)) ||
  attribute(element, 'itemprop') === 'author'
