import { expect, test } from 'vitest'
import { showing, watchedSource, widestWindow } from '../../src/config/watched.ts'
import type { FeedConfig, SourceConfig } from '../../src/model/config.ts'
import { DAY, HOUR } from '../../src/model/time.ts'

const feed = (slug: string, sources: readonly SourceConfig[], window = 7 * DAY): FeedConfig => ({
  slug,
  title: slug,
  sources,
  drop: [],
  dedupe: true,
  window,
  limit: 50,
  content: 'full',
})
const source = (n: number, more: Partial<SourceConfig> = {}): SourceConfig => ({
  url: `https://s${n}.example.org/feed`,
  every: HOUR,
  prefer: 0,
  ...more,
})

test('a source is watched as the most demanding of its feeds wants it', () => {
  const feeds = [
    feed('a', [source(1), source(2)], DAY),
    feed('b', [source(2, { every: HOUR / 2, prefer: 3 }), source(2, { prefer: 1 })], 9 * DAY),
  ]
  expect(showing(feeds, source(2).url).map(({ slug }) => slug)).toEqual(['a', 'b'])
  expect(watchedSource(feeds, source(2).url)).toEqual(source(2, { every: HOUR / 2, prefer: 3 }))
  expect(widestWindow(showing(feeds, source(1).url))).toBe(DAY)
  expect(widestWindow(showing(feeds, source(2).url))).toBe(9 * DAY)
})

test('what no feed shows is not watched', () => {
  expect(showing([feed('a', [source(1)])], 'https://elsewhere.example.org/')).toEqual([])
  expect(watchedSource([feed('a', [source(1)])], 'https://elsewhere.example.org/')).toBeUndefined()
})

test('who asks for each of a thousand sources looks at them once', () => {
  const all = Array.from({ length: 1000 }, (_, n) => source(n))
  let looked = 0
  const counted = all.map((one) => ({
    ...one,
    get url() {
      looked++
      return one.url
    },
  }))
  const feeds = [feed('a', counted)]
  for (const { url } of all) expect(showing(feeds, url)).toEqual(feeds)
  expect(looked).toBeLessThan(20 * all.length)
})
