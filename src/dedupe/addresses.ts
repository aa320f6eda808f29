import type { Article } from './features.ts'

const fragmentOf = (url: string | undefined): string => (url === undefined ? '' : url.slice(url.indexOf('#') + 1 || url.length))

/** Whether an address names one article: a front page or a section without anything behind the host names none. */
function isSpecific(url: string): boolean {
  const path = url.replace(/^[a-z]+:\/\/[^/?#]*/i, '')
  return path.length > 1 && /[\p{L}\p{N}]/u.test(path)
}

export type AddressRelation = 'same' | 'anchors' | 'front-page' | 'other'

/** How two addresses relate: `anchors` are entries of one page (a live blog), which are articles of their own. */
export function relateAddresses(a: Article, b: Article): AddressRelation {
  const [x, y] = [a.canonicalUrl ?? a.url, b.canonicalUrl ?? b.url]
  if (x === undefined || y === undefined || x !== y) return 'other'
  if (!isSpecific(x)) return 'front-page'
  const [fx, fy] = [fragmentOf(a.url), fragmentOf(b.url)]
  return fx !== fy && fx !== '' && fy !== '' ? 'anchors' : 'same'
}
