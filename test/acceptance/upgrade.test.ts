import { expect, test } from 'vitest'
import { benchOn, platform, type Bench } from '#bench'
import { readFeedConfig } from '../../src/config/config.ts'
import type { Fetched } from '../../src/model/fetched.ts'
import { DAY } from '../../src/model/time.ts'
import { sql, type Database, type Value } from '../../src/store/database.ts'
import old from '../upgrade/old.json' with { type: 'json' }
import { promisesOf, type Promises } from '../upgrade/promises.ts'
import { documentAt, AGAIN, EDITED, FEEDS, LAST, SOURCES } from '../upgrade/publishers.ts'

/** The database that an older version left (test/upgrade/write.ts), before any migration of this one. */
async function restore(database: Database): Promise<void> {
  const rows = Object.entries<readonly Readonly<Record<string, Value>>[]>(old.rows).flatMap(([table, list]) =>
    list.map((row) =>
      sql(
        `INSERT INTO ${table} VALUES (${Object.keys(row)
          .map(() => '?')
          .join(', ')})`,
        ...Object.values(row),
      ),
    ),
  )
  await database.batch([...old.schema.map((statement) => sql(statement)), ...rows])
}

const feeds = Object.entries(FEEDS).map(([slug, yaml]) => {
  const read = readFeedConfig(`feeds/${slug}.yaml`, yaml, () => ({ urls: [] }))
  if (!read.ok) throw new Error(read.problems[0]!.message)
  return read.feed
})

const promised: Promises = old.promises

/** Opens the old database with the code of today, some time after it was closed, before publishers who are at a stage. */
async function upgraded(stage: { now: number }): Promise<Bench> {
  const fetch = async ({ url }: { readonly url: string }): Promise<Fetched> => {
    const body = documentAt(stage.now, url)
    if (body === undefined)
      return { kind: 'failed', status: 500, problem: { code: 'http-status', message: 'It answered 500.' }, redirects: [] }
    const bytes = new TextEncoder().encode(body)
    return { kind: 'fresh', url, status: 200, headers: { 'content-type': 'application/rss+xml' }, bytes, redirects: [], truncated: false }
  }
  const bench = await benchOn({ openDatabase: () => platform.openDatabase(restore), fetch })(feeds)
  bench.clock.now = old.at + DAY / 2
  return bench
}

const promises = (bench: Bench): Promise<Promises> =>
  promisesOf((path) => bench.get(path), Object.keys(FEEDS), Object.keys(promised.merged))

/** How its visits to all publishers ended, and how many new items each brought. */
const visited = async (bench: Bench): Promise<readonly string[]> =>
  (await bench.refresh({ force: true, urls: SOURCES })).map((visit) => `${visit.outcome} ${visit.new}`).toSorted()

test('an old database opens, and all that was promised is as it was', async () => {
  expect(await promises(await upgraded({ now: LAST }))).toEqual(promised)
})

test('the next visit, which finds what was there before, changes nothing', async () => {
  const bench = await upgraded({ now: LAST })
  // all is read again, by a better reader
  expect(await visited(bench)).toEqual(['failed 0', 'updated 0', 'updated 0', 'updated 0'])
  expect(await promises(bench)).toEqual(promised)
})

test('what was deleted long ago stays so, although its publishers show it again', async () => {
  const stage = { now: LAST }
  const bench = await upgraded(stage)
  stage.now = AGAIN
  expect(await visited(bench)).toEqual(['failed 0', 'updated 0', 'updated 0', 'updated 0'])
  expect(await promises(bench)).toEqual(promised)
})

test('what an editor ruled holds although the texts change', async () => {
  const stage = { now: LAST }
  const bench = await upgraded(stage)
  stage.now = EDITED
  expect(await visited(bench)).toEqual(['updated 0', 'updated 0', 'updated 0', 'updated 0'])
  expect((await promises(bench)).stories).toEqual(promised.stories)
})
