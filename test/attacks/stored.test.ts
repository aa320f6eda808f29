import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { parse as parseHtml, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import RssParser from 'rss-parser'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { FeedConfig } from '../../src/model/config.ts'
import { dangers, isSafe } from '../normalize/dangers.ts'
import { corpusDocuments, STRINGS, WRITERS } from './poison.ts'
import { curated, EVERYTHING, publisher, sampled, station, type Publisher, type Station } from './station.ts'

/** Vectors a document: its first one is also the feed's own title, logo, language … */
const A_DOCUMENT = 30

vi.setConfig({ testTimeout: 120_000 })

let origin: Publisher
let wirefold: Station
let feeds: readonly FeedConfig[]
const vectors = sampled(STRINGS, 150)

beforeAll(async () => {
  origin = await publisher()
  const chunks = Array.from({ length: Math.ceil(vectors.length / A_DOCUMENT) }, (_, n) =>
    vectors.slice(n * A_DOCUMENT, (n + 1) * A_DOCUMENT),
  )
  feeds = Object.entries(WRITERS).map(([format, write]) =>
    curated(
      format,
      chunks.map((chunk, n) => origin.give(`/${format}/${n}`, write(chunk, n))),
      { dedupe: false, limit: 20_000 },
    ),
  )
  const corpus = sampled(corpusDocuments(), 60).map((document, n) => origin.give(`/corpus/${n}`, document))
  if (corpus.length > 0) feeds = [...feeds, curated('corpus', corpus, { dedupe: false, limit: 20_000 })]
  wirefold = await station(feeds)
  const visits = await wirefold.refresh()
  // of the corpus some documents hold no item
  for (const { source, outcome } of visits) if (!source.includes('/corpus/')) expect([source, outcome]).toEqual([source, 'updated'])
}, 300_000)

afterAll(async () => {
  await wirefold[Symbol.asyncDispose]()
  await origin[Symbol.asyncDispose]()
})

interface Published {
  readonly items: readonly {
    readonly title: string
    readonly url?: string
    readonly content_html: string
    readonly image?: string
    readonly authors: readonly { readonly name: string; readonly url?: string }[]
    readonly attachments?: readonly { readonly url: string }[]
    readonly _wirefold: { readonly source: { readonly name: string; readonly site?: string } }
  }[]
}

describe('R32 nothing that a source sends is active in what is published', () => {
  test('JSON Feed: every content_html is harmless to another parser', async () => {
    let items = 0
    for (const { slug } of feeds) {
      const feed = await wirefold.json<Published>(`/feeds/${slug}.json`)
      items += feed.items.length
      for (const item of feed.items)
        expect([item.content_html.slice(0, 300), dangers(item.content_html)]).toEqual([item.content_html.slice(0, 300), []])
    }
    expect(items).toBeGreaterThan(vectors.length * 3)
  })

  test('Atom and RSS: what readers take for HTML is harmless too', async () => {
    for (const { slug } of feeds) {
      const atom = parseAtomFeed(await wirefold.text(`/feeds/${slug}.atom`))
      for (const { content, summary } of atom.entries ?? [])
        for (const html of [text(content), text(summary)]) expect(dangers(html ?? '')).toEqual([])
      const rss = parseRssFeed(await wirefold.text(`/feeds/${slug}.rss`))
      for (const { content, description } of rss.items ?? [])
        for (const html of [text(content), text(description)]) expect(dangers(html ?? '')).toEqual([])
    }
  })

  test('pages hold no element or attribute but ours', async () => {
    for (const path of await pages()) expect([path, intruders(await wirefold.text(path, { accept: 'text/html' }))]).toEqual([path, []])
  })
})

/** feedsmith gives text as a string, or as an object that holds one. */
const text = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? value
    : ((value as { value?: string; encoded?: string } | undefined)?.value ?? (value as { encoded?: string } | undefined)?.encoded)

describe('R33 titles and names are plain text', () => {
  test('what was escaped once is escaped once', async () => {
    const script = '<script>alert(1)</script>'
    const url = origin.give(
      '/plain',
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><id>urn:t</id><entry><id>1</id><title type="text">a &lt;script&gt;alert(1)&lt;/script&gt; b</title><author><name>N</name></author><content type="html">text</content></entry>
       <entry><id>2</id><title type="html">b &amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt; c</title><content type="html">text two</content></entry></feed>`,
    )
    await using one = await station([curated('plain', [url], { dedupe: false })])
    await one.refresh()
    const titles = (await one.json<Published>('/feeds/plain.json')).items.map(({ title }) => title)
    // plain text in both: what a title in HTML only speaks of is decoded once
    expect(titles.toSorted()).toEqual([`a ${script} b`, `b ${script} c`])
    const atom = await one.text('/feeds/plain.atom')
    expect(atom).toContain('<title type="text">a &#x3C;script&#x3E;alert(1)&#x3C;/script&#x3E; b</title>')
    for (const path of ['/', '/feeds/plain', '/feeds/plain.atom', '/feeds/plain.rss']) expect(await one.text(path)).not.toContain(script)
  })

  test('no published title or name holds a control or a mark that turns what follows', async () => {
    for (const { slug } of feeds)
      for (const { title, authors } of (await wirefold.json<Published>(`/feeds/${slug}.json`)).items)
        for (const value of [title, ...authors.map(({ name }) => name)]) {
          // oxlint-disable-next-line no-control-regex
          expect(value).not.toMatch(/[\0-\x1f\x7f-\x9f]/)
          expect(balanced(value)).toBe(true)
        }
  })
})

/** Every override and embedding of direction is closed before the text ends. */
function balanced(value: string): boolean {
  let open = 0
  for (const char of value) {
    if ('\u202A\u202B\u202D\u202E\u2066\u2067\u2068'.includes(char)) open++
    if ('\u202C\u2069'.includes(char)) open--
  }
  return open === 0
}

describe('R34 every document is well-formed', () => {
  const paths = () => feeds.flatMap(({ slug }) => ['atom', 'rss', 'opml'].map((format) => `/feeds/${slug}.${format}`)).concat('/feeds.opml')

  test('to xmllint', async (context) => {
    if (!available('xmllint')) return context.skip()
    const folder = mkdtempSync(join(tmpdir(), 'wirefold-attacks-'))
    for (const [n, path] of paths().entries()) {
      const file = join(folder, `${n}.xml`)
      writeFileSync(file, await wirefold.text(path))
      expect([path, execFileSync('xmllint', ['--noout', '--nonet', file], { encoding: 'utf8' })]).toEqual([path, ''])
    }
  })

  test('to rss-parser and feedsmith, all with the same number of items', async () => {
    for (const { slug } of feeds) {
      const count = (await wirefold.json<Published>(`/feeds/${slug}.json`)).items.length
      const atom = await wirefold.text(`/feeds/${slug}.atom`)
      const rss = await wirefold.text(`/feeds/${slug}.rss`)
      expect([slug, parseAtomFeed(atom).entries?.length, parseRssFeed(rss).items?.length]).toEqual([slug, count, count])
      const read = await Promise.all([atom, rss].map((document) => new RssParser().parseString(document)))
      expect([slug, ...read.map(({ items }) => items.length)]).toEqual([slug, count, count])
    }
  }, 120_000)

  test('no stored text reaches a header', async () => {
    for (const path of [...(await pages()).slice(0, 20), ...paths()]) {
      const { headers } = await fetch(wirefold.served + path)
      const all = [...headers].map(([name, value]) => `${name}: ${value}`).join('\n')
      expect(all).not.toMatch(/evil\.example|alert|script>/i)
    }
  })
})

test('R35 links, pictures and enclosures are absolute http or https, or not there', async () => {
  for (const { slug } of feeds) {
    for (const { url, image, attachments = [], authors, _wirefold } of (await wirefold.json<Published>(`/feeds/${slug}.json`)).items) {
      const followed = [url, _wirefold.source.site, ...attachments.map((file) => file.url), ...authors.map((author) => author.url)]
      for (const address of followed) if (address !== undefined) expect([address, isSafe(address, false)]).toEqual([address, true])
      if (image !== undefined) expect([image, isSafe(image, true)]).toEqual([image, true])
    }
  }
  const { stories } = await wirefold.json<{ stories: { url?: string }[] }>('/api/stories?limit=200')
  for (const { url } of stories) if (url !== undefined) expect([url, isSafe(url, false)]).toEqual([url, true])
})

test('R36 links of stories hand nothing on; trackers are gone', async () => {
  for (const { slug } of feeds) {
    for (const { content_html: html } of (await wirefold.json<Published>(`/feeds/${slug}.json`)).items) {
      for (const [tag] of html.matchAll(/<a [^>]*href=[^>]*>/g))
        if (!tag.startsWith('<a href="')) expect(tag).toContain('rel="noopener noreferrer nofollow"')
      expect(html).not.toMatch(/<img[^>]* (?:width|height)="[01]"/)
      expect(html).not.toMatch(/<[a-z][^>]* target=/)
    }
  }
})

test('R37 every answer forbids what it does not need, errors too', async () => {
  const paths = [
    '/',
    '/status',
    '/feeds/rss',
    '/feeds/rss.atom',
    '/feeds/rss.json',
    '/status.json',
    '/api/stories',
    '/style.css',
    '/nothing',
    '/feeds/%00',
    '/api/stories?limit=x',
    '/metrics',
    '/api/runs/1',
  ]
  for (const path of paths)
    for (const accept of ['*/*', 'text/html']) {
      const { headers } = await fetch(wirefold.served + path, { headers: { accept } })
      const policy = headers.get('content-security-policy') ?? ''
      expect([path, headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([path, 'nosniff', 'no-referrer'])
      for (const rule of [
        "default-src 'none'",
        "img-src 'self' https:",
        "style-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ])
        expect(policy).toContain(rule)
      expect(policy).not.toMatch(/unsafe|script-src/)
    }
})

async function pages(): Promise<readonly string[]> {
  const { stories } = await wirefold.json<{ stories: { id: string }[] }>('/api/stories?limit=200')
  const told = sampled(stories, 15).map(({ id }) => `/stories/${id}`)
  return ['/', '/status', ...feeds.map(({ slug }) => `/feeds/${slug}`), ...told, '/feeds/<script>alert(1)</script>', '/stories/"><script>']
}

const OURS = new Set(
  (
    'html head body meta title link a header nav main footer p h1 h2 h3 h4 section article ul ol li div span time bdi b dl dt dd details summary code pre ' +
    'abbr button input label small strong em i'
  ).split(' '),
)

/** What hands our own address to an app: nothing in it comes from a source. */
const OWN_FEED = /^feed:https?:\/\/[\w.:-]+\/feeds\/[\w.-]+\.atom$/
/** The next page of stories, or of the copies of one: a cursor of ours. */
const OLDER = /^\?(?:before|cursor)=[\w-]+$/

/** Elements and attributes outside of a story's own text that our templates never write, and all in it that is not allowed there. */
function intruders(page: string): string[] {
  const found: string[] = []
  const visit = (node: Tree.ChildNode, inStory: boolean) => {
    if (!('tagName' in node)) return
    const prose = inStory || node.attrs.some(({ name, value }) => name === 'class' && value === 'prose')
    // the icons of our templates
    const icon = !inStory && /^(?:svg|circle|path|rect|text)$/.test(node.tagName)
    if (!inStory && !icon && !OURS.has(node.tagName)) found.push(node.tagName)
    if (!icon && /^(?:script|iframe|object|embed|form|base|style|svg|math|template|frame|applet)$/.test(node.tagName))
      found.push(node.tagName)
    for (const { name, value } of node.attrs) {
      if (/^on|^style$|^srcdoc$|^formaction$/i.test(name)) found.push(`${node.tagName} ${name}`)
      if (
        /^(?:href|src|action|data|poster)$/.test(name) &&
        !/^(?:https?:|mailto:|\.|\/|#|$)/i.test(value) &&
        !OWN_FEED.test(value) &&
        !OLDER.test(value)
      )
        found.push(`${name}=${value}`)
      if (inStory && /^(?:id|name|class)$/.test(name)) found.push(`${node.tagName} ${name}=${value}`)
    }
    for (const child of node.childNodes) visit(child, prose)
  }
  for (const child of parseHtml(page).childNodes) visit(child, false)
  return found
}

function available(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.runIf(EVERYTHING)('R32 the whole list was used', () => {
  expect(vectors.length).toBeGreaterThan(2500)
})
