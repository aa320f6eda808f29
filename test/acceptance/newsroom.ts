import type { Answer } from '../bench/origin.ts'

/** Text for the acceptance tests, written for them: what nine sources of one day send. */

export const HARBOUR = [
  'The harbour authority in the northern port said on Thursday that it would close the inner basin to cargo ships for six weeks while divers repair a sluice gate damaged in the December storms.',
  'Dockworkers will be moved to the outer quay, where two mobile cranes have been hired, and ferries keep their timetable, the authority added in a statement after a meeting with the pilots.',
  'Fishing crews said they feared losing the early season, since the outer quay has no ice plant and lorries must queue on a single access road.',
]
export const LIBRARY = [
  'A school library that had been thought lost in a fire seventy years ago has turned up in the cellar of a brewery, boxed and catalogued in the handwriting of its last librarian.',
  'The brewery found four hundred volumes behind a false wall when it dug a drain, among them a songbook of which no other copy is known to survive.',
  'The town council wants to show the books in the old weighing house, and asks former pupils who remember the reading room to write down what they recall.',
]
export const GLACIER = [
  'Surveyors who walked the glacier above the valley this week measured a retreat of forty metres in a single year, the largest since their club began to paint marks on the rock in 1921.',
  'The tongue now ends in a lake that no map shows, and the hut below it has lost its spring, so the warden carries water up from the car park twice a day.',
  'The club will move its lowest mark for the third time in ten years and has asked the university for a drone.',
]
const TRAMS = [
  'Line four of the tramway will run every eight minutes from Monday, after the depot took delivery of six second-hand cars which mechanics rebuilt over the winter from a fleet that another city had given up.',
  'Passengers had complained for two years about gaps of half an hour in the evening, and a petition gathered nine thousand names.',
]
const BELL = [
  'The cracked bell of the market church is to be welded rather than recast, the foundry that examined it has decided, because its bronze holds more silver than any alloy that could be mixed today.',
  'Two specialists will heat it for three days in a pit dug beneath the tower, and nobody will be allowed into the square while it cools.',
]
const OWLS = [
  'Eleven barn owls have been counted in the mill district, four more than in any winter on record, by volunteers who hung nesting boxes in silos after the last farm closed.',
  'A farmer who lets the grass stand until August is thought to have helped, since voles multiply in the tall meadow and the owls hunt along its edge at dusk.',
]
export const RICE = [
  '新しい品種の米が県の試験場で公開された。暑さに強く、背が低いため台風でも倒れにくいという。',
  '試験場は十二年をかけて三つの品種を掛け合わせ、来年から農家に種を配る予定だ。地元の酒蔵も試験的に仕込みを始めた。',
]

const paragraphs = (text: readonly string[]) => text.map((line) => `<p>${line}</p>`).join('')
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

const rssItem = (title: string, link: string, body: readonly string[], date = 'Thu, 13 Jan 2011 06:00:00 GMT') =>
  `<item><title>${escaped(title)}</title><link>${escaped(link)}</link><guid>${escaped(link)}</guid><pubDate>${date}</pubDate><description>${escaped(paragraphs(body))}</description></item>`

