import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { readFeedConfig } from '../../src/config/config.ts'
import { readPlainYaml } from '../../src/config/plain-yaml.ts'
import { readRules, writeRules } from '../../src/config/rules-text.ts'
import { FEED } from './says.ts'

const phrase = (text: string) => ({ kind: 'phrase', phrase: text })
const regex = (source: string, flags: string) => ({ kind: 'regex', source, flags })

describe('rules are read as in a file', () => {
  test.each<[name: string, text: string, rules: object]>([
    ['nothing', '', { drop: [] }],
    ['only a comment', '# to come\n', { drop: [] }],
    [
      'lists in brackets',
      'keep:\n  - title: [ferry, "north quay", /\\btide\\b/i]\n',
      { keep: [{ title: [phrase('ferry'), phrase('north quay'), regex('\\btide\\b', 'i')] }], drop: [] },
    ],
    [
      'lists by dashes, in the column of their key',
      "drop:\n- text:\n  - 'it''s over' # always\n  - ferry\n",
      { drop: [{ text: [phrase("it's over"), phrase('ferry')] }] },
    ],
    [
      'two fields, maps in braces, brackets over lines',
      'keep:\n  - title: [a,\n      b] # two\n    category:\n      - c\n  - { url: [d], language: [en] }\n',
      {
        keep: [
          { title: [phrase('a'), phrase('b')], category: [phrase('c')] },
          { url: [phrase('d')], language: [phrase('en')] },
        ],
        drop: [],
      },
    ],
    ['an expression with braces, in quotes', `drop: [{ title: ['/a{2,3}[xy]/'] }]`, { drop: [{ title: [regex('a{2,3}[xy]', '')] }] }],
    ['Windows line ends', 'keep:\r\n  - text: [a]\r\n', { keep: [{ text: [phrase('a')] }], drop: [] }],
  ])('%s', (_, text, rules) => {
    expect(readRules(text)).toEqual({ ok: true, rules })
  })
})

describe('a mistake is named with its line', () => {
  test.each<[name: string, text: string, line: number, says: RegExp]>([
    ['a field that there is not', 'keep:\n  - titel: [x]\n', 2, /^keep\[0\]\.titel: unknown key "titel": did you mean "title"\?$/],
    ['a key that there is not', 'kepe:\n  - title: [x]\n', 1, /did you mean "keep"/],
    ['what is not tried here', 'keep:\n  - text: [x]\nlimit: 3\n', 3, /^only keep and drop are tried here$/],
    ['a sentence', 'ferries', 1, /unknown key/],
    ['a word for a list', 'keep:\n  - title: ferry\n', 2, /is not a list: write title: \[ferry\]/],
    ['a number', 'keep:\n  - title: [2026]\n', 2, /write it in quotes, "2026"/],
    ['one key twice', 'keep:\n  - title: [a]\n    title: [b]\n', 3, /stands twice/],
    ['a bracket without end', 'keep:\n  - text: [a\n', 2, /has no \]/],
    ['a quote without end', 'keep:\n  - title:\n    - "a\n', 3, /quote that begins here has no end/],
    ['an anchor', 'keep: &all\n  - title: [a]\n', 1, /begins with & is something else in YAML/],
    ['an expression that needs quotes', 'keep:\n  - title: [/a{2}/]\n', 2, /into single quotes/],
    ['an expression that is wrong', "keep:\n  - title: ['/(?=a)/']\n", 2, /look-ahead/],
    ['a tab', 'keep:\n\t- title: [a]\n', 2, /tab: use spaces/],
    ['an indentation that fits nothing', 'keep:\n  - title: [a]\n   text: [b]\n', 3, /indentation/],
    ['brackets without end in brackets', `keep: ${'['.repeat(300)}${']'.repeat(300)}`, 1, /./],
  ])('%s', (_, text, line, says) => {
    const read = readRules(text)
    expect(read).toMatchObject({ ok: false })
    expect(read.ok || [read.problems[0]!.line, read.problems[0]!.message]).toEqual([line, expect.stringMatching(says)])
  })
})

