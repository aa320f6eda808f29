import { describe, expect, test } from 'vitest'
import { nodeFetch } from '../../src/node/sockets.ts'
import { header } from '../bench/scripted.ts'
import { LOOPBACK, origin, respond, visit } from './origin.ts'

const PRIVATE = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f.1',
  '017700000001',
  '0',
  '[::1]',
  '[::ffff:7f00:1]',
  '[::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '127.0.0.1.',
  'localhost',
  'localhost.',
]

const to = (location: string) => [`Location: ${location}`]

describe('P22: redirects are followed one by one', () => {
  test.each([301, 302, 303, 307, 308])('%i', async (status) => {
    await using server = await origin((socket, target) =>
      target === '/new' ? respond(socket, '200 OK', ['ETag: "n"'], 'feed') : respond(socket, `${status} Elsewhere`, to('/new#part')),
    )
    expect(await visit(`${server.url}/old`)).toMatchObject({
      kind: 'fresh',
      url: `${server.url}/new`,
      redirects: [{ status, from: `${server.url}/old`, to: `${server.url}/new` }],
    })
  })
})

test('a location with raw UTF-8 in it is understood', async () => {
  await using server = await origin((socket, target) =>
    target === '/old' ? respond(socket, '302 Found', [`Location: ${Buffer.from('/日本').toString('latin1')}`]) : respond(socket, '200 OK'),
  )
  expect(await visit(`${server.url}/old`)).toMatchObject({ kind: 'fresh', url: `${server.url}/%E6%97%A5%E6%9C%AC` })
})

test('validators go only to the URL that issued them', async () => {
  await using server = await origin((socket, target) =>
    target === '/old' ? respond(socket, '302 Found', to('/new')) : respond(socket, '304 Not Modified'),
  )
  const request = { url: `${server.url}/old`, validators: { etag: '"n"', lastModified: 'date' }, validatorsUrl: `${server.url}/new` }
  expect(await visit(request)).toMatchObject({ kind: 'unchanged', url: `${server.url}/new` })
  expect(server.requests.map((head) => header(head, 'if-none-match'))).toEqual([undefined, '"n"'])
  expect(await visit({ ...request, validatorsUrl: `${server.url}/old` })).toMatchObject({ kind: 'failed', status: 304 })
  expect(server.requests.slice(2).map((head) => header(head, 'if-modified-since'))).toEqual(['date', undefined])
})

test('P31: no credentials, referrer or cookie travel along', async () => {
  await using server = await origin((socket, target) =>
    target === '/old'
      ? respond(socket, '302 Found', [...to(`http://user:secret@127.0.0.1:${server.port}/new`), 'Set-Cookie: id=1'])
      : respond(socket, '200 OK'),
  )
  const fetched = await visit(`${server.url}/old`)
  expect(JSON.stringify(fetched)).not.toContain('secret')
  for (const head of server.requests) expect(head).not.toMatch(/^(authorization|cookie|referer):/im)
})

describe('P24: a chain ends', () => {
  test('in a circle', async () => {
    await using server = await origin((socket, target) => respond(socket, '301 Moved', to(target === '/a' ? '/b' : '/a')))
    expect(await visit(`${server.url}/a`)).toMatchObject({ kind: 'failed', problem: { code: 'redirect-loop' } })
    expect(server.requests.length).toBe(2)
  })
  test('onto itself, but for the fragment', async () => {
    await using server = await origin((socket, target) => respond(socket, '301 Moved', to(`${target}#again`)))
    expect(await visit(`${server.url}/a`)).toMatchObject({ problem: { code: 'redirect-loop' } })
    expect(server.requests.length).toBe(1)
  })
  test('after five', async () => {
    await using server = await origin((socket, target) => respond(socket, '302 Found', to(`${target}x`)))
    const fetched = await visit(`${server.url}/`)
    expect(fetched).toMatchObject({ kind: 'failed', problem: { code: 'too-many-redirects' } })
    expect(server.requests.length).toBe(6)
    expect(fetched.redirects.length).toBe(6)
  })
})

test.each([
  ['without Location', [], 'bad-redirect'],
  ['with an empty one', ['Location: '], 'bad-redirect'],
  ['with one that is no URL', to('http://'), 'bad-redirect'],
  ['to a file', to('file:///etc/passwd'), 'unsupported-scheme'],
  ['to data', to('data:text/xml,<rss/>'), 'unsupported-scheme'],
  ['to a mail server', to('http://127.0.0.1:25/'), 'forbidden-port'],
  ['to a store', to('//127.0.0.1:6379/'), 'forbidden-port'],
])('a redirect %s', async (_, headers, code) => {
  await using server = await origin((socket) => respond(socket, '302 Found', headers))
  expect(await visit(server.url)).toMatchObject({ kind: 'failed', problem: { code } })
  expect(server.requests.length).toBe(1)
})

