import { describe, expect, test } from 'vitest'
import { HOUR } from '../../src/model/time.ts'
import { coalesced } from '../../src/newswire/coalesce.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { warmUp } from '../../src/newswire/warm-up.ts'
import { warmUpVisits } from '../../src/newswire/warm-up-visit.ts'
import type { Statement } from '../../src/store/database.ts'
import type { Save } from '../../src/store/port/items.ts'
import { fresh, NOW, rss } from '../refresh/fakes.ts'
import { A, B, feedOf, world } from './world.ts'

const NOTHING = { updated: 0, editions: [], held: [], now: NOW }

describe('rendering', () => {
  const head = async (w: Awaited<ReturnType<typeof world>>, slug = 'news') => (await w.store.editionHeads(slug)).get('atom')!

  test('touches the feeds that changed, and of those the formats whose bytes did', async () => {
    const w = await world([feedOf('news', [A]), feedOf('still', [B])])
    expect(await renderChanged(w.wire)).toEqual(['news', 'still'])
    const [before, still] = [await head(w), await head(w, 'still')]
    expect(await renderChanged(w.wire)).toEqual([])
    w.clock.now += HOUR
    await refreshAll(w.wire, { urls: [A] })
    expect((await head(w)).etag).not.toBe(before.etag)
    expect((await head(w)).modified).toBe(w.clock.now)
    expect(await head(w, 'still')).toEqual(still)
    // rendered anew without a change: same bytes, same date
    const after = await head(w)
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    w.clock.now += HOUR
    await renderChanged(w.wire)
    expect(await head(w)).toEqual(after)
  })

  test('writes anew what changed: of a story and one more, one is read', async () => {
    const w = await world([feedOf('news', [A, B])])
    const read: number[] = []
    const items: typeof w.store.items = async (ids, ...rest) => (read.push(ids.length), w.store.items(ids, ...rest))
    await refreshAll(w.wire, { urls: [A] })
    await renderChanged(w.wire)
    await refreshAll({ ...w.wire, store: { ...w.store, items } }, { urls: [B] })
    expect(read).toEqual([1])
    const { body } = (await w.store.edition('news', 'atom', 'identity'))!
    expect(body.match(/<entry/g)).toHaveLength(2)
    // what an older program published tells nothing of its parts
    await w.database.all({ sql: 'UPDATE editions SET fragments = NULL', params: [] })
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    await renderChanged({ ...w.wire, store: { ...w.store, items } })
    expect([read, (await w.store.edition('news', 'atom', 'identity'))!.body]).toEqual([[1, 2], body])
  })

  test('moves what is new, and nothing of what it takes over', async () => {
    const long = (n: number) => `Größe ${n} — 港 😀 `.repeat(400)
    const items = Array.from({ length: 30 }, (_, n) => ({ id: `s${n}`, text: long(n) }))
    let moved = 0
    const counted = <Rows>(given: unknown, rows: Rows): Rows => ((moved += JSON.stringify([given, rows]).length), rows)
    const w = await world([feedOf('news', [A])], { fetch: async () => fresh(rss(...items)) }, (database) => ({
      ...database,
      all: async <Row>(statement: Statement) => counted(statement, await database.all<Row>(statement)),
      batch: async (statements) => counted(statements, await database.batch(statements)),
    }))
    await refreshAll(w.wire, { urls: [A] })
    const size = (await w.wire.store.edition('news', 'atom', 'identity'))!.body.length
    items.unshift({ id: 's30', text: long(30) })
    w.clock.now += HOUR
    await refreshAll({ ...w.wire, publishesLater: true }, { urls: [A], force: true })
    moved = 0
    const pieces: number[] = []
    const publish: typeof w.store.publish = (feed, rendered) => (
      pieces.push(...rendered.editions.map((edition) => edition.pieces.length)),
      w.wire.store.publish(feed, rendered)
    )
    await renderChanged({ ...w.wire, store: { ...w.wire.store, publish } })
    // the head and what is new, the entries that stay, and the end; what stands together is named once
    expect(pieces).toEqual([3, 3, 3, 3])
    expect(moved).toBeLessThan(size / 2)
    for (const format of ['atom', 'rss', 'json', 'html'] as const)
      expect((await w.wire.store.edition('news', format, 'identity'))!.body.match(/Größe 30 — 港 😀/g)!.length).toBeGreaterThanOrEqual(400)
  })

  test('of editions that another one stored meanwhile leaves these, and the feed behind', async () => {
    const w = await world([feedOf('news', [A, B])])
    await refreshAll(w.wire, { urls: [A] })
    await refreshAll({ ...w.wire, publishesLater: true }, { urls: [B] })
    const publish: typeof w.store.publish = async (...given) => {
      await w.database.all({ sql: `UPDATE editions SET etag = '"another"' WHERE format = 'rss'`, params: [] })
      return w.store.publish(...given)
    }
    const before = (await w.store.edition('news', 'rss', 'identity'))!.body
    await renderChanged({ ...w.wire, store: { ...w.store, publish } })
    const [feed] = await w.store.feeds()
    expect(feed!.rendered).toBeLessThan(feed!.generation)
    expect((await w.store.edition('news', 'rss', 'identity'))!.body).toBe(before)
    await w.database.all({ sql: `UPDATE editions SET fragments = NULL WHERE format = 'rss'`, params: [] })
    await renderChanged(w.wire)
    for (const format of ['rss', 'atom'] as const)
      expect((await w.store.edition('news', format, 'identity'))!.body.match(/<(?:entry|item)\b/g)).toHaveLength(2)
  })

  test('is done once for all who ask while it is done, and once more for what came meanwhile', async () => {
    const w = await world([feedOf('news', [A])], { renders: coalesced() })
    await renderChanged(w.wire)
    const changed = () => w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    const renders: number[] = []
    const publish: typeof w.store.publish = async (...given) => {
      renders.push(given[0].generation)
      return w.store.publish(...given)
    }
    const wire = { ...w.wire, store: { ...w.store, publish } }
    await changed()
    const first = renderChanged(wire)
    await changed()
    await Promise.all([first, ...Array.from({ length: 8 }, () => renderChanged(wire))])
    expect(renders.length).toBeLessThanOrEqual(2)
    const [feed] = await w.store.feeds()
    expect(feed!.rendered).toBe(feed!.generation)
  })

  test('an empty feed is as old as its rendering says, and that does not outlive it', async () => {
    const w = await world([feedOf('news', [A])])
    await renderChanged(w.wire)
    expect((await w.store.edition('news', 'atom', 'identity'))!.body).toContain(
      `<updated>${new Date(NOW).toISOString().replace('.000', '')}</updated>`,
    )
    expect((await w.store.feeds())[0]!.updated).toBe(0)
    w.clock.now += HOUR
    await w.wire.store.publish({ ...(await w.store.feeds())[0]!, generation: 99 }, { ...NOTHING, now: w.clock.now })
    expect((await w.store.feeds())[0]!.updated).toBe(0)
  })

  test('holds what it shows, so that upkeep keeps it', async () => {
    const w = await world([feedOf('news', [A])])
    await refreshAll(w.wire, { urls: [A] })
    const [row] = await w.database.all<{ held: string }>({ sql: 'SELECT held FROM feeds', params: [] })
    expect(JSON.parse(row!.held)).toHaveLength(1)
  })
})

