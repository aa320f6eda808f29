import type { RawCredit, RawEnclosure, RawMedia } from '../model/raw.ts'
import { address, attribute, childrenOf, descendants, firstValue, value, type Children } from './element.ts'
import { MAX_LIST } from './limits.ts'
import { relationOf } from './modules.ts'
import { present } from '../present.ts'
import type { Element } from './xml.ts'

/** A file that an item comes with, and where its description may stand: nearest first. */
interface Attached {
  readonly element: Element
  readonly described: readonly Children[]
}

/** Files that come with an item, each address once: RSS enclosures, Atom's, and media:content in groups or not. */
export function enclosuresOf(item: Element, of: Children): readonly RawEnclosure[] {
  const found = new Map<string, RawEnclosure>()
  const original = address(item, firstValue(of, 'feedburner:origenclosurelink'))
  for (const { element, described } of attachedTo(of)) {
    const written = attribute(element, 'url') ?? attribute(element, 'href') ?? attribute(element, 'resource') ?? attribute(element, 'src')
    const url = found.size === 0 && original !== undefined ? original : address(element, written)
    if (url === undefined || found.has(url) || found.size >= MAX_LIST) continue
    const title = firstValue(childrenOf(element), 'media:title', 'media:description') ?? attribute(element, 'title')
    const length = attribute(element, 'length') ?? attribute(element, 'filesize')
    const media = mediaOf(element, described)
    found.set(url, present<RawEnclosure>({ url, type: attribute(element, 'type'), length, title, media }))
  }
  return [...found.values()]
}

function attachedTo(of: Children): readonly Attached[] {
  const links = [...of('link'), ...of('atom:link')].filter((link) => relationOf(attribute(link, 'rel')) === 'enclosure')
  const alone = [...of('enclosure'), ...links].map((element) => ({ element, described: [] }))
  const media = of('media:content').map((element) => ({ element, described: [childrenOf(element), of] }))
  const grouped = of('media:group').flatMap((group) => {
    const ofGroup = childrenOf(group)
    return descendants(group, 'media:content').map((element) => ({ element, described: [childrenOf(element), ofGroup, of] }))
  })
  return [...alone, ...media, ...grouped]
}

/** What Media RSS says of a file: of its measures only its own attributes count, the rest stands at the nearest place. */
function mediaOf(element: Element, described: readonly Children[]): RawMedia | undefined {
  const nearest = (key: string): Children | undefined => described.find((of) => of(key).length > 0)
  const keywords = nearest('media:keywords')
  const credits = nearest('media:credit')?.('media:credit').slice(0, MAX_LIST).flatMap(creditOf)
  const media = present<RawMedia>({
    medium: attribute(element, 'medium'),
    width: attribute(element, 'width'),
    height: attribute(element, 'height'),
    duration: attribute(element, 'duration'),
    keywords: keywords && firstValue(keywords, 'media:keywords'),
    credits: credits?.length ? credits : undefined,
  })
  return Object.keys(media).length > 0 ? media : undefined
}

function creditOf(element: Element): readonly RawCredit[] {
  const name = value(element)
  return name === undefined ? [] : [present<RawCredit>({ name, role: attribute(element, 'role') })]
}
