import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { atom } from '../../src/publish/atom.ts'
import { rss } from '../../src/publish/rss.ts'
import { copy, feed, keptLine, MORNING } from './sample.ts'

const PYTHON = '/usr/bin/python3'
const SCRIPT = `
import feedparser, json, sys
for text in json.load(sys.stdin):
    d = feedparser.parse(text.encode())
    print(json.dumps({'bozo': bool(d.bozo), 'version': d.version, 'title': d.feed.title, 'updated': d.feed.updated, 'items': [
        {'id': e.id, 'title': e.title, 'link': e.get('link'), 'published': list(e.published_parsed), 'updated': list(e.updated_parsed),
         'authors': [a.name for a in e.authors if 'name' in a], 'tags': [t.term for t in e.get('tags', [])], 'source': e.source.title if 'source' in e else None,
         'enclosures': [[l.href, l.type] for l in e.get('links', []) if l.rel == 'enclosure'], 'related': [l.href for l in e.get('links', []) if l.rel == 'related']} for e in d.entries]}))
`

/** The library behind rss2email and many others; where it is installed. */
const present = spawnSync(PYTHON, ['-c', 'import feedparser']).status === 0

describe.skipIf(!present)('feedparser', () => {
  const given = feed([
    { title: 'AT&T: if a < b ]]> ]]>', categories: [{ term: 'a<b' }, { term: '"c"' }], copies: [copy()] },
    {
      title: 'NUL\0 \uD800 \uFFFE 😀',
      authors: ['Mina Sato', 'Jon Doe'],
      enclosures: [{ url: 'https://wire.example.org/a.mp3' }, { url: 'https://wire.example.org/b.mp3' }],
    },
    { title: '<b>bold</b> &amp; <script>alert(1)</script>', url: undefined as never, updated: MORNING + 5000 },
    { title: "שלום O'Hara", url: `https://wire.example.org/${'a'.repeat(10_000)}`, published: 0 },
  ])
  const read = () =>
    spawnSync(PYTHON, ['-c', SCRIPT], { input: JSON.stringify([atom(given), rss(given)]), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  test('reads every entry with its values, from both documents', () => {
    const documents = read()
    expect(documents.map(({ version }) => version)).toEqual(['atom10', 'rss20'])
    for (const { version, bozo, title, items } of documents) {
      expect(bozo, version).toBe(false)
      expect(title, version).toBe('Ports & harbours')
      expect(items.length, version).toBe(given.entries.length)
      for (const [i, item] of items.entries()) {
        const { id, title: written, url, published, updated, enclosures, categories, source, copies } = given.entries[i]!
        expect(item.id, version).toBe(id)
        expect(item.title, version).toBe(keptLine(written))
        if (url) expect(item.link, version).toBe(url)
        expect(Date.UTC(item.published[0], item.published[1] - 1, ...item.published.slice(2, 6)), version).toBe(published)
        expect(Date.UTC(item.updated[0], item.updated[1] - 1, ...item.updated.slice(2, 6)), version).toBe(updated)
        expect(item.tags, version).toEqual(categories.map(({ term }) => term))
        expect(item.source, version).toBe(source.name)
        expect(
          item.enclosures.map(([href]: [string]) => href),
          version,
        ).toEqual(version === 'rss20' ? enclosures.slice(0, 1).map(({ url: href }) => href) : enclosures.map(({ url: href }) => href))
        expect(item.related, version).toEqual(copies.map(({ url: href }) => href))
      }
    }
  })
})
