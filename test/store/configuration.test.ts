import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedConfig } from '../../src/model/config.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { begin } from '../../src/newswire/newswire.ts'
import type { Newswire } from '../../src/newswire/wire.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'
import { openNewswire } from '../../src/node/open.ts'
import { loadFeeds, readFeeds } from '../../src/node/load.ts'
import { sql } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { createApp } from '../../src/web/app.ts'
import { feedOf, newsroom, sourceOf, url } from './newsroom.ts'

const PORTS = feedOf('ports', [sourceOf(1)])
const OWLS = feedOf('owls', [sourceOf(2)])

/** A newsroom whose two feeds stand rendered, and what is asked of it. */
async function published() {
  const w = await newsroom([PORTS, OWLS])
  for (const n of [1, 2]) {
    w.pages[n] = [{ name: 'a', title: `Report ${n}`, text: 'What happened at the harbour today.' }]
    await w.visit(n)
  }
  const site = (wire: Newswire) => createApp({ ...wire, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const get = async (path: string, wire = w.wire()) => site(wire).fetch(new Request(`https://news.example.org${path}`))
  return { ...w, get, atom: async (slug: string, wire?: Newswire) => (await get(`/feeds/${slug}.atom`, wire)).text() }
}

type File = { file: string; slug: string; feed?: FeedConfig }

/** The same database, under a process that read these files. */
async function restarted(
  w: Awaited<ReturnType<typeof published>>,
  feeds: readonly FeedConfig[],
  files: readonly File[],
): Promise<Newswire> {
  const { store: _, ...wire } = w.wire()
  const started = await begin({ ...wire, store: createStore(w.db), feeds, files, base: 'https://news.example.org' })
  await renderChanged(started)
  return started
}

const right = (feed: FeedConfig): File => ({ file: `${feed.slug}.yaml`, slug: feed.slug, feed })
const watched = async (w: Awaited<ReturnType<typeof published>>) => (await w.wire().store.sources()).map((source) => source.url)

describe('a file of feeds/', () => {
  test('with a mistake makes what it made when it was last right', async () => {
    const w = await published()
    const before = await w.atom('owls')
    const kept = await w.wire().store.configuration()
    expect(kept.get('owls.yaml')).toEqual(OWLS)
    const after = await restarted(w, [PORTS, kept.get('owls.yaml')!], [right(PORTS), { file: 'owls.yaml', slug: 'owls' }])
    expect(await w.atom('owls', after)).toBe(before)
    expect(await watched(w)).toEqual([url(1), url(2)])
  })

  test('that is gone has its feed for a day more, unlisted; back within it, its bytes are the same', async () => {
    const w = await published()
    const before = await w.atom('owls')
    const without = await restarted(w, [PORTS], [right(PORTS)])
    expect(await w.atom('owls', without)).toBe(before)
    expect(await (await w.get('/', without)).text()).not.toContain('owls')
    expect(await watched(w)).toEqual([url(1)])
    w.clock.now += 23 * HOUR
    await upkeep(without)
    const back = await restarted(w, [PORTS, OWLS], [right(PORTS), right(OWLS)])
    expect(await w.atom('owls', back)).toBe(before)
    expect(await watched(w)).toEqual([url(1), url(2)])
  })

  test('that stays away for over a day takes its feed with it', async () => {
    const w = await published()
    const without = await restarted(w, [PORTS], [right(PORTS)])
    w.clock.now += DAY + HOUR
    await upkeep(without)
    expect((await w.get('/feeds/owls.atom', without)).status).toBe(410)
    for (const table of ['contents', 'listings', 'editions'])
      expect(
        (await w.rows(table)).filter(({ feed }) => feed === 'owls'),
        table,
      ).toEqual([])
    expect((await w.get('/feeds/ports.atom', without)).status).toBe(200)
  })

  test('that comes back has what was stored meanwhile', async () => {
    const shared = feedOf('more', [sourceOf(1), sourceOf(2)])
    const w = await published()
    await w.restart([PORTS, OWLS, shared])
    await w.restart([PORTS, OWLS])
    w.pages[1] = [{ name: 'b', title: 'Stored meanwhile', text: 'A glacier was measured by surveyors.' }, ...w.pages[1]!]
    w.clock.now += HOUR
    await w.visit(1)
    await w.restart([PORTS, OWLS, shared])
    expect(await w.atom('more')).toContain('Stored meanwhile')
  })

  test('of which no right version is known leaves what there is as it is', async () => {
    const w = await published()
    await w.db.all(sql('DELETE FROM configuration'))
    const before = await w.atom('owls')
    const after = await restarted(w, [PORTS], [right(PORTS), { file: 'owls.yaml', slug: 'owls' }])
    w.clock.now += 3 * DAY
    await upkeep(after)
    expect(await w.atom('owls', after)).toBe(before)
    expect(await watched(w)).toEqual([url(1), url(2)])
  })
})

describe('a folder with a mistake in one file', () => {
  let folder: string
  const file = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const feed = (n: number) => `title: Feed ${n}\nsources: [https://s${n}.example.org/feed]\n`
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wirefold-feeds-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('is read but for that file, and opened with what it made before', async () => {
    file('a.yaml', feed(1))
    file('b.yaml', feed(2))
    const db = join(folder, 'w.db')
    await (await openNewswire(loadFeeds(folder), db)).store.close()
    file('b.yaml', 'title: [')
    const read = readFeeds(folder)
    expect(read.mistakes).toEqual([{ file: join(folder, 'b.yaml'), sentence: expect.stringContaining('b.yaml:1:') }])
    expect(() => loadFeeds(folder)).toThrow('b.yaml:1:')
    const wire = await openNewswire(read, db)
    expect(wire.feeds.map(({ slug, title }) => [slug, title])).toEqual([
      ['a', 'Feed 1'],
      ['b', 'Feed 2'],
    ])
    expect(wire.mistakes).toEqual(read.mistakes)
    await wire.store.close()
  })

  test('is refused where nothing else is there', async () => {
    file('a.yaml', 'title: [')
    await expect(openNewswire(readFeeds(folder), join(folder, 'w.db'))).rejects.toThrow('a.yaml:1:')
  })
})
