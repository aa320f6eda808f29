import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** When the comparison's day begins. */
export const MORNING = Date.UTC(2026, 5, 1, 8)
const MINUTE = 60_000

/** A paragraph of its own for each word: long enough to be told apart, and to be recognised again. */
const prose = (about: string): string =>
  ['harbour', 'council', 'railway', 'school', 'bridge', 'market', 'river', 'library']
    .map((place) => `The ${place} of ${about} was inspected on Monday, and ${about} will pay for the repairs of the ${place} by autumn.`)
    .join(' ')

interface Story {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly minutes: number
}

const date = (minutes: number) => new Date(MORNING + minutes * MINUTE)

const rss = (title: string, stories: readonly Story[]): string =>
  `<rss version="2.0"><channel><title>${title}</title><link>https://${title}.example.org/</link><ttl>30</ttl>${stories
    .map(
      ({ id, title: headline, about, minutes }) =>
        `<item><guid isPermaLink="false">${id}</guid><title>${headline}</title><link>https://${title}.example.org/${id}?utm_source=rss</link>` +
        `<pubDate>${date(minutes).toUTCString()}</pubDate><description>&lt;p&gt;${prose(about)}&lt;/p&gt;</description></item>`,
    )
    .join('')}</channel></rss>`

const atom = (title: string, stories: readonly Story[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>${title}</title><id>tag:${title}.example.org,2026:feed</id>${stories
    .map(
      ({ id, title: headline, about, minutes }) =>
        `<entry><id>tag:${title}.example.org,2026:${id}</id><title type="html">${headline} &amp;amp; more</title>` +
        `<link href="https://${title}.example.org/${id}"/><updated>${date(minutes).toISOString()}</updated><author><name>A. Reporter</name></author>` +
        `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>${prose(about)}</p></div></content></entry>`,
    )
    .join('')}</feed>`

const json = (title: string, stories: readonly Story[]): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    items: stories.map(({ id, title: headline, about, minutes }) => ({
      id,
      url: `https://${title}.example.org/${id}`,
      title: headline,
      content_text: prose(about),
      date_published: date(minutes).toISOString(),
      attachments: [{ url: `https://${title}.example.org/${id}.mp3`, mime_type: 'audio/mpeg', size_in_bytes: 1024 }],
    })),
  })

const page = (title: string, stories: readonly Story[]): string =>
  `<!doctype html><html lang="en"><head><title>${title}</title></head><body><main>${stories
    .map(
      ({ id, title: headline, about, minutes }) =>
        `<article><h2><a href="/news/2026/06/01/${id}">${headline}</a></h2><time datetime="${date(minutes).toISOString()}">June</time><p>${prose(about)}</p></article>`,
    )
    .join('')}</main></body></html>`

const told = (id: string, about: string, minutes: number, title = `${about} repairs its harbour before autumn`): Story => ({
  id,
  title,
  about,
  minutes,
})

/** What the sources show in the morning, and an hour later: new stories, an edit, one that left, a feed that is broken, one that is empty. */
const ROUNDS: readonly { readonly [file: string]: string }[] = [
  {
    'wire.xml': rss('wire', [told('w1', 'Northport', -90), told('w2', 'Eastvale', -60), told('w3', 'Westholm', -30)]),
    'herald.xml': atom('herald', [
      told('h1', 'Northport', -50, 'Harbour works begin'),
      told('h2', 'Southby', -40, 'Southby pays for repairs'),
    ]),
    'post.json': json('post', [
      told('p1', 'Northport', -20, 'Northport: council votes'),
      told('p2', 'Eastvale', -10, 'Eastvale votes, too'),
    ]),
    'front.html': page('front', [
      told('f1', 'Highmoor', -70, 'Highmoor will pay for the bridge'),
      told('f2', 'Lowfield', -65, 'Lowfield opens its library again'),
      told('f3', 'Midway', -55, 'Midway inspects the railway'),
      told('f4', 'Farside', -45, 'Farside counts the cost of repairs'),
    ]),
    'fragile.xml': rss('fragile', [told('x1', 'Brink', -15, 'Brink waits')]),
    'empty.xml': rss('empty', [told('e1', 'Hollow', -12, 'Hollow sells its market')]),
  },
  {
    'wire.xml': rss('wire', [
      told('w4', 'Lakeside', 50),
      told('w1', 'Northport', -90, 'Northport repairs harbour and bridge'),
      told('w3', 'Westholm', -30),
    ]),
    'fragile.xml': '<rss version="2.0"><channel><title>fragile</title><item><title>Cut of',
    'empty.xml': rss('empty', []),
  },
]

const FEED = `title: The town
description: One of each kind
language: en
sources:
  - url: file:data/wire.xml
    name: Wire
    prefer: 5
  - url: file:data/herald.xml
    name: Herald
  - url: file:data/post.json
    name: Post
  - url: file:data/front.html
    name: Front
  - url: file:data/fragile.xml
    name: Fragile
  - url: file:data/empty.xml
    name: Empty
limit: 20
`
const RULED = `title: Harbours
sources:
  - url: file:data/wire.xml
    name: Wire
  - url: file:data/herald.xml
    name: Herald
keep:
  - title: [harbour]
drop:
  - text: [/Westholm/]
content: summary
dedupe: false
`

/** Lays out a project's folder: the world's feeds and the sample's. */
export function layOut(folder: string, repository: string): void {
  for (const name of ['feeds', 'data']) mkdirSync(join(folder, name), { recursive: true })
  cpSync(join(repository, 'data/sample'), join(folder, 'data/sample'), { recursive: true })
  cpSync(join(repository, 'feeds/sample.yaml'), join(folder, 'feeds/sample.yaml'))
  writeFileSync(join(folder, 'feeds/town.yaml'), FEED)
  writeFileSync(join(folder, 'feeds/harbours.yaml'), RULED)
  showRound(folder, 0)
}

/** Writes what the sources show from now on. */
export function showRound(folder: string, round: number): void {
  for (const [file, text] of Object.entries(ROUNDS[round] ?? {})) writeFileSync(join(folder, 'data', file), text)
}
