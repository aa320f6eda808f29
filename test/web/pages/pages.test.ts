import * as fc from 'fast-check'
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'
import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/model/codes.ts'
import type { PublishedFeed } from '../../../src/model/published.ts'
import { feedPageText } from '../../../src/publish/page/feed.ts'
import { homePage } from '../../../src/web/pages/home.ts'
import { problemPage } from '../../../src/web/pages/problem.ts'
import { statusPage, type StatusSource } from '../../../src/web/pages/status.ts'
import { storyPage } from '../../../src/web/pages/story.ts'
import { STYLESHEET } from '../../../src/publish/page/style.ts'
import { fromNow } from '../../../src/publish/page/words.ts'
import { copy, entry, feed, MORNING } from '../../publish/sample.ts'

/** A program that is newer may have stored a reason that this one does not know. */
const code = (text: string) => text as Reason

/** Every page with the same text, and the same address, in every field that holds one. */
const pagesWith = (text: string, address: string): readonly (readonly [string, string])[] => [
  ['feed', feedPageText(feedWith(text, address))],
  [
    'home',
    homePage({
      base: 'https://news.example.org',
      now: MORNING,
      concern: text,
      feeds: [
        { slug: 'ports', title: text, description: text, sources: 2, stories: 3, updated: MORNING },
        { slug: 'b', title: text, sources: 1 },
      ],
      news: [
        {
          story: text,
          title: text,
          url: address,
          source: text,
          published: MORNING,
          excerpt: text,
          copies: 2,
          feed: { slug: 'ports', title: text },
        },
      ],
    }),
  ],
  [
    'status',
    statusPage({
      now: MORNING,
      sources: [sourceWith(text, address)],
      incidents: { type: 'application/atom+xml', title: text, href: './status.atom' },
    }),
  ],
  [
    'story',
    storyPage({
      root: '..',
      id: text,
      title: text,
      excerpt: text,
      feeds: [{ slug: 'ports', title: text }],
      copies: 2,
      sources: 2,
      members: [
        {
          id: text,
          title: text,
          url: address,
          source: { name: text, site: address },
          published: MORNING,
          reason: code(text),
          score: 0.5,
          evidence: text,
          matched: text,
          primary: true,
        },
        { id: text, title: text, source: { name: text }, published: MORNING, reason: code(text), score: 0.5, primary: false },
      ],
    }),
  ],
  ['problem', problemPage({ root: '', status: 404, title: text, detail: text })],
]

const feedWith = (text: string, address: string): PublishedFeed =>
  feed(
    [
      {
        story: text,
        title: text,
        url: address,
        authors: [text],
        categories: [{ term: text }],
        enclosures: [{ url: address, type: text }],
        image: address,
        excerpt: text,
        content: '<p>One &amp; <img src="https://wire.example.org/a.jpg" alt="x"> two</p>',
        source: { ...entry().source, name: text, site: address, url: address },
        copies: [copy({ title: text, url: address, source: { name: text, url: address }, reason: code(text) })],
      },
    ],
    { title: text, description: text },
  )

const sourceWith = (text: string, address: string): StatusSource => ({
  name: text,
  url: address,
  site: address,
  format: text,
  feeds: ['ports'],
  state: 'failing',
  sentence: text,
  failures: 3,
  lastVisit: '2011-01-11T09:00:00Z',
  failingSince: '2011-01-10T09:00:00Z',
  nextVisit: '2011-01-11T10:00:00Z',
  nextReason: text,
})

const elements = (node: Tree.ParentNode): Tree.Element[] =>
  node.childNodes.flatMap((child) => ('childNodes' in child ? [...('tagName' in child ? [child] : []), ...elements(child)] : []))

/** The document, and what is wrong with its markup. */
function read(page: string) {
  const faults: string[] = []
  const document = parse(page, { onParseError: ({ code, startLine }) => faults.push(`${code} in line ${startLine}`) })
  return { all: elements(document), faults }
}

const ALLOWED = new Set(
  'html head meta title link body a header nav main footer h1 h2 h3 h4 p section article ul ol li dl dt dd div span b bdi code time details summary img svg circle path rect text'.split(
    ' ',
  ),
)

