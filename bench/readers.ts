/**
 * Readers that ask and do not read: memory of the server, and how long another reader waits. `node bench/readers.ts`.
 * The feed holds fifty full stories (600 KB); 100 connections ask for it 20 times each, 300 connections 50 times.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const PARAGRAPH = 'The council met again on the matter of the bridge, and put the decision off until the river is lower. '
const item = (n: number) =>
  `<item><title>Report number ${n} of the day</title><link>https://news.example/${n}</link><description>${`${n} ${PARAGRAPH}`.repeat(110)}</description></item>`
const FEED = `<rss version="2.0"><channel><title>Wire</title><link>https://news.example/</link>${Array.from({ length: 50 }, (_, n) => item(n)).join('')}</channel></rss>`

const folder = mkdtempSync(join(tmpdir(), 'wirefold-readers-'))
mkdirSync(join(folder, 'data'))
mkdirSync(join(folder, 'feeds'))
writeFileSync(join(folder, 'data/a.xml'), FEED)
writeFileSync(join(folder, 'feeds/a.yaml'), 'title: A\nsources:\n  - file:../data/a.xml\n')

const port = 20_000 + (process.pid % 20_000)
const cli = new URL('../src/cli/main.ts', import.meta.url).pathname
const server = spawn(
  process.execPath,
  [cli, 'serve', '--port', String(port), '--feeds', join(folder, 'feeds'), '--db', join(folder, 'w.db')],
  {
    stdio: 'ignore',
  },
)
const url = `http://127.0.0.1:${port}/feeds/a.atom`
const rss = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024

async function ready(): Promise<void> {
  for (let n = 0; n < 200; n++, await sleep(100)) {
    const text = await fetch(url)
      .then((response) => response.text())
      .catch(() => '')
    if (text.includes('Report number 1 ')) return
  }
  throw new Error('the feed was never published')
}

async function open(requests: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.pause()
  socket.write(`GET /feeds/a.atom HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`.repeat(requests))
  return socket
}

async function crowd(connections: number, requests: number): Promise<void> {
  const before = rss()
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(requests)))
  let most = 0
  let slowest = 0
  for (let n = 0; n < 20; n++) {
    await sleep(100)
    most = Math.max(most, rss())
    const started = performance.now()
    await (await fetch(url)).arrayBuffer()
    slowest = Math.max(slowest, performance.now() - started)
  }
  console.log(
    `${connections} connections of ${requests} requests: RSS ${before.toFixed(0)} MB, at most ${most.toFixed(0)} MB (${(most - before).toFixed(0)} more); another reader waits ${slowest.toFixed(0)} ms at most`,
  )
  for (const socket of sockets) socket.destroy()
  await sleep(500)
}

try {
  await ready()
  for (let n = 0; n < 200; n++) await (await fetch(url)).arrayBuffer()
  await crowd(100, 20)
  await crowd(300, 50)
} finally {
  server.kill()
  rmSync(folder, { recursive: true, force: true })
}
