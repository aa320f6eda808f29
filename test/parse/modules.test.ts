import { describe, expect, test } from 'vitest'
import { feedOf, rss } from './documents.ts'

const itemOf = (body: string) => feedOf(body).items[0]
const rssItem = (inside: string) => itemOf(rss(`<item><title>x</title>${inside}</item>`))
const atomItem = (inside: string) =>
  itemOf(
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><title>x</title>${inside}</entry></feed>`,
  )

describe('an episode', () => {
  test('says how long it is, which it is, and what lies beside it', () => {
    const item = rssItem(`<enclosure url="/1.mp3" type="audio/mpeg" length="5"/>
      <itunes:duration> 1:02:03 </itunes:duration><itunes:episode>7</itunes:episode><itunes:season>2</itunes:season>
      <itunes:episodeType>full</itunes:episodeType><itunes:explicit>no</itunes:explicit><itunes:image href="/cover.jpg"/>
      <podcast:transcript url="/1.vtt" type="text/vtt" language="en"/><podcast:transcript url="/1.srt"/>
      <podcast:chapters url="/1.json" type="application/json+chapters"/>`)
    expect(item?.podcast).toEqual({
      duration: '1:02:03',
      episode: '7',
      season: '2',
      episodeType: 'full',
      explicit: 'no',
      image: 'https://example.org/cover.jpg',
      transcripts: [{ url: 'https://example.org/1.vtt', type: 'text/vtt', language: 'en' }, { url: 'https://example.org/1.srt' }],
      chapters: { url: 'https://example.org/1.json', type: 'application/json+chapters' },
    })
  })

  test('has its number and season in either vocabulary', () => {
    const item = rssItem('<podcast:season name="Harbours">3</podcast:season><podcast:episode>4.5</podcast:episode>')
    expect(item?.podcast).toEqual({ season: '3', episode: '4.5' })
  })

  test('is none where nothing is said', () => {
    expect(rssItem('<description>x</description>')).not.toHaveProperty('podcast')
  })

  test('names persons with their addresses', () => {
    const item = rssItem('<podcast:person role="host" href="https://example.com/ada">Ada</podcast:person>')
    expect(item?.contributors).toEqual([{ name: 'Ada', url: 'https://example.com/ada' }])
  })
})

describe('a media file', () => {
  const file = '<media:content url="/a.mp4" fileSize="10" type="video/mp4" medium="video" width="640" height="360" duration="90"/>'

  test('is described by its own attributes and by the nearest words', () => {
    const item = rssItem(`<media:keywords>of, item</media:keywords><media:credit role="producer">Item</media:credit>
      <media:group>${file}<media:credit role="photographer">Group</media:credit></media:group>`)
    expect(item?.enclosures).toEqual([
      {
        url: 'https://example.org/a.mp4',
        type: 'video/mp4',
        length: '10',
        media: {
          medium: 'video',
          width: '640',
          height: '360',
          duration: '90',
          keywords: 'of, item',
          credits: [{ name: 'Group', role: 'photographer' }],
        },
      },
    ])
  })

  test.each([
    ['of an item', '<media:keywords>tide, harbour</media:keywords>'],
    ['of a group', '<media:group><media:keywords>tide, harbour</media:keywords></media:group>'],
  ])('whose keywords %s are categories', (_, inside) => {
    expect(rssItem(inside)?.categories).toEqual([{ term: 'tide' }, { term: 'harbour' }])
  })

  test('is found at its own address, not at the one that FeedBurner put before it', () => {
    const item = rssItem(`<enclosure url="https://feeds.example.com/~r/1/2.mp3" type="audio/mpeg" length="3"/>
      <feedburner:origEnclosureLink>https://example.org/2.mp3</feedburner:origEnclosureLink>`)
    expect(item?.enclosures).toEqual([{ url: 'https://example.org/2.mp3', type: 'audio/mpeg', length: '3' }])
  })
})

