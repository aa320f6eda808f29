import { digest } from '../hash.ts'
import type { Entry } from '../model/item.ts'
import { byReader } from '../model/reader.ts'
import { recordingOf } from '../model/recording.ts'
import type { RawFeed, RawItem, RawText } from '../model/raw.ts'
import { canonicalUrl } from '../address/canonical.ts'
import { cut, isFolded, legal } from './characters.ts'
import { fingerprint } from './fingerprint.ts'
import { MAX_GUID } from './limits.ts'

/** What programs write where they have none. */
const NO_GUID = /^(?:n\/?a|none|null|nil|undefined|unknown|[-–—?])$/i

/** A guid as it is compared and shown: verbatim, on one line, of legal characters. Empty where there is none. */
export function guidText(id: string | undefined): string {
  const text = cut(onOneLine(id ?? ''), MAX_GUID)
  return NO_GUID.test(text) ? '' : text
}

const onOneLine = (text: string): string => (isFolded(text) ? text : legal(text).replace(/\s+/g, ' ').trim())

/** Longer keys are kept as their digest: they are index entries. */
const MAX_KEY = 300

/** Between the parts of a key or a digest; cannot stand in them, since controls are stripped. */
const GAP = '\u0000'

/**
 * Gives each raw item a key that is stable within its source, and the hash that tells whether it changed.
 *
 * The key is the guid, else the link, else a digest of title and body. Where several different items of the document claim one key
 * (a guid on every item, every link the home page) it says nothing, and all of them get the first thing that tells them apart in
 * addition: link, title, body, date, recording. So none is lost, and the same document gives the same keys at every poll. Items that say the
 * same under the same key are one.
 */
export function identify(feed: RawFeed): Entry[] {
  const claims = new Map<string, Entry[]>()
  for (const raw of feed.items) {
    const entry = { key: keyOf(raw), hash: hashOf(raw), raw }
    const rivals = claims.get(entry.key)
    if (rivals === undefined) claims.set(entry.key, [entry])
    else rivals.push(entry)
  }
  const keys = new Map<RawItem, Entry>()
  for (const [key, claimants] of claims) {
    const rivals = claimants.length === 1 ? claimants : withoutRepetitions(claimants)
    if (rivals.length === 1) keys.set(rivals[0]!.raw, rivals[0]!)
    else {
      const distinct = distinction(rivals)
      for (const entry of rivals) keys.set(entry.raw, { ...entry, key: bounded(`${key}${SEPARATOR}${distinct(entry)}`) })
    }
  }
  return unique(feed.items.flatMap((raw) => keys.get(raw) ?? []))
}

/** One of those that say the same, whatever else (a category, an hour) is different: always the same one, in whatever order they come. */
function withoutRepetitions(entries: readonly Entry[]): Entry[] {
  const seen = new Map<string, Entry>()
  for (const entry of entries) {
    const said = SAID.map((property) => property(entry))
    const id = said.every((part) => part === '') ? entry.hash : said.join(GAP)
    const other = seen.get(id)
    if (!other || entry.hash < other.hash) seen.set(id, entry)
  }
  return [...seen.values()]
}

/** A guid written to look like one of our compound keys could claim another item's place. */
function unique(entries: readonly Entry[]): Entry[] {
  const first = new Map<string, string>()
  for (const { key, hash } of entries) if (hash < (first.get(key) ?? '~')) first.set(key, hash)
  return entries.map((entry) =>
    first.get(entry.key) === entry.hash ? entry : { ...entry, key: digest(`${entry.key}${GAP}${entry.hash}`) },
  )
}

/** Shown in keys, so it has to be legal; a URL or a guid hardly ever holds it. */
const SEPARATOR = ' | '

type Property = (entry: Entry) => string

const WORDED: readonly Property[] = [
  ({ raw }) => (raw.link ? sameSite(raw.link) : ''),
  ({ raw }) => (raw.title ? digest(raw.title.value) : ''),
  ({ raw }) => ((raw.content ?? raw.summary) ? digest((raw.content ?? raw.summary)!.value) : ''),
]
const dateOf: Property = ({ raw }) => raw.published ?? raw.updated ?? ''
const recordingIn: Property = ({ raw }) => {
  const recording = recordingOf(raw.enclosures)
  return recording === undefined ? '' : digest(recording)
}
/** What an entry says, and plays: those that have all of it in common are one. */
const SAID = [...WORDED, recordingIn]
/** What tells rivals apart, in this order. */
const PROPERTIES = [...WORDED, dateOf, recordingIn]

/** The first property in which all rivals differ; the hash where they differ only together. */
const distinction = (rivals: readonly Entry[]): ((entry: Entry) => string) =>
  PROPERTIES.find((property) => new Set(rivals.map(property)).size === rivals.length) ?? ((entry) => entry.hash)

function keyOf(raw: RawItem): string {
  const guid = guidText(raw.id)
  if (guid !== '') return bounded(sameSite(guid))
  const link = onOneLine(canonicalUrl(raw.link ?? ''))
  if (link !== '') return bounded(sameSite(link))
  const said = [raw.title?.value, raw.content?.value ?? raw.summary?.value, raw.enclosures[0]?.url].filter((part) => part)
  return digest((said.length > 0 ? said : [raw.published, raw.updated]).join(GAP))
}

const bounded = (key: string): string => (key.length <= MAX_KEY ? key : digest(key))

/**
 * A guid that is a URL, without its scheme, www and default port: sites move to https, and their guids with them. Anything
 * else verbatim. The host stays: planets carry `?p=12` of many blogs.
 */
function sameSite(guid: string): string {
  const match = /^https?:\/\/(?:www\.)?([^/?#]*)/i.exec(guid)
  if (!match) return guid
  const rest = guid.slice(match[0].length)
  return `//${match[1]!.toLowerCase().replace(/:(?:80|443)$/, '')}${rest === '/' ? '' : rest}`
}

const ofText = (text: RawText | undefined): (string | undefined)[] => [text?.type, text?.value, text?.base, text?.language]

/** Of all that an item says, but for the address of its comments. */
function hashOf(raw: RawItem): string {
  const { id, isPermaLink, title, summary, content, link, published, updated, image, rights, language, base, withheld } = raw
  const { podcast, place } = raw
  const lists = [raw.links, raw.authors, raw.contributors, raw.categories, raw.enclosures, raw.origin, isPermaLink, podcast, place]
  const texts = [...ofText(title), ...ofText(summary), ...ofText(content)]
  const hash = fingerprint([
    id,
    ...texts,
    link,
    published,
    updated,
    image,
    rights,
    language,
    base,
    JSON.stringify(lists),
    ...(withheld === undefined ? [] : [withheld]),
  ])
  return byReader(hash)
}
