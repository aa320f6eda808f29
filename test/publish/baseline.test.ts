import { Feed } from 'feed'
import { parseAtomFeed, parseRssFeed } from 'feedsmith'
import { expect, test } from 'vitest'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import { feed, MORNING } from './sample.ts'

/** What the package `feed` can say of a normal sample, our documents say too; where we say it otherwise, it is named. */
const ours = feed([
  {
    summary: '<p>Short.</p>',
    image: 'https://wire.example.org/i.jpg',
    enclosures: [{ url: 'https://wire.example.org/a.mp3', type: 'audio/mpeg', length: 12 }],
  },
  { authors: ['Mina Sato', 'Jon Doe'], categories: [{ term: 'Ports', scheme: 'https://wire.example.org/tags' }, { term: 'Weather' }] },
])

const baseline = new Feed({
  id: ours.id,
  title: ours.title,
  description: ours.description!,
  language: 'en',
  link: 'https://news.example.org/feeds/ports',
  updated: new Date(ours.updated),
  copyright: '',
  feedLinks: {
    atom: 'https://news.example.org/feeds/ports.atom',
    rss: 'https://news.example.org/feeds/ports.rss',
    json: 'https://news.example.org/feeds/ports.json',
  },
  author: { name: ours.title, link: 'https://news.example.org/feeds/ports' },
})
for (const { id, title, url, published, updated, authors, categories, enclosures, summary, content } of ours.entries) {
  baseline.addItem({
    id,
    guid: id,
    title,
    link: url!,
    date: new Date(updated),
    published: new Date(published),
    author: authors.map((name) => ({ name })),
    category: categories.map(({ term, scheme }) => ({ name: term, term, ...(scheme ? { scheme, domain: scheme } : {}) })),
    ...(enclosures[0] ? { enclosure: { url: enclosures[0].url, type: enclosures[0].type!, length: enclosures[0].length! } } : {}),
    ...(summary ? { description: summary } : {}),
    content: content!,
  })
}

test('Atom', () => {
  const [theirs, mine] = [parseAtomFeed(baseline.atom1()), parseAtomFeed(atom(ours))]
  expect(mine.id).toBe(theirs.id)
  expect(Date.parse(mine.updated!)).toBe(Date.parse(theirs.updated!))
  expect(mine.authors).toEqual(theirs.authors)
  expect(text(mine.title)).toBe(text(theirs.title))
  expect(text(mine.subtitle)).toBe(text(theirs.subtitle))
  expect(mine.links!.map(({ href }) => href)).toEqual(
    expect.arrayContaining(theirs.links!.map(({ href }) => href).filter((href) => !href!.endsWith('.rss') && !href!.endsWith('.json'))),
  )
  for (const [i, entry] of theirs.entries!.entries()) {
    const own = mine.entries![i]!
    expect(text(own.title)).toBe(text(entry.title))
    expect(text(own.content)).toBe(text(entry.content))
    if (entry.summary) expect(text(own.summary)).toBe(text(entry.summary))
    expect(own.authors!.map(({ name }) => name)).toEqual(entry.authors!.map(({ name }) => name))
    expect(own.categories!.map(({ term, scheme }) => [term, scheme])).toEqual(entry.categories!.map(({ term, scheme }) => [term, scheme]))
    expect(own.links!.map(({ href }) => href)).toEqual(expect.arrayContaining(entry.links!.map(({ href }) => href)))
    expect(Date.parse(own.updated!)).toBe(Date.parse(entry.updated!))
    expect(Date.parse(own.published!)).toBe(Date.parse(entry.published!))
    expect(own.id).toBe(entry.id)
  }
})

test('RSS', () => {
  const [theirs, mine] = [parseRssFeed(baseline.rss2()), parseRssFeed(rss(ours))]
  expect([mine.title, mine.link, mine.description, mine.language]).toEqual([theirs.title, theirs.link, theirs.description, theirs.language])
  expect(Date.parse(mine.lastBuildDate!)).toBe(MORNING)
  for (const [i, item] of theirs.items!.entries()) {
    const own = mine.items![i]!
    expect([own.title, own.link, own.guid!.value, own.content!.encoded]).toEqual([
      item.title,
      item.link,
      item.guid!.value,
      item.content!.encoded,
    ])
    if (item.description) expect(own.description).toBe(item.description)
    expect(own.categories!.map(({ name, domain }) => [name, domain])).toEqual(item.categories!.map(({ name, domain }) => [name, domain]))
    expect(own.enclosures).toEqual(item.enclosures)
    expect(Date.parse(own.pubDate!)).toBe(Date.parse(item.pubDate!))
  }
})

test('JSON Feed, of which it writes version 1', () => {
  const [theirs, mine] = [JSON.parse(baseline.json1()), JSON.parse(jsonFeed(ours))]
  for (const key of ['title', 'home_page_url', 'feed_url', 'description']) expect(mine[key], key).toEqual(theirs[key])
  expect(mine.authors[0].name).toBe(theirs.author.name)
  for (const [i, item] of theirs.items.entries()) {
    const own = mine.items[i]
    for (const key of ['id', 'url', 'title', 'content_html', 'tags']) expect(own[key], key).toEqual(item[key])
    for (const key of ['date_published', 'date_modified']) expect(Date.parse(own[key]), key).toBe(Date.parse(item[key]))
  }
})

const text = (construct: string | { value?: string } | undefined) => (typeof construct === 'object' ? construct.value : construct)
