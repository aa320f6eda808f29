import { describe, expect, test } from 'vitest'
import { benchOn, feedOf, platform, type Bench } from '#bench'
import { freshRss } from './fetched.ts'
import { DAY, HOUR } from '../../src/model/time.ts'
import { mergeStories } from '../../src/newswire/editor.ts'
import { partOn } from '../../src/newswire/parting.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import { sql, type Database } from '../../src/store/database.ts'

/** Stories that an older version folded wrongly are taken apart, once; what was promised of them holds. */

const [A, B, C] = ['a', 'b', 'c'].map((name) => `https://${name}.example.org/feed`) as [string, string, string]
const ABOUT =
  'About Halmar. Halmar builds pumps for harbours and mines. It was founded in 1931, has 4,200 people at nine sites and is listed in Oslo. Contact: press office, second floor, or the porter after six.'
const RELEASES = [
  [
    'Halmar names head of pump division',
    'its board has named Ingrid Solvang as head of the pump division, which she joined as a turner, from June',
  ],
  [
    'Halmar closes foundry in Birkheim',
    'it will close the foundry in Birkheim and move its forty workers and two cranes to Neuenried by the autumn',
  ],
  [
    'Order for the northern mine',
    'it has won an order for the drainage of the northern mine that is worth nine million crowns over three years',
  ],
  ['Bond is paid back early', 'it will pay back the bond of 2031 three years before its time and ask holders to send their papers by post'],
] as const
const bodies = RELEASES.map(
  ([, news]) => `OSLO, Norway, June 2 (Wire) -- Halmar, a builder of pumps for harbours and mines, said today that ${news}. ${ABOUT}`,
)

interface Given {
  readonly n: number
  readonly title: string
  readonly text: string
}