describe('editions of a large feed, which are stored one ahead of the others', () => {
  const atom = (name: string) => ({ format: 'atom' as const, etag: `"${name}"`, pieces: [name], size: name.length, fragments: [] })

  test('count once the last is stored, and only where all are still those that were rendered', async () => {
    const w = await world([feedOf('news', [A])])
    const [feed] = await w.store.feeds()
    const [slow, fast] = [1, 2].map((more) => ({ ...feed!, generation: feed!.generation + more }))
    const rendered = async () => (await w.store.feeds())[0]!.rendered - feed!.generation
    await w.store.publishAhead(slow!, [atom('slow')], NOW)
    await w.store.publishAhead(fast!, [atom('fast')], NOW)
    await w.store.publish(slow!, { ...NOTHING, ahead: [['atom', '"slow"']] })
    expect(await rendered()).toBeLessThan(1)
    await w.store.publish(fast!, { ...NOTHING, ahead: [['atom', '"fast"']] })
    expect(await rendered()).toBe(2)
    await w.store.publishAhead(slow!, [atom('slow')], NOW)
    expect((await w.store.edition('news', 'atom', 'identity'))!.body).toBe('fast')
  })

  test('are all published', async () => {
    const w = await world([feedOf('news', [A])])
    await refreshAll(w.wire, { urls: [A] })
    const large = 'A sentence that is long enough to be told. '.repeat(42_000)
    await w.database.all({
      sql: `UPDATE items SET doc = json_set(doc, '$.content', '<p>' || ?1 || '</p>'), title = title || ?2`,
      params: [large, ' again'],
    })
    await w.database.all({ sql: 'UPDATE feeds SET generation = generation + 1', params: [] })
    const sizes: number[] = []
    const publishAhead: typeof w.store.publishAhead = async (feed, editions, now) => (
      sizes.push(editions.length),
      w.store.publishAhead(feed, editions, now)
    )
    await renderChanged({ ...w.wire, store: { ...w.store, publishAhead } })
    expect(sizes).toEqual([3])
    const [feed] = await w.store.feeds()
    expect(feed!.rendered).toBe(feed!.generation)
    for (const format of ['atom', 'rss', 'json', 'html'] as const)
      expect((await w.store.edition('news', format, 'identity'))!.body).toContain('again')
  })
})

