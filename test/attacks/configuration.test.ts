import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { loadFeeds } from '../../src/node/load.ts'
import { importCommand } from '../../src/cli/opml.ts'
import { readFeedConfig } from '../../src/config/config.ts'
import { patternOf } from '../../src/config/pattern.ts'
import { oneSpellingEach } from '../../src/config/spellings.ts'
import { watched } from '../../src/config/watched.ts'
import { readOpml } from '../../src/publish/opml.ts'
import { matcher } from '../../src/curate/rules.ts'
import { feed } from '../politeness/watch.ts'
import { config, place } from './process.ts'
import { curated, EVERYTHING, publisher } from './station.ts'
import { withCpu } from '../cpu.ts'

const read = (text: string) => readFeedConfig('feeds/x.yaml', text, () => ({ urls: [] }))

describe('R47 hostile YAML', () => {
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${'bcdefghij'
    .split('')
    .map((name, i) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefghi'[i]}`).join(', ')}]`)
    .join('\n')}\ntitle: x\nsources: *j\n`
  const cases: [string, string][] = [
    ['anchors of anchors', bomb],
    ['a tag of JavaScript', 'title: !!js/function "function(){ return 1 }"\nsources: [https://example.org/]\nx: !!js/undefined 1\n'],
    ['merge keys', 'x: &x {title: a}\n<<: *x\nsources: [https://example.org/]\n'],
    ['10 MB', `title: ${'x'.repeat(10_000_000)}\nsources: [https://example.org/]\n`],
    ['keys twice', 'title: a\ntitle: b\nsources: [https://example.org/]\n'],
    [
      'keys of prototypes',
      '__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\ntitle: a\nsources: [https://example.org/]\n',
    ],
    ['lists within lists', `title: a\nsources: ${'['.repeat(EVERYTHING ? 20_000 : 5_000)}`],
    [
      'maps within maps',
      `title: a\nsources:\n${Array.from({ length: EVERYTHING ? 3000 : 300 }, (_, i) => `${' '.repeat(i)}- a:\n`).join('')}`,
    ],
    ['several documents', 'title: a\n---\ntitle: b\nsources: [https://example.org/]\n'],
    ['controls', 'title: "a\\0b"\nsources: ["https://example.org/\\0"]\nx: 1'],
    ['an alias of itself', 'title: x\nsources: &s [*s]\n'],
  ]
  test.each(cases)('%s is refused by file and line, soon', (_, text) => {
    const [result, took] = withCpu(() => read(text))
    expect(took).toBeLessThan(5000)
    if (result.ok) throw new Error('accepted')
    for (const { file, line, message } of result.problems) {
      expect(file).toBe('feeds/x.yaml')
      expect(line).toBeGreaterThan(0)
      expect(message.length).toBeLessThan(1000)
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test.each([
    '/(a+)+$/',
    '/(a|a)*$/',
    '/(a*)*b/',
    '/(.*)*x/',
    '/(?:x+x+)+y/',
    '/(\\w+\\s?)*$/',
    '/.*a.*b/',
    '/a.*b.*c/',
    '/[^x]+[^y]+z/',
    '/\\S+\\S+x/',
    '/(?:ab)+.*c/',
    '/a.{3,}b[\\s\\S]*c/',
  ])('R47 the expression %s, which another engine would never end with, is over soon', (text) => {
    const made = patternOf(text)
    if (!made.ok) throw new Error(made.why)
    for (const pump of ['a', 'x', 'ab', 'aab ', 'y\n']) {
      const item = {
        title: '',
        text: `${pump.repeat(300_000 / pump.length - 1)}!`,
        authors: [],
        categories: [],
        source: 'https://example.org/',
      }
      const [, took] = withCpu(() => matcher([{ text: [made.pattern] }])({ item, sourceName: '' }))
      expect([pump, took < 3000]).toEqual([pump, true])
    }
  })
  test.each([
    '/\\bJSDF\\b/i',
    '/^sponsored:/i',
    '/Japan.*defen[cs]e/i',
    '/a.{0,100}b.{0,100}c/',
    '/[.*]+x.*/',
    '/\\.*a\\**.*/',
    '/colou?r|gr[ae]y/',
    '/\\d+ ?(?:km|mi)/',
    '/prime\\s+minister\\s+\\w+/i',
    '/日本.*防衛/',
  ])('the expression %s is taken', (text) => expect(patternOf(text)).toMatchObject({ ok: true }))

  test.each<[pattern: string, text: string, matches: boolean]>([
    ['/Japan.*defen[cs]e/i', 'Japan '.repeat(50_000), false],
    ['/Japan.*(defence|defense).*Okinawa/i', `${'Japan and its defence '.repeat(13_000)}of Okinawa`, true],
    ['/a{0,100}a{0,100}a{0,100}b/', 'a'.repeat(300_000), false],
    ['/(a+)+$/', `${'a'.repeat(299_999)}b`, false],
    ['/(x|xy)*z/', 'xy'.repeat(150_000), false],
    ['/a.{0,100}b.{0,100}c/', 'ab'.repeat(150_000), false],
    ['/prime\\s+minister\\s+\\w+/i', 'prime minister '.repeat(20_000), true],
    ['/\\d+ ?(?:km|mi)/', '1'.repeat(300_000), false],
  ])('R47 R56 %s takes linear time on a text that is made for it', (pattern, text, matches) => {
    const made = patternOf(pattern)
    if (!made.ok) throw new Error(made.why)
    const item = { title: '', text, authors: [], categories: [], source: 'https://example.org/' }
    const [matched, took] = withCpu(() => matcher([{ text: [made.pattern] }])({ item, sourceName: '' }))
    expect(matched).toBe(matches)
    expect(took).toBeLessThan(2000)
  })
})

describe('R46 hostile OPML', () => {
  test.each([
    ['a million outlines', `<opml><body>${'<outline xmlUrl="https://example.org/x"/>'.repeat(EVERYTHING ? 400_000 : 100_000)}`, 1],
    [
      'many feeds',
      `<opml><body>${Array.from({ length: 50_000 }, (_, i) => `<outline xmlUrl="https://example.org/${i}"/>`).join('')}`,
      10_000,
    ],
    ['10,000 deep', `<opml><body>${'<outline text="a">'.repeat(10_000)}<outline xmlUrl="https://example.org/deep"/>`, 0],
    [
      'entities',
      '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "&x;&x;">]><opml><body><outline text="&x;&y;" xmlUrl="https://example.org/1"/></body></opml>',
      1,
    ],
    ['50 MB', `<opml><body><outline xmlUrl="https://example.org/1"/>${' '.repeat(50_000_000)}`, 1],
    [
      'the same again',
      '<opml><body><outline xmlUrl="https://example.org/1"/><outline xmlUrl="HTTPS://EXAMPLE.org:443/1#x"/></body></opml>',
      1,
    ],
    [
      'other schemes',
      '<opml><body><outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="data:x"/><outline xmlUrl="//example.org"/><outline xmlUrl=""/></body></opml>',
      0,
    ],
    ['attributes without end', `<opml><body><outline ${'xmlUrl="'.repeat(200_000)}`, 0],
  ])('%s', (_, text, count) => {
    const [{ feeds, skipped }, took] = withCpu(() => readOpml(text))
    expect(took).toBeLessThan(10_000)
    expect(feeds.length).toBe(count)
    expect(skipped.length).toBeLessThanOrEqual(1002)
    for (const { title } of feeds) expect(title ?? '').not.toContain('root:')
  })

  test('import fetches nothing, says what it left out, and writes a configuration that holds', async () => {
    await using inside = await publisher()
    inside.give('/x', feed())
    using where = place({ 'feeds/a.yaml': '# mine\ntitle: A\nsources:\n  - https://example.org/kept # why\n' })
    writeFileSync(
      join(where.folder, 'list.opml'),
      `<opml><body><outline text="&quot;: [x, &amp;a *b !!js" xmlUrl="${inside.url}/x?a=1&amp;b=#f"/><outline title="__proto__" xmlUrl="https://example.org/__proto__"/><outline text="n&#10;drop: [{title: [x]}]" xmlUrl="https://example.org/2"/><outline xmlUrl="https://user:pass@example.org/3"/><outline xmlUrl="http://169.254.169.254/latest"/><outline xmlUrl="ftp://example.org"/></body></opml>`,
    )
    const folder = join(where.folder, 'feeds')
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const imported = (slug: string) => importCommand({ feeds: folder, feed: slug, json: true, db: '' }, join(where.folder, 'list.opml'))
    expect(await imported('a')).toBe(0)
    expect(JSON.parse(String(said.mock.calls[0]![0]))).toMatchObject({ skipped: [{ what: 'ftp://example.org' }] })
    said.mockRestore()
    expect(inside.hits).toEqual([])
    const [after] = loadFeeds(folder).feeds
    expect(after!.sources).toHaveLength(6)
    expect(JSON.stringify(after)).not.toContain('user:pass')
    expect(after!.drop).toEqual([])
    for (const bad of ['../a', 'A', '__proto__', 'a/b', '', '.']) await expect(imported(bad)).rejects.toThrow('becomes part of addresses')
    expect(readdirSync(folder)).toEqual(['a.yaml'])
  })
})

describe('R44 names of files', () => {
  test.each(['__proto__.yaml', 'UP.yaml', '..yaml', 'a b.yaml', '%2e%2e.yaml', '.yaml', 'ü.yaml', `${'x'.repeat(101)}.yaml`])(
    '%s is no feed',
    (name) => {
      using where = place({ 'feeds/ok.yaml': config(['https://example.org/']), [`feeds/${name}`]: config(['https://example.org/']) })
      expect(() => loadFeeds(join(where.folder, 'feeds'))).toThrow(`${name}:1: the name`)
    },
  )

  test('export writes below its folder only', () => {
    using where = place({
      'feeds/ok.yaml': config(['file:data/a.xml']),
      'data/a.xml': '<rss version="2.0"><channel><title>A</title><item><title>One</title></item></channel></rss>',
    })
    expect(where.run('export', '--out', 'out').status).toBe(1)
    expect(readdirSync(where.folder).toSorted()).toEqual(['data', 'feeds'])
    expect(where.run('refresh').status).toBe(0)
    expect(where.run('export', '--out', 'out').status).toBe(0)
    expect(readdirSync(where.folder).toSorted()).toEqual(['data', 'feeds', 'out'])
    expect(where.run('export', '--out', 'out', '--feed', '../../x').status).toBe(2)
  }, 60_000)
})

describe('P44 one address, however it is spelled', () => {
  const urls = (feeds: ReturnType<typeof curated>[]) => watched(oneSpellingEach(feeds)).map(({ url }) => url)
  test.each([
    ['http and https', ['http://example.org/feed', 'https://example.org/feed'], ['https://example.org/feed']],
    [
      'campaigns',
      ['https://example.org/feed?utm_source=x', 'https://example.org/feed', 'https://example.org/feed?utm_medium=rss&utm_campaign=y'],
      ['https://example.org/feed?utm_source=x'],
    ],
    [
      'campaigns beside what counts',
      ['https://example.org/feed?id=1&utm_source=x', 'http://example.org/feed?id=1'],
      ['https://example.org/feed?id=1&utm_source=x'],
    ],
    [
      'what counts',
      ['https://example.org/feed?id=1', 'https://example.org/feed?id=2'],
      ['https://example.org/feed?id=1', 'https://example.org/feed?id=2'],
    ],
    [
      'which feed it is',
      ['https://example.org/?feed=rss2', 'https://example.org/?feed=atom'],
      ['https://example.org/?feed=rss2', 'https://example.org/?feed=atom'],
    ],
    [
      'ports of their own',
      ['http://example.org:8080/', 'https://example.org:8080/'],
      ['http://example.org:8080/', 'https://example.org:8080/'],
    ],
    ['hosts', ['https://example.org/', 'https://www.example.org/'], ['https://example.org/', 'https://www.example.org/']],
    ['files', ['file:///data/a.xml', 'file:///data/b.xml'], ['file:///data/a.xml', 'file:///data/b.xml']],
  ])('%s', (_, given, asked) => {
    expect(urls([curated('one', given)])).toEqual(asked)
    expect(new Set(urls(given.map((url, n) => curated(`f${n}`, [url]))))).toEqual(new Set(asked))
  })

  test('and the most demanding of the spellings counts', () => {
    const [feed] = oneSpellingEach([
      curated('one', [
        { url: 'http://example.org/', every: 7_200_000, prefer: 1, name: 'N' },
        { url: 'https://example.org/', every: 900_000, prefer: 5 },
      ]),
    ])
    expect(feed!.sources).toEqual([{ url: 'https://example.org/', every: 900_000, prefer: 5, name: 'N' }])
  })

  test('in the files: one request', async () => {
    await using origin = await publisher()
    origin.give('/feed', feed())
    origin.give('/feed?utm_source=a', feed())
    using where = place({
      'feeds/a.yaml': config([`${origin.url}/feed#x`, `${origin.url}/feed`, `${origin.url}/feed?utm_source=a`]),
      'feeds/b.yaml': config([`${origin.url}/feed?utm_source=a#y`]),
    })
    const { status } = await ran(where.folder)
    expect([status, origin.hits.length]).toEqual([0, 1])
  }, 30_000)
})

/** `refresh` without blocking the publisher in this process. */
async function ran(folder: string): Promise<{ readonly status: number | null }> {
  const { spawn } = await import('node:child_process')
  const main = new URL('../../src/cli/wirefold.cjs', import.meta.url).pathname
  const child = spawn(process.execPath, [main, 'refresh', '--force'], {
    cwd: folder,
    env: { ...process.env, WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8' },
    stdio: 'ignore',
  })
  return new Promise((resolve) => child.once('exit', (status) => resolve({ status })))
}
