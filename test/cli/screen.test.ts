import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { columns } from '../../src/cli/columns.ts'
import { commands } from '../../src/cli/commands.ts'
import { EXAMPLES } from '../../src/cli/examples.ts'
import { table } from '../../src/cli/table.ts'
import { windowOf } from '../../src/cli/terminal.ts'
import { place } from '../attacks/process.ts'

afterEach(() => vi.unstubAllEnvs())

const feed = (slug: string, sources: number) =>
  `title: Feed ${slug}\nsources:\n${Array.from({ length: sources }, (_, n) => `  - https://a-rather-long-name-of-a-host-${n}.example.org/and/a/long/path/to/the/feed-${n}.xml\n`).join('')}`

const WORDY =
  '<rss version="2.0"><channel><title>A wire</title><item><title>A headline of so many words that no terminal of eighty columns shows all of it in one line</title><guid>1</guid></item></channel></rss>'

describe('help', () => {
  const names = commands().commands.map((command) => command.name())

  test.each(names)('of %s has examples, and says where more is told', (name) => {
    let help = ''
    const command = commands().commands.find((each) => each.name() === name)!
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp()
    expect(help).toContain('Examples:\n  wirefold ')
    const [, page] = /\/blob\/main\/((?:docs\/)?\w+\.md)/.exec(help)!
    expect(existsSync(new URL(`../../${page}`, import.meta.url))).toBe(true)
  })

  test.each(Object.values(EXAMPLES).flat())('wirefold %s is understood', async (line) => {
    const program = commands()
    let ran = ''
    for (const command of program.commands) command.action(() => void (ran = command.name()))
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
    await program.parseAsync(['node', 'wirefold', ...words])
    expect(ran).toBe(words[0])
  })
})

describe('a screen of 80 columns and 24 lines', () => {
  const lines = (text: string) => text.trimEnd().split('\n')
  const screen = () => {
    vi.stubEnv('COLUMNS', '80')
    vi.stubEnv('LINES', '24')
  }

  test.each([
    ['a few sources', { a: 3, b: 5 }, true],
    ['many sources', { a: 60, b: 5, c: 1 }, false],
  ])('holds what check says of %s', (_, feeds, hasSources) => {
    screen()
    using where = place(Object.fromEntries(Object.entries(feeds).map(([slug, count]) => [`feeds/${slug}.yaml`, feed(slug, count)])))
    const { stdout, stderr, status } = where.run('check')
    expect(status).toBe(0)
    expect(lines(stdout).length + lines(stderr).length).toBeLessThan(24)
    expect(Math.max(...lines(stdout).map(columns))).toBeLessThanOrEqual(80)
    expect(stdout.includes('a-rather-long')).toBe(hasSources)
    for (const slug of Object.keys(feeds)) expect(stdout).toContain(`Feed ${slug}`)
  })

  test('is as wide as the help, and as what doctor, feeds and stories say', () => {
    screen()
    using where = place({
      'feeds/a.yaml': feed('a-feed-with-a-name', 2),
      'data/x.xml': WORDY,
      'feeds/b.yaml': 'title: B\nsources: [file:data/x.xml]\n',
    })
    expect(where.run('refresh', '--feed', 'b').status).toBeLessThan(2)
    for (const command of [['--help'], ['doctor'], ['feeds'], ['stories']]) {
      const { stdout } = where.run(...command)
      // an address is not cut in two
      expect([command, lines(stdout).filter((line) => columns(line) > 80 && line.trim().includes(' '))]).toEqual([command, []])
    }
    expect(where.run('stories').stdout).toMatch(/^[0-9a-f]{32} {2}/m)
    expect(where.run('feeds').stdout).toMatch(/http:\/\/127\.0\.0\.1:\d+\/feeds\/b\.atom$/m)
  })

  test('is as wide as a line of sources, and times are as people say them', () => {
    screen()
    using where = place({
      'feeds/a.yaml': feed('a', 2),
      'data/x.xml': '<rss version="2.0"><channel><title>A name that is long enough to be cut somewhere on its way</title></channel></rss>',
      'feeds/b.yaml': 'title: B\nsources: [file:data/x.xml]\n',
    })
    expect(where.run('refresh', '--feed', 'b').status).toBeLessThan(2)
    const { stdout } = where.run('sources')
    expect(Math.max(...lines(stdout).map(columns))).toBeLessThanOrEqual(80)
    expect(stdout).toMatch(/just now|minutes? ago/)
    expect(stdout).toContain('never')
    expect(stdout).not.toMatch(/\dT\d\d:/)
    const { sources } = JSON.parse(where.run('sources', '--json').stdout) as { sources: { url: string }[] }
    expect(sources.map(({ url }) => url).join()).toContain('/and/a/long/path/to/the/feed-1.xml')
  })
})

test('what a list is read for stands whole: an id to copy, an address to subscribe to', () => {
  const row = [
    '3b45bf878f4cf3e1b5c12bc38b1bf911',
    '2011-01-14T00:00',
    'A headline that is longer than what is left',
    'One Wire, Another Wire',
  ]
  const shown = table(['story', 'published', 'title', 'ran in'], [row], 80, ['story', 'published']).split('\n')[1]!
  expect(columns(shown)).toBeLessThanOrEqual(80)
  expect(shown).toContain(`${row[0]}  ${row[1]}  A head`)
})

test.each<[text: readonly string[][], width: number, shown: string]>([
  [[['abcdefghijklmnop', 'x']], 14, 'abcdefghij…  x'],
  [[['防衛省は新しい艦艇を公開した', 'x']], 14, '防衛省は新…  x'],
  [[['short', 'x']], 14, 'short  x'],
])('a table in %s of %i columns', (rows, width, shown) => {
  expect(table(['', ''], rows, width).split('\n')[1]).toBe(shown)
})

test.each<[Parameters<typeof windowOf>[0], Record<string, string>, number, number]>([
  [{ columns: 100, rows: 40, isTTY: true }, { COLUMNS: '70' }, 100, 40],
  [{}, { COLUMNS: '70', LINES: '10' }, 70, 10],
  [{}, {}, Number.POSITIVE_INFINITY, 24],
  [{ isTTY: true }, {}, 80, 24],
  [{}, { COLUMNS: 'x' }, Number.POSITIVE_INFINITY, 24],
])('the window of %o in %o', (stream, env, width, height) => expect(windowOf(stream, env)).toEqual({ width, height }))

test('a reader that has seen enough ends the output without a word', () => {
  using where = place({ 'feeds/a.yaml': feed('a', 400) })
  const main = new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname
  for (const line of ['check --json | head -c 10', 'sources 2>&1 | head -1', 'check 2>&1 | true']) {
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${main}" ${line}`], { cwd: where.folder, encoding: 'utf8' })
    expect(stderr.replace(/^There is no database.*\n/m, '').replace(/^1 feed, all valid\.\n/m, '')).toBe('')
  }
})
