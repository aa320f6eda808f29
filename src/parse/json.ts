import type { Parsed, RawCategory, RawEnclosure, RawFeed, RawItem, RawPerson, RawText } from '../model/raw.ts'
import { repaired } from './json-repair.ts'
import { holdsTooMuch, wholeItems } from './json-salvage.ts'
import { itemNotes, MAX_ITEMS, MAX_LIST, MAX_TEXT } from './limits.ts'
import { present } from '../present.ts'
import { tellsAnything } from './root.ts'
import { decodeTwice } from './twice.ts'

/** JSON of unknown shape: every access goes through the narrowing functions below, never through its prototype. */
type Json = { readonly [key: string]: unknown }

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org).
 * @param isTwice it may hold texts that were encoded twice
 */
export function readJsonFeed(text: string, isTwice = false): Parsed {
  const { value, truncated } = parseJson(text, isTwice ? decodeStrings : undefined)
  const root = object(value)
  if (root === undefined || (list(root, 'items') === undefined && !/jsonfeed/i.test(string(root, 'version') ?? ''))) {
    const message = value === undefined ? 'The document is neither XML nor JSON that can be read.' : 'This JSON is not a JSON Feed.'
    return { ok: false, problem: { code: value === undefined ? 'malformed' : 'not-a-feed', message }, alternates: [] }
  }
  return { ok: true, feed: readFeed(root, truncated) }
}

/** Reads the text as it is; else with slips repaired; else what is whole of it. */
function parseJson(text: string, revive?: Reviver): { readonly value: unknown; readonly truncated: boolean } {
  const value = holdsTooMuch(text) ? undefined : tryJson(text, revive)
  if (value !== undefined) return { value, truncated: false }
  const mended = repaired(text)
  const whole = wholeItems(mended)
  const again = mended === text || holdsTooMuch(mended) ? undefined : tryJson(mended, revive)
  if (again !== undefined || whole === undefined) return { value: again, truncated: false }
  return { value: tryJson(whole, revive), truncated: true }
}

type Reviver = (key: string, value: unknown) => unknown

const decodeStrings: Reviver = (_, value) => (typeof value === 'string' ? decodeTwice(value) : value)

function tryJson(text: string, revive?: Reviver): unknown {
  try {
    return JSON.parse(text, revive) as unknown
  } catch {
    return undefined
  }
}

function readFeed(root: Json, truncated: boolean): RawFeed {
  // PHP writes a list with gaps as an object
  const found = (list(root, 'items') ?? Object.values(object(own(root, 'items')) ?? {})).flatMap((each): readonly Json[] => objects(each))
  const items = found.slice(0, MAX_ITEMS)
  const self = string(root, 'feed_url')
  return present<RawFeed>({
    format: 'json',
    version: string(root, 'version'),
    id: self,
    title: plain(string(root, 'title')),
    subtitle: plain(string(root, 'description')),
    link: string(root, 'home_page_url'),
    links: [],
    self,
    hubs: (list(root, 'hubs') ?? []).slice(0, MAX_LIST).flatMap((hub) => hubOf(object(hub)) ?? []),
    published: undefined,
    updated: undefined,
    authors: authorsOf(root),
    categories: [],
    image: string(root, 'icon') ?? string(root, 'favicon'),
    rights: undefined,
    // JSON Feed has no word for it; ours says it by its extension
    generator: object(root['_wirefold']) && 'wirefold',
    language: string(root, 'language'),
    base: undefined,
    hints: { skipHours: [], skipDays: [] },
    items: items.map(readItem).filter(tellsAnything),
    truncated,
    notes: itemNotes(items.length, found.length),
  })
}

const hubOf = (hub: Json | undefined): string | undefined => hub && string(hub, 'url')

/** The field policy of a JSON Feed item. */
function readItem(item: Json): RawItem {
  const html = string(item, 'content_html')
  const article = string(item, 'url')
  return present<RawItem>({
    id: string(item, 'id'),
    isPermaLink: undefined,
    title: plain(string(item, 'title')),
    summary: plain(string(item, 'summary')),
    content: html === undefined ? plain(string(item, 'content_text')) : { value: html.slice(0, MAX_TEXT), type: 'html' },
    link: article ?? string(item, 'external_url'),
    links: externalLink(item, article),
    published: string(item, 'date_published'),
    updated: string(item, 'date_modified'),
    authors: authorsOf(item),
    contributors: [],
    categories: categoriesOf(item),
    enclosures: (list(item, 'attachments') ?? []).slice(0, MAX_LIST).flatMap((each) => attachmentOf(object(each)) ?? []),
    image: string(item, 'image') ?? string(item, 'banner_image'),
    comments: undefined,
    rights: undefined,
    language: string(item, 'language'),
    base: undefined,
    origin: undefined,
  })
}

function externalLink(item: Json, article: string | undefined): RawItem['links'] {
  const href = string(item, 'external_url')
  return href === undefined || article === undefined ? [] : [{ href, rel: 'related' }]
}

/** 1.1 has a list of `authors`, 1.0 one `author`; some publishers write one of them as the other. */
function authorsOf(of: Json): readonly RawPerson[] {
  const authors = [own(of, 'authors') ?? own(of, 'author')].flat()
  return authors.slice(0, MAX_LIST).flatMap((each): readonly RawPerson[] => {
    if (typeof each === 'string' && each.trim() !== '') return [{ name: each.trim() }]
    const person = object(each)
    if (person === undefined) return []
    const known = present<RawPerson>({ name: string(person, 'name'), email: string(person, 'email'), url: string(person, 'url') })
    return known.name === undefined && known.url === undefined && known.email === undefined ? [] : [known]
  })
}

function categoriesOf(item: Json): readonly RawCategory[] {
  const terms = (list(item, 'tags') ?? []).flatMap((tag) => (typeof tag === 'string' && tag.trim() !== '' ? [tag.trim()] : []))
  return [...new Set(terms)].slice(0, MAX_LIST).map((term) => ({ term }))
}

function attachmentOf(attachment: Json | undefined): RawEnclosure | undefined {
  const url = attachment && string(attachment, 'url')
  if (attachment === undefined || url === undefined) return undefined
  const duration = string(attachment, 'duration_in_seconds')
  return present<RawEnclosure>({
    url,
    type: string(attachment, 'mime_type'),
    length: string(attachment, 'size_in_bytes'),
    title: string(attachment, 'title'),
    media: duration === undefined ? undefined : { duration },
  })
}

const object = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined

const objects = (value: unknown): readonly Json[] => {
  const one = object(value)
  return one === undefined ? [] : [one]
}

const list = (of: Json, key: string): readonly unknown[] | undefined => {
  const value = own(of, key)
  return Array.isArray(value) ? value : undefined
}

const own = (of: Json, key: string): unknown => (Object.hasOwn(of, key) ? of[key] : undefined)

/** Numbers count as text: 1.0 feeds in the wild have numeric ids. */
const string = (of: Json, key: string): string | undefined => {
  const value = own(of, key)
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

const plain = (value: string | undefined): RawText | undefined =>
  value === undefined ? undefined : { value: value.slice(0, MAX_TEXT), type: 'text' }
