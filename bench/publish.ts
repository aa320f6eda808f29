/** Writing a feed of 50 full-length stories: ours, the package `feed`, and feedsmith, taking turns in one run. `node bench/publish.ts` */
import { Feed } from 'feed'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { PublishedEntry, PublishedFeed } from '../src/model/published.ts'
import { atom } from '../src/publish/atom.ts'
import { jsonFeed } from '../src/publish/json.ts'
import { rss } from '../src/publish/rss.ts'

const STORIES = 50
const ROUNDS = 100
const START = Date.UTC(2011, 0, 11)
const PARAGRAPH = `<p>The harbour &amp; its <a href="https://wire.example.org/pier?a=1&amp;b=2">pier</a> reopened on Tuesday, “as planned”, 港が再開した.</p>\n`

const entries = Array.from({ length: STORIES }, (_, i): PublishedEntry => {
  const at = START - i * 600_000
  const url = `https://wire.example.org/${i}`
  return {
    id: `tag:news.example.org,2026:story/${i}`,
    story: String(i),
    title: `Harbour & pier reopen: part <${i}>`,
    url,
    published: at,
    updated: at,
    authors: ['Mina Sato'],
    categories: [{ term: 'Ports' }, { term: 'Weather & sea' }],
    enclosures: [],
    content: PARAGRAPH.repeat(20),
    excerpt: 'The harbour & its pier reopened on Tuesday.',
    source: { id: 'tag:news.example.org,2026:source/1', name: 'Example Wire', url: 'https://wire.example.org/rss', updated: at },
    copies: [],
  }
})
const head = { title: 'Ports & harbours', description: 'What happens on the waterfront', language: 'en' }
const ours: PublishedFeed = {
  ...head,
  slug: 'ports',
  id: 'tag:news.example.org,2026:feed/ports',
  base: 'https://news.example.org',
  updated: START,
  entries,
}

function baseline(): Feed {
  const feed = new Feed({ ...head, id: ours.id, link: 'https://news.example.org/feeds/ports', updated: new Date(START), copyright: '' })
  for (const { id, title, url, published, authors, categories, excerpt, content } of entries)
    feed.addItem({
      id,
      title,
      link: url!,
      date: new Date(published),
      published: new Date(published),
      author: authors.map((name) => ({ name })),
      category: categories.map(({ term }) => ({ name: term, term })),
      description: excerpt,
      content: content!,
    })
  return feed
}

const dated = entries.map((entry) => ({ ...entry, published: new Date(entry.published), updated: new Date(entry.updated) }))
const smith = {
  atom: () =>
    generateAtomFeed({
      id: ours.id,
      title: { value: head.title },
      updated: new Date(START),
      entries: dated.map(({ id, title, url, published, updated, authors, categories, content }) => ({
        id,
        title: { value: title },
        published,
        updated,
        links: [{ href: url! }],
        authors: authors.map((name) => ({ name })),
        categories: [...categories],
        content: { value: content!, type: 'html' },
      })),
    }),
  rss: () =>
    generateRssFeed({
      ...head,
      link: 'https://news.example.org/feeds/ports',
      items: dated.map(({ id, title, url, published, authors, categories, excerpt, content }) => ({
        title,
        link: url!,
        guid: { value: id, isPermaLink: false },
        pubDate: published,
        description: excerpt,
        dc: { creators: [...authors] },
        categories: categories.map(({ term }) => ({ name: term })),
        content: { encoded: content! },
      })),
    }),
  json: () =>
    // it gives an object, where the others give text
    JSON.stringify(
      generateJsonFeed({
        title: head.title,
        items: dated.map(({ id, title, url, published, authors, categories, content }) => ({
          id,
          title,
          url: url!,
          date_published: published,
          authors: authors.map((name) => ({ name })),
          tags: categories.map(({ term }) => term),
          content_html: content!,
        })),
      }),
    ),
}

const contest: readonly (readonly [string, { readonly [writer: string]: () => unknown }])[] = [
  ['Atom', { ours: () => atom(ours), feed: () => baseline().atom1(), feedsmith: smith.atom }],
  ['RSS', { ours: () => rss(ours), feed: () => baseline().rss2(), feedsmith: smith.rss }],
  ['JSON', { ours: () => jsonFeed(ours), feed: () => baseline().json1(), feedsmith: smith.json }],
]

for (const [format, writers] of contest) {
  const times = new Map(Object.keys(writers).map((name) => [name, [] as number[]]))
  for (let round = -10; round < ROUNDS; round++)
    for (const [name, write] of Object.entries(writers)) {
      const started = performance.now()
      write()
      if (round >= 0) times.get(name)!.push(performance.now() - started)
    }
  const medians = new Map([...times].map(([name, taken]) => [name, taken.toSorted((a, b) => a - b)[ROUNDS >> 1]!]))
  const mine = medians.get('ours')!
  const shown = [...medians].map(
    ([name, median]) => `${name} ${median.toFixed(2)} ms${name === 'ours' ? '' : ` (${(median / mine).toFixed(1)} x ours)`}`,
  )
  console.log(`${format.padEnd(5)} ${STORIES} stories: ${shown.join(', ')}`)
}
