import { describe, expect, test } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts'

const noOpml = (name: string) => ({ why: `there is no file ${name} beside this one` })
const problems = (yaml: string, file = 'feeds/news.yaml') => {
  const result = readFeedConfig(file, yaml, noOpml)
  return result.ok ? [] : result.problems.map(({ line, key, message }) => [line, key, message])
}

test('a whole file', () => {
  const result = readFeedConfig(
    'feeds/japan-defense.yaml',
    `title: Japan defense
description: Defense news on Japan
language: en
sources:
  - https://example.org/rss.xml#top
  - url: https://example.com/atom.xml
    name: Example Wire
    type: feed
    every: 30m
    prefer: 10
  - opml: sources.opml
keep:
  - text: [Japan, '/\\bJSDF\\b/i']
  - category: [Asia-Pacific]
drop:
  - title: ['/^sponsored:/i']
dedupe: false
window: 2d
limit: 7
content: summary
`,
    () => ({ urls: [{ url: 'https://example.net/feed', title: 'From OPML' }, { url: 'https://example.com/atom.xml' }] }),
  )
  expect(result).toEqual({
    ok: true,
    feed: {
      slug: 'japan-defense',
      title: 'Japan defense',
      description: 'Defense news on Japan',
      language: 'en',
      sources: [
        { url: 'https://example.org/rss.xml', every: HOUR, prefer: 0 },
        { url: 'https://example.com/atom.xml', name: 'Example Wire', type: 'feed', every: 30 * MINUTE, prefer: 10 },
        { url: 'https://example.net/feed', name: 'From OPML', every: HOUR, prefer: 0 },
      ],
      keep: [
        {
          text: [
            { kind: 'phrase', phrase: 'Japan' },
            { kind: 'regex', source: '\\bJSDF\\b', flags: 'i' },
          ],
        },
        { category: [{ kind: 'phrase', phrase: 'Asia-Pacific' }] },
      ],
      drop: [{ title: [{ kind: 'regex', source: '^sponsored:', flags: 'i' }] }],
      dedupe: false,
      window: 2 * DAY,
      limit: 7,
      content: 'summary',
    },
    warnings: [],
  })
})

describe('every mistake is told with its line and key', () => {
  test.each<[name: string, yaml: string, expected: unknown[]]>([
    [
      'nothing',
      '',
      [
        [1, 'title', 'is required: write title: Japan defense'],
        [1, 'sources', 'is required: write sources: [https://example.org/rss.xml]'],
      ],
    ],
    ['no source', 'title: x\nsources: []', [[2, 'sources', expect.stringContaining('is empty')]]],
    [
      'an unknown key',
      'title: x\nsource: []\nsources: [https://example.org/]',
      [[2, 'source', 'unknown key "source": did you mean "sources"?']],
    ],
    [
      'an unknown key of a source',
      'title: x\nsources:\n  - url: https://example.org/\n    evry: 1h',
      [[4, 'sources[0].evry', 'unknown key "evry": did you mean "every"?']],
    ],
    [
      'no URL',
      'title: x\nsources:\n  - https://example.org/\n  - example.org',
      [[4, 'sources[1]', expect.stringContaining('write https://example.org/')]],
    ],
    [
      'a URL of another kind',
      'title: x\nsources: ["ftp://example.org/"]',
      [[2, 'sources[0]', expect.stringContaining('write https://example.org/')]],
    ],
    ['a URL with a password', 'title: x\nsources: ["https://u:p@example.org/"]', [[2, 'sources[0]', expect.stringContaining('password')]]],
    [
      'too often',
      'title: x\nsources:\n  - url: https://example.org/\n    every: 5m',
      [[4, 'sources[0].every', expect.stringContaining('15m')]],
    ],
    ['no length of time', 'title: x\nsources: [https://example.org/]\nwindow: week', [[3, 'window', expect.stringContaining('7d')]]],
    [
      'a bad regular expression',
      'title: x\nsources: [https://example.org/]\nkeep:\n  - text: ["/(/"]',
      [[4, 'keep[0].text[0]', expect.stringContaining('/(/')]],
    ],
    [
      'one that looks ahead',
      'title: x\nsources: [https://example.org/]\ndrop:\n  - title: ["/(?=a*)a*a*b/"]',
      [[4, 'drop[0].title[0]', expect.stringContaining('look-ahead')]],
    ],
    [
      'one that refers back',
      'title: x\nsources: [https://example.org/]\ndrop:\n  - title: ["/(a)\\\\1/"]',
      [[4, 'drop[0].title[0]', expect.stringContaining('references back')]],
    ],
    [
      'an unknown field',
      'title: x\nsources: [https://example.org/]\nkeep:\n  - body: [a]',
      [[4, 'keep[0].body', 'unknown key "body": did you mean "text"?']],
    ],
    ['no OPML', 'title: x\nsources:\n  - opml: none.opml', [[3, 'sources[0]', 'there is no file none.opml beside this one']]],
    ['a key twice', 'title: x\ntitle: y\nsources: [https://example.org/]', [[2, 'title', expect.stringContaining('stands twice')]]],
    ['no YAML', 'title: "x\nsources: []', [[1, '', expect.stringContaining('quote')]]],
    ['a tag', 'title: !!js/function x\nsources: [https://example.org/]', [[1, '', expect.stringContaining('quote it')]]],
  ])('%s', (_, yaml, expected) => {
    expect(problems(yaml)).toEqual(expected)
  })

  test('a name that cannot be a part of addresses', () => {
    expect(problems('title: x\nsources: [https://example.org/]', 'feeds/Two Words.yaml')).toEqual([
      [1, '', expect.stringContaining('lower-case')],
    ])
  })

  test('an alias bomb is refused in an instant', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(
      /./g,
      (name, i) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${'abcdefghi'[i as unknown as number]}`)
          .join(',')}]\n`,
    )}title: x\nsources: *i`
    expect(problems(bomb)).not.toEqual([])
  })
})

test('an icon is a file beside the feed, or an address; what it had been called before is kept', () => {
  const read = (yaml: string) =>
    readFeedConfig('feeds/a.yaml', `title: A\nsources: [https://example.org/rss.xml]\n${yaml}`, noOpml, (name) =>
      name === 'a.png' ? { mediaType: 'image/png', base64: 'AA==' } : { why: `there is no file ${name} beside this one` },
    )
  expect(read('icon: a.png\npictures: true\nwas: [old, older]\n')).toMatchObject({
    ok: true,
    feed: { icon: { mediaType: 'image/png', base64: 'AA==' }, pictures: true, was: ['old', 'older'] },
  })
  expect(read('icon: https://example.org/a.png\n')).toMatchObject({ ok: true, feed: { icon: { url: 'https://example.org/a.png' } } })
  for (const [yaml, message] of [
    ['icon: b.png', /no file b\.png/],
    ['icon: ../a.png', /beside this file/],
    ['icon: http://example.org/a.png', /https/],
    ['was: [Old Name]', /without \.yaml/],
  ] as const)
    expect(read(`${yaml}\n`)).toMatchObject({ ok: false, problems: [{ line: 3, message: expect.stringMatching(message) }] })
})

test('a key that stands twice among 20,000 is found without comparing each with each', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `k${n}: 1\n`).join('')
  const result = readFeedConfig('feeds/a.yaml', `${keys}k7: 2\n`, noOpml)
  expect(result).toMatchObject({ ok: false, problems: [{ line: 20_001, key: 'k7' }] })
})
