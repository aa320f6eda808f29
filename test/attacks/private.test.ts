import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFeedConfig } from '../../src/config/config.ts'
import { feed } from '../politeness/watch.ts'
import { allowing } from '../fetch/origin.ts'
import { config, place } from './process.ts'
import { curated, publisher, station, type Publisher } from './station.ts'

/** The public internet of these tests is 127.0.0.1; what is private is 127.0.0.2 and ::1, where somebody listens and counts. */
const PUBLIC_ONLY = allowing('127.0.0.1/32')
const INSIDE_V4 = [
  '127.0.0.2',
  '127.0.2',
  '2130706434',
  '0x7f.0.0.2',
  '0x7f000002',
  '0177.0.0.2',
  '017700000002',
  '１２７.０.０.２',
  '127。0。0。2',
  '[::ffff:7f00:2]',
  '[::ffff:127.0.0.2]',
  '[::127.0.0.2]',
  '[64:ff9b::7f00:2]',
  '[2002:7f00:2::]',
  '%31%32%37.0.0.2',
]
const ELSEWHERE = [
  '0',
  '0.0.0.0',
  '[::]',
  '[::1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'a.localhost',
  '169.254.169.254',
  '[fd00:ec2::254]',
  '[fe80::1]',
  '100.100.100.200',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '[ff02::1]',
  '[2001:db8::1]',
  '[100::1]',
  '[4000::1]',
  '[fec0::1]',
]

let inside: Publisher
let inside6: Publisher | undefined
let outside: Publisher

beforeAll(async () => {
  inside = await publisher('127.0.0.2')
  inside6 = await publisher('::1').catch(() => undefined)
  outside = await publisher()
})
afterAll(async () => {
  for (const one of [inside, inside6, outside]) await one?.[Symbol.asyncDispose]()
})

const portOf = (url: string) => new URL(url).port
const targets = () => [
  ...INSIDE_V4.map((host) => `http://${host}:${portOf(inside.url)}/x`),
  ...ELSEWHERE.map((host) => `http://${host}:${portOf(inside6?.url ?? inside.url)}/x`),
]
const connected = () => inside.hits.length + (inside6?.hits.length ?? 0)