function expectHarmless(name: string, page: string) {
  const { all, faults } = read(page)
  for (const { tagName, attrs } of all) {
    if (!ALLOWED.has(tagName)) faults.push(`<${tagName}>`)
    for (const { name: attribute, value } of attrs) {
      if (/^(on|style$|srcdoc|formaction)/.test(attribute)) faults.push(`${tagName} ${attribute}`)
      if (/^(href|src)$/.test(attribute) && !/^(https?:\/\/|feed:https:\/\/news\.example\.org\/feeds\/|\.{0,2}\/|#)/.test(value))
        faults.push(`${attribute}=${value}`)
    }
  }
  expect(faults, name).toEqual([])
}

const HOSTILE = [
  '<script>alert(1)</script>',
  `"><img src=x onerror=alert(1)>`,
  `' onmouseover='alert(1)`,
  '</title><script>x</script>',
  '</summary></details></main>',
  '<!--',
  ']]>',
  '\0\x0B\uFFFE\uD800',
  '&lt;b&gt;',
  '{{7*7}} ${1}',
  '\u202Eabc',
  '',
]
const ADDRESSES = [
  'https://wire.example.org/a?b=1&c="x"',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:data/sample/a.xml',
  ' java\nscript:alert(1)',
  '',
]

describe('whatever a source says', () => {
  test.each(HOSTILE)('the pages are whole, and run nothing: %j', (text) => {
    for (const address of ADDRESSES) for (const [name, page] of pagesWith(text, address)) expectHarmless(name, page)
  })

  test('it is shown as it is', () => {
    const words = '<b>bold</b> & "quoted" \'too\' &lt;'
    for (const [name, page] of pagesWith(words, 'https://wire.example.org/')) {
      const shown = read(page)
        .all.filter(({ tagName }) => tagName === 'h1' || tagName === 'h2' || tagName === 'h3')
        .map(textOf)
      expect(
        shown.some((heading) => heading.includes(words)),
        `${name}: ${shown.join()}`,
      ).toBe(true)
      expect(page, name).not.toContain('<b>bold')
    }
  })

  test('and so with anything at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.oneof(fc.webUrl(), fc.string()), (text, address) => {
        for (const [name, page] of pagesWith(text.replace(/\p{Noncharacter_Code_Point}/gu, ''), address)) expectHarmless(name, page)
      }),
      { numRuns: 25 },
    )
  })
})

