import type { Article } from './features.ts'

type Addressed = Pick<Article, 'url' | 'canonicalUrl'>

const fragmentOf = (url: string | undefined): string => (url === undefined ? '' : url.slice(url.indexOf('#') + 1 || url.length))

/** Whether an address names one article: a front page or a section without anything behind the host names none. */
function isSpecific(url: string): boolean {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  return path.length > 1 && /[\p{L}\p{N}]/u.test(path)
}

/** A last part of so many words is the headline, and names one article whatever parameters follow: `?rev=2`. */
const SLUG_WORDS = 3

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')
const isSlug = (page: string): boolean =>
  page
    .slice(page.lastIndexOf('/') + 1)
    .split(/[-_]/)
    .filter((word) => /^\p{L}{2,}$/u.test(decoded(word))).length >= SLUG_WORDS

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export type AddressRelation = 'same' | 'anchors' | 'front-page' | 'page' | 'other'

/** How two addresses relate: `anchors` are entries of one page (a live blog), which are articles of their own; `page` differs in parameters behind a headline. */
export function relateAddresses(a: Addressed, b: Addressed): AddressRelation {
  const [x, y] = [a.canonicalUrl ?? a.url, b.canonicalUrl ?? b.url]
  if (x === undefined || y === undefined) return 'other'
  if (x !== y) return withoutQuery(x) === withoutQuery(y) && isSlug(withoutQuery(x)) ? 'page' : 'other'
  if (!isSpecific(x)) return 'front-page'
  const [fx, fy] = [fragmentOf(a.url), fragmentOf(b.url)]
  return fx !== fy && fx !== '' && fy !== '' ? 'anchors' : 'same'
}
