import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FeedMeta, Item } from '../../src/model/item.ts'
import type { RawFeed, RawItem } from '../../src/model/raw.ts'
import { sanitize } from '../../src/normalize/html.ts'
import { identify } from '../../src/normalize/identity.ts'
import { normalizeFeed, normalizeItem } from '../../src/normalize/normalize.ts'
import { readDocument } from '../../src/page/document.ts'
import { AWKWARD } from '../attacks/awkward.ts'
import { dangers, isSafe } from './dangers.ts'
import { document, html, rawFeed, rawItem } from './raw.ts'
import { BAD_REFERENCES, VECTORS } from './vectors.ts'

const strings: readonly string[] = [...VECTORS, ...BAD_REFERENCES, ...AWKWARD]

/** The vector in every field at once. */
function poisoned(vector: string): RawFeed {
  const person = { name: vector, email: vector, url: vector }
  const link = { href: vector, rel: 'alternate', type: vector, title: vector }
  const everywhere = {
    title: html(vector),
    rights: vector,
    image: vector,
    language: vector,
    links: [link],
    authors: [person],
    published: vector,
    updated: vector,
    link: vector,
    id: vector,
  }
  const item: RawItem = {
    ...everywhere,
    summary: html(vector),
    content: html(vector, { language: vector }),
    contributors: [person],
    categories: [{ term: vector, scheme: vector, label: vector }],
    enclosures: [{ url: 'https://example.org/a.mp3', type: vector, length: vector, title: vector, media: media(vector) }, { url: vector }],
    podcast: { ...media(vector), image: vector, transcripts: [{ url: vector, type: vector, language: vector }], chapters: { url: vector } },
    place: { name: vector, point: vector, line: vector },
    comments: vector,
    origin: { id: vector, title: vector, url: vector, link: vector },
  }
  return rawFeed([rawItem(item)], { ...everywhere, subtitle: html(vector), hubs: [vector], self: vector, generator: vector })
}

const media = (vector: string) => ({
  width: vector,
  duration: vector,
  episode: vector,
  explicit: vector,
  credits: [{ name: vector, role: vector }],
})

const XML_CHARACTERS = /^[\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]*$/u
const BIDI = /[\u202D\u202E]/
const URL_FIELDS = new Set(['url', 'link', 'image', 'canonicalUrl', 'comments'])

/** Every string of a normalized value with the name of its field. */
function* stringsOf(value: unknown, name = ''): Generator<[string, string]> {
  if (typeof value === 'string') yield [name, value]
  else if (Array.isArray(value)) for (const one of value) yield* stringsOf(one, name)
  else if (typeof value === 'object' && value !== null) for (const [key, one] of Object.entries(value)) yield* stringsOf(one, key)
}

function problems(value: Item | FeedMeta): string[] {
  const found: string[] = []
  for (const [field, said] of stringsOf(value)) {
    if (field !== 'source' && !XML_CHARACTERS.test(said)) found.push(`${field}: illegal character`)
    if (field === 'summary' || field === 'content') found.push(...dangers(said).map((danger) => `${field}: ${danger}`))
    else if (URL_FIELDS.has(field)) {
      if (!isSafe(said, field === 'image')) found.push(`${field}: ${said}`)
    } else if (field !== 'text' && (/[\r\n]/.test(said) || (field !== 'guid' && field !== 'id' && field !== 'key' && BIDI.test(said)))) {
      found.push(`${field}: ${JSON.stringify(said)}`)
    }
    if (field === 'language' && !/^[a-z]{2,3}(-[a-z\d]{1,8})*$/i.test(said)) found.push(`language ${said}`)
    if (field === 'type' && !/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/.test(said)) found.push(`type ${said}`)
  }
  return found
}

/** Thousands of values, each cleaned by two parsers, on a machine that has other work. */
const PATIENCE = 60_000

describe('hostile values', { timeout: PATIENCE }, () => {
  test(`no field lets anything through of ${strings.length} vectors`, () => {
    const found = strings.flatMap((vector) => {
      const feed = poisoned(vector)
      const [entry] = identify(feed)
      const item = normalizeItem(entry!, { source: 'https://example.org/', document: document({ 'content-language': vector }), feed })
      return [...problems(item), ...problems(normalizeFeed(feed, document()))].map((problem) => `${JSON.stringify(vector)}: ${problem}`)
    })
    expect(found).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('a second pass changes nothing', () => {
    const changed = strings.filter((vector) => {
      const once = sanitize(vector, 'https://example.org/')
      return sanitize(once, 'https://example.org/') !== once
    })
    expect(changed).toEqual([])
  })

  test('vectors glued together do no more than alone', () => {
    const found: string[] = []
    for (let i = 0; i + 1 < strings.length; i += 3) {
      const both = strings[i]! + strings[(i * 7919 + 1) % strings.length]!
      found.push(...dangers(sanitize(both, 'https://example.org/')).map((danger) => `${JSON.stringify(both)}: ${danger}`))
    }
    expect(found).toEqual([])
  })
})

const CORPUS = '../shared/corpus/feedparser/tests/wellformed/sanitize'

describe.skipIf(!existsSync(CORPUS))('a corpus of hostile feeds', { timeout: PATIENCE }, () => {
  test('nothing gets through', () => {
    const found: string[] = []
    for (const name of readdirSync(CORPUS).filter((file) => file.endsWith('.xml'))) {
      const source = { url: 'https://example.org/feed', headers: {}, bytes: new Uint8Array(readFileSync(`${CORPUS}/${name}`)) }
      const parsed = readDocument(source)
      if (!parsed.ok) continue
      const items = identify(parsed.feed).map((entry) => normalizeItem(entry, { source: source.url, document: source, feed: parsed.feed }))
      for (const value of [normalizeFeed(parsed.feed, source), ...items])
        found.push(...problems(value).map((problem) => `${name}: ${problem}`))
    }
    expect(found).toEqual([])
  })
})