/** A name server for one station: names to addresses, in the order of the questions. */
const names =
  (table: Record<string, readonly string[][]>, asked: string[] = []) =>
  (hostname: string, _: unknown, done: (error: null, addresses: { address: string; family: number }[]) => void) => {
    const turn = asked.filter((name) => name === hostname).length
    asked.push(hostname)
    const answers = table[hostname] ?? []
    done(
      null,
      (answers[Math.min(turn, answers.length - 1)] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }

describe('R24 nothing private is connected to', () => {
  test('as a source, in any spelling', async () => {
    const urls = [...new Set(targets().map((url) => (URL.canParse(url) ? new URL(url).href : url)))]
    await using wirefold = await station([curated('inside', urls)], { allowPrivate: PUBLIC_ONLY })
    const visits = await wirefold.refresh()
    expect(connected()).toBe(0)
    for (const { source, outcome, problem } of visits) {
      expect([source, outcome]).toEqual([source, 'failed'])
      if (problem?.code === 'private-address') expect(problem.message).toMatch(/WIREFOLD_ALLOW_PRIVATE/)
      // localhost is 127.0.0.1, which is public here
      else expect(source.toLowerCase().includes('localhost') ? ['connect', 'dns'] : ['bad-url', 'dns']).toContain(problem?.code)
    }
  })

  test('as the target of a redirect, at any hop', async () => {
    const urls = targets().flatMap((target, n) => {
      const first = outside.give(`/first/${n}`, (_, response) => response.writeHead(n % 2 ? 301 : 302, { location: `/hop/${n}` }).end())
      outside.give(`/hop/${n}`, (_, response) => response.writeHead(307, { location: Buffer.from(target).toString('latin1') }).end())
      return [first]
    })
    await using wirefold = await station([curated('redirected', urls)], { allowPrivate: PUBLIC_ONLY })
    const visits = await wirefold.refresh()
    expect(visits.filter(({ outcome }) => outcome !== 'failed')).toEqual([])
    expect(outside.hits.filter((hit) => hit.startsWith('/hop/')).length).toBe(urls.length)
    expect(connected()).toBe(0)
  })

  test('in a document: links, logos, enclosures, bases, hubs, stylesheets and entities are never fetched, public ones neither', async () => {
    const [t, own] = [`${inside.url}/t`, `${outside.url}/never`]
    const item = (url: string, n: number) =>
      `<item xml:base="${url}"><title>N${n}</title><link>${url}?${n}</link><guid>g${n}</guid><comments>${url}</comments><enclosure url="${url}.mp3" length="1" type="audio/mpeg"/><source url="${url}">s</source>
       <description>&lt;img src="${url}"&gt;&lt;a href="${url}"&gt;x&lt;/a&gt;&lt;video poster="${url}" src="${url}"&gt;&lt;/video&gt; words ${n}</description><content:encoded>&lt;iframe src="${url}"&gt;&lt;/iframe&gt; words</content:encoded><media:thumbnail url="${url}"/></item>`
    const body = `<?xml version="1.0"?><?xml-stylesheet href="${t}"?><!DOCTYPE rss SYSTEM "${t}" [<!ENTITY e SYSTEM "${t}"><!ENTITY % p SYSTEM "${own}">%p;]>
      <rss version="2.0" xml:base="${t}" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:xi="http://www.w3.org/2001/XInclude">
      <channel><title>T &e;</title><link>${t}</link><image><url>${t}</url></image><docs>${t}</docs><cloud domain="127.0.0.2" port="${portOf(t)}" path="/"/><atom:link rel="hub" href="${t}"/><atom:link rel="self" href="${own}"/><atom:link rel="next" href="${own}"/><xi:include href="${t}"/>
      ${item(t, 1)}${item(own, 2)}</channel></rss>`
    const url = outside.give('/document', body)
    const before = outside.hits.length
    await using wirefold = await station([curated('document', [url])], { allowPrivate: PUBLIC_ONLY })
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'updated', new: 2 }])
    const documents = await Promise.all(['atom', 'rss', 'json'].map((format) => wirefold.text(`/feeds/document.${format}`)))
    await Promise.all(['/', '/feeds/document', '/status'].map((path) => wirefold.text(path)))
    expect(connected()).toBe(0)
    expect(outside.hits.slice(before)).toEqual(['/document'])
    // and no reader's browser is sent to look at its own network
    for (const document of documents) expect(document).not.toMatch(/(?:src|poster|image|thumbnail)[^>]{0,20}127\.0\.0\.2/)
  })
})

describe('R25 the address that was checked is the one that is dialled', () => {
  const port = () => portOf(inside.url)
  test.each([
    ['a name that is private', [['127.0.0.2']]],
    ['one public and one private address', [['127.0.0.1', '127.0.0.2']]],
    ['a private address of the other family', [['127.0.0.1', '::1']]],
    ['mapped', [['::ffff:127.0.0.2']]],
    ['a link-local one with a zone', [['fe80::1%lo']]],
    ['nothing', [[]]],
    ['what is no address', [['localhost']]],
  ])('%s', async (_, answers) => {
    const resolve = names({ 'feeds.example.org': answers }) as never
    await using wirefold = await station([curated('names', [`http://feeds.example.org:${port()}/x`])], {
      allowPrivate: PUBLIC_ONLY,
      resolve,
    })
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'failed' }])
    expect(connected()).toBe(0)
  })

  test('a name that turns private between two questions', async () => {
    const asked: string[] = []
    outside.give('/rebind', feed())
    const resolve = names({ 'rebind.example.org': [['127.0.0.1'], ['127.0.0.2']] }, asked) as never
    await using wirefold = await station([curated('rebind', [`http://rebind.example.org:${portOf(outside.url)}/rebind`])], {
      allowPrivate: PUBLIC_ONLY,
      resolve,
    })
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'updated' }])
    expect(asked).toEqual(['rebind.example.org'])
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'failed', problem: { code: 'private-address' } }])
    expect(connected()).toBe(0)
  })
})

