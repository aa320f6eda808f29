/**
 * Reading speed against rss-parser and feedsmith, in one run on the same documents: `node bench/parse.ts`.
 * Times are medians of interleaved rounds in CPU milliseconds; the ratios say how many times as fast as rss-parser
 * we are, at reading alone and with sanitizing, which rss-parser leaves to others.
 */
import { parseFeed } from 'feedsmith'
import RssParser from 'rss-parser'
import { identify } from '../src/normalize/identity.ts'
import { normalizeItem } from '../src/normalize/normalize.ts'
import { parse } from '../src/parse/parse.ts'
import { atomDocument, jsonDocument, rssDocument } from './feeds.ts'

/** Measured rounds of every reader on every document. */
const ROUNDS = 21
/** What every reader has read, in characters, before its time is taken: the compiler needs that to settle. */
const WARM_UP = 3_000_000

const documents: readonly (readonly [name: string, text: string])[] = [
  ['rss 20 KB', rssDocument(20_000)],
  ['rss 40 KB', rssDocument(40_000)],
  ['rss 100 KB', rssDocument(100_000)],
  ['rss 400 KB', rssDocument(400_000)],
  ['atom 100 KB', atomDocument(100_000)],
  ['atom 400 KB', atomDocument(400_000)],
  ['json 100 KB', jsonDocument(100_000)],
]

const url = 'https://example.org/feed'
const read = (bytes: Uint8Array) => parse({ url, headers: {}, bytes })
const readers: readonly (readonly [name: string, read: (text: string, bytes: Uint8Array) => unknown])[] = [
  ['wirefold', (_, bytes) => read(bytes)],
  ['+ sanitizing', (_, bytes) => normalizeAll(bytes)],
  ['rss-parser', (text) => (text.startsWith('{') ? undefined : new RssParser().parseString(text))],
  ['feedsmith', (text) => parseFeed(text)],
]

function normalizeAll(bytes: Uint8Array): unknown {
  const document = { url, headers: {}, bytes }
  const parsed = parse(document)
  return parsed.ok && identify(parsed.feed).map((entry) => normalizeItem(entry, { source: url, document, feed: parsed.feed }))
}

async function cpuMilliseconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number

const first = await cpuMilliseconds(() => read(new TextEncoder().encode(documents[1]?.[1])))
console.log(`the first 100 KB feed in a fresh process: ${first.toFixed(1)} ms CPU\n`)
console.log(
  [
    'document'.padEnd(12),
    ...readers.map(([name]) => `${name} ms`.padStart(16)),
    'x rss-parser'.padStart(14),
    'sanitizing x'.padStart(14),
    'x feedsmith'.padStart(14),
  ].join(''),
)
for (const [name, text] of documents) {
  const bytes = new TextEncoder().encode(text)
  const times = readers.map(() => [] as number[])
  const warmUp = Math.max(3, Math.min(75, Math.ceil(WARM_UP / text.length)))
  for (let round = -warmUp; round < ROUNDS; round++) {
    for (const [i, [, run]] of readers.entries()) {
      const ms = await cpuMilliseconds(() => run(text, bytes))
      if (round >= 0) times[i]?.push(ms)
    }
  }
  const [ours = 0, sanitized = 0, rssParser = 0, feedsmith = 0] = times.map(median)
  const cells = [ours, sanitized, rssParser, feedsmith].map((ms, i) =>
    (i === 2 && name.startsWith('json') ? '-' : ms.toFixed(2)).padStart(16),
  )
  const ratio = (ms: number): string => (name.startsWith('json') ? '-' : (rssParser / ms).toFixed(2)).padStart(14)
  console.log([name.padEnd(12), ...cells, ratio(ours), ratio(sanitized), (feedsmith / ours).toFixed(2).padStart(14)].join(''))
}