const rss = (source: string, items: readonly Given[]): string =>
  `<rss version="2.0"><channel><title>${source}</title><link>https://${source}.example.org/</link>${items
    .map(
      ({ n, title, text }) =>
        `<item><title>${title}</title><link>https://${source}.example.org/${n}</link><guid isPermaLink="false">g${n}</guid><description>${text}</description></item>`,
    )
    .join('')}</channel></rss>`

interface Old {
  readonly b: Bench
  readonly database: Database
  readonly documents: Map<string, string>
  /** The id under which all of it was published. */
  readonly id: string
}

/** What an older program left: all releases of a company, and another outlet's copy of the second, as one story. */
async function openOld(): Promise<Old> {
  const documents = new Map([
    [
      A,
      rss(
        'a',
        RELEASES.map(([title], n) => ({ n, title, text: bodies[n]! })),
      ),
    ],
    [B, rss('b', [{ n: 1, title: 'Birkheim loses its foundry', text: bodies[1]! }])],
  ])
  let database!: Database
  const runtime = {
    openDatabase: async () => (database = await platform.openDatabase()),
    fetch: async ({ url }: { readonly url: string }) => freshRss(url, documents.get(url) ?? rss('c', [])),
  }
  const b = await benchOn(runtime)([feedOf('news', [A, B, C])])
  await b.refresh()
  const [first] = await database.all<{ id: string; story: string }>(
    sql('SELECT id, story FROM items WHERE source = ? AND key = ?', A, 'g0'),
  )
  const { id: root, story: id } = first!
  await database.batch([
    sql(`UPDATE items SET story = ?1, reason = 'same-text', score = 0.8, matched = ?2, rules = 1 WHERE id <> ?2`, id, root),
    sql('UPDATE items SET rules = 1'),
    sql('UPDATE sources SET rules = NULL'),
    sql('DELETE FROM contents'),
    sql('INSERT INTO unlisted (story) VALUES (?)', id),
    sql('UPDATE feeds SET generation = generation + 1'),
  ])
  await renderChanged(b.wire)
  return { b, database, documents, id }
}

const entries = async (b: Bench): Promise<readonly { readonly id: string; readonly title: string; readonly date_modified: string }[]> =>
  ((await (await b.get('/feeds/news.json')).json()) as { items: { id: string; title: string; date_modified: string }[] }).items
const told = async (b: Bench) =>
  ((await (await b.get('/api/stories')).json()) as { stories: { id: string; title: string; copies: { title: string }[] }[] }).stories
const titles = RELEASES.map(([title]) => title).toSorted()

/** Step by step, each under a new process, as a Worker does it. */
async function partAll(b: Bench): Promise<Bench> {
  let process = b
  for (let steps = 0; await partOn(process.wire, { stories: 1, steps: 1 }); steps++) {
    expect(steps).toBeLessThan(20)
    process = await process.restart()
  }
  await renderChanged(process.wire)
  return process
}

describe('releases of one company that were one story', () => {
  test('are as many stories as their source shows, and the shown one keeps the id', async () => {
    const { b, id } = await openOld()
    const [before, ...others] = await entries(b)
    expect(others).toEqual([])
    expect((await (await b.get('/status.json')).json()) as object).toMatchObject({ unparted: 3 })
    expect(await (await b.get('/status')).text()).toContain('newer rules')

    const after = await partAll(b)
    const now = await entries(after)
    expect(now.map(({ title }) => title).toSorted()).toEqual(titles)
    expect(now.find((entry) => entry.id === before!.id)).toMatchObject({ title: before!.title, date_modified: before!.date_modified })
    expect(new Set(now.map((entry) => entry.id)).size).toBe(4)
    const stories = await told(after)
    expect(stories.find((story) => story.id === id)).toMatchObject({ title: before!.title })
    // the copy of another outlet went along with what it is a copy of
    const foundry = stories.find(({ title }) => title === RELEASES[1][0])!
    expect(foundry.copies.map(({ title }) => title)).toEqual(['Birkheim loses its foundry'])
    expect(await (await after.get('/status')).text()).not.toContain('newer rules')
    expect(after.errors).toEqual([])
  })

  test('stay so at the next visits, and later copies go to the part they belong to', async () => {
    const { b, documents } = await openOld()
    const after = await partAll(b)
    const [before, stories] = [await entries(after), await told(after)]
    after.clock.now += 2 * HOUR
    expect((await after.refresh({ force: true })).map((visit) => visit.new)).toEqual([0, 0, 0])
    expect(await entries(after)).toEqual(before)
    documents.set(C, rss('c', [{ n: 7, title: 'Halmar pays early', text: bodies[3]! }]))
    after.clock.now += 2 * HOUR
    await after.refresh({ force: true })
    const bond = stories.find(({ title }) => title === RELEASES[3][0])!
    expect((await told(after)).find(({ id }) => id === bond.id)!.copies.map(({ title }) => title)).toEqual(['Halmar pays early'])
    expect(await entries(after)).toHaveLength(4)
  })

  test('keep together what an editor put together', async () => {
    const { b, database } = await openOld()
    const [one, other] = (
      await database.all<{ id: string }>(sql(`SELECT id FROM items WHERE source = ? AND key IN ('g0', 'g3') ORDER BY key`, A))
    ).map(({ id }) => id)
    // before the older rules folded the rest, an editor had put the fourth beside the first
    await database.batch([
      sql(`INSERT INTO story_pins (item, story, at) SELECT id, story, 1 FROM items WHERE id = ?`, other!),
      sql(`UPDATE items SET reason = 'by-hand' WHERE id = ?`, other!),
    ])
    const after = await partAll(b)
    const stories = await told(after)
    expect(stories).toHaveLength(3)
    const story = async (item: string) => (await after.wire.store.items([item]))[0]!.story
    expect(await story(other!)).toBe(await story(one!))
    // and what they put together afterwards, rules do not part again
    const [port, ice] = stories
    await mergeStories(after.wire, port!.id, ice!.id)
    await database.batch([sql('UPDATE sources SET rules = NULL'), sql('UPDATE items SET rules = 1')])
    expect(await told(await partAll(after))).toHaveLength(2)
  })

  test('where somebody stores items at that moment, the step is made anew', async () => {
    const { b, database } = await openOld()
    const { store } = b.wire
    const look = await store.crowds(99, 10)
    await database.batch([sql('UPDATE ledger SET version = version + 1')])
    expect(await store.part(look!, [], 99, b.clock.now)).toBe(false)
    b.clock.now += DAY
    expect(await entries(await partAll(b))).toHaveLength(4)
  })
})