describe('a place', () => {
  test.each([
    [
      'a GeoRSS point',
      '<georss:point>45.2 -71.9</georss:point><georss:featureName>Pier</georss:featureName>',
      { name: 'Pier', point: '45.2 -71.9' },
    ],
    ['a GeoRSS box', '<georss:box>42.9 -71 43 -69.8</georss:box>', { box: '42.9 -71 43 -69.8' }],
    ['a GML point', '<georss:where><gml:Point><gml:pos>45.2 -71.9</gml:pos></gml:Point></georss:where>', { point: '45.2 -71.9' }],
    [
      'a GML envelope',
      '<georss:where><gml:Envelope><gml:lowerCorner>1 2</gml:lowerCorner><gml:upperCorner>3 4</gml:upperCorner></gml:Envelope></georss:where>',
      { box: '1 2 3 4' },
    ],
    ['a basic point', '<geo:Point><geo:lat>45.2</geo:lat><geo:long>-71.9</geo:long></geo:Point>', { point: '45.2 -71.9' }],
    ['bare latitude and longitude', '<geo:lat>45.2</geo:lat><geo:long>-71.9</geo:long>', { point: '45.2 -71.9' }],
    ['half of one', '<geo:lat>45.2</geo:lat>', undefined],
  ])('is %s', (_, inside, place) => {
    expect(rssItem(inside)?.place).toEqual(place)
  })
})

test('an Atom entry names the feed it was taken from, and the page of that feed', () => {
  const item = atomItem(`<source><id>urn:x:1</id><title>Far Wire</title><link rel="self" href="https://example.com/atom"/>
    <link href="https://example.com/"/></source>`)
  expect(item?.origin).toEqual({ id: 'urn:x:1', title: 'Far Wire', url: 'https://example.com/atom', link: 'https://example.com/' })
})

test.each([
  ['elements are markup, whatever they are', 'A <blink>b</blink><p>c</p> &lt;d&gt;<script>x</script>', 'A b c  &lt;d&gt;'],
  ['readings are said once', '<ruby>東<rt>ひがし</rt></ruby>', '東'],
  ['pictures and formulas are left for later', '<img alt="B"/><math><mn>1</mn></math>', '<img alt="B" /><math><mn>1</mn></math>'],
])('in an XHTML title %s', (_, inside, value) => {
  const feed = feedOf(
    `<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${inside}</div></title></entry></feed>`,
  )
  expect(feed.items[0]?.title?.value).toBe(value)
})

test('a description that is one element of a page’s own is HTML', () => {
  expect(rssItem('<description>&lt;lite-youtube videoid="a1"&gt;&lt;/lite-youtube&gt;</description>')?.summary?.type).toBe('html')
  expect(rssItem('<description>Map&lt;a-b&gt; is no tag</description>')?.summary?.type).toBe('text')
})

test('of a date that stands twice the last counts that can be read', () => {
  const item = atomItem('<updated>2026-02-01T08:00:00Z</updated><updated>2026-02-03T08:00:00Z</updated><updated>soon</updated>')
  expect(item?.updated).toBe('2026-02-03T08:00:00Z')
})

describe('JSON Feed', () => {
  const json = (item: object) => itemOf(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items: [{ id: '1', ...item }] }))

  test.each([
    ['an object', { authors: { name: 'Ada', url: 'https://example.com/ada' } }],
    ['a list', { authors: [{ name: 'Ada', url: 'https://example.com/ada' }] }],
    ['a list under its old name', { author: [{ name: 'Ada', url: 'https://example.com/ada' }] }],
  ])('has authors as %s', (_, item) => {
    expect(json(item)?.authors).toEqual([{ name: 'Ada', url: 'https://example.com/ada' }])
  })

  test('says how long an attachment is', () => {
    const item = json({ attachments: [{ url: 'https://example.org/1.mp3', mime_type: 'audio/mpeg', duration_in_seconds: 90 }] })
    expect(item?.enclosures).toEqual([{ url: 'https://example.org/1.mp3', type: 'audio/mpeg', media: { duration: '90' } }])
  })
})
