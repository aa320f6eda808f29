import { describe, expect, test } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'
import { FEED, says, type Row } from './says.ts'

describe('keys', () => {
  test.each<Row>([
    [
      'in capitals',
      'TITLE: Tides\nSources: [https://example.org/tide.xml]\n',
      '1: TITLE: unknown key "TITLE": did you mean "title"?',
      '2: Sources: unknown key "Sources": did you mean "sources"?',
    ],
    ['one letter too few', FEED + 'descripion: x\n', '3: descripion: unknown key "descripion": did you mean "description"?'],
    ['letters swapped', FEED + 'lmiit: 3\n', '3: lmiit: unknown key "lmiit": did you mean "limit"?'],
    ['from another program', FEED + 'exclude:\n  - title: [ebb]\n', '3: exclude: unknown key "exclude": did you mean "drop"?'],
    [
      'a plural left out',
      'title: Tides\nsource:\n  - https://example.org/tide.xml\n',
      '2: source: unknown key "source": did you mean "sources"?',
    ],
    [
      'like no other',
      FEED + 'colour: blue\n',
      '3: colour: unknown key "colour": there are title, description, language, sources, keep, drop, dedupe, window, limit, icon, pictures, was, content',
    ],
    [
      'of a source',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    interval: 30m\n',
      '4: sources[0].interval: unknown key "interval": did you mean "every"?',
    ],
    [
      'in another case',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    fulltext: true\n',
      '4: sources[0].fulltext: unknown key "fulltext": did you mean "fullText"?',
    ],
    ['of a rule', FEED + 'keep:\n  - tags: [ebb]\n', '4: keep[0].tags: unknown key "tags": did you mean "category"?'],
    [
      'twice',
      'title: Tides\ntitle: Ebb\nsources: [https://example.org/tide.xml]\n',
      '2: title: this key stands twice in one map: keep one of them',
    ],
    [
      'of a source without an address',
      'title: Tides\nsources:\n  - name: Harbour\n',
      '3: sources[0].url: is required: write url: https://example.org/rss.xml',
    ],
    [
      'of a header, whose value is shown to nobody',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    name: Harbour\n    headers: { authorization: Bearer cafe }\n',
      '5: sources[0].headers.authorization: write the name of a variable, like $EXAMPLE_AUTH: the value itself never stands here',
    ],
    [
      'beside opml',
      'title: Tides\nsources:\n  - opml: all.opml\n    prefer: 3\n',
      '4: sources[0].prefer: "prefer" cannot stand beside "opml": an OPML file has its own addresses, and no more is said of them here',
    ],
    [
      'merged',
      'base: &b\n  limit: 3\ntitle: Tides\nsources: [https://example.org/tide.xml]\n<<: *b\n',
      '1: base: unknown key "base": there are title, description, language, sources, keep, drop, dedupe, window, limit, icon, pictures, was, content',
      '5: <<: files are not merged into one another: write the keys out',
    ],
  ])('%s', says)
})

