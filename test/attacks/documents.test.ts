import { expect, test, describe, afterAll, beforeAll } from 'vitest'
import { gzipSync } from 'node:zlib'
import { feed } from '../politeness/watch.ts'
import { curated, EVERYTHING, publisher, station, type Publisher } from './station.ts'
import { withCpuAwaited } from '../cpu.ts'

let origin: Publisher
beforeAll(async () => {
  origin = await publisher()
})
afterAll(async () => {
  await origin[Symbol.asyncDispose]()
})

/** A document of the whole size costs seconds; `npm test` makes a quarter of it. */
const SIZE = EVERYTHING ? 1 : 0.25
const MB = Math.floor(1024 * 1024 * SIZE)
const channel = (inside: string, before = '') =>
  `<?xml version="1.0"?>${before}<rss version="2.0"><channel><title>T</title>${inside}</channel></rss>`
const item = (inside: string) => `<item><guid>1</guid><title>Whole</title>${inside}</item>`
const times = (n: number, text: (i: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join('')
const lol = times(9, (i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`)

/** Name, document, and how long its whole visit may take (milliseconds; the machine may be busy). */
const DOCUMENTS: readonly (readonly [row: string, document: () => string, most: number])[] = [
  ['R28 a billion laughs', () => channel(item('<description>&l9;</description>'), `<!DOCTYPE rss [<!ENTITY l0 "lol">${lol}]>`), 1500],
  [
    'R28 one large entity, often',
    () => channel(item(`<description>${'&x;'.repeat(10_000)}</description>`), `<!DOCTYPE rss [<!ENTITY x "${'y'.repeat(100_000)}">]>`),
    1500,
  ],
  ['R28 a million numeric references', () => channel(item(`<description>${'&#97;'.repeat(MB)}</description>`)), 4000],
  [
    'R28 two DOCTYPEs',
    () => channel(item('<description>&x;</description>'), '<!DOCTYPE a [<!ENTITY x "1">]><!DOCTYPE b [<!ENTITY x "2">]>'),
    1500,
  ],
  [
    'R28 an external entity',
    () => channel(item('<description>&x;</description>'), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    1500,
  ],
  [
    'R28 an external subset and a parameter entity',
    () =>
      channel(
        item('<description>&x;</description>'),
        '<!DOCTYPE a PUBLIC "x" "file:///etc/passwd" [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
      ),
    1500,
  ],
  [
    'R28 XInclude',
    () =>
      channel(
        item('<description><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/></description>'),
      ),
    1500,
  ],
  [
    'R28 a stylesheet',
    () => channel(item('<description>x</description>'), '<?xml-stylesheet href="file:///etc/passwd" type="text/xsl"?>'),
    1500,
  ],
  ['R28 a DOCTYPE without end', () => `<!DOCTYPE rss [${'<!ENTITY a "b">'.repeat(100_000)}`, 1500],
  ['R29 150,000 tags within one another', () => channel(item(`<description>${'<b>'.repeat(150_000)}</description>`)), 4000],
  ['R29 the same, escaped', () => channel(item(`<description>${'&lt;b&gt;'.repeat(150_000)}</description>`)), 4000],
  ['R29 the same, closed', () => channel(item(`<description>${'<b>'.repeat(70_000)}${'</b>'.repeat(70_000)}</description>`)), 4000],
  ['R29 20,000 attributes', () => channel(item(`<description ${times(20_000, (i) => `a${i}="x" `)}>x</description>`)), 3000],
  ['R29 an attribute of a megabyte', () => channel(item(`<enclosure url="https://example.org/${'x'.repeat(MB)}"/>`)), 3000],
  ['R29 100,000 namespaces', () => channel(item(`<x ${times(100_000, (i) => `xmlns:n${i}="u${i}" `)}/>`)), 4000],
  ['R29 namespaces on every level', () => channel(item(times(5000, (i) => `<n${i}:x xmlns:n${i}="u${i}">`))), 4000],
  ['R29 CDATA without end', () => channel(item(`<description><![CDATA[${'x'.repeat(2 * MB)}`)), 4000],
  ['R29 <a<a<a', () => channel(item(`<description>${'<a'.repeat(MB)}`)), 4000],
  ['R29 <a<a<a in a title', () => channel(item(`<title>${'&lt;a'.repeat(500_000)}</title>`)), 4000],
  ['R29 comments without end', () => channel(item('<!--'.repeat(500_000))), 4000],
  ['R29 a tag without end', () => channel(item(`<x ${'a="'.repeat(500_000)}`)), 4000],
  ['R29 ampersands', () => channel(item(`<description>${'&'.repeat(2 * MB)}</description>`)), 4000],
  [
    'R29 white space',
    () => channel(item(`<title>${' \n'.repeat(MB)}x</title><pubDate>${' '.repeat(MB)}</pubDate><link>${' '.repeat(MB)}</link>`)),
    4000,
  ],
  ['R29 one word for ever', () => channel(item(`<description>${'x'.repeat(4 * MB)}</description>`)), 4000],
  ['R29 brackets', () => channel(item(`<description>${']]&gt;'.repeat(300_000)}${'['.repeat(MB)}</description>`)), 4000],
  [
    'R30 names of prototypes',
    () =>
      channel(
        `<__proto__ polluted="1"><constructor>1</constructor></__proto__><prototype/>${item('<__proto__><polluted>1</polluted></__proto__><toString>x</toString><category domain="__proto__">constructor</category><category>__proto__</category><hasOwnProperty valueOf="1"/><description>&lt;__proto__ constructor="x"&gt;y</description>')}`,
      ),
    1500,
  ],
  [
    'R30 names of prototypes in JSON',
    () =>
      '{"version":"https://jsonfeed.org/version/1.1","title":"T","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"items":[{"id":"1","title":"Whole","__proto__":{"polluted":1},"content_text":"x","tags":["__proto__","constructor"],"_x":{"__proto__":{"polluted":1}},"authors":[{"__proto__":{"name":"x"}}]}]}',
    1500,
  ],
  [
    'R31 arrays within one another',
    () => `{"version":"https://jsonfeed.org/version/1","items":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    3000,
  ],
  ['R31 objects within one another', () => `{"version":"https://jsonfeed.org/version/1","items":[${'{"items":['.repeat(100_000)}`, 3000],
  [
    'R31 numbers out of range, doubled keys, a byte order mark',
    () =>
      '\ufeff{"version":"https://jsonfeed.org/version/1","version":"x","title":1e400,"items":[{"id":1e400,"title":"Whole","content_text":"x"},{"id":-0,"id":"2","date_published":1e400,"content_text":"y"},{"id":{},"title":[]},null,1,"x",[],{"attachments":[{"url":"https://example.org/x","size_in_bytes":1e400}],"id":"3","content_text":"z"}]}',
    1500,
  ],
  [
    'R31 a string without end',
    () => `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","content_html":"${'\\"'.repeat(MB)}`,
    3000,
  ],
  [
    'R31 names for ever',
    () => `{"version":"https://jsonfeed.org/version/1","items":[{${times(200_000, (i) => `"k${i}":${i},`)}"id":"1","content_text":"x"}]}`,
    4000,
  ],
]

describe('documents made to hurt a parser, through a whole visit', () => {
  test.each(DOCUMENTS)(
    '%s',
    async (row, document, most) => {
      const url = origin.give(`/${encodeURIComponent(row)}`, document())
      const good = origin.give('/good', feed())
      await using wirefold = await station([curated('hostile', [url, good])])
      const [visits, took] = await withCpuAwaited(() => wirefold.refresh())
      expect(took).toBeLessThan(most)
      const visit = visits.find(({ source }) => source === url)!
      expect(['updated', 'unchanged', 'failed']).toContain(visit.outcome)
      if (visit.outcome === 'failed') expect(visit.problem?.message).toMatch(/\w+ \w+/)
      expect(visits.find(({ source }) => source === good)).toMatchObject({ outcome: 'updated', new: 2 })
      const published = await Promise.all(
        ['atom', 'rss', 'json', 'html'].map((format) => wirefold.text(`/feeds/hostile${format === 'html' ? '' : `.${format}`}`)),
      )
      for (const text of published) {
        expect(text).not.toMatch(/root:|lollol/)
        expect(text.length).toBeLessThan(4 * 1024 * 1024)
      }
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
      expect(wirefold.errors).toEqual([])
    },
    30_000,
  )
})

/** What D1 takes no more than: the database of these tests has its limits. */
describe('R14 too much', () => {
  const long = (n: number) => 'word '.repeat(n / 5)
  const cases: readonly (readonly [string, () => string, { readonly items: number }])[] = [
    [
      'as many items as fit',
      () =>
        channel(
          times(
            EVERYTHING ? 100_000 : 20_000,
            (i) => `<item><guid>${i}</guid><title>Item ${i}</title><description>About ${i}.</description></item>`,
          ),
        ),
      { items: 5000 },
    ],
    ['an item of 10 MB', () => channel(item(`<description>${long(10 * MB)}</description>`)), { items: 1 }],
    ['a title of 2 MB', () => channel(`<item><guid>1</guid><title>${long(2 * MB)}</title></item>`), { items: 1 }],
    [
      '2 MB of three-byte letters in each field',
      () =>
        channel(
          `<item><guid>${'あ'.repeat(100_000)}</guid><title>${'あ'.repeat(700_000)}</title><author>${'あ'.repeat(700_000)}</author><description>${'あ'.repeat(700_000)}</description></item>`,
        ),
      { items: 1 },
    ],
    [
      'quotes and escapes that grow in JSON',
      () =>
        channel(`<item><guid>1</guid><title>T</title><description>${'&lt;p title="\\\\"&gt;"\u2028'.repeat(80_000)}</description></item>`),
      { items: 1 },
    ],
    ['50,000 categories', () => channel(item(times(50_000, (i) => `<category>c${i}</category>`))), { items: 1 }],
    [
      '10,000 enclosures',
      () => channel(item(times(10_000, (i) => `<enclosure url="https://example.org/${i}.mp3" length="1" type="audio/mpeg"/>`))),
      { items: 1 },
    ],
    ['10,000 authors', () => channel(item(times(10_000, (i) => `<author>Author ${i}</author>`))), { items: 1 }],
    [
      '10,000 links in one text',
      () =>
        channel(item(`<description>${times(10_000, (i) => `&lt;a href="https://example.org/${i}"&gt;l${i}&lt;/a&gt; `)}</description>`)),
      { items: 1 },
    ],
    [
      'an address of a megabyte',
      () => channel(`<item><guid>${'g'.repeat(MB)}</guid><title>T</title><link>https://example.org/${'x'.repeat(MB)}</link></item>`),
      { items: 1 },
    ],
    [
      '500 items of 20,000 characters',
      () =>
        channel(
          times(
            EVERYTHING ? 500 : 50,
            (i) => `<item><guid>${i}</guid><title>Item ${i}</title><description>${long(20_000)} ${i}</description></item>`,
          ),
        ),
      { items: EVERYTHING ? 500 : 50 },
    ],
  ]
  test.each(cases)(
    '%s',
    async (name, document, { items }) => {
      const url = origin.give(`/much/${encodeURIComponent(name)}`, document())
      const good = origin.give('/good', feed())
      await using wirefold = await station([curated('much', [url, good], { dedupe: false })])
      const [visits, took] = await withCpuAwaited(() => wirefold.refresh())
      // five seconds on a machine of its own
      expect(took).toBeLessThan(15_000)
      expect(visits.find(({ source }) => source === url)).toMatchObject({ outcome: 'updated', items })
      expect(visits.find(({ source }) => source === good)).toMatchObject({ outcome: 'updated' })
      for (const format of ['atom', 'rss', 'json']) expect((await fetch(`${wirefold.served}/feeds/much.${format}`)).status).toBe(200)
      expect(wirefold.errors).toEqual([])
    },
    60_000,
  )

  test('what was left out is counted where one can see it', async () => {
    const url = origin.give('/counted', channel(times(6000, (i) => `<item><guid>${i}</guid><title>Item ${i}</title></item>`)))
    await using wirefold = await station([curated('counted', [url])])
    await wirefold.refresh()
    expect(await wirefold.text('/status.json')).toContain('5000 of 6000 items were read')
  })
})

describe('R10, R13 bodies', () => {
  test.each([
    ['an error page', '<!doctype html><title>500</title><h1>Sorry</h1>'],
    ['an error in JSON', '{"error":"database"}'],
    ['nothing', ''],
    ['a feed without items', '<rss version="2.0"><channel><title>T</title></channel></rss>'],
    ['an empty rss', '<rss/>'],
    ['an empty Atom feed', '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>'],
    ['an empty JSON Feed', '{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]}'],
    ['white space', ' '.repeat(MB)],
    ['zeros', '\0'.repeat(1000)],
  ])('R10 %s in place of the feed takes nothing away', async (_, body) => {
    const url = origin.give('/replaced', feed())
    await using wirefold = await station([curated('replaced', [url])])
    await wirefold.refresh()
    const before = await wirefold.text('/feeds/replaced.atom')
    origin.give('/replaced', body)
    wirefold.clock.now += 3_600_000
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'failed' }])
    expect(await wirefold.text('/feeds/replaced.atom')).toBe(before)
    origin.give('/replaced', feed())
    wirefold.clock.now += 3_600_000
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'unchanged' }])
  })

  test('R13 a gzip bomb, and gzip within gzip, end at the cap', async () => {
    const zeros = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const bomb = origin.give('/bomb', (_, response) => response.setHeader('content-encoding', 'gzip').end(zeros))
    const nested = origin.give('/nested', (_, response) => response.setHeader('content-encoding', 'gzip, gzip').end(gzipSync(zeros)))
    const good = origin.give('/good', feed())
    await using wirefold = await station([curated('bombs', [bomb, nested, good])])
    const visits = await wirefold.refresh()
    expect(visits.map(({ outcome }) => outcome).toSorted()).toEqual(['failed', 'failed', 'updated'])
  })
})
