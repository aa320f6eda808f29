import { mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DAY } from '../../src/model/time.ts'
import { LiveNewswire } from '../../src/node/live.ts'
import { openNewswire, openStation } from '../../src/node/open.ts'
import { readFeeds } from '../../src/node/load.ts'
import { SettledFiles } from '../../src/node/settled-files.ts'
import { watched } from '../../src/config/watched.ts'
import { choose } from '../../src/curate/curate.ts'
import { performAct } from '../../src/newswire/acts.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { runStatus, startRun } from '../../src/newswire/runs.ts'
import { renderChanged, renderSlug } from '../../src/newswire/render.ts'
import { upkeep } from '../../src/newswire/upkeep.ts'
import { incidentsData } from '../../src/views/incident.ts'
import { createApp } from '../../src/web/app.ts'

let root: string
let said: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wirefold-reload-'))
  mkdirSync(join(root, 'feeds'))
  said = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((said += String(text)), true))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  rmSync(root, { recursive: true, force: true })
})

const path = (name: string) => join(root, 'feeds', name)
const put = (name: string, text: string) => writeFileSync(path(name), text)
const feed = (title: string, more = '') => `title: ${title}\nsources: [https://${title.toLowerCase()}.example.org/feed]\n${more}`

/** A process over the folder, and what people see of it. */
async function serving() {
  const files = new SettledFiles(join(root, 'feeds'))
  const station = await openStation(join(root, 'w.db'), { base: 'https://news.example.org' })
  const live = await LiveNewswire.open(files, station)
  await renderChanged(live.current)
  let now = 0
  const get = async (path: string) => {
    const app = createApp({ ...live.current, renderNow: async () => new Map(), startRun: async () => {} }, () => {})
    return app.fetch(new Request(`https://news.example.org${path}`))
  }
  return {
    live,
    get,
    close: () => station.close(),
    text: async (path: string) => (await get(path)).text(),
    incidents: () => incidentsData(live.current, 50),
    /** Lets so much time pass for the watcher, and takes over what counts then. */
    async pass(ms: number) {
      for (const end = now + ms; now < end; now += 500) if (files.look(now).changed) await live.reload()
      await renderChanged(live.current)
    },
  }
}