const textOf = (node: Tree.Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''

describe('the feed page', () => {
  const page = feedPageText(
    feed([
      { copies: [copy()] },
      { published: MORNING - 86_400_000, language: 'ja', summary: '<p>Short.</p>', content: undefined as never, excerpt: 'Short.' },
    ]),
  )
  const { all } = read(page)

  test('offers the feed in three formats, in its head and to the eye, at its public address', () => {
    const offered = (name: string) =>
      all
        .filter(({ tagName, attrs }) => tagName === name && attrs.some(({ value }) => value === 'alternate'))
        .map(({ attrs }) => [attr(attrs, 'type'), attr(attrs, 'href')])
    const formats = [
      ['application/atom+xml', 'https://news.example.org/feeds/ports.atom'],
      ['application/rss+xml', 'https://news.example.org/feeds/ports.rss'],
      ['application/feed+json', 'https://news.example.org/feeds/ports.json'],
    ]
    expect(offered('link')).toEqual(formats)
    expect(offered('a')).toEqual(formats)
  })

  test('tells who ran a story too, and why that is the same one', () => {
    expect(all.filter(({ attrs }) => attr(attrs, 'class') === 'also').map((one) => textOf(one).replace(/\s+/g, ' ').trim())).toEqual([
      'Also in Daily Example Storm over: ships return 11 January 2011, 09:30; 93 % of the text is the same Why these are one story',
    ])
  })

  test('groups stories by day, and marks their language', () => {
    expect(all.filter(({ tagName }) => tagName === 'h2').map(textOf)).toEqual(['Tuesday, 11 January 2011', 'Monday, 10 January 2011'])
    expect(all.filter(({ tagName }) => tagName === 'h3').map(({ attrs }) => attr(attrs, 'lang'))).toEqual(['en', 'ja'])
  })

  test('fetches no picture before it is asked to', () => {
    const pictures = read(feedPageText(feedWith('x', 'https://wire.example.org/'))).all.filter(({ tagName }) => tagName === 'img')
    expect(pictures.map(({ attrs }) => attr(attrs, 'loading'))).toEqual(['lazy'])
  })

  test('does not depend on the hour', () => expect(feedPageText(feed())).toBe(feedPageText(feed())))

  test('loses no other story by one that cannot be shown', () => {
    const page = feedPageText(feed([{ title: 'before' }, { title: 7 as never }, { title: 'after', published: Number.NaN }]))
    expect(
      read(page)
        .all.filter(({ tagName }) => tagName === 'h3')
        .map(textOf),
    ).toEqual(['before', 'after'])
  })

  test('says so when there is nothing yet', () => expect(feedPageText(feed([]))).toContain('No stories yet'))
})

const attr = (attrs: Tree.Element['attrs'], wanted: string) => attrs.find(({ name }) => name === wanted)?.value

describe('the status page', () => {
  const well = {
    ...sourceWith('Wire', 'https://a.example/rss?key=secret'),
    site: 'https://a.example/',
    state: 'fresh',
    failures: 0,
  } as const
  test.each([
    ['all well', [well, well], 'All is well: 2 sources'],
    ['one failing', [well, { ...well, state: 'failing' }], '1 source of 2 cannot be read; 1 well'],
    ['waiting', [{ ...well, state: 'rate-limited' }], '1 server asked us to wait'],
    [
      'new',
      [
        { ...well, state: 'new' },
        { ...well, state: 'new' },
      ],
      '2 sources not visited yet',
    ],
    ['nothing', [], 'Nothing to watch'],
  ] as const)('sums up: %s', (_, sources, expected) => {
    const { all } = read(statusPage({ now: MORNING, sources }))
    expect(textOf(all.find(({ attrs }) => attr(attrs, 'class') === 'verdict')!)).toBe(expected)
  })

  test('puts what needs attention first, and keeps keys in addresses to itself', () => {
    const page = statusPage({
      now: MORNING,
      sources: [
        { ...well, name: 'A' },
        { ...well, name: 'B', state: 'failing' },
      ],
    })
    expect(page.indexOf('>B<')).toBeLessThan(page.indexOf('>A<'))
    expect(page).not.toContain('secret')
    expect(page).toContain('in 30 minutes')
  })
})

describe('the stylesheet', () => {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5]
      .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const contrast = (a: string, b: string) => {
    const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y) as [number, number]
    return (high + 0.05) / (low + 0.05)
  }
  const palettes = STYLESHEET.split('@media (prefers-color-scheme: dark)').map(
    (part) => new Map([...part.matchAll(/--(\w+(?:-\w+)?): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name!, colour!])),
  )

  test.each([
    ['light', palettes[0]!],
    ['dark', palettes[1]!],
  ])('can be read: %s', (_, colours) => {
    for (const ground of ['paper', 'raised'])
      for (const ink of ['ink', 'soft', 'accent', 'well', 'wait', 'ill'])
        expect(contrast(colours.get(ground)!, colours.get(ink)!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    expect(contrast(colours.get('accent')!, colours.get('accent-ink')!)).toBeGreaterThanOrEqual(4.5)
  })

  test('needs nothing from elsewhere', () => expect(STYLESHEET).not.toMatch(/url\(|@import|@font-face/))
})

test('pictures stand on the page only where the curator wants them, over TLS, and wait for the reader', () => {
  const withImage = (image: string, more: Partial<PublishedFeed> = {}) => feedPageText(feed([{ ...entry(), image }], more))
  expect(withImage('https://example.org/p.jpg')).not.toContain('class="picture"')
  expect(withImage('http://example.org/p.jpg', { pictures: true })).not.toContain('class="picture"')
  expect(withImage('https://example.org/p.jpg', { pictures: true })).toMatch(
    /<img class="picture" src="https:\/\/example\.org\/p\.jpg" alt="" [^>]*loading="lazy"[^>]*referrerpolicy="no-referrer">/,
  )
})

test.each<[days: number, says: string]>([
  [0, 'just now'],
  [-1, '1 day ago'],
  [-59, '59 days ago'],
  [-60, 'in November 2010'],
  [-5794, 'in March 1995'],
  [3, 'in 3 days'],
  [200, 'in July 2011'],
])('%i days from now are told as people tell them', (days, says) => {
  expect(fromNow(MORNING + days * 86_400_000, MORNING)).toBe(says)
})

test('what is still to be judged by changed feeds is told only while there is something', () => {
  const page = (left: number) => statusPage({ now: MORNING, sources: [], relisting: { left, of: 22 } })
  expect(page(7)).toContain('of 22 stored items 7 are still to be judged')
  expect(page(0)).not.toContain('to be judged')
})
