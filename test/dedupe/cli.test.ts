import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { HARBOUR, ORCHARD, harbour } from './articles.ts'

const main = new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname
const run = (input: string, ...args: string[]) => spawnSync(process.execPath, [main, 'dedupe', ...args], { input, encoding: 'utf8' })
const lines = (...items: object[]): string => items.map((item) => JSON.stringify(item)).join('\r\n')

test('each line gets the story of its first item, in the ids of the input', () => {
  const { stdout, status } = run(
    lines(
      { id: 'x1', source: 'a.example', guid: 'g1', title: HARBOUR.title, content: `<p>${harbour}</p>` },
      { id: 'x2', source: 'b.example', guid: 'g1', title: 'Frost takes the apples', text: ORCHARD },
      { id: 'x3', source: 'c.example', url: 'https://c.example/1', title: 'Ferries', text: harbour.slice(0, 300), published: 'yesterday' },
      { id: 'x4', source: 'a.example', guid: 'g1', title: `${HARBOUR.title} (updated)`, text: harbour },
    ),
    '-',
  )
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(status).toBe(0)
  expect(answers).toMatchObject([
    { id: 'x1', story: 'x1', reason: 'new', matched: null },
    { id: 'x2', story: 'x2', reason: 'new' },
    { id: 'x3', story: 'x1', reason: 'same-text', matched: 'x1' },
    { id: 'x4', story: 'x1', reason: 'same-guid', matched: 'x1' },
  ])
})

const answersOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; story: string; reason: string; matched: string | null })

test('lines of one document are decided together: an item it still holds is not taken for one that changed its guid', () => {
  const first = { id: 'x1', source: 'a.example', guid: 'g1', url: 'https://a.example/1', title: HARBOUR.title, text: harbour }
  const renamed = { ...first, id: 'x2', guid: 'g2' }
  const edited = { ...first, id: 'x3', text: `${harbour} Corrected.` }
  const [gone, held] = [
    [first, renamed, edited],
    [
      { ...first, document: 1 },
      { ...renamed, document: 1 },
      { ...edited, document: 2 },
    ],
  ].map((items) => answersOf(run(lines(...items), '-').stdout))
  // the third line has the guid of the first: of an item of its own in one stream, left behind by the second in the other
  expect(gone!.map(({ reason }) => reason)).toEqual(['new', 'same-url', 'same-url'])
  expect(held!.map(({ reason }) => reason)).toEqual(['new', 'same-url', 'same-guid'])
})

test('lines that say the same under one identity are one item of their document', () => {
  const line = { source: 'a.example', guid: 'g1', title: HARBOUR.title, text: harbour, document: 1 }
  const answers = answersOf(run(lines({ ...line, id: 'x1' }, { ...line, id: 'x2' }), '-').stdout)
  expect(answers).toMatchObject([
    { id: 'x1', story: 'x1' },
    { id: 'x2', story: 'x1', reason: 'same-guid' },
  ])
})

test('with a window, copies further apart than that are stories of their own', () => {
  const line = { title: HARBOUR.title, text: harbour }
  const items = [
    { ...line, id: 'x1', source: 'a.example', published: '2026-01-01T00:00:00Z' },
    { ...line, id: 'x2', source: 'b.example', published: '2026-01-03T00:00:00Z' },
    { ...line, id: 'x3', source: 'c.example', published: '2026-02-01T00:00:00Z' },
    // it arrives after the line before, whatever it says
    { ...line, id: 'x4', source: 'd.example', published: '2026-01-02T00:00:00Z' },
  ]
  const stories = (...args: string[]) => answersOf(run(lines(...items), ...args).stdout).map(({ story }) => story)
  expect(stories('--window', '7d')).toEqual(['x1', 'x1', 'x3', 'x3'])
  expect(stories()).toEqual(['x1', 'x1', 'x1', 'x1'])
})

const VOCABULARY =
  'amber ribbon marble fallow ember inlet pebble zephyr copper hollow meadow nettle anchor dairy valley willow quarry'.split(' ')
const sentence = (n: number): string =>
  `The ${Array.from({ length: 14 }, (_, i) => VOCABULARY[(n * 5 + i * (n + 3) + (i % 3)) % VOCABULARY.length]).join(' ')}.`

test('of lines that all arrive at once the first is what a later copy must stay close to', () => {
  const PARTS = 8
  const said = Array.from({ length: PARTS }, (_, n) => sentence(n))
  const items = Array.from({ length: 15 }, (_, v) => {
    if (v > 0) said[v % PARTS] = sentence(PARTS + v)
    return { id: `v${v}`, source: `s${v}.example`, guid: `b${v}`, title: HARBOUR.title, text: said.join(' ') }
  })
  const stories = new Map(answersOf(run(lines(...items.toReversed()), '--window', '7d').stdout).map(({ id, story }) => [id, story]))
  const apart = items.slice(PARTS).map(({ id }, v) => [stories.get(id), stories.get(`v${v}`)])
  expect(apart.filter(([one, other]) => one === other)).toEqual([])
})

test('text is cleaned as a refresh does it', () => {
  const content = `<p>${harbour}</p><p>Share on Facebook</p><p>Tweet this</p>`
  const items = [
    { id: 'x1', source: 'a.example', title: HARBOUR.title, content },
    { id: 'x2', source: 'a.example', title: `${HARBOUR.title} 130111-3`, content },
  ]
  expect(answersOf(run(lines(...items)).stdout)[1]).toMatchObject({ story: 'x1', matched: 'x1' })
})

test('a window that is no length of time is an error of usage', () => {
  const { status, stderr } = run('', '--window', 'soon')
  expect([status, stderr.includes('like 30m, 6h or 7d')]).toEqual([2, true])
})

test.each([
  ['not JSON', '{"id":"1","source":"a","title":"x"}\n{"id"', 'standard input:2: not JSON'],
  ['a field of another type', '{"id":"1","source":7}', 'standard input:1: source'],
  ['no object', '[]', 'standard input:1: not an object'],
])('%s is named with its line, and exits with 2', (_, input, message) => {
  const { status, stderr } = run(input)
  expect([status, stderr.startsWith(message)]).toEqual([2, true])
})

test('a file that is not there is an error of usage', () => {
  const { status, stderr } = run('', 'no/such/file.jsonl')
  expect([status, stderr]).toEqual([2, 'no/such/file.jsonl: there is no such file that can be read\n'])
})
