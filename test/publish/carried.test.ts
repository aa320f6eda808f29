import { expect, test } from 'vitest'
import type { Carried } from '../../src/model/carried.ts'
import { atom } from '../../src/publish/atom.ts'
import { jsonFeed } from '../../src/publish/json.ts'
import { rss } from '../../src/publish/rss.ts'
import { jsonFeedFaults } from './json-feed-rules.ts'
import { feed } from './sample.ts'

const CARRIED: Carried = {
  comments: 'https://wire.example.org/harbour#talk',
  rights: '© 2011 A & B',
  related: [{ url: 'https://bridge.example/a', title: 'A bridge' }],
  via: { url: 'https://a.example/feed', title: 'Quay Notes', id: 'tag:a.example,2011:f' },
  contributors: ['Bo Diver', 'Cy Crane'],
  pages: [
    { name: 'Mina Sato', url: 'https://wire.example.org/mina' },
    { name: 'Cy Crane', url: 'https://wire.example.org/cy' },
  ],
  podcast: {
    duration: 90,
    episode: 7,
    season: 2,
    episodeType: 'full',
    explicit: false,
    image: 'https://wire.example.org/cover.jpg',
    transcripts: [{ url: 'https://wire.example.org/t.vtt', type: 'text/vtt', language: 'en' }],
    chapters: { url: 'https://wire.example.org/c.json' },
  },
  place: { name: 'Pier 4', point: [53.5, 9.9] },
}
const FILE = {
  url: 'https://wire.example.org/a.mp3',
  type: 'audio/mpeg',
  duration: 90,
  title: 'Tide',
  credits: [{ name: 'Ann', role: 'producer' }],
}
const whole = feed([{ carried: CARRIED, enclosures: [FILE] }])

const EPISODE = [
  '<itunes:duration>90</itunes:duration>',
  '<itunes:episode>7</itunes:episode>',
  '<itunes:season>2</itunes:season>',
  '<itunes:episodeType>full</itunes:episodeType>',
  '<itunes:explicit>false</itunes:explicit>',
  '<itunes:image href="https://wire.example.org/cover.jpg"/>',
  '<podcast:transcript url="https://wire.example.org/t.vtt" type="text/vtt" language="en"/>',
  '<podcast:chapters url="https://wire.example.org/c.json" type="application/json+chapters"/>',
]
const PLACE = ['<georss:featurename>Pier 4</georss:featurename>', '<georss:point>53.5 9.9</georss:point>']
const MEDIA = [
  '<media:content url="https://wire.example.org/a.mp3" type="audio/mpeg" duration="90">',
  '<media:credit role="producer">Ann</media:credit>',
]

test.each([
  ...EPISODE,
  ...PLACE,
  ...MEDIA,
  '<uri>https://wire.example.org/mina</uri>',
  '<contributor><name>Bo Diver</name>\n</contributor>',
  '<rights type="text">© 2011 A &#x26; B</rights>',
  '<link rel="replies" type="text/html" href="https://wire.example.org/harbour#talk"/>',
  '<link rel="related" href="https://bridge.example/a" title="A bridge"/>',
  '<link rel="via" href="https://a.example/feed" title="Quay Notes"/>',
])('Atom says %s', (element) => {
  expect(atom(whole)).toContain(element)
})

test.each([
  ...EPISODE,
  ...PLACE,
  ...MEDIA,
  '<comments>https://wire.example.org/harbour#talk</comments>',
  '<atom:link rel="author" href="https://wire.example.org/mina" title="Mina Sato"/>',
  '<dc:contributor>Bo Diver</dc:contributor>',
  '<atom:contributor><atom:name>Cy Crane</atom:name>\n<atom:uri>https://wire.example.org/cy</atom:uri>\n</atom:contributor>',
  '<dc:rights>© 2011 A &#x26; B</dc:rights>',
  '<atom:link rel="related" href="https://bridge.example/a" title="A bridge"/>',
  '<atom:link rel="via" href="https://a.example/feed" title="Quay Notes"/>',
])('RSS says %s', (element) => {
  expect(rss(whole)).toContain(element)
})

test('JSON Feed says it in its own words, and the rest in ours', () => {
  const [item] = JSON.parse(jsonFeed(whole)).items
  expect(item).toMatchObject({
    external_url: 'https://bridge.example/a',
    authors: [{ name: 'Mina Sato', url: 'https://wire.example.org/mina' }],
    attachments: [{ duration_in_seconds: 90, title: 'Tide' }],
    _wirefold: {
      comments: CARRIED.comments,
      rights: CARRIED.rights,
      related: CARRIED.related,
      via: CARRIED.via,
      contributors: [{ name: 'Bo Diver' }, { name: 'Cy Crane', url: 'https://wire.example.org/cy' }],
      podcast: CARRIED.podcast,
      place: CARRIED.place,
      media: [{ url: FILE.url, credits: FILE.credits }],
    },
  })
  expect(jsonFeedFaults(jsonFeed(whole))).toEqual([])
})

test('our own credit stays beside where the source had it from', () => {
  expect(rss(whole)).toContain('<source url="https://wire.example.org/rss">Example Wire</source>')
  expect(JSON.parse(jsonFeed(whole)).items[0]._wirefold.source.name).toBe('Example Wire')
})

test('the id that a source gives itself stands with it', () => {
  const { source } = JSON.parse(jsonFeed(whole)).items[0]._wirefold
  expect(atom(whole)).toContain(`<source>\n<id>${source.id}</id>`)
})

test('an episode without a file is none', () => {
  for (const text of [atom, rss].map((write) => write(feed([{ carried: CARRIED }])))) expect(text).not.toMatch(/<(?:itunes|podcast):/)
})

test('an address of mail is no page', () => {
  const mail = feed([{ carried: { pages: [{ name: 'Mina Sato', url: 'mailto:mina@example.org' }] } }])
  for (const text of [atom, rss, jsonFeed].map((write) => write(mail))) expect(text).not.toContain('mina@')
})
