import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choosePublished, type Placed, type Published } from '../../src/curate/published.ts'
import { STATE, type Listed } from '../../src/model/standing.ts'
import { HOUR } from '../../src/model/time.ts'
import type { Place } from '../../src/store/port/items.ts'

interface Row extends Listed {
  readonly source: string
}

const SOURCES = ['a', 'b', 'c']
const ENTRIES = Array.from({ length: 14 }, (_, n) => `e${n}`)
const byPlace = (a: Row, b: Row) => b.at - a.at || (a.item < b.item ? 1 : -1)

/** A feed in memory that is asked as the store is. */
function feedOf(rows: ReadonlyMap<string, Row>) {
  const all = () => [...rows.values()].toSorted(byPlace)
  const isBelow = ({ at, item }: Row, place: Place | undefined) =>
    place === undefined || at < place.at || (at === place.at && item < place.item)
  return {
    listed: async (_: string, after: Place | undefined, limit: number) =>
      all()
        .filter((row) => row.state === STATE.published && row.pinned === undefined && isBelow(row, after))
        .slice(0, limit),
    lifted: async () => all().filter(({ pinned }) => pinned !== undefined),
    listedOf: async (_: string, stories: readonly string[]) =>
      all()
        .filter(({ entry }) => stories.includes(entry))
        .filter(isTold),
    copies: async (ids: readonly string[]) => ids.map((id) => ({ id, source: rows.get(id.slice(1))!.source })) as never,
  }
}
const isTold = ({ state, pinned }: Row) => state === STATE.published || pinned !== undefined

const lineOf = (row: Row): Placed => ({
  entry: row.entry,
  story: row.entry,
  at: row.at,
  item: row.item,
  shownAt: row.at - (row.entry.length % 3),
  shownFrom: row.source,
  ...(row.pinned === undefined ? {} : { pinned: row.pinned, ...(row.state === STATE.published ? { pinnedAt: row.pinned - HOUR } : {}) }),
})

const row = fc.record({
  at: fc.integer({ min: 1, max: 12 }),
  source: fc.constantFrom(...SOURCES),
  state: fc.constantFrom(STATE.published, STATE.published, STATE.published, STATE.hidden, STATE.withdrawn),
  pinned: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 6 }),
})
const changes = fc.dictionary(fc.constantFrom(...ENTRIES), fc.option(row, { nil: null, freq: 4 }), { minKeys: 1, maxKeys: 5 })

test('what a feed publishes is the same from the list before and from nothing, whatever changed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }), { minLength: 3, maxLength: 3 }),
      fc.array(changes, { minLength: 2, maxLength: 8 }),
      async (limit, caps, rounds) => {
        const sources = SOURCES.map((url, n) => ({ url, every: HOUR, prefer: 0, ...(caps[n] === undefined ? {} : { cap: caps[n] }) }))
        const rows = new Map<string, Row>()
        const feed = { slug: 'f', dedupe: true, limit, sources }
        let before: Published<Placed> | undefined
        for (const round of rounds) {
          for (const [entry, now] of Object.entries(round)) {
            if (!now) rows.delete(entry)
            else {
              const { pinned, state, ...rest } = now
              const item = `i${entry}`
              const place = pinned !== undefined && state !== STATE.hidden ? { pinned } : {}
              rows.set(entry, {
                entry,
                item,
                shown: item,
                copies: [item],
                sourceCount: 1,
                ...rest,
                state: state === STATE.withdrawn && pinned === undefined ? STATE.hidden : state,
                ...place,
              })
            }
          }
          const read = async (listed: readonly Listed[]) => listed.map((one) => lineOf(rows.get(one.entry)!))
          const whole = await choosePublished(feedOf(rows), feed, undefined, read)
          const basis = before && { list: structuredClone(before.list), touched: Object.keys(round) }
          before = await choosePublished(feedOf(rows), feed, basis, read)
          expect(before).toEqual(whole)
        }
      },
    ),
    { numRuns: 500 },
  )
})