const rss = (title: string, items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${title}</title><link>https://${title.toLowerCase()}.example/</link><description/>${items}</channel></rss>`

const atomEntry = (id: string, title: string, link: string, body: readonly string[]) =>
  `<entry><id>${id}</id><title>${title}</title><link href="${escaped(link)}"/><updated>2011-01-13T08:00:00Z</updated><author><name>Ann Reporter</name></author><content type="html">${escaped(paragraphs(body))}</content></entry>`

const RDF = (items: string) =>
  `<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://gazette.example/"><title>Gazette</title><link>https://gazette.example/</link><description>d</description></channel>${items}</rdf:RDF>`

const rdfItem = (title: string, link: string, body: readonly string[]) =>
  `<item rdf:about="${link}"><title>${title}</title><link>${link}</link><description>${body.join(' ')}</description><dc:date>2011-01-13T09:00:00+09:00</dc:date></item>`

/** Paths to answers: nine sources, of which six can be read, with ten whole items of seven stories. */
export function newsroom(under: string): Record<string, [body: string | Uint8Array, more?: Omit<Answer, 'body'>]> {
  const truncated = rss(
    'Courier',
    rssItem('Owls return to the mills', 'https://courier.example/owls', OWLS) +
      rssItem('This one is cut', 'https://courier.example/cut', HARBOUR),
  )
  return {
    [`${under}/rss`]: [
      rss(
        'Post',
        rssItem('Port closes basin for sluice repair', 'https://post.example/a?utm_source=rss', HARBOUR) +
          rssItem('Lost library found in brewery', 'https://post.example/b', LIBRARY),
      ),
      { validators: { etag: 'W/"a-1"', lastModified: 'Thu, 13 Jan 2011 10:00:00 GMT' } },
    ],
    [`${under}/atom`]: [
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Digest</title><id>urn:digest</id><updated>2011-01-13T08:00:00Z</updated>${atomEntry('urn:1', 'Northern port shuts inner basin 130111-3.', 'https://digest.example/1', [`PORT TOWN - ${HARBOUR[0]}`, ...HARBOUR])}${atomEntry('urn:2', 'Glacier shrinks by forty metres', 'https://digest.example/2', GLACIER)}</feed>`,
      { validators: { lastModified: 'Thu, 13 Jan 2011 11:00:00 GMT' } },
    ],
    [`${under}/rdf`]: [
      RDF(
        rdfItem('Trams every eight minutes', 'https://gazette.example/trams', TRAMS) +
          rdfItem('A library behind the wall', 'https://gazette.example/library', LIBRARY),
      ),
    ],
    [`${under}/json`]: [
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Desk',
        items: [
          {
            id: '1',
            url: 'https://desk.example/bell',
            title: 'Bell to be welded',
            content_html: paragraphs(BELL),
            date_published: '2011-01-13T07:00:00Z',
          },
          {
            id: '2',
            url: 'https://desk.example/glacier',
            title: 'Alpine club moves its mark',
            content_text: GLACIER.join(' '),
            date_published: '2011-01-13T11:00:00Z',
          },
        ],
      }),
      { headers: { 'content-type': 'application/feed+json' } },
    ],
    [`${under}/sjis`]: [Uint8Array.from(atob(SHIFT_JIS), (char) => char.charCodeAt(0)), { headers: { 'content-type': 'text/xml' } }],
    [`${under}/truncated`]: [truncated.slice(0, truncated.indexOf('This one is cut') + 200), { validators: { etag: '"cut"' } }],
    [`${under}/error`]: [
      '<!doctype html><html><head><title>Sorry</title></head><body><h1>Database error</h1></body></html>',
      { headers: { 'content-type': 'text/html' } },
    ],
    [`${under}/busy`]: ['try later', { status: 503, headers: { 'retry-after': '7200' } }],
    [`${under}/gone`]: ['nothing here', { status: 404 }],
  }
}

/** A feed of one item about rice, encoded in Shift_JIS (no runtime here encodes it): base64. */
const SHIFT_JIS =
  'PD94bWwgdmVyc2lvbj0iMS4wIiBlbmNvZGluZz0iU2hpZnRfSklTIj8+PHJzcyB2ZXJzaW9uPSIyLjAiPjxjaGFubmVsPjx0aXRsZT6Ojoyxj+qCvoLmgug8L3RpdGxlPjxsaW5rPmh0dHBzOi8vcmljZS5leGFtcGxlLzwvbGluaz48aXRlbT48dGl0bGU+j4uCs4LJi62CopXEgvCM9opKPC90aXRsZT48bGluaz5odHRwczovL3JpY2UuZXhhbXBsZS8xPC9saW5rPjxwdWJEYXRlPlRodSwgMTMgSmFuIDIwMTEgMTI6MDA6MDAgKzA5MDA8L3B1YkRhdGU+PGRlc2NyaXB0aW9uPpBWgrWCopVpju2CzJXEgqqMp4LMjo6MsY/qgsWM9opKgrOC6oK9gUKPi4KzgsmLrYKtgUGUd4KqkuGCooK9gt+R5JWXgsWC4JN8guqCyYKtgqKCxoKigqSBQo6OjLGP6oLNj1yT8ZROgvCCqYKvgsSOT4LCgsyVaY7tgvCKfIKvjYeC7YK5gUGXiJROgqmC55RficaCyY7tgvCUeoLpl1yS6IK+gUKSboyzgsyO8JGgguCOjoyxk0mCyY5kjZ6C3YLwjm6C34K9gUI8L2Rlc2NyaXB0aW9uPjwvaXRlbT48L2NoYW5uZWw+PC9yc3M+'
