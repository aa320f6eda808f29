import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { feedsFrom } from '../../src/node/load.ts'
import { SettledFiles } from '../../src/node/settled-files.ts'

let root: string
let feeds: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wirefold-settled-'))
  feeds = join(root, 'feeds')
  mkdirSync(feeds)
  put('a.yaml', feed('A'))
  put('b.yaml', feed('B'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const put = (name: string, text: string) => writeFileSync(join(feeds, name), text)
const feed = (title: string, more = '') => `title: ${title}\nsources: [https://${title.toLowerCase()}.example.org/feed]\n${more}`
const titles = (files: SettledFiles) => feedsFrom(files).feeds.map(({ title }) => title)

/** Looks every 100 ms of a clock of its own, as long as it is told to. */
function watcher() {
  const files = new SettledFiles(feeds)
  let now = 0
  return {
    files,
    titles: () => titles(files),
    /** Whether something came to count in that time. */
    pass(ms: number): boolean {
      let changed = false
      for (const end = now + ms; now < end; now += 100) changed = files.look(now).changed || changed
      return changed
    },
  }
}

describe('a file of feeds/', () => {
  test('counts a second after its last change', () => {
    const w = watcher()
    put('a.yaml', feed('Anew'))
    expect([w.pass(1000), w.titles()]).toEqual([false, ['A', 'B']])
    put('a.yaml', feed('Again'))
    expect([w.pass(1000), w.titles()]).toEqual([false, ['A', 'B']])
    expect([w.pass(200), w.titles()]).toEqual([true, ['Again', 'B']])
    expect(w.pass(60_000)).toBe(false)
  })

  test('that is written to without end holds up no other one', () => {
    const w = watcher()
    put('b.yaml', feed('Bnew'))
    for (let n = 0; n < 20; n++) {
      appendFileSync(join(feeds, 'a.yaml'), '#\n')
      w.pass(300)
    }
    expect(w.titles()).toEqual(['A', 'Bnew'])
    w.pass(1200)
    expect(w.titles()).toEqual(['A', 'Bnew'])
    expect(w.files.read('a.yaml')!.toString()).toMatch(/(#\n){20}$/)
  })

  test('says when to look again', () => {
    const { files } = watcher()
    expect(files.look(0)).toEqual({ changed: false })
    put('a.yaml', feed('Anew'))
    expect(files.look(1000)).toEqual({ changed: false, again: 1000 })
    expect(files.look(1400)).toEqual({ changed: false, again: 600 })
    unlinkSync(join(feeds, 'b.yaml'))
    expect(files.look(2000)).toEqual({ changed: true, again: 10_000 })
  })

  test.each<[how: string, save: () => void]>([
    ['by rename', () => (put('a.yaml.tmp', feed('Saved')), renameSync(join(feeds, 'a.yaml.tmp'), join(feeds, 'a.yaml')))],
    ['by truncation', () => (put('a.yaml', ''), put('a.yaml', feed('Saved')))],
    [
      'with a copy under another name first',
      () => (renameSync(join(feeds, 'a.yaml'), join(feeds, 'a.yaml~')), put('a.yaml', feed('Saved')), put('4913', '')),
    ],
    [
      'beside a swap file and a lock',
      () => (
        put('.a.yaml.swp', '\0'),
        symlinkSync('nobody@nowhere.1', join(feeds, '.#a.yaml')),
        put('#a.yaml#', '['),
        put('a.yaml', feed('Saved'))
      ),
    ],
    ['beside a copy of another system', () => (put('._a.yaml', '\0\u0005'), put('.draft.yaml', 'title: ['), put('a.yaml', feed('Saved')))],
  ])('is saved %s', (_, save) => {
    const w = watcher()
    save()
    expect([w.pass(1200), w.titles(), feedsFrom(w.files).mistakes]).toEqual([true, ['Saved', 'B'], []])
  })

  test('half written at a look is not read before it is whole', () => {
    const w = watcher()
    put('a.yaml', 'title: Hal')
    w.pass(900)
    put('a.yaml', feed('Whole'))
    w.pass(900)
    expect(feedsFrom(w.files).mistakes).toEqual([])
    w.pass(300)
    expect(w.titles()).toEqual(['Whole', 'B'])
  })

  test('that vanished counts as gone after ten seconds; back before, nothing has happened', () => {
    const w = watcher()
    const text = readFileSync(join(feeds, 'a.yaml'), 'utf8')
    unlinkSync(join(feeds, 'a.yaml'))
    expect([w.pass(9900), w.titles()]).toEqual([false, ['A', 'B']])
    put('a.yaml', text)
    w.pass(20_000)
    expect(w.titles()).toEqual(['A', 'B'])
    unlinkSync(join(feeds, 'a.yaml'))
    expect([w.pass(10_200), w.titles()]).toEqual([true, ['B']])
    put('a.yaml', text)
    expect([w.pass(1200), w.titles()]).toEqual([true, ['A', 'B']])
  })

  test('that vanished is not waited for where another one says that it has its name', () => {
    const w = watcher()
    renameSync(join(feeds, 'a.yaml'), join(feeds, 'anew.yaml'))
    w.pass(300)
    expect([w.files.letGo('a.yaml'), w.files.letGo('b.yaml'), w.files.letGo('c.yaml')]).toEqual([true, false, false])
    w.pass(1000)
    expect(w.files.names).toEqual(['anew.yaml', 'b.yaml'])
  })

  test('counts at once where somebody says so', () => {
    const w = watcher()
    put('a.yaml', feed('Anew'))
    unlinkSync(join(feeds, 'b.yaml'))
    expect(w.files.look(1, true).changed).toBe(true)
    expect(w.titles()).toEqual(['Anew'])
  })

  test('that cannot be read is a mistake of its own', () => {
    const w = watcher()
    mkdirSync(join(feeds, 'c.yaml'))
    w.pass(1200)
    expect(w.titles()).toEqual(['A', 'B'])
    expect(feedsFrom(w.files).mistakes).toEqual([
      { file: join(feeds, 'c.yaml'), sentence: expect.stringMatching(/c\.yaml:1: .*cannot be read/) },
    ])
  })
})

describe('what lies beside', () => {
  const outline = (...hosts: string[]) =>
    `<opml><body>${hosts.map((host) => `<outline xmlUrl="https://${host}.example.org/feed"/>`).join('')}</body></opml>`
  const urls = (files: SettledFiles) =>
    feedsFrom(files)
      .feeds.find(({ title }) => title === 'List')
      ?.sources.map(({ url }) => url)

  test('an OPML file that a feed names counts as its own file does', () => {
    put('list.opml', outline('x'))
    put('list.yaml', 'title: List\nsources: [{opml: list.opml}]\n')
    const w = watcher()
    expect(urls(w.files)).toEqual(['https://x.example.org/feed'])
    put('list.opml', outline('x', 'y'))
    expect([w.pass(1000), urls(w.files)?.length]).toEqual([false, 1])
    expect([w.pass(200), urls(w.files)?.length]).toEqual([true, 2])
    unlinkSync(join(feeds, 'list.opml'))
    expect([w.pass(9900), urls(w.files)?.length]).toEqual([false, 2])
    w.pass(400)
    expect(feedsFrom(w.files).mistakes).toEqual([
      expect.objectContaining({ sentence: expect.stringContaining('there is no file list.opml') }),
    ])
    put('list.opml', outline('z'))
    expect([w.pass(1200), urls(w.files)]).toEqual([true, ['https://z.example.org/feed']])
  })

  test('an OPML file that comes after the feed that names it', () => {
    put('list.yaml', 'title: List\nsources: [{opml: list.opml}]\n')
    const w = watcher()
    expect(urls(w.files)).toBeUndefined()
    put('list.opml', outline('x'))
    expect([w.pass(1200), urls(w.files)?.length]).toEqual([true, 1])
  })

  test('anything else changes nothing', () => {
    const w = watcher()
    put('notes.txt', 'x')
    put('a.yaml.bak', 'x')
    expect(w.pass(3000)).toBe(false)
  })
})

describe('a folder that is a link', () => {
  test('as Kubernetes mounts it: the files are links through ..data, which is swapped', () => {
    const mounted = join(root, 'mounted')
    const version = (name: string, title: string) => {
      mkdirSync(join(mounted, name), { recursive: true })
      writeFileSync(join(mounted, name, 'a.yaml'), feed(title))
      symlinkSync(name, join(mounted, '..data_tmp'))
      renameSync(join(mounted, '..data_tmp'), join(mounted, '..data'))
    }
    version('..2026_01', 'First')
    symlinkSync('..data/a.yaml', join(mounted, 'a.yaml'))
    const files = new SettledFiles(mounted)
    expect(titles(files)).toEqual(['First'])
    version('..2026_02', 'Second')
    expect(files.look(0).changed).toBe(false)
    expect(files.look(1000).changed).toBe(true)
    expect(titles(files)).toEqual(['Second'])
  })

  test('to another release', () => {
    mkdirSync(join(root, 'next'))
    writeFileSync(join(root, 'next', 'a.yaml'), feed('Next'))
    const link = join(root, 'current')
    symlinkSync('feeds', link)
    const files = new SettledFiles(link)
    symlinkSync('next', `${link}.new`)
    renameSync(`${link}.new`, link)
    files.look(0)
    files.look(1000)
    expect(titles(files)).toEqual(['Next', 'B'])
    files.look(10_000)
    expect(titles(files)).toEqual(['Next'])
  })

  test('that leads nowhere costs no feed, and is told', () => {
    const w = watcher()
    renameSync(feeds, `${feeds}.away`)
    expect([w.pass(9900), w.titles()]).toEqual([false, ['A', 'B']])
    expect([w.pass(400), w.titles()]).toEqual([true, ['A', 'B']])
    expect(feedsFrom(w.files).mistakes).toEqual([{ file: feeds, sentence: expect.stringContaining('no such folder') }])
    w.pass(86_400_000 / 100)
    expect(w.titles()).toEqual(['A', 'B'])
    renameSync(`${feeds}.away`, feeds)
    expect([w.pass(200), feedsFrom(w.files).mistakes]).toEqual([true, []])
  })
})

test('the sample is left once there is a feed of one’s own', () => {
  const here = process.cwd()
  process.chdir(root)
  try {
    rmSync(feeds, { recursive: true })
    const files = new SettledFiles(undefined)
    expect([files.sample, files.names]).toEqual([true, expect.arrayContaining(['sample.yaml'])])
    mkdirSync(feeds)
    files.look(0)
    expect(files.sample).toBe(true)
    put('mine.yaml', feed('Mine'))
    files.look(100)
    files.look(1200)
    expect([files.sample, files.names]).toEqual([false, expect.arrayContaining(['mine.yaml', 'sample.yaml'])])
    files.look(12_000)
    expect(files.names).toEqual(['mine.yaml'])
  } finally {
    process.chdir(here)
  }
})
