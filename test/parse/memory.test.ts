import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'

const SIZE = 12_000_000
/** The text itself, whole and in pieces, and the reader's own code; the bytes are not of this heap. */
const MOST_MEGABYTES = 64

const inItem = (field: string) => [`<rss><channel><item><title>x</title><${field}>`, `</${field}></item></channel></rss>`] as const

test.each([
  ['lists in lists', '{"items":', '[', '', 'malformed'],
  ['objects in objects', '{"items":[', '{"a":', '', 'malformed'],
  ['one key again and again', '{"version":"https://jsonfeed.org/version/1.1",', '"items":[],', '"a":1}', 'malformed'],
  ['one whole item, then empty lists', '{"items":[{"id":"1"},{"id":"2","tags":[', '[],', '[]]}]}', 1],
  ['an author of addresses', inItem('author')[0], 'a@b.c (', inItem('author')[1], 1],
  ['a description of escaped tags', inItem('description')[0], '&lt;p&gt;&amp;nbsp;', inItem('description')[1], 1],
  ['a title that is escaped again and again', inItem('title')[0], '&amp;amp;lt;b', inItem('title')[1], 1],
  ['JSON-LD of empty lists', '<html><body><script type="application/ld+json">[', '[],', '[]]</script>', 'not-a-feed'],
])('%s, read within a fixed heap', async (_, before, piece, after, outcome) => {
  const resourceLimits = { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 8 }
  const reader = new Worker(new URL('memory.ts', import.meta.url), { workerData: [before, piece, SIZE, after], resourceLimits })
  expect(await once(reader, 'message')).toEqual([outcome])
})
