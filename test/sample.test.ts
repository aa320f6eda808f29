import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadFeeds } from '../src/node/load.ts'
import { readLocal } from '../src/node/files.ts'
import { everything } from '../src/config/watched.ts'
import { choose, compose } from '../src/curate/curate.ts'
import { HOUR } from '../src/model/time.ts'
import type { FeedConfig } from '../src/model/config.ts'
import type { PublishedEntry } from '../src/model/published.ts'
import type { StoredItem } from '../src/model/story.ts'
import { begin, refreshAll } from '../src/newswire/newswire.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import type { Visit } from '../src/model/visit.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const NOW = Date.UTC(2026, 0, 2)

interface Run {
  readonly visits: readonly Visit[]
  readonly entries: readonly PublishedEntry[]
  /** What the feed would hold without its rules. */
  readonly everything: readonly PublishedEntry[]
  readonly items: readonly StoredItem[]
  /** Milliseconds until each source is visited again, the soonest first. */
  readonly waits: readonly number[]
}

/** Refreshes the sample in the given order of its sources, through the code that serves it. */
async function run(order: (urls: string[]) => string[]): Promise<Run> {
  const feed = loadFeeds(`${ROOT}/feeds`).feeds.find(({ slug }) => slug === 'sample')!
  const db = await openSqlite(':memory:')
  await db.migrate()
  const store = createStore(db)
  const wire = await begin({
    store,
    feeds: [feed],
    fetch: ({ url }) => readLocal(url, ROOT),
    base: 'https://news.example.org',
    forceFloor: 0,
    now: () => NOW,
    random: () => 0,
    sleep: async () => {},
  })
  const visits: Visit[] = []
  for (const url of order(feed.sources.map((source) => source.url))) visits.push(...(await refreshAll(wire, { urls: [url] })))
  const entriesOf = async (config: FeedConfig) => compose(config, await choose(store, config), wire.masthead, 0, NOW).entries
  const all = await entriesOf(everything([feed]))
  const items = (await store.stories(all.map(({ story }) => story))).flatMap((story) => story.items)
  const entries = await entriesOf(feed)
  const waits = (await store.sources()).map(({ dueAt }) => dueAt - NOW).toSorted((a, b) => a - b)
  await store.close()
  return { visits, entries, everything: all, items, waits }
}

const told = ({ entries }: Run) => entries.map(({ title, copies }) => `${title} + ${copies.length}`).toSorted()

const THE_STORY = "Japan's armed forces seek closer work with U.S. military"
const ITS_COPIES = [
  'Japanese military ready to cooperate with American forces as never before',
  'Self-Defense Forces look for new ways to stand by their ally',
  'Tokyo weighs support for U.S. troops in a Korean crisis',
]

describe('the sample feed', () => {
  let sample: Run
  const item = (title: string) => sample.items.find((one) => one.title === title)!
  beforeAll(async () => {
    sample = await run((urls) => urls)
  })

  it('reads all five documents', () => {
    expect(sample.visits.map(({ outcome, items, new: fresh }) => [outcome, items, fresh])).toEqual([
      ['updated', 5, 5],
      ['updated', 4, 4],
      ['updated', 5, 5],
      ['updated', 4, 4],
      ['updated', 4, 4],
    ])
  })

  it('is looked at as often as its file says: a document on this computer costs nobody anything', () => {
    expect(sample.waits.map((wait) => Math.round(wait / HOUR))).toEqual([1, 1, 1, 1, 2])
  })

  it('makes one story of the four copies, and of nothing else', () => {
    expect(sample.items).toHaveLength(22)
    expect(sample.everything).toHaveLength(19)
    expect(sample.everything.filter(({ copies }) => copies.length > 0).map(({ title }) => title)).toEqual([THE_STORY])
  })

  it('shows the copy of the preferred source, and credits the others', () => {
    const story = sample.entries.find(({ title }) => title === THE_STORY)!
    expect(story.source.name).toBe('Sample Wire')
    expect(story, 'what who starts wirefold sees first').toBe(sample.entries[0])
    expect(story.copies.map(({ title }) => title).toSorted()).toEqual(ITS_COPIES)
    expect(story.copies.map(({ source }) => source.name).toSorted()).toEqual([
      'Sample Defense Digest',
      'Sample Strategy Desk',
      '見本新聞（Sample Gazette）',
    ])
    expect(new Date(story.published).toISOString()).toBe('2011-01-13T14:50:00.000Z')
  })

  it('folds them in whatever order they come', async () => {
    for (const order of [(urls: string[]) => urls.toReversed(), (urls: string[]) => [...urls.slice(2), ...urls.slice(0, 2)]]) {
      const other = await run(order)
      expect(told(other)).toEqual(told(sample))
    }
  })

  it('keeps and drops by the rules', () => {
    const shown = new Set(sample.entries.map(({ title }) => title))
    expect(
      sample.everything
        .map(({ title }) => title)
        .filter((title) => !shown.has(title))
        .toSorted(),
    ).toEqual([
      'Allied minesweepers rehearse off the Korean east coast',
      'Pyongyang offers talks, and nobody picks up the telephone',
      'South Korean marines return to gunnery practice on border island',
      'Sponsored: Ten radios for your emergency kit',
      'What we read this week',
      '大相撲初場所、横綱が五連勝',
    ])
  })

  it('takes the code off headlines and the clutter off bodies', () => {
    expect(sample.items.filter(({ title }) => /\d{6}-\d/.test(title))).toEqual([])
    expect(item('Coast guard and navy train together in Tokyo Bay').text.split('\n')).toHaveLength(2)
    for (const { text } of sample.items) expect(text).not.toMatch(/skip to main|copyright|newsletter|twitter/i)
  })

  it('gives a lead once that stood there twice', () => {
    const { text, content } = item(ITS_COPIES[0]!)
    expect([text, content!].map((body) => body.split('Uneasy about North Korea').length - 1)).toEqual([1, 1])
    expect(text).toMatch(/^TOKYO - Uneasy about North Korea/)
  })

  it('compares addresses without their tracking parameters', () => {
    expect(sample.items.filter(({ canonicalUrl = '' }) => /utm_|fbclid|mc_|#/.test(canonicalUrl))).toEqual([])
  })

  it('reads Shift_JIS, also characters whose second byte is a backslash', () => {
    const budget = item('来年度の防衛予算案、装備の表を公表')
    expect(budget.text).toContain('輸送機の性能を高める改修費も含まれる。')
    expect(budget.categories.map(({ term }) => term)).toEqual(['経済'])
    expect(item(ITS_COPIES[2]!).language).toBe('en')
  })

  it('reads ISO-8859-1', () => {
    expect(sample.items.some(({ text }) => text.includes('café au lait'))).toBe(true)
  })
})
