import Parser from 'rss-parser'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import type { Instant } from '../../src/model/time.ts'
import type { PublishedFeed } from '../../src/model/published.ts'

/** One item as another program read it from what we wrote. */
export interface Read {
  readonly reader: string
  readonly title: string | undefined
  readonly items: readonly ReadItem[]
}

export interface ReadItem {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly link: string | undefined
  readonly published: Instant
  readonly body: string | undefined
  readonly authors: readonly (string | undefined)[]
  /** Absent where the reader does not look for them. */
  readonly categories?: readonly (string | undefined)[]
}

interface LooseItem {
  readonly guid?: string
  readonly id?: string
  readonly title?: string
  readonly link?: string
  readonly pubDate?: string
  readonly published?: string
  readonly 'content:encoded'?: string
  readonly content?: string
  readonly summary?: string
  readonly author?: string
  readonly creators?: readonly string[]
  readonly categories?: readonly (string | { readonly _: string })[]
}

interface JsonItem {
  readonly id: string
  readonly title: string
  readonly url?: string
  readonly date_published: string
  readonly content_html: string
  readonly authors: readonly { readonly name: string }[]
  readonly tags?: readonly string[]
}

const loose = new Parser({ customFields: { item: [['dc:creator', 'creators', { keepArray: true }]] } })

/** The feed in three formats, as five readers see it. */
export async function readBack(feed: PublishedFeed): Promise<readonly Read[]> {
  const [atomText, rssText, jsonText] = [atom(feed), rss(feed), jsonFeed(feed)]
  return [
    await withRssParser('rss-parser, Atom', atomText),
    await withRssParser('rss-parser, RSS', rssText),
    withFeedsmithAtom(atomText),
    withFeedsmithRss(rssText),
    withJson(jsonText),
  ]
}

async function withRssParser(reader: string, text: string): Promise<Read> {
  const { title, items } = await loose.parseString(text)
  return {
    reader,
    title,
    items: (items as LooseItem[]).map((item) => ({
      id: item.guid ?? item.id,
      title: item.title,
      link: item.link,
      published: Date.parse(item.pubDate ?? item.published ?? ''),
      body: item['content:encoded'] ?? item.content ?? item.summary,
      // it keeps one author of an Atom entry
      authors: item.creators ?? [item.author],
      ...(reader.endsWith('RSS') && {
        categories: (item.categories ?? []).map((category) => (typeof category === 'string' ? category : category._)),
      }),
    })),
  }
}

function withFeedsmithAtom(text: string): Read {
  const { title, entries = [] } = parseAtomFeed(text)
  return {
    reader: 'feedsmith, Atom',
    title: textOf(title),
    items: entries.map((entry) => ({
      id: entry.id,
      title: textOf(entry.title),
      link: entry.links?.find(({ rel }) => rel === 'alternate')?.href,
      published: Date.parse(entry.published ?? ''),
      body: textOf(entry.content ?? entry.summary),
      authors: entry.authors?.map(({ name }) => name) ?? [],
      categories: entry.categories?.map(({ term }) => term) ?? [],
    })),
  }
}

const textOf = (construct: string | { value?: string } | undefined) => (typeof construct === 'object' ? construct.value : construct)

function withFeedsmithRss(text: string): Read {
  const { title, items = [] } = parseRssFeed(text)
  return {
    reader: 'feedsmith, RSS',
    title,
    items: items.map((item) => ({
      id: item.guid?.value,
      title: item.title,
      link: item.link,
      published: Date.parse(item.pubDate ?? ''),
      body: item.content?.encoded ?? item.description,
      authors: item.dc?.creators ?? [],
      categories: item.categories?.map(({ name }) => name) ?? [],
    })),
  }
}

function withJson(text: string): Read {
  const { title, items } = JSON.parse(text) as { title: string; items: JsonItem[] }
  return {
    reader: 'JSON',
    title,
    items: items.map((item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: Date.parse(item.date_published),
      body: item.content_html,
      authors: item.authors.map(({ name }) => name),
      categories: item.tags ?? [],
    })),
  }
}