describe('a folder that changes under a running process', () => {
  test('a new feed is there, a changed one is as it is now, and the others have the same bytes', async () => {
    put('a.yaml', feed('A'))
    put('b.yaml', feed('B'))
    const s = await serving()
    const before = await s.text('/feeds/b.atom')
    put('a.yaml', feed('Anew'))
    put('c.yaml', feed('C'))
    await s.pass(2000)
    expect(await s.text('/feeds/a.atom')).toContain('Anew')
    expect((await s.get('/feeds/c.atom')).status).toBe(200)
    expect(await s.text('/feeds/b.atom')).toBe(before)
    expect((await s.live.current.store.sources()).map(({ url }) => new URL(url).host)).toEqual([
      'anew.example.org',
      'b.example.org',
      'c.example.org',
    ])
    expect(said).toContain('New: C. Subscribe to https://news.example.org/feeds/c.atom\n')
    expect(said).toContain('Changed: Anew\n')
    await s.close()
  })

  test('who goes on with the feeds as they were before publishes nothing by them', async () => {
    put('a.yaml', feed('A'))
    const s = await serving()
    const old = s.live.current
    put('a.yaml', feed('A', 'description: Anew\n'))
    await s.pass(2000)
    await renderSlug(old, 'a')
    expect(await s.text('/feeds/a.atom')).toContain('Anew')
    await s.close()
  })

  test('what an editor says after it is published at once', async () => {
    mkdirSync(join(root, 'data'))
    writeFileSync(
      join(root, 'data', 'x.xml'),
      '<rss version="2.0"><channel><title>X</title><item><title>Harbour opens</title><link>https://x.example/1</link></item></channel></rss>',
    )
    put('a.yaml', 'title: A\nsources: [file:data/x.xml]\n')
    const s = await serving()
    const site = s.live.lasting()
    await refreshAll(s.live.current, { urls: watched(site.feeds).map(({ url }) => url), force: true })
    put('a.yaml', 'title: Anew\nsources: [file:data/x.xml]\n')
    await s.pass(2000)
    const [story] = (await choose(site.store, site.feeds[0]!)).entries
    expect(await performAct(site, { act: 'rename', by: 'ann', story: story!.id, value: 'Port opens' })).toMatchObject({ ok: true })
    const atom = await s.text('/feeds/a.atom')
    expect([atom.includes('Anew'), atom.includes('Port opens')]).toEqual([true, true])
    await s.close()
  })

  test('a run that began before comes to its end, and what it brought is published as the feed is now', async () => {
    mkdirSync(join(root, 'data'))
    writeFileSync(
      join(root, 'data', 'x.xml'),
      '<rss version="2.0"><channel><title>X</title><item><title>Brought by a run</title><link>https://x.example/1</link></item></channel></rss>',
    )
    put('a.yaml', 'title: A\nsources: [file:data/x.xml]\n')
    const s = await serving()
    const old = s.live.current
    const urls = (await startRun(old, 'run', [watched(old.feeds)[0]!.url], false)).map(({ url }) => url)
    put('a.yaml', 'title: Anew\nsources: [file:data/x.xml]\n')
    await s.pass(2000)
    await refreshAll(old, { urls, run: 'run' })
    await renderChanged(s.live.current)
    expect(await runStatus(s.live.current, 'run')).toMatchObject({ state: 'done', visits: [{ outcome: 'updated', new: 1 }] })
    const atom = await s.text('/feeds/a.atom')
    expect([atom.includes('Anew'), atom.includes('Brought by a run')]).toEqual([true, true])
    await s.close()
  })

  test('a mistake is told on stderr, on /status and as an incident while it stands; its feed goes on', async () => {
    put('a.yaml', feed('A'))
    put('b.yaml', feed('B'))
    const s = await serving()
    const before = await s.text('/feeds/b.atom')
    put('b.yaml', feed('B', 'kep: [x]\n'))
    await s.pass(2000)
    expect(said).toMatch(/b\.yaml:3: .*keep/)
    expect(await s.text('/feeds/b.atom')).toBe(before)
    expect(await s.text('/')).toContain('/feeds/b')
    expect(await s.text('/status')).toContain('b.yaml:3:')
    expect((await (await s.get('/status.json')).json()) as object).toMatchObject({ mistakes: [expect.stringContaining('b.yaml:3:')] })
    expect(await s.incidents()).toMatchObject([
      {
        kind: 'mistake',
        file: path('b.yaml'),
        title: `${path('b.yaml')}: a mistake in it`,
        sentence: expect.stringContaining('b.yaml:3:'),
      },
    ])
    expect(await s.text('/status.atom')).toContain('a mistake in it')
    expect(await s.text('/metrics')).toContain('wirefold_incidents_open{kind="mistake"} 1')
    const id = (await s.incidents())[0]!.id
    put('b.yaml', `# two lines\n${feed('B', 'kep: [x]\n')}`)
    await s.pass(2000)
    expect(await s.incidents()).toMatchObject([{ id, sentence: expect.stringContaining('b.yaml:4:') }])
    put('b.yaml', feed('B'))
    await s.pass(2000)
    expect(await s.incidents()).toMatchObject([{ id, closed: expect.any(String), sentence: expect.stringContaining('right again') }])
    expect(await s.text('/status.json')).not.toContain('mistakes')
    expect(await s.text('/feeds/b.atom')).toBe(before)
    await s.close()
  })

  test('a mistake stands over a restart, and in a refresh beside it, which says so; nobody tells it twice', async () => {
    put('a.yaml', feed('A'))
    put('b.yaml', feed('B'))
    await (await serving()).close()
    put('b.yaml', 'title: [')
    const s = await serving()
    expect(s.live.current.feeds.map(({ title }) => title)).toEqual(['A', 'B'])
    said = ''
    const beside = await openNewswire(readFeeds(join(root, 'feeds')), join(root, 'w.db'))
    expect(beside.feeds.map(({ title }) => title)).toEqual(['A', 'B'])
    await beside.store.close()
    expect(said).toMatch(/b\.yaml:1: /)
    expect(await s.incidents()).toHaveLength(1)
    said = ''
    put('a.yaml', feed('Anew'))
    await s.pass(2000)
    expect(said).not.toContain('b.yaml')
    await s.close()
  })

  test('a file that vanished is listed no more after ten seconds, answers for a day, and has the same bytes when it is back', async () => {
    put('a.yaml', feed('A'))
    put('b.yaml', feed('B'))
    const s = await serving()
    const before = await s.text('/feeds/b.atom')
    unlinkSync(path('b.yaml'))
    await s.pass(9000)
    expect(await s.text('/')).toContain('/feeds/b')
    await s.pass(2000)
    expect(await s.text('/')).not.toContain('/feeds/b')
    expect(await s.text('/feeds/b.atom')).toBe(before)
    put('b.yaml', feed('B'))
    await s.pass(2000)
    expect(await s.text('/')).toContain('/feeds/b')
    expect(await s.text('/feeds/b.atom')).toBe(before)
    await s.close()
  })

  test('the last file that vanished leaves a process that serves none, and takes the next', async () => {
    put('a.yaml', feed('A'))
    const s = await serving()
    unlinkSync(path('a.yaml'))
    await s.pass(11_000)
    expect(await s.text('/')).toContain('There is no feed yet')
    put('c.yaml', feed('C'))
    await s.pass(2000)
    expect(await s.text('/')).toContain('/feeds/c')
    await s.close()
  })

  test('a renamed feed has its new name at once, under its old id', async () => {
    put('a.yaml', feed('A'))
    const s = await serving()
    renameSync(path('a.yaml'), path('z.yaml'))
    put('z.yaml', feed('A', 'was: [a]\n'))
    await s.pass(2000)
    expect([(await s.get('/feeds/z.atom')).status, (await s.get('/feeds/a.atom')).status]).toEqual([200, 308])
    expect(await s.text('/feeds/z.atom')).toContain(':feed/a</id>')
    expect(await s.incidents()).toEqual([])
    await s.close()
  })

  test('of two files that contradict each other the one that changed is wrong', async () => {
    const secret = (header: string) =>
      `title: ${header}\nsources: [{url: https://s.example.org/feed, name: S, headers: {authorization: $${header}}}]\n`
    put('a.yaml', feed('A'))
    put('b.yaml', secret('ONE'))
    const s = await serving()
    put('a.yaml', secret('TWO'))
    await s.pass(2000)
    expect(s.live.current.feeds.map(({ title }) => title)).toEqual(['A', 'ONE'])
    expect(await s.incidents()).toMatchObject([
      { kind: 'mistake', file: path('a.yaml'), sentence: expect.stringContaining('other headers') },
    ])
    await s.close()
  })

  test('a second file for one feed is a mistake that harms nobody', async () => {
    put('a.yaml', feed('A'))
    const s = await serving()
    put('a.yml', feed('Other'))
    await s.pass(2000)
    expect(s.live.current.feeds.map(({ title }) => title)).toEqual(['A'])
    expect(await s.incidents()).toMatchObject([{ file: path('a.yml'), sentence: expect.stringContaining('already makes the feed a') }])
    await s.close()
  })

  test('one that answers where another has been is a mistake, for ids would be given twice', async () => {
    put('a.yaml', feed('A'))
    const s = await serving()
    put('b.yaml', feed('B', 'was: [a]\n'))
    await s.pass(2000)
    expect(s.live.current.feeds.map(({ title }) => title)).toEqual(['A'])
    expect(await s.incidents()).toMatchObject([{ file: path('b.yaml'), sentence: expect.stringContaining('old address') }])
    await s.close()
  })

  test('a feed whose file stays away for a day is deleted, whatever happens to the others', async () => {
    put('a.yaml', feed('A'))
    put('b.yaml', feed('B'))
    const s = await serving()
    unlinkSync(path('b.yaml'))
    await s.pass(11_000)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY + 60_000 })
    await upkeep(s.live.current)
    expect((await s.get('/feeds/b.atom')).status).not.toBe(200)
    expect((await s.get('/feeds/a.atom')).status).toBe(200)
    await s.close()
  })
})