describe('R26 other schemes, credentials and ports', () => {
  test.each([
    'ftp://example.org/x',
    'gopher://example.org/',
    'data:text/xml,<rss/>',
    'blob:https://example.org/x',
    'jar:https://example.org!/x',
    'javascript:alert(1)',
    '//example.org/x',
    'example.org',
    'https://user:secret@example.org/x',
    'http://',
    'ws://example.org/',
  ])('%s is no source', (url) => {
    const read = readFeedConfig('feeds/a.yaml', config([url]), () => ({ urls: [] }))
    if (read.ok) throw new Error('accepted')
    expect(read.problems.map(({ line, key }) => [line, key])).toEqual([[3, 'sources[0]']])
    expect(JSON.stringify(read)).not.toContain('secret')
  })

  test.each(['22', '25', '6379', '11211', '5432'])('port %s is not asked', async (port) => {
    await using wirefold = await station([curated('ports', [`http://127.0.0.1:${port}/x`])])
    expect(await wirefold.refresh()).toMatchObject([{ outcome: 'failed', problem: { code: 'forbidden-port' } }])
  })

  test('redirects to other schemes, with credentials, tabs and line ends lead nowhere new', async () => {
    const home = outside.give('/home', feed())
    const cases = [
      'file:///etc/passwd',
      'ftp://example.org/',
      'data:text/xml,<rss/>',
      'javascript:1',
      'jar:http://x!/',
      'blob:http://x',
      `http://user:pass@127.0.0.1:${portOf(home)}/home`,
      `ht\ttp://127.0.0.1:${portOf(home)}/home`,
    ]
    const urls = cases.map((location, n) => outside.give(`/scheme/${n}`, (_, response) => response.writeHead(302, { location }).end()))
    await using wirefold = await station([curated('schemes', urls)], { allowPrivate: PUBLIC_ONLY })
    const outcomes = (await wirefold.refresh())
      .toSorted((a, b) => (a.source < b.source ? -1 : 1))
      .map(({ problem }) => problem?.code ?? 'read')
    expect(outcomes).toEqual([...Array.from({ length: 6 }, () => 'unsupported-scheme'), 'read', 'read'])
    expect(await wirefold.text('/status.json')).not.toMatch(/user:pass|passwd/)
  })

  test('files are read below data/ only', async () => {
    using where = place({ 'data/ok.xml': feed(), 'secret.xml': feed(), 'data-evil/x.xml': feed(), 'feeds/x.yaml': 'x' })
    mkdirSync(join(where.folder, 'data/folder'))
    symlinkSync('/etc/passwd', join(where.folder, 'data/passwd'))
    symlinkSync('../secret.xml', join(where.folder, 'data/link.xml'))
    symlinkSync('/dev/zero', join(where.folder, 'data/zero'))
    symlinkSync('loop', join(where.folder, 'data/loop'))
    writeFileSync(join(where.folder, 'data/huge.xml'), Buffer.alloc(16 * 1024 * 1024, 32))
    const urls = [
      'file:data/ok.xml',
      'file:///etc/passwd',
      'file:data/../../etc/passwd',
      'file:data/../secret.xml',
      'file:data/%2e%2e/secret.xml',
      'file:data%2f..%2fsecret.xml',
      'file:data/passwd',
      'file:data/link.xml',
      'file:data/zero',
      'file:data/loop',
      'file:data/folder',
      'file:data',
      'file:data/huge.xml',
      'file:data/%00',
      'file:data-evil/x.xml',
      `file://${where.folder}/data-evil/x.xml`,
      'file://evil.example/share/x.xml',
      'file:///proc/self/environ',
      'file:secret.xml',
    ]
    const all = urls.map((url) => new URL(url).href)
    await using wirefold = await station([curated('files', all)], { root: where.folder })
    const visits = await wirefold.refresh()
    expect(visits.filter(({ outcome }) => outcome === 'updated').map(({ source }) => source)).toEqual([all[0]])
    const status = await wirefold.text('/status.json')
    expect(status).not.toContain(where.folder)
    expect(status).not.toContain('root:')
  })
})

describe('R27 one’s own feeds', () => {
  test.each(['atom', 'rss', 'json'])('a wirefold that reads itself as %s grows no further', async (format) => {
    const url = outside.give('/story', feed(3))
    let own = ''
    const loop = outside.give('/own', (_, response) => response.end(own || feed(0)))
    const metrics = outside.give('/own-metrics', '# HELP wirefold_up\nwirefold_up 1\n')
    await using wirefold = await station([curated('own', [url, loop, metrics])], { base: outside.url })
    const sizes: number[] = []
    for (let poll = 0; poll < 20; poll++) {
      wirefold.clock.now += 3_600_000
      await wirefold.refresh()
      own = await wirefold.text(`/feeds/own.${format}`)
      sizes.push(own.length)
    }
    const { stories } = await wirefold.json<{ stories: unknown[] }>('/api/stories?limit=200')
    expect(stories).toHaveLength(3)
    expect(new Set(sizes.slice(5)).size).toBe(1)
  })
})
