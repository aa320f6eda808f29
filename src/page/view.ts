import type { Document } from '../model/raw.ts'
import { resolve } from '../parse/scope.ts'
import { addressDay, addressKind, baseOf, isFrontAddress, MAX_ADDRESS, same, siteOf } from './address.ts'
import type { Element } from './element.ts'
import { readJsonLd, type JsonLd } from './json-ld.ts'
import { alternateLanguage } from './language.ts'
import { readHead, type Head } from './meta.ts'
import { readMicrodata, type Microdata } from './microdata.ts'
import { flatten, type Flat } from './pieces.ts'

/** A page and all that it says of itself. */
export interface Page {
  readonly root: Element
  readonly flat: Flat
  readonly head: Head
  readonly jsonLd: JsonLd
  readonly microdata: Microdata
  readonly language: string | undefined
  /** Absolute http(s) address of a link, without a fragment; undefined where it leads nowhere, or to this page. */
  readonly resolve: (href: string) => string | undefined
  /** One spelling for addresses of one document. */
  readonly same: (url: string) => string
  /** Host of its site, without `www`. */
  readonly host: string
  /** Whether it stands where its site begins. */
  readonly isFront: boolean
  /** What its address alone says of it. */
  readonly addressKind: 'section' | 'article' | undefined
  /** The day that stands in its address. */
  readonly addressDay: string | undefined
  /** Whether an address is of this site. */
  readonly isOwn: (url: string) => boolean
}

/** @param scripts what stood in `<script type="application/ld+json">` */
export function viewOf(root: Element, scripts: readonly string[], document: Document): Page {
  const { steps } = root.owner
  const head = readHead(root)
  const base = baseOf(head, document)
  const own = same(document.url)
  const canonical = head.canonical === undefined ? own : same(resolve(head.canonical, base))
  const isHere = (url: string): boolean => {
    if (url.length > MAX_ADDRESS) return false
    steps.spend(10, url.length)
    const address = same(resolve(url, base))
    return address === own || address === canonical
  }
  const hosts = new Set([siteOf(own), siteOf(canonical)])
  return {
    root,
    flat: flatten(root),
    head,
    jsonLd: readJsonLd(scripts, isHere),
    microdata: readMicrodata(root),
    language: alternateLanguage(head.evidence.language),
    resolve: (href) => {
      steps.spend(10, href.length)
      const url = href.length > MAX_ADDRESS ? null : URL.parse(href, base)
      if (url === null || !/^https?:$/.test(url.protocol)) return undefined
      url.hash = ''
      return same(url.href) === own || (url.pathname === '/' && url.search === '') ? undefined : url.href
    },
    same,
    host: own.split(/[/:]/)[0]!,
    isFront: isFrontAddress(document.url),
    addressKind: addressKind(document.url),
    addressDay: addressDay(document.url),
    isOwn: (url) => hosts.has(siteOf(url)),
  }
}
