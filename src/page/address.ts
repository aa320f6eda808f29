import type { Document } from '../model/raw.ts'
import { resolve } from '../parse/scope.ts'
import { SECTION_NAMES, SECTION_PARENTS } from './sections.ts'
import type { Head } from './meta.ts'

/** Where a site begins, in one of its languages too. */
export const isFrontAddress = (url: string): boolean => {
  const { pathname = '', search = '' } = URL.parse(url) ?? {}
  return search === '' && /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:(?:index|home|default)\.\w{2,5})?$/i.test(pathname)
}

/** Words of a slug that say what an article is about. */
const SLUG_WORDS = 4
/** Queries of publishing systems that ask for a list, or for a further page of one. */
const LIST_QUERY = /[?&](?:cat|category|tag|author|paged?|offset|s|q|search)=/i

/** Queries that ask for one of many: `?newsID=111`, `?p=12`. */
const ENTRY_QUERY = /[?&](?:\w{0,20}id|p|nr|artikel|article|story|entry)=\d+(?:&|$)/i

/** What an address alone says of its page: the name of a section, or the slug, day or number of an article. */
export function addressKind(url: string): 'section' | 'article' | undefined {
  const { pathname = '', search = '' } = URL.parse(url) ?? {}
  const parts = pathname
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '')
  const last = (parts.at(-1) ?? '').replace(/\.\w{2,5}$/, '')
  if (/^index$|^default$/.test(last) && ENTRY_QUERY.test(search) && !LIST_QUERY.test(search)) return undefined
  if (LIST_QUERY.test(search) || SECTION_NAMES.has(last) || /^(?:cat|category|tag)[-_]/.test(last)) return 'section'
  if (SECTION_PARENTS.has(parts.at(-2) ?? '') || (parts.at(-2) === 'page' && /^\d+$/.test(last))) return 'section'
  const isDated = /\/(?:19|20)\d\d\/?(?:\d\d?\/|\d\d-\d\d|\w{3}\/)/.test(pathname) && parts.length > 2
  const words = last.split(/[-_+]|%20/).filter((word) => word !== '')
  return words.length >= SLUG_WORDS || /\d{5}/.test(last) || isDated ? 'article' : undefined
}

/** The day in an address, as blogs and papers write it: `/2024/05/03/slug`. */
export function addressDay(url: string): string | undefined {
  const match = /\/((?:19|20)\d\d)\/(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/[^/]/.exec(URL.parse(url)?.pathname ?? '')
  return match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : undefined
}

/** Longer addresses are none: each link is resolved against the base, so that a long one would cost its length every time. */
export const MAX_ADDRESS = 4096

export const baseOf = ({ base }: Head, { url }: Document): string =>
  base === undefined || base.length > MAX_ADDRESS ? url : resolve(base, url)

/** One spelling of an address, for comparing. */
export const same = (url: string): string =>
  url
    .replace(/^https?:\/\/(?:www\.)?/i, '')
    .replace(/#.*$/s, '')
    .replace(/\/$/, '')
/** The last two labels of a host, three where the last but one is short: sections have hosts of their own. */
export function siteOf(url: string): string {
  const labels = (URL.parse(url.includes('://') ? url : `https://${url}`)?.hostname ?? '').split('.')
  return labels.slice(-(labels.at(-2)?.length ?? 9) <= -4 || labels.length < 3 ? -2 : -3).join('.')
}
