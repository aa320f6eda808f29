import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { HARBOUR, ORCHARD, harbour } from './articles.ts'

const main = new URL('../../src/cli/main.ts', import.meta.url).pathname
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
