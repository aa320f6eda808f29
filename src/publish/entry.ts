import type { Carried } from '../model/carried.ts'
import type { Copy, PublishedEntry, PublishedFeed } from '../model/published.ts'
import type { Enclosure } from '../model/item.ts'
import type { Instant } from '../model/time.ts'
import { webAddress } from '../address/published.ts'
import { clean, escapeAttribute, escapeText, line, type Clean } from './xml.ts'

/** What the formats say alike. */

export const pageAddress = ({ base, slug }: Pick<PublishedFeed, 'base' | 'slug'>): string => `${base}/feeds/${slug}`

/** Validators and readers want a title; `curate` gives one, yet nothing of it may be left once it is clean. */
export const headline = ({ title, excerpt, source }: PublishedEntry): string =>
  line(title) || line(excerpt).slice(0, 100).trim() || line(source.name) || 'Untitled'

/** `Ann Writer <ann@example.org>`: the name is published, the address is not. */
const MAIL = /<[^<>@]*@[^<>@]*>/g

/** An Atom entry must have an author (RFC 4287 4.1.2): where nobody is named, it is the source. */
export function authorsOf({ authors, source, carried }: PublishedEntry): readonly Person[] {
  const named = personsOf(authors, carried)
  if (named.length > 0) return named
  const url = webAddress(source.site)
  return [{ name: line(source.name) || 'Unknown', ...(url === undefined ? {} : { url }) }]
}

export interface Person {
  readonly name: string
  /** A web address; never one of mail. */
  readonly url?: string
}

export const contributorsOf = ({ carried }: PublishedEntry): readonly Person[] => personsOf(carried?.contributors ?? [], carried)

const personsOf = (names: readonly string[], carried: Carried | undefined): readonly Person[] =>
  names.flatMap((written) => {
    const name = line(written.replace(MAIL, ''))
    const url = webAddress(carried?.pages?.find((page) => page.name === written)?.url)
    return name === '' ? [] : [{ name, ...(url !== undefined && { url }) }]
  })

export interface Bodies {
  /** HTML; only beside `content`. */
  readonly summary?: Clean
  /** HTML, the fullest there is, with the line about the copies; never empty. */
  readonly full: Clean
  /** Whether `full` is the content, or only what stands for it. */
  readonly complete: boolean
}

export function bodiesOf(entry: PublishedEntry): Bodies {
  const [summary, content] = [clean(entry.summary ?? '').trim() as Clean, clean(entry.content ?? '').trim()]
  const main = content || summary || (line(entry.excerpt) && `<p>${escapeText(line(entry.excerpt))}</p>`)
  const full =
    [noteOf(entry), main, alsoIn(entry)].filter((part) => part !== '').join('\n') ||
    `<p>From ${named(entry.source.name, entry.source.site)}.</p>`
  const brief = [noteOf(entry), summary].filter((part) => part !== '').join('\n') as Clean
  return { full: full as Clean, complete: content !== '', ...(content && summary && summary !== content ? { summary: brief } : {}) }
}

/** What an editor has to say before the text, in the name of the feed. */
export function noteOf({ note }: Pick<PublishedEntry, 'note'>): Clean {
  if (!note || line(note.text) === '') return '' as Clean
  return `<p><strong>${isolated(line(note.by))}:</strong> ${isolated(line(note.text))}</p>` as string as Clean
}

/** The line that credits the others who ran the story, where every reader shows it. */
export function alsoIn(entry: Pick<PublishedEntry, 'title' | 'copies' | 'copyCount'>): string {
  if (entry.copies.length === 0) return ''
  const named = entry.copies.map((copy) => mention(copy, line(entry.title)))
  const more = unnamedCopies(entry)
  return `<p>Also in: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}</p>`
}

/** How many more sources ran it than are named. */
export const unnamedCopies = ({ copies, copyCount = 0 }: Pick<PublishedEntry, 'copies' | 'copyCount'>): number =>
  Math.max(0, copyCount - copies.length)

function mention(copy: Copy, told: string): string {
  const title = line(copy.title)
  const headed = title === '' || title.toLowerCase() === told.toLowerCase() ? '' : ` (“${isolated(title)}”)`
  return named(copy.source.name, copy.url) + headed
}

const named = (name: string, address: string | undefined): string => {
  const url = webAddress(address)
  return url === undefined ? isolated(line(name)) : `<a href="${escapeAttribute(url)}">${isolated(line(name))}</a>`
}

/** A name that holds a mark of direction (U+202E …) turns nothing around it. */
const isolated = (text: string): string =>
  /[\u200E\u200F\u202A-\u202E\u2066-\u2069\u0590-\u08FF]/.test(text) ? `<bdi>${escapeText(text)}</bdi>` : escapeText(text)

export interface Attachment extends Enclosure {
  readonly type: string
}

/** RSS and JSON Feed require a media type, so it is guessed where the source was silent. */
export const attachmentsOf = ({ enclosures }: PublishedEntry): readonly Attachment[] =>
  enclosures.flatMap((enclosure) => {
    const url = webAddress(enclosure.url)
    return url === undefined ? [] : [attachment(enclosure, url)]
  })

const attachment = ({ length, ...enclosure }: Enclosure, url: string): Attachment => ({
  ...enclosure,
  url,
  type: mediaType(enclosure, url),
  ...lengthOf(length),
})

const lengthOf = (length = 0) => (Number.isSafeInteger(length) && length > 0 ? { length } : {})

const MEDIA_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i
const BY_EXTENSION = new Map(
  Object.entries({
    mp3: 'audio/mpeg',
    m4a: 'audio/mp4',
    ogg: 'audio/ogg',
    opus: 'audio/ogg',
    wav: 'audio/wav',
    mp4: 'video/mp4',
    webm: 'video/webm',
  })
    .concat(
      Object.entries({ jpg: 'image/jpeg', jpeg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp', avif: 'image/avif' }),
    )
    .concat(Object.entries({ svg: 'image/svg+xml', pdf: 'application/pdf', epub: 'application/epub+zip', zip: 'application/zip' })),
)

function mediaType({ type = '' }: Pick<Enclosure, 'type'>, url: string): string {
  const essence = type.split(';', 1)[0]!.trim()
  if (MEDIA_TYPE.test(essence)) return essence.toLowerCase()
  const [, extension = ''] = /\.([a-z0-9]{2,5})$/i.exec(new URL(url).pathname) ?? []
  return BY_EXTENSION.get(extension.toLowerCase()) ?? 'application/octet-stream'
}

/** BCP 47 as far as its outer form; anything else would make the document invalid. */
export const languageOf = (language: string | undefined): string | undefined =>
  language !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language) ? language : undefined

interface Dated {
  readonly updated: Instant
  readonly entries: readonly { readonly updated: Instant }[]
}

/** When what the feed shows last changed. A wrong instant would cost the document its validity, so the entries vouch for it. */
export function updatedOf({ updated, entries }: Dated): Instant {
  return valid(updated) ? updated : entries.reduce((latest, entry) => (valid(entry.updated) ? Math.max(latest, entry.updated) : latest), 0)
}

/** Whether a format can say it. */
const valid = (instant: Instant): boolean => instant >= 0 && instant <= LAST_INSTANT

/** The last one with a year of four digits. */
const LAST_INSTANT: Instant = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** Writes each by itself: one that cannot be written costs no other one. */
export const each = <T, Written>(things: readonly T[], write: (thing: T) => Written): Written[] =>
  things.flatMap((thing) => {
    try {
      return [write(thing)]
    } catch {
      return []
    }
  })
