import { expect, test } from 'vitest'
import type { SourceConfig } from '../../src/model/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import type { SourceRecord } from '../../src/model/source.ts'
import { bodyHashOf, classify } from '../../src/refresh/classify.ts'
import { readDocument } from '../../src/page/document.ts'
import { article, config, fresh, list, refusal, rss, source, unchanged } from './fakes.ts'

const FEED = fresh(rss('a', 'b'))
const seen = (state: SourceRecord['state'], more: Partial<SourceRecord> = {}): SourceRecord =>
  source({ lastSuccess: 1, format: 'rss', state, ...more })
const select = { item: 'article' }

test.each<[name: string, expected: string, fetched: Fetched, source: SourceRecord, config?: SourceConfig]>([
  ['a feed', 'feed', FEED, source()],
  ['a feed at its first visit, empty', 'feed', fresh(rss()), source()],
  ['a feed that has always been empty', 'feed', fresh(rss()), seen({ monitor: { items: 0 } })],
  ['a feed that had items and comes back empty', 'empty', fresh(rss()), seen({ monitor: { items: 1 } })],
  ['a 304', 'unchanged', unchanged(), seen({})],
  ['the same bytes', 'unchanged', FEED, seen({}, { bodyHash: bodyHashOf(FEED, config()) })],
  ['other bytes', 'feed', fresh(rss('a')), seen({}, { bodyHash: bodyHashOf(FEED, config()) })],
  [
    'the same bytes under other selectors',
    'page',
    fresh(list(['One', 'Two', 'Three', 'Four'])),
    seen({}, { bodyHash: bodyHashOf(fresh(list(['One', 'Two', 'Three', 'Four'])), config({ select: { item: 'li' } })) }),
    config({ select }),
  ],
  ['the same bytes, now with full text', 'feed', FEED, seen({}, { bodyHash: bodyHashOf(FEED, config()) }), config({ fullText: true })],
  ['no answer', 'timeout', refusal(), source()],
  ['a status', 'http-status 503', refusal(503), source()],
  ['a page at a source never read', 'page', fresh(article('Council meets')), source()],
  ['a page at a source that was a feed', 'not-a-feed 200', fresh(article('Council meets')), seen({})],
  ['a page at a source that was a page', 'page', fresh(article('Council meets')), seen({}, { format: 'page' })],
  [
    'a page at a source whose page offered a feed',
    'page',
    fresh(article('Council meets')),
    seen({ page: { offer: 'https://wire.example.org/rss' } }),
  ],
  ['a page where the curator says feed', 'not-a-feed 200', fresh(article('Council meets')), source(), config({ type: 'feed' })],
  ['a page where the curator says page, and there was a feed', 'page', fresh(article('Council meets')), seen({}), config({ type: 'page' })],
  ['a page with selectors, where there was a feed', 'page', fresh(list(['One', 'Two', 'Three', 'Four'])), seen({}), config({ select })],
  ['nothing at all, where there was a feed', 'not-a-feed 200', fresh(''), seen({})],
])('%s is %s', async (_, expected, fetched, record, wanted = config()) => {
  const verdict = await classify(record, wanted, fetched, readDocument)
  expect(
    verdict.kind === 'failed'
      ? [verdict.problem.code, verdict.status]
          .filter(Boolean)
          .join(' ')
          .replace(/^(empty) 200$/, '$1')
      : verdict.kind,
  ).toBe(expected)
})

test('a page in the place of a feed names the feed that it offers, without its key', async () => {
  const page = article('Council meets').replace(
    '</head>',
    '<link rel="alternate" type="application/rss+xml" href="/rss?token=abc123"></head>',
  )
  const verdict = await classify(seen({}), config({ type: 'feed' }), fresh(page), readDocument)
  expect(verdict).toMatchObject({
    kind: 'failed',
    problem: { code: 'not-a-feed', message: expect.stringContaining('https://wire.example.org/rss?token=***') },
  })
})