test('editions are cut between characters', async () => {
  const w = await world([feedOf('news', [A])])
  const [feed] = await w.store.feeds()
  for (const shift of [0, 1]) {
    const body = `${'x'.repeat(shift)}${'😀'.repeat(400_000)}`
    const edition = { format: 'atom' as const, etag: `"${shift}"`, pieces: [body], size: Buffer.byteLength(body), fragments: [] }
    await w.store.publish({ ...feed!, generation: feed!.generation + shift + 1 }, { ...NOTHING, editions: [edition] })
    expect((await w.store.edition('news', 'atom', 'identity'))!.body === body).toBe(true)
  }
})

test('what a process does first for nobody is all of a render', async () => {
  const w = await world([feedOf('news', [A])])
  const published: (readonly boolean[])[] = []
  const publish: typeof w.store.publish = async (_, { editions }) => published.push(editions.map(({ before }) => before !== undefined)) > 0
  const nowhere = { ...w.store, publish }
  expect(await warmUp(nowhere)).toEqual(['atom', 'rss', 'json', 'html'])
  expect(published).toEqual([
    [false, false, false, false],
    [true, true, true, true],
  ])
  expect(await w.store.editionHeads('a')).toEqual(new Map())
})

test('and all of a visit, of each format and each cleaner', async () => {
  const w = await world([feedOf('news', [A])])
  const saves: Save[] = []
  const nowhere = { ...w.store, save: async (save: Save) => (saves.push(save), 'saved' as const) }
  const visits = await warmUpVisits(nowhere)
  expect(new Set(visits.map(({ outcome, new: fresh, items }) => `${outcome} ${fresh} of ${items}`))).toEqual(
    new Set(['updated 3 of 3', 'unchanged 0 of 0']),
  )
  expect(new Set(saves.map(({ source }) => source.format))).toEqual(new Set(['rss', 'atom', undefined]))
  // no copies: each is decided on as a new story
  const decisions = saves.flatMap((save) => save.decisions)
  expect(new Set(decisions.map(({ story }) => story)).size).toBe(decisions.length)
  for (const { items } of saves.slice(0, -1))
    expect(items.filter(({ content, summary }) => (content ?? summary)?.includes('<br />'))).toHaveLength(1)
  expect(await w.store.sources()).toHaveLength(1)
})