test.each([
  'keep: []',
  'keep:',
  'keep: ferry',
  'keep: [ferry, quay]',
  'keep: [{}]',
  'keep: [null]',
  'drop:\n  - title: ferry\n  - {}\n  - txet: [a]\n    Title: [b]',
  'drop:\n  - title: []\n    text: [""]',
  'drop: [{ title: [null, 7, true, [a], { b: c }] }]',
  "keep: [{ title: ['/(/', '/a/g', ' '] }]",
  'keeep: [{ title: [a] }]',
  'keep: [{ title: [a] }]\ndrop: { title: [a] }',
])('the desk says of %j what is said of it in a file', (text) => {
  const [desk, file] = [readRules(text), readFeedConfig('feeds/tides.yaml', `${FEED}${text}\n`, () => ({ urls: [] }))]
  const above = FEED.split('\n').length - 1
  expect(desk.ok || desk.problems.map(({ line, message }) => [line + above, message])).toEqual(
    file.ok || file.problems.map(({ line, key, message }) => [line, `${key}: ${message}`]),
  )
  expect(desk.ok).toBe(false)
})

const FIELDS = ['title', 'text', 'author', 'category', 'source', 'url', 'language'] as const
const word = fc.oneof(
  fc.constantFrom(
    'ferry',
    'north quay',
    "it's",
    'a: b',
    'x #1',
    '- x',
    'null',
    '12',
    'true',
    '"q"',
    '東京',
    '/a{2,3}/',
    '/\\d+ [a-z]/i',
    'a, b',
    '{x}',
    '*',
    'tab\there',
  ),
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== ''),
)
const rule = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...FIELDS), fc.array(word, { minLength: 1, maxLength: 4 })), {
    minLength: 1,
    maxLength: 3,
    selector: ([field]) => field,
  })
  .map((fields) => Object.fromEntries(fields))
const rules = fc.record(
  { keep: fc.array(rule, { minLength: 1, maxLength: 3 }), drop: fc.array(rule, { minLength: 1, maxLength: 3 }) },
  { requiredKeys: [] },
)

test('what is read is what the YAML library reads, whatever is changed in it', () => {
  const style = fc.constantFrom(
    {},
    { indent: 4 },
    { collectionStyle: 'flow' as const },
    { defaultStringType: 'QUOTE_SINGLE' as const },
    { indentSeq: false },
  )
  const change = fc.tuple(
    fc.nat(),
    fc.constantFrom('', ' ', '  ', '\n', ':', '- ', '[', ']', '{', '}', '"', "'", '#', ' # ', ',', '&a ', 'x'),
    fc.nat(3),
  )
  fc.assert(
    fc.property(rules, style, fc.array(change, { maxLength: 3 }), (value, options, changes) => {
      let text = stringify(value, { lineWidth: 0, ...options })
      for (const [at, put, gone] of changes) {
        const place = at % (text.length + 1)
        text = text.slice(0, place) + put + text.slice(place + gone)
      }
      const read = readPlainYaml(text)
      if (!read.ok) return
      const document = parseDocument(text, { version: '1.2', merge: false })
      expect([text, document.errors.map(({ code }) => code)]).toEqual([text, []])
      expect([text, read.file.value]).toEqual([text, document.toJS()])
    }),
    { numRuns: 1_000 },
  )
})

test('what is written is read again, by the YAML library too', () => {
  fc.assert(
    fc.property(rules, (value) => {
      const flat = JSON.stringify(value)
      const read = readRules(flat)
      if (!read.ok) return
      const written = writeRules(read.rules)
      expect([written, readRules(written)]).toEqual([written, read])
      expect([written, parseDocument(written).toJS()]).toEqual([
        written,
        readPlainYaml(written).ok ? (readPlainYaml(written) as { file: { value: unknown } }).file.value : undefined,
      ])
    }),
    { numRuns: 1_000 },
  )
})

test('most rules as people write them are read', () => {
  const readable = fc.sample(rules, 300).filter((value) => readPlainYaml(stringify(value, { lineWidth: 0, collectionStyle: 'flow' })).ok)
  expect(readable.length).toBeGreaterThan(250)
})
