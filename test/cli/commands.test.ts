import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../../src/cli/commands.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wirefold } from './in-process.ts'

const ROOT = new URL('../../', import.meta.url).pathname
let dir: string

let cwd: string

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'wirefold-cli-'))
  mkdirSync(join(dir, 'feeds'))
  cpSync(join(ROOT, 'feeds/sample.yaml'), join(dir, 'feeds/sample.yaml'))
  cpSync(join(ROOT, 'data/sample'), join(dir, 'data/sample'), { recursive: true })
  cwd = process.cwd()
  process.chdir(dir)
  expect(await wirefold(['refresh'])).toMatchObject({ code: 0 })
})

afterAll(() => {
  process.chdir(cwd)
  rmSync(dir, { recursive: true, force: true })
})

describe('bad input gets one clear sentence, the right exit code, and no stack', () => {
  beforeAll(() => {
    mkdirSync(join(dir, 'none'))
    mkdirSync(join(dir, 'wrong'))
    writeFileSync(join(dir, 'wrong/a.yaml'), 'title: A\nsorces: []\nsources:\n  - example.org\n')
    writeFileSync(join(dir, 'file'), 'not a folder')
    writeFileSync(join(dir, 'garbage.db'), 'this is no database at all, whatever it is called '.repeat(50))
  })
  test.each<[name: string, args: string[], env: Record<string, string>, code: number, says: RegExp]>([
    ['an unknown command', ['serf'], {}, 2, /unknown command 'serf'/],
    ['an unknown option', ['refresh', '--fast'], {}, 2, /unknown option '--fast'/],
    ['no folder', ['check', '--feeds', 'nowhere'], {}, 2, /no folder nowhere.*--feeds/s],
    ['no folder in the environment', ['check'], { WIREFOLD_FEEDS: 'nowhere' }, 2, /no folder nowhere/],
    ['a folder without feeds', ['check', '--feeds', 'none'], {}, 2, /holds no feed/],
    [
      'a bad feed',
      ['check', '--feeds', 'wrong'],
      {},
      2,
      /wrong\/a\.yaml:2: sorces: unknown key "sorces".*\n.*wrong\/a\.yaml:4: sources\[0\]: "example\.org"/s,
    ],
    ['a bad feed, when serving', ['serve', '--feeds', 'wrong', '--port', '0'], {}, 2, /wrong\/a\.yaml:2/],
    ['a database in a file', ['refresh', '--db', 'file/w.db'], {}, 2, /database file\/w\.db.*--db/],
    ['a database that cannot be made', ['refresh', '--db', '/proc/none/w.db'], {}, 2, /\/proc\/none\/w\.db.*--db/],
    ['a database that is none', ['stories', '--db', 'garbage.db'], {}, 2, /garbage\.db: file is not a database\..*--db/],
    ['no such port', ['serve', '--port', '70000'], {}, 2, /0 to 65535/],
    ['no such address', ['serve', '--host', '192.0.2.1', '--port', '0'], {}, 2, /no address 192\.0\.2\.1/],
    ['no public address', ['refresh'], { WIREFOLD_URL: 'example' }, 2, /WIREFOLD_URL is "example"/],
    ['no network', ['refresh'], { WIREFOLD_ALLOW_PRIVATE: 'home' }, 2, /WIREFOLD_ALLOW_PRIVATE holds "home"/],
    ['no number', ['refresh'], { WIREFOLD_FORCE_FLOOR: 'soon' }, 2, /WIREFOLD_FORCE_FLOOR is "soon"/],
    ['an unknown feed', ['stories', '--feed', 'none'], {}, 2, /no feed none; there are sample/],
    ['an unknown source', ['refresh', '--source', 'https://example.org/'], {}, 2, /No feed watches https:\/\/example\.org\//],
    ['nothing to explain', ['explain', 'https://example.org/'], {}, 1, /Nothing is stored for https:\/\/example\.org\//],
    ['nothing to split', ['split', 'https://example.org/'], {}, 1, /Nothing is stored for/],
    ['no folder to export to', ['export', '--out', 'file'], {}, 2, /file cannot be written to/],
    ['no OPML', ['import', 'none.opml', '--feed', 'x'], {}, 2, /none\.opml cannot be read/],
  ])('%s', async (_, args, env, code, says) => {
    const ran = await wirefold(args, env)
    expect(ran.err).toMatch(says)
    expect(ran.err).not.toMatch(/\n\s+at /)
    expect(ran).toMatchObject({ code, out: '' })
  })

  test('a port in use', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const { port } = server.address() as AddressInfo
    const ran = await wirefold(['serve', '--port', String(port)])
    server.close()
    expect(ran).toMatchObject({ code: 2, out: '' })
    expect(ran.err).toContain(`Port ${port} on 127.0.0.1 is in use`)
  })
})

describe('--json is JSON and nothing else', () => {
  test.each<[args: string[], holds: string]>([
    [['check'], 'feeds'],
    [['feeds'], 'feeds'],
    [['sources'], 'sources'],
    [['stories'], 'stories'],
    [['stories', '--feed', 'sample', '--limit', '3'], 'stories'],
    [['explain', 'https://wire.example.org/2011/01/13/japan-forces-closer-work/'], 'stories'],
    [['refresh'], 'sources'],
    [['refresh', '--force', '--feed', 'sample'], 'sources'],
    [['opml', '--feed', 'sample'], 'opml'],
    [['export', '--out', 'out'], 'files'],
  ])('%j', async (args, holds) => {
    const { code, out } = await wirefold([...args, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toHaveProperty(holds)
  })
})

test('every command has --help', async () => {
  const { code, out } = await wirefold(['refresh', '--help'])
  expect(code).toBe(0)
  for (const part of ['Usage: wirefold refresh', '--force', '--feeds <dir>', '--db <file>', '--json']) expect(out).toContain(part)
  const all = commands().commands.map((command) => [command.name(), command.helpInformation()] as const)
  const wanted = [
    'serve',
    'refresh',
    'check',
    'sources',
    'feeds',
    'stories',
    'explain',
    'parse',
    'dedupe',
    'export',
    'import',
    'opml',
    'split',
    'merge',
  ]
  expect(all.map(([name]) => name)).toEqual(expect.arrayContaining(wanted))
  for (const [name, help] of all) expect(help).toContain(`Usage: wirefold ${name}`)
})

test('export writes what serve would serve', async () => {
  await wirefold(['export', '--out', 'site'])
  expect(readdirSync(join(dir, 'site/feeds')).toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
    'sample',
    'sample.atom',
    'sample.html',
    'sample.json',
    'sample.opml',
    'sample.rss',
  ])
  expect(JSON.parse(readFileSync(join(dir, 'site/feeds/sample.json'), 'utf8'))).toHaveProperty('items')
})

test('import adds sources to a feed and keeps its comments; what it cannot take is told', async () => {
  writeFileSync(join(dir, 'feeds/mine.yaml'), '# mine\ntitle: Mine\nsources:\n  - https://example.org/a # the first\n')
  const outlines = ['https://example.org/a', 'https://example.org/b', 'javascript:alert(1)'].map(
    (url) => `<outline type="rss" text="T" xmlUrl="${url}"/>`,
  )
  writeFileSync(join(dir, 'list.opml'), `<opml version="2.0"><body>${outlines.join('')}</body></opml>`)
  const ran = await wirefold(['import', 'list.opml', '--feed', 'mine'])
  expect(ran.code).toBe(0)
  expect(ran.out).toMatch(/1 source added, 1 was there already, 1 skipped[\s\S]*javascript/)
  const yaml = readFileSync(join(dir, 'feeds/mine.yaml'), 'utf8')
  expect(yaml).toContain('# mine')
  expect(yaml).toContain('# the first')
  expect(yaml).toContain('https://example.org/b')
  rmSync(join(dir, 'feeds/mine.yaml'))
})

test('check says what a source is said to be, with selectors too', async () => {
  mkdirSync(join(dir, 'said'))
  const source = (type: string) => `  - url: https://example.org/${type}\n    type: ${type}\n    select: { title: h1 }\n`
  writeFileSync(join(dir, 'said/a.yaml'), `title: A\nsources:\n${source('page')}${source('article')}`)
  const { out } = await wirefold(['check', '--feeds', 'said'])
  expect(out).toMatch(/\/page .*page, by selectors/)
  expect(out).toMatch(/\/article .*article, by selectors/)
})

test('check warns of what is likely not meant, and the feeds are valid', async () => {
  mkdirSync(join(dir, 'odd'))
  writeFileSync(join(dir, 'odd/a.yaml'), 'title: Tides\nsources:\n  - opml: all.opml\n')
  writeFileSync(join(dir, 'odd/b.yaml'), 'title: Tides\nsources: ["file:data/nothing.xml"]\n')
  const outlines = '<outline text="Ebb" xmlUrl=""/><outline text="Flow" xmlUrl="https://example.org/flow"/>'
  writeFileSync(join(dir, 'odd/all.opml'), `<opml version="2.0"><body>${outlines}</body></opml>`)
  const { code, err } = await wirefold(['check', '--feeds', 'odd'])
  expect(code).toBe(0)
  expect(err).toContain('Warning: odd/a.yaml:3: sources[0]: all.opml: "Ebb" is left out: its xmlUrl is empty\n')
  expect(err).toContain('Warning: The feeds a and b have one title, "Tides": give each its own')
  expect(err).toMatch(/Warning: file:\S*data\/nothing\.xml: The file does not exist/)
})

test('one is one feed, not one feeds', async () => {
  expect((await wirefold(['check'])).err).toBe('1 feed, all valid.\n')
})

test('refresh fails only if every source failed', async () => {
  mkdirSync(join(dir, 'broken'))
  writeFileSync(join(dir, 'broken/a.yaml'), 'title: A\nsources: ["http://127.0.0.1:9/"]\n')
  expect(await wirefold(['refresh', '--feeds', 'broken', '--db', 'broken.db'])).toMatchObject({ code: 1 })
  writeFileSync(join(dir, 'broken/b.yaml'), 'title: B\nsources: ["file:data/sample/desk.json"]\n')
  const ran = await wirefold(['refresh', '--feeds', 'broken', '--db', 'broken2.db'])
  expect(ran.code).toBe(0)
  expect(ran.out).toMatch(/2 sources: 1 updated, 0 unchanged, 1 failed/)
})
