import { gunzipSync, gzipSync, constants, createGzip, brotliCompressSync } from 'node:zlib'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Turns } from '../../src/fetch/hosts.ts'
import { HeldPlace, openPlaces, type Places } from '../../src/fetch/places.ts'
import { answering, origin, respond, visit, type Answer } from './origin.ts'

/** For exchanges that end by it, and for those that have to end before it however slow the machine is; in milliseconds. */
const SHORT = { headers: 300, whole: 600 }
const LONG = { headers: 60_000, whole: 60_000 }

const MIB = 1024 * 1024
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

/** Writes for ever, as fast as the reader takes it. */
function flood(socket: Socket, chunk: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  }
  socket.on('drain', more)
  more()
}

const chunk = (bytes: Buffer) => Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])

function trickle(socket: Socket, text: string): void {
  const timer = setInterval(() => socket.write(text), 50)
  socket.on('close', () => clearInterval(timer))
}

describe('P43, R12, R13: an exchange is bounded in time and decoded bytes, and the origin sees the close at once', () => {
  const cases: readonly (readonly [string, Answer, string])[] = [
    ['a connection that says nothing', () => {}, 'timeout'],
    ['headers that never end', (socket) => (socket.write('HTTP/1.1 200 OK\r\n'), trickle(socket, 'X-A: b\r\n')), 'timeout'],
    [
      'a body of one byte now and then',
      (socket) => (socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n'), trickle(socket, 'x')),
      'timeout',
    ],
    ['informational responses for ever', (socket) => trickle(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n'), 'timeout'],
    ['a header of 64 KB', (socket) => respond(socket, '200 OK', [`X-Long: ${'a'.repeat(65536)}`]), 'bad-response'],
    [
      '10,000 headers',
      (socket) =>
        respond(
          socket,
          '200 OK',
          Array.from({ length: 10_000 }, (_, i) => `X-${i}: a`),
        ),
      'bad-response',
    ],
    ['chunks for ever', (socket) => (socket.write(CHUNKED), flood(socket, chunk(Buffer.alloc(65536, 'a')))), 'too-large'],
    [
      'a body of 5 GB',
      (socket) => (socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n'), flood(socket, Buffer.alloc(65536))),
      'too-large',
    ],
    ['a gzip bomb', answering('200 OK', ['Content-Encoding: gzip'], gzipSync(Buffer.alloc(64 * MIB))), 'too-large'],
    [
      'a br bomb',
      answering(
        '200 OK',
        ['Content-Encoding: br'],
        brotliCompressSync(Buffer.alloc(64 * MIB), { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }),
      ),
      'too-large',
    ],
    ['a bomb in a bomb', answering('200 OK', ['Content-Encoding: gzip, gzip'], gzipSync(gzipSync(Buffer.alloc(64 * MIB)))), 'too-large'],
    ['five nested gzips', answering('200 OK', ['Content-Encoding: gzip, gzip, gzip, gzip, gzip'], 'x'), 'unsupported-encoding'],
    ['a gzip stream for ever', endlessGzip, 'too-large'],
  ]
  test.concurrent.each(cases)('%s', async (_, answer, code) => {
    await using server = await origin(answer)
    const fetched = await visit(server.url, { limits: { ...(code === 'timeout' ? SHORT : LONG), bytes: MIB } })
    expect(fetched).toMatchObject({ kind: 'failed', problem: { code } })
    await server.closed
  })

  function endlessGzip(socket: Socket): void {
    socket.write('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n')
    const gzip = createGzip({ level: 1 })
    gzip.pipe(socket)
    const block = Buffer.alloc(65536, 'abc')
    const more = () => !socket.destroyed && gzip.write(block, () => setImmediate(more))
    more()
  }
})

test('the time for headers counts redirects as well', async () => {
  await using server = await origin((socket, target) => setTimeout(() => respond(socket, '302 Found', [`Location: ${target}x`]), 120))
  expect(await visit(`${server.url}/`, { limits: { headers: 300, whole: 5000 } })).toMatchObject({ problem: { code: 'timeout' } })
})

describe('large bodies take turns', () => {
  const SIZE = 3 * MIB
  const answer: Answer = (socket, target) => respond(socket, '200 OK', [], target === '/large' ? Buffer.alloc(SIZE, 'large ') : 'small')
  /** A visit that may have the place of a large body, and gives it back when what it brought is done with. */
  async function visitInTurn(url: string, places: Places, settled: () => Promise<void>, limits = {}) {
    const large = new HeldPlace(places)
    const turns: Turns = { ask: async (_, request) => ({ ok: true, result: await request() }), holdLarge: () => large.take(), heard() {} }
    const fetched = await visit(url, { limits: { bytes: 8 * MIB, ...limits } }, turns)
    await settled()
    large.give()
    return fetched
  }

  test('R13, R57: one at a time is read and settled, small ones do not wait, and none is lost', async () => {
    await using server = await origin(answer)
    const places = openPlaces(1)
    let largeAtOnce = 0
    let most = 0
    const paths = ['/large', '/large', '/large', '/large', '/small', '/too-large']
    const sizes = await Promise.all(
      paths.map(async (path) => {
        const isLarge = path === '/large'
        const settled = async () => {
          if (isLarge) most = Math.max(most, ++largeAtOnce)
          await new Promise((resolve) => setTimeout(resolve, 20))
          if (isLarge) largeAtOnce--
        }
        const fetched = await visitInTurn(`${server.url}${path}`, places, settled, path === '/too-large' ? { bytes: 1 } : {})
        return fetched.kind === 'fresh' ? fetched.bytes.length : 0
      }),
    )
    expect([sizes, most]).toEqual([[SIZE, SIZE, SIZE, SIZE, 5, 0], 1])
  })

  test('one whose turn does not come in time is held, which is nothing against its source', async () => {
    await using server = await origin(answer)
    const places = openPlaces(1)
    await places.take()
    const limits = { headers: 2000, whole: 300 }
    expect(await visitInTurn(`${server.url}/large`, places, async () => {}, limits)).toMatchObject({
      kind: 'failed',
      problem: { code: 'held' },
    })
    places.give()
    expect(await visitInTurn(`${server.url}/large`, places, async () => {})).toMatchObject({ kind: 'fresh' })
  })
})

describe('R11: a body that breaks off keeps what came, marked as truncated', () => {
  const feed = Array.from({ length: 4000 }, (_, i) => `<item><guid>${i}-${(i * 7919) % 4001}</guid></item>`).join('')
  const cut =
    (headers: readonly string[], body: Uint8Array, length: number): Answer =>
    (socket) => {
      socket.write(['HTTP/1.1 200 OK', ...headers, '', ''].join('\r\n'))
      socket.end(body.subarray(0, length))
    }
  const gz = gzipSync(feed)
  const decodable = gunzipSync(gz.subarray(0, 4000), { finishFlush: constants.Z_SYNC_FLUSH }).length
  const bytes = Buffer.from(feed)
  test.each<[string, Answer, number, boolean]>([
    ['Content-Length too long', cut([`Content-Length: ${bytes.length + 10}`], bytes, bytes.length), bytes.length, true],
    ['closed in mid-body', cut([`Content-Length: ${bytes.length}`], bytes, 70_000), 70_000, true],
    ['a chunk without an end', cut(['Transfer-Encoding: chunked'], chunk(bytes), 50_007), 50_000, true],
    ['chunks without the last one', cut(['Transfer-Encoding: chunked'], chunk(bytes), bytes.length + 9), bytes.length, true],
    ['gzip cut in the middle, length right', cut(['Content-Encoding: gzip', `Content-Length: 4000`], gz, 4000), decodable, true],
    [
      'gzip cut in the middle, connection closed',
      cut(['Content-Encoding: gzip', `Content-Length: ${gz.length}`], gz, 4000),
      decodable,
      true,
    ],
    ['gzip without its checksum', cut(['Content-Encoding: gzip'], gz, gz.length - 8), bytes.length, true],
    [
      'gzip whole, chunking cut',
      cut(['Content-Encoding: gzip', 'Transfer-Encoding: chunked'], chunk(gz), gz.length + 7),
      bytes.length,
      false,
    ],
    ['no length at all: the close is the end', cut([], bytes, 70_000), 70_000, false],
  ])('%s', async (_, answer, atLeast, truncated) => {
    await using server = await origin(answer)
    const fetched = await visit(server.url)
    expect(fetched).toMatchObject({ kind: 'fresh', truncated })
    if (fetched.kind !== 'fresh') return
    const read = new TextDecoder().decode(fetched.bytes)
    expect(feed.startsWith(read)).toBe(true)
    expect(read.length).toBeGreaterThanOrEqual(atLeast)
  })

  test('nothing but headers is a failure', async () => {
    await using server = await origin(cut(['Content-Length: 100'], bytes, 0))
    expect(await visit(server.url)).toMatchObject({ kind: 'failed', problem: { code: 'reset' } })
  })
})
