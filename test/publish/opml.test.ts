import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOpml } from 'feedsmith'
import { opml, readOpml } from '../../src/publish/opml.ts'
import { withCpu } from '../cpu.ts'

const outline = (attributes: string, inner = '') => `<outline ${attributes}>${inner}</outline>`
const body = (inner: string) => `<?xml version="1.0"?><opml version="1.1"><head><title>x</title></head><body>${inner}</body></opml>`
const A = { url: 'https://a.example/feed' }

describe('writing', () => {
  const text = opml({
    title: 'Ports & <harbours>',
    base: 'https://news.example.org',
    outlines: [
      { title: `Wire "A" & 'B' <c>`, url: 'https://a.example/rss?a=1&b=2', site: 'https://a.example/', language: 'en' },
      { title: '', url: 'https://b.example/' },
      { title: 'Local', url: 'file:data/sample/a.xml' },
    ],
  })

  test('is OPML 2.0 as another reader understands it', () => {
    expect(parseOpml(text)).toMatchObject({
      head: { title: 'Ports & <harbours>', ownerId: 'https://news.example.org/' },
      body: {
        outlines: [
          {
            type: 'rss',
            text: `Wire "A" & 'B' <c>`,
            title: `Wire "A" & 'B' <c>`,
            xmlUrl: 'https://a.example/rss?a=1&b=2',
            htmlUrl: 'https://a.example/',
          },
          { type: 'rss', text: 'b.example', xmlUrl: 'https://b.example/' },
          { text: 'Local' },
        ],
      },
    })
    expect(text).not.toContain('file:')
  })

  test('holds an outline, even of nothing', () => {
    expect(opml({ title: 'x', base: 'https://news.example.org', outlines: [] })).toContain('<body>\n<outline text="Nothing yet"/>')
  })

  test('and reading give the same feeds', () => {
    const values = fc.record({ title: fc.string({ unit: 'binary' }), url: fc.webUrl(), site: fc.option(fc.webUrl(), { nil: undefined }) })
    fc.assert(
      fc.property(fc.uniqueArray(values, { selector: ({ url }) => new URL(url).href, maxLength: 8 }), (outlines) => {
        const { feeds, skipped } = readOpml(opml({ title: 'x', base: 'https://news.example.org', outlines: outlines as never }))
        expect(feeds.map(({ url }) => url)).toEqual(outlines.map(({ url }) => new URL(url).href))
        expect(skipped).toEqual([])
      }),
      { numRuns: 40 },
    )
  })
})

describe('reading', () => {
  test.each([
    [
      'one feed',
      outline('type="rss" text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"'),
      [{ ...A, title: 'A', site: 'https://a.example/' }],
    ],
    [
      'groups',
      outline('text="World"', outline('text="Asia &amp; Pacific"', outline('xmlUrl="https://a.example/feed"'))),
      [{ ...A, group: 'World / Asia & Pacific' }],
    ],
    ['a title beside a text', outline('text="t" title="T" xmlUrl="https://a.example/feed"'), [{ ...A, title: 'T' }]],
    [
      'attribute names in any case',
      outline('TEXT="A" XMLURL="https://a.example/feed"').replace('<outline', '<OUTLINE'),
      [{ ...A, title: 'A' }],
    ],
    ['an address in `url`', outline('type="rss" url="https://a.example/feed"'), [A]],
    ['a link that is no feed', outline('type="link" url="https://a.example/feed"'), []],
    [
      'feed: addresses',
      outline('xmlUrl="feed://a.example/feed"') + outline('xmlUrl="feed:https://a.example/feed"'),
      [{ url: 'http://a.example/feed' }, A],
    ],
    ['white space and a fragment', outline('xmlUrl=" https://a.example/feed#top "'), [A]],
    ['elements that are never closed', '<outline text="g"><outline xmlUrl="https://a.example/feed">', [{ ...A, group: 'g' }]],
    [
      'an ampersand that is not escaped',
      outline('text="A & B" xmlUrl="https://a.example/feed?a=1&b=2"'),
      [{ url: 'https://a.example/feed?a=1&b=2', title: 'A & B' }],
    ],
    [
      'siblings after a group',
      outline('text="g"', outline('xmlUrl="https://b.example/"')) + outline('xmlUrl="https://a.example/feed"'),
      [{ url: 'https://b.example/', group: 'g' }, A],
    ],
    [
      'names of a prototype',
      outline('__proto__="x" constructor="y" text="__proto__" xmlUrl="https://a.example/feed"'),
      [{ ...A, title: '__proto__' }],
    ],
    ['nothing', '', []],
  ])('%s', (_, inner, expected) => expect(readOpml(body(inner)).feeds).toEqual(expected))

  test.each([
    ['no address of the web', outline('xmlUrl="javascript:alert(1)"'), 'javascript:alert(1)', /http/],
    ['a file', outline('xmlUrl="file:///etc/passwd"'), 'file:///etc/passwd', /http/],
    ['twice the same', outline('xmlUrl="https://a.example/"') + outline('xmlUrl="HTTPS://A.example#x"'), 'HTTPS://A.example#x', /already/],
    ['too deep', '<outline>'.repeat(64) + outline('xmlUrl="https://a.example/"'), 'https://a.example/', /64 outlines deep/],
  ])('skips and says so: %s', (_, inner, what, why) =>
    expect(readOpml(body(inner)).skipped).toEqual([{ what, why: expect.stringMatching(why) }]),
  )

  test('keeps to 10,000 feeds and tells how many it left', () => {
    const many = Array.from({ length: 30_000 }, (_, i) => outline(`xmlUrl="https://a.example/${i}"`)).join('')
    const { feeds, skipped } = readOpml(body(many))
    expect(feeds.length).toBe(10_000)
    expect(skipped.length).toBe(1001)
    expect(skipped[0]!.why).toMatch(/10000/)
    expect(skipped.at(-1)!.what).toBe('19000 more')
  })

  const HOSTILE: readonly (readonly [string, string])[] = [
    ['ten thousand deep', '<outline text="x">'.repeat(10_000)],
    ['open ends', '<outline '.repeat(200_000)],
    ['attributes without end', `<outline ${'a="b" '.repeat(100_000)}`],
    ['one long attribute', `<outline text="${'x'.repeat(2_000_000)}" xmlUrl="https://a.example/">`],
    ['white space', ' '.repeat(2_000_000)],
    [
      'entities',
      `<!DOCTYPE opml [<!ENTITY a "${'b'.repeat(1000)}"><!ENTITY c SYSTEM "file:///etc/passwd">]>${outline(`text="${'&a;'.repeat(10_000)}&c;" xmlUrl="https://a.example/"`)}`,
    ],
    ['no outlines at all', '<html><body>not found'],
    ['20 MB', outline(`xmlUrl="https://a.example/"`).repeat(500_000)],
  ]
  test.each(HOSTILE)('is over soon: %s', (_, text) => {
    const [{ feeds }, took] = withCpu(() => readOpml(text))
    expect(feeds.length).toBeLessThanOrEqual(1)
    expect(JSON.stringify(feeds)).not.toContain('bbb')
    expect(took).toBeLessThan(10_000)
  })
})