test('R24: a redirect to a private address makes no connection, in whatever spelling', async () => {
  await using secret = await origin((socket) => respond(socket, '200 OK', [], 'secret'))
  for (const host of PRIVATE) {
    const answers = nodeFetch([])
    const fetched = await visit('http://feeds.example.org/', {
      allowPrivate: [],
      fetch: async (url, init) =>
        url === 'http://feeds.example.org/'
          ? new Response(null, { status: 302, headers: { location: `http://${host}:${secret.port}/` } })
          : answers(url, init),
    })
    expect(fetched, host).toMatchObject({ kind: 'failed', problem: { code: 'private-address' } })
  }
  expect(secret.connections()).toBe(0)
})

test('R25: a redirect to a name that leads to a private address makes no connection', async () => {
  await using secret = await origin((socket) => respond(socket, '200 OK', [], 'secret'))
  await using server = await origin((socket) => respond(socket, '302 Found', to(`http://rebind.example.org:${secret.port}/`)))
  // the origin is a literal and allowed; the name resolves to a block that is not
  const fetch = nodeFetch(LOOPBACK, (_name, _options, done) => done(null, [{ address: '10.0.0.1', family: 4 }]))
  expect(await visit(server.url, { fetch })).toMatchObject({ kind: 'failed', problem: { code: 'private-address' } })
  expect(secret.connections()).toBe(0)
})

describe('R60: what is allowed inside is for sources that are inside', () => {
  const outside = (location: string): Promise<Response> => Promise.resolve(new Response(null, { status: 302, headers: { location } }))

  test.each([
    ['an address', (port: number) => `http://127.0.0.1:${port}/`],
    ['a name', (port: number) => `http://inside.example.org:${port}/`],
    ['an address after another hop outside', (port: number) => `http://hop.example.org/?${port}`],
  ])('a public server that leads to %s of an allowed block makes no connection', async (_, place) => {
    await using inside = await origin((socket) => respond(socket, '200 OK', [], 'the router'))
    const real = nodeFetch(LOOPBACK, (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
    const fetched = await visit('http://feeds.example.org/', {
      fetch: async (url, init) => {
        if (url === 'http://feeds.example.org/') return outside(place(inside.port))
        if (url.startsWith('http://hop.')) return outside(`http://127.0.0.1:${inside.port}/`)
        return real(url, init)
      },
    })
    expect(fetched).toMatchObject({ kind: 'failed', problem: { code: 'private-address' } })
    expect(inside.connections()).toBe(0)
  })

  test.each([
    ['an address', 'http://127.0.0.1:PORT/old'],
    ['a name', 'http://nas.example.org:PORT/old'],
  ])('a server inside, named by %s, may lead to its neighbour', async (_, source) => {
    await using inside = await origin((socket, target) =>
      target === '/old'
        ? respond(socket, '302 Found', to(`http://other.example.org:${inside.port}/new`))
        : respond(socket, '200 OK', [], 'feed'),
    )
    const fetch = nodeFetch(LOOPBACK, (_name, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
    expect(await visit(source.replace('PORT', String(inside.port)), { fetch })).toMatchObject({ kind: 'fresh', isInside: true })
  })

  test('nor is anything inside asked that somebody else named', async () => {
    await using inside = await origin((socket) => respond(socket, '200 OK', [], 'the router'))
    expect(await visit({ url: `${inside.url}/`, publicOnly: true })).toMatchObject({ kind: 'failed', problem: { code: 'private-address' } })
    expect(inside.connections()).toBe(0)
  })
})

test('headers of a private source stay with its origin', async () => {
  await using other = await origin((socket) => respond(socket, '200 OK', [], 'feed'))
  await using server = await origin((socket, target) =>
    respond(socket, '302 Found', to(target === '/old' ? '/new' : `${other.url}/elsewhere`)),
  )
  await visit({ url: `${server.url}/old`, headers: { authorization: 'Bearer members-only' } })
  expect(server.requests.map((head) => header(head, 'authorization'))).toEqual(['Bearer members-only', 'Bearer members-only'])
  expect(other.requests.map((head) => header(head, 'authorization'))).toEqual([undefined])
})
