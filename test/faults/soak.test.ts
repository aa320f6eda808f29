import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { digest } from '../../src/hash.ts'

interface Hour {
  readonly hour: number
  readonly visits: number
  readonly rss: number
  readonly fds: number
  readonly wal: number
  readonly rows: Readonly<Record<'items' | 'incidents' | 'outbox' | 'visits', number>>
}

const LONG = process.env['WIREFOLD_ATTACKS'] === 'all'
const [SOURCES, HOURS] = LONG ? [300, 24] : [40, 4]
const MB = 1024 * 1024
const BOMB = gzipSync(Buffer.alloc(60 * MB, 0x20))

const rss = (source: number, newest: number): string =>
  `<rss version="2.0"><channel><title>Source ${source}</title>${Array.from({ length: 20 }, (_, n) => newest - n)
    .map(
      (n) =>
        `<item><guid>${n}</guid><title>Report ${digest(`${source} ${n}`)}</title><description>${digest(`a${source} ${n}`).repeat(20)}</description></item>`,
    )
    .join('')}</channel></rss>`

/** One in ten of each kind: most are well, some in every way they can be ill. */
function reply(source: number, asked: number, response: ServerResponse): void {
  const body = rss(source, 100 + asked)
  const kind = source % 10
  if (kind < 4) response.writeHead(200, { etag: `"${asked}"` }).end(body)
  else if (kind === 4) response.writeHead(304, { etag: '"same"' }).end()
  else if (kind === 5) response.writeHead(asked % 2 ? 500 : 200).end(body)
  else if (kind === 6) response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Database error</h1>')
  else if (kind === 7) {
    response.writeHead(200, { 'content-length': body.length + 999 })
    response.write(body, () => response.destroy())
  } else if (kind === 8) response.writeHead(429, { 'retry-after': '3600' }).end()
  else if (source % 100 === 9) response.writeHead(200, { 'content-encoding': 'gzip' }).end(BOMB)
  else response.destroy()
}

test(
  `R50 ${HOURS} hours of ${SOURCES} sources of all kinds leave memory, descriptors and log flat`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirefold-soak-'))
    const asked = new Map<number, number>()
    const server = createServer((request, response) => {
      const source = Number(request.url?.slice(1))
      asked.set(source, (asked.get(source) ?? 0) + 1)
      reply(source, asked.get(source)!, response)
    })
    await new Promise<void>((listening) => server.listen(0, listening))
    const { port } = server.address() as AddressInfo
    const day = fileURLToPath(new URL('day.ts', import.meta.url))
    const child = spawn(process.execPath, ['--expose-gc', day, join(folder, 'w.db'), String(port), String(SOURCES), String(HOURS)])
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const code = await new Promise((ended) => child.once('close', ended))
    server.closeAllConnections()
    server.close()
    expect([code, err]).toEqual([0, ''])
    const hours = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Hour)
    if (LONG)
      console.log(
        hours
          .map(
            ({ hour, visits, rss, fds, wal, rows }) =>
              `hour ${hour}: ${visits} visits, ${Math.round(rss / MB)} MB, ${fds} descriptors, log ${(wal / MB).toFixed(1)} MB, ${rows.items} items, ${rows.incidents} incidents, ${rows.outbox} messages`,
          )
          .join('\n'),
      )
    const settled = hours.slice(Math.floor(HOURS / 4))
    const [first, last] = [settled[0]!, settled.at(-1)!]
    expect(hours.every(({ wal }) => wal < 64 * MB)).toBe(true)
    expect(Math.abs(last.fds - first.fds)).toBeLessThanOrEqual(5)
    if (LONG) expect(last.rss).toBeLessThan(first.rss * 1.1 + 5 * MB)
    // what only visits would grow stays flat: an incident a source, and its message
    expect(last.rows.outbox).toBeLessThanOrEqual(SOURCES * 2)
    expect(last.rows.visits).toBe(0)
    expect(Math.max(...hours.map(({ rss }) => rss))).toBeLessThan(256 * MB)
    expect(readdirSync(folder)).toEqual(['w.db'])
    rmSync(folder, { recursive: true })
  },
  LONG ? 900_000 : 60_000,
)
