import type { Carried, EpisodeFile, Place, Podcast, Reference } from '../model/carried.ts'
import type { RawFeed, RawFile, RawItem, RawPerson, RawPlace, RawPodcast } from '../model/raw.ts'
import { absoluteUrl } from '../address/canonical.ts'
import { guidText } from './identity.ts'
import { known } from './known.ts'
import { cleanLanguage } from './language.ts'
import { MAX_AUTHORS, MAX_RELATED } from './limits.ts'
import { mediaType, numberIn, picture, seconds } from './media.ts'
import { names, personName } from './people.ts'
import { nameText, plainText, titleText } from './text.ts'

/**
 * What the feed says of an item beside the article, from its words into ours: by name and type, never copied markup. Undefined where
 * it says nothing.
 *
 * @param source URL of the feed that is read, which is no origin of its own items.
 */
export function carriedOf(raw: RawItem, feed: RawFeed, base: string, source: string): Carried | undefined {
  const isEpisode = raw.enclosures.length > 0
  const carried = known<Carried>({
    comments: absoluteUrl(raw.comments, base),
    rights: rightsOf(raw.rights),
    related: list(relatedOf(raw, base)),
    via: viaOf(raw, feed, base, source),
    feedId: feed.format === 'atom' ? guidText(feed.id) || undefined : undefined,
    contributors: list(names(raw.contributors)),
    pages: list(pagesOf([...raw.authors, ...raw.contributors], base)),
    podcast: isEpisode && raw.podcast ? podcastOf(raw.podcast, base) : undefined,
    place: raw.place && placeOf(raw.place),
  })
  return some(carried)
}

const some = <T extends object>(fields: T): T | undefined => (Object.keys(fields).length === 0 ? undefined : fields)
const list = <T>(values: readonly T[]): readonly T[] | undefined => (values.length === 0 ? undefined : values)

/** Characters of a notice of rights; longer ones are licences, and those have addresses. */
const MAX_RIGHTS = 500

const rightsOf = (rights: string | undefined): string | undefined =>
  (rights && titleText({ value: plainText(rights), type: 'text' }, MAX_RIGHTS)) || undefined

function reference(url: string | undefined, title: string | undefined, base: string): Reference | undefined {
  const href = absoluteUrl(url, base)
  return href === undefined ? undefined : known<Reference>({ url: href, title: nameText(title) || undefined })
}

function relatedOf({ links, link }: RawItem, base: string): readonly Reference[] {
  const own = absoluteUrl(link, base)
  const related = new Map<string, Reference>()
  for (const { rel, href, title } of links) {
    const page = rel === 'related' ? reference(href, title, base) : undefined
    if (page === undefined || page.url === own || related.has(page.url)) continue
    related.set(page.url, page)
    if (related.size >= MAX_RELATED) break
  }
  return [...related.values()]
}

/** RSS `source` and atom:source, else a link that says so (RFC 4287 4.2.7.2). */
function viaOf({ origin, links }: RawItem, feed: RawFeed, base: string, source: string): Carried['via'] {
  const link = links.find(({ rel }) => rel === 'via')
  const from = origin ?? (link && { url: link.href, ...(link.title && { title: link.title }) })
  if (from === undefined) return undefined
  const url = absoluteUrl(from.url, base)
  const id = 'id' in from ? guidText(from.id) || undefined : undefined
  // a feed that names itself took nothing from anybody
  if ((url !== undefined && (url === source || url === feed.self)) || (id !== undefined && id === guidText(feed.id))) return undefined
  return some(known<NonNullable<Carried['via']>>({ url, title: nameText(from.title) || undefined, id }))
}

function pagesOf(persons: readonly RawPerson[], base: string): NonNullable<Carried['pages']> {
  const pages = new Map<string, string>()
  for (const person of persons) {
    const [name, url] = [personName(person), absoluteUrl(person.url, base)]
    if (name !== '' && url !== undefined && !pages.has(name)) pages.set(name, url)
    if (pages.size >= MAX_AUTHORS) break
  }
  return [...pages].map(([name, url]) => ({ name, url }))
}

const EXPLICIT: Readonly<Record<string, boolean>> = { yes: true, true: true, explicit: true, no: false, false: false, clean: false }
const EPISODE_TYPES = new Set(['full', 'trailer', 'bonus'])
/** The longest shows have some ten thousand episodes. */
const MAX_EPISODE = 1_000_000

function podcastOf(raw: RawPodcast, base: string): Podcast | undefined {
  const type = raw.episodeType?.trim().toLowerCase() ?? ''
  const explicit = raw.explicit?.trim().toLowerCase() ?? ''
  const transcripts = (raw.transcripts ?? []).flatMap((each) => fileOf(each, base) ?? [])
  return some(
    known<Podcast>({
      duration: seconds(raw.duration),
      episode: numberIn(raw.episode, 0, MAX_EPISODE),
      season: numberIn(raw.season, 0, MAX_EPISODE),
      episodeType: EPISODE_TYPES.has(type) ? (type as Podcast['episodeType']) : undefined,
      explicit: Object.hasOwn(EXPLICIT, explicit) ? EXPLICIT[explicit] : undefined,
      image: picture(raw.image, base),
      transcripts: list(transcripts.slice(0, MAX_RELATED)),
      chapters: raw.chapters && fileOf(raw.chapters, base),
    }),
  )
}

function fileOf({ url, type, language }: RawFile, base: string): EpisodeFile | undefined {
  const href = absoluteUrl(url, base)
  return href === undefined ? undefined : known<EpisodeFile>({ url: href, type: mediaType(type), language: cleanLanguage(language) })
}

/** Numbers of a shape; a coast line of more points is a map. */
const MAX_COORDINATES = 400

const placeOf = ({ name, point, line, polygon, box }: RawPlace): Place | undefined =>
  some(
    known<Place>({
      name: nameText(name) || undefined,
      point: coordinates(point, 2, 2),
      line: coordinates(line, 4, MAX_COORDINATES),
      polygon: coordinates(polygon, 8, MAX_COORDINATES),
      box: coordinates(box, 4, 4),
    }),
  )

function coordinates(written: string | undefined, least: number, most: number): readonly number[] | undefined {
  const numbers =
    written
      ?.trim()
      .split(/[\s,]+/, most + 1)
      .map(Number) ?? []
  const isInRange = (n: number, i: number): boolean => Math.abs(n) <= (i % 2 === 0 ? 90 : 180)
  const isShape = numbers.length >= least && numbers.length <= most && numbers.length % 2 === 0
  return isShape && numbers.every(isInRange) ? numbers : undefined
}