describe('addresses', () => {
  test.each<Row>([
    [
      'without a scheme',
      'title: Tides\nsources:\n  - example.org/tide.xml\n',
      '3: sources[0]: "example.org/tide.xml" is not an address that can be watched: write https://example.org/tide.xml',
    ],
    [
      'of a reader',
      'title: Tides\nsources: ["feed:https://example.org/tide.xml"]\n',
      '2: sources[0]: "feed:https://example.org/tide.xml" is not an address that can be watched: write https://example.org/tide.xml',
    ],
    [
      'a blank behind the colon',
      'title: Tides\nsources:\n  - https: //example.org/tide.xml\n',
      '3: sources[0].https: an address has no blank behind the ":": write - https://…',
    ],
    [
      'two in one entry',
      'title: Tides\nsources:\n  - https://example.org/a, https://example.org/b\n',
      '3: sources[0]: "https://example.org/a, https://example.org/b" has a blank in it: write each address as an entry of its own',
    ],
    [
      'a port that is none',
      'title: Tides\nsources: ["https://example.org:70000/"]\n',
      '2: sources[0]: the port in "https://example.org:70000/" is above 65535',
    ],
    [
      'no list',
      'title: Tides\nsources: https://example.org/tide.xml\n',
      '2: sources: "https://example.org/tide.xml" is not a list: write sources: [https://example.org/tide.xml]',
    ],
    [
      'a map where a list belongs',
      'title: Tides\nsources:\n  url: https://example.org/tide.xml\n',
      '2: sources: this is a map where a list belongs: put "- " before its first key',
    ],
    ['an empty entry', 'title: Tides\nsources:\n  - https://example.org/tide.xml\n  -\n', '4: sources[1]: this entry is empty: remove it'],
    ['a number', 'title: Tides\nsources: [17]\n', '2: sources[0]: 17 is neither an address nor a map: write - https://example.org/rss.xml'],
    ['none', 'title: Tides\nsources: []\n', '2: sources: is empty: write sources: [https://example.org/rss.xml]'],
    ['none at all', 'title: Tides\nsources:\n', '2: sources: is empty: write sources: [https://example.org/rss.xml]'],
    [
      'two keys in a line',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml name: Harbour\n',
      '3: two keys stand in one line: give each a line of its own',
    ],
  ])('%s', says)
})

describe('values', () => {
  test.each<Row>([
    [
      'a title that is a number',
      'title: 1984\nsources: [https://example.org/tide.xml]\n',
      '1: title: 1984 is not text: write it in quotes, "1984"',
    ],
    [
      'a title that is a comment',
      'title: #tides\nsources: [https://example.org/tide.xml]\n',
      '1: title: what follows "#" counts for nothing: write title: "#tides"',
    ],
    [
      'a title that is an anchor',
      'title: &tides\nsources: [https://example.org/tide.xml]\n',
      '1: title: what follows "&" counts for nothing: write title: "&tides"',
    ],
    ['an empty title', `title: ''\nsources: [https://example.org/tide.xml]\n`, '1: title: is empty: write title: Japan defense'],
    [
      'a list for a title',
      'title: [Tides]\nsources: [https://example.org/tide.xml]\n',
      '1: title: a list is not text: write title: Japan defense',
    ],
    ['too many stories', FEED + 'limit: 900\n', '3: limit: 900 is too large: at most 500'],
    ['no stories', FEED + 'limit: 0\n', '3: limit: 0 is too small: at least 1'],
    ['half a story', FEED + 'limit: 2.5\n', '3: limit: 2.5 is not a whole number: write limit: 50'],
    ['a number in quotes', FEED + 'limit: "20"\n', '3: limit: "20" is text: write it without quotes'],
    ['a word for a number', FEED + 'limit: many\n', '3: limit: "many" is not a number: write limit: 50'],
    [
      'a length without a unit',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    every: 45\n',
      '4: sources[0].every: 45 has no unit: write every: 45m for minutes, 45h for hours, 45d for days',
    ],
    ['a length in words', FEED + 'window: 2 weeks\n', '3: window: "2 weeks" is not a length of time like 30m, 6h or 7d: write window: 14d'],
    [
      'an adverb',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    every: daily\n',
      '4: sources[0].every: "daily" is not a length of time like 30m, 6h or 7d: write every: 1d',
    ],
    ['a length like no other', FEED + 'window: long\n', '3: window: "long" is not a length of time like 30m, 6h or 7d'],
    ['too long', FEED + 'window: 91d\n', '3: window: between 1m and 90d'],
    [
      'too often',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    every: 10m\n',
      '4: sources[0].every: no source is visited more often than every 15m',
    ],
    [
      'yes',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    fullText: yes\n',
      '4: sources[0].fullText: "yes" is text: write true or false',
    ],
    ['off', FEED + 'dedupe: off\n', '3: dedupe: "off" is text: write true or false'],
    [
      'a type that is none',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    type: atom\n',
      '4: sources[0].type: "atom" is not one of feed, page, article, list',
    ],
    [
      'a text for selectors',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    select: main\n',
      '4: sources[0].select: "main" is not a map of keys: write select: { item: article, title: h2 }',
    ],
    [
      'too much preference',
      'title: Tides\nsources:\n  - url: https://example.org/tide.xml\n    prefer: 9999\n',
      '4: sources[0].prefer: 9999 is too large: at most 1000',
    ],
    ['content that is none', FEED + 'content: short\n', '3: content: "short" is not one of full, summary, none'],
    ['a language by its name', FEED + 'language: Portuguese\n', '3: language: "Portuguese" is no language tag: write pt'],
    ['a language by its own name', FEED + 'language: Español\n', '3: language: "Español" is no language tag: write es'],
    ['a country for a language', FEED + 'language: dk\n', '3: language: "dk" is no language tag: write da'],
    ['an underscore', FEED + 'language: pt_BR\n', '3: language: "pt_BR" is no language tag: write pt-BR'],
    ['no language', FEED + 'language: qx\n', '3: language: "qx" is no language tag (BCP 47): write one like en or pt-BR'],
  ])('%s', says)
})

