import type { EpisodeFile, Place, Podcast, Reference } from '../model/carried.ts'
import type { PublishedEntry } from '../model/published.ts'
import { webAddress } from '../address/published.ts'
import { languageOf, type Attachment } from './entry.ts'
import { line, parent, plain, tag, type Xml } from './xml.ts'

/**
 * What a source's feed said of the shown copy beside the article, in the words of the modules that readers know. Each element is
 * written from a typed field; nothing of the source's markup is copied.
 */

export const CARRIED_NAMESPACES = {
  'xmlns:itunes': 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  'xmlns:podcast': 'https://podcastindex.org/namespace/1.0',
  'xmlns:georss': 'http://www.georss.org/georss',
}

/** Pages of a kind, those that have a public address. */
export const pagesOf = (pages: readonly Reference[] | undefined): readonly Reference[] =>
  (pages ?? []).flatMap(({ url, title }) => {
    const address = webAddress(url)
    const name = line(title ?? '')
    return address === undefined ? [] : [{ url: address, ...(name && { title: name }) }]
  })

/** The feed it was taken from before its source took it. */
export function viaOf({ carried }: PublishedEntry): Partial<Reference> & { readonly id?: string } {
  const { url, title, id } = carried?.via ?? {}
  const [address, name, own] = [webAddress(url), line(title ?? ''), line(id ?? '')]
  return { ...(address && { url: address }), ...(name && { title: name }), ...(own && { id: own }) }
}

/** Links of Atom, in RSS too: the discussion, related pages, the feed it came from. */
export function carriedLinks(entry: PublishedEntry, element: 'link' | 'atom:link'): readonly (Xml | undefined)[] {
  const via = viaOf(entry)
  return [
    ...pagesOf(entry.carried?.related).map(({ url, title }) => tag(element, { rel: 'related', href: url, title })),
    via.url === undefined ? undefined : tag(element, { rel: 'via', href: via.url, title: via.title }),
  ]
}

/** Podcast and place. */
export const carriedElements = ({ carried, enclosures }: PublishedEntry): readonly (Xml | undefined)[] => [
  ...(carried?.podcast && enclosures.length > 0 ? podcastElements(carried.podcast) : []),
  ...(carried?.place ? placeElements(carried.place) : []),
]

const podcastElements = (podcast: Podcast): readonly (Xml | undefined)[] => [
  plain('itunes:duration', numeral(podcast.duration)),
  plain('itunes:episode', numeral(podcast.episode)),
  plain('itunes:season', numeral(podcast.season)),
  plain('itunes:episodeType', podcast.episodeType),
  podcast.explicit === undefined ? undefined : plain('itunes:explicit', String(podcast.explicit)),
  webAddress(podcast.image) === undefined ? undefined : tag('itunes:image', { href: webAddress(podcast.image) }),
  ...(podcast.transcripts ?? []).map((file) => fileElement('podcast:transcript', file, 'text/plain')),
  podcast.chapters && fileElement('podcast:chapters', podcast.chapters, 'application/json+chapters'),
]

const numeral = (number: number | undefined): string | undefined => (Number.isFinite(number) ? String(number) : undefined)

/** The type is required (podcastindex.org, podcast:transcript); the one that says least stands in for it. */
function fileElement(name: string, { url, type, language }: EpisodeFile, otherwise: string): Xml | undefined {
  const address = webAddress(url)
  return address === undefined
    ? undefined
    : tag(name, { url: address, type: line(type ?? '') || otherwise, language: languageOf(language) })
}

const placeElements = ({ name, point, line: path, polygon, box }: Place): readonly (Xml | undefined)[] => [
  plain('georss:featurename', name),
  plain('georss:point', point?.join(' ')),
  plain('georss:line', path?.join(' ')),
  plain('georss:polygon', polygon?.join(' ')),
  plain('georss:box', box?.join(' ')),
]

/** What is known of a file beyond its address, type and length. */
export const hasFacts = ({ title, width, height, duration, credits }: Attachment): boolean =>
  (title ?? width ?? height ?? duration ?? credits) !== undefined

/** A file in Media RSS, which says more of it than an enclosure does. */
export function mediaContent({ url, type, length, title, width, height, duration, credits }: Attachment): Xml {
  const inside = [plain('media:title', title), ...(credits ?? []).map(({ name, role }) => plain('media:credit', name, { role }))]
  const attributes = { url, type, fileSize: length, width, height, duration }
  return inside.some((element) => element !== undefined) ? parent('media:content', attributes, ...inside) : tag('media:content', attributes)
}