describe('rules', () => {
  test.each<Row>([
    ['a word', FEED + 'keep: ebb\n', '3: keep: a rule says where to look: write keep: [{ text: [ebb] }]'],
    ['words', FEED + 'drop: [ebb, flow]\n', '3: drop: a rule says where to look: write drop: [{ text: [ebb, flow] }]'],
    ['lists', FEED + 'keep:\n  - [ebb, flow]\n', '3: keep: a rule says where to look: write keep: [{ text: [Japan, Okinawa] }]'],
    ['a map', FEED + 'keep:\n  text: [ebb]\n', '3: keep: this is a map where a list belongs: put "- " before its first key'],
    ['a word for a field', FEED + 'keep:\n  - title: ebb\n', '4: keep[0].title: "ebb" is not a list: write title: [ebb]'],
    [
      'a phrase that wants quotes',
      FEED + 'keep:\n  - title: "ebb, flow"\n',
      '4: keep[0].title: "ebb, flow" is not a list: write title: ["ebb, flow"]',
    ],
    ['a number', FEED + 'keep:\n  - text: [1984]\n', '4: keep[0].text[0]: 1984 is not text: write it in quotes, "1984"'],
    ['a truth', FEED + 'keep:\n  - text: [true]\n', '4: keep[0].text[0]: true is not text: write it in quotes, "true"'],
    ['an empty word', FEED + 'keep:\n  - text: [~]\n', '4: keep[0].text[0]: this entry is empty: remove it'],
    ['no rule', FEED + 'keep: []\n', '3: keep: is empty: write keep: [{ text: [Japan, Okinawa] }]'],
    ['no rule yet', FEED + 'drop:\n', '3: drop: is empty: write drop: [{ title: [Sponsored] }]'],
    [
      'a rule within a field',
      FEED + 'keep:\n  - text:\n      - title: [ebb]\n',
      '5: keep[0].text[0]: a map is not text: write keep: [{ text: [Japan, Okinawa] }]',
    ],
    ['a broken expression', FEED + `keep:\n  - text: ['/(ebb/']\n`, '4: keep[0].text[0]: /(ebb/: missing closing ): (ebb'],
    [
      'brackets without quotes',
      FEED + 'keep:\n  - text: [/[ef]bb/]\n',
      '4: put what holds [ ] { } or a comma into single quotes, an expression above all',
    ],
    ['a comma too many', FEED + 'keep:\n  - text: [ebb, , flow]\n', '4: an entry of the list is empty: remove a comma'],
  ])('%s', says)
})

test('what is likely not meant is told beside a feed that is right', () => {
  const yaml = 'title: Tides\nsources:\n  - http://example.org:25/tide.xml\n  - opml: all.opml\n'
  const skipped = [{ what: 'Harbour', why: 'it has no address' }]
  const read = readFeedConfig('feeds/tides.yaml', yaml, () => ({ urls: [], skipped }))
  expect(read).toMatchObject({
    ok: true,
    warnings: [
      { line: 4, key: 'sources[1]', message: 'all.opml: "Harbour" is left out: it has no address' },
      { line: 3, key: 'sources[0]', message: 'port 25 belongs to another service: Cloudflare and browsers refuse it' },
    ],
  })
})
