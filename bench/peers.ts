/**
 * A first refresh of many sources, and one of nothing but 304s, beside newsboat (16 threads) and sfeed where they are installed: both read
 * and store, and neither cleans nor folds. `node bench/peers.ts [sources]`; 300 unless it is said. Each source stands on a loopback address
 * of its own (127.0.0.0/8: Linux) and has thirty items of unlike text.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const ITEMS = 30
const PORT = Number(process.env['PEERS_PORT'] ?? 20_000 + (process.pid % 20_000))
const address = (source: number) => `127.${40 + (PORT % 50)}.${Math.floor(source / 250)}.${(source % 250) + 1}`
const urlOf = (source: number) => `http://${address(source)}:${PORT}/feed.xml`

/** The same words at every run, common ones most often. */
function proseOf(seed: number): (words: number) => string {
  let state = seed * 7919 + 1
  const random = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  const word = () => `w${Math.floor(40_000 ** random()).toString(36)}`
  return (words) => Array.from({ length: words }, word).join(' ')
}

function documentOf(source: number): Buffer {
  const prose = proseOf(source)
  const link = `http://example.org/${source}`
  const item = (n: number) =>
    `<item><title>${prose(9)}</title><link>${link}/${n}</link><guid>${link}/${n}</guid>` +
    `<pubDate>${new Date(Date.UTC(2026, 0, 1) + n * 60_000 + source * 1000).toUTCString()}</pubDate>` +
    `<description>&lt;p&gt;${prose(50)}. ${prose(50)}.&lt;/p&gt;&lt;p&gt;${prose(80)}.&lt;/p&gt;</description></item>`
  return Buffer.from(
    `<?xml version="1.0"?><rss version="2.0"><channel><title>Source ${source}</title><link>${link}</link>${Array.from({ length: ITEMS }, (_, n) => item(n)).join('')}</channel></rss>`,
  )
}

/** Serves all sources, in a process of its own, and says when it is ready. */
async function serveOrigin(count: number): Promise<void> {
  for (let source = 0; source < count; source++) {
    const body = documentOf(source)
    const etag = `"first-${source}"`
    const server = createServer(({ headers }, response) => {
      if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
      return response.writeHead(200, { 'content-type': 'application/rss+xml', etag, 'content-length': body.length }).end(body)
    })
    server.listen(PORT, address(source))
    await once(server, 'listening')
  }
  process.send?.('ready')
}

interface Peer {
  readonly name: string
  readonly command: readonly string[]
  /** How many items it has stored: who reads nothing is fast. */
  readonly stored: () => number
}

/** What each is told to read, in a folder of its own. */
function peersIn(folder: string, count: number): readonly Peer[] {
  const urls = Array.from({ length: count }, (_, source) => urlOf(source))
  mkdirSync(join(folder, 'feeds'))
  writeFileSync(join(folder, 'feeds/all.yaml'), `title: All\nsources:\n${urls.map((url) => `  - ${url}\n`).join('')}`)
  writeFileSync(join(folder, 'urls'), urls.join('\n'))
  writeFileSync(join(folder, 'config'), 'reload-threads 16\n')
  const feeds = urls.map((url, n) => `feed "source ${n}" "${url}"`).join('\n')
  writeFileSync(join(folder, 'sfeedrc'), `sfeedpath="${folder}/sfeed"\nmaxjobs=16\nfeeds() {\n${feeds}\n}\n`)
  const cli = new URL('../src/cli/wirefold.cjs', import.meta.url).pathname
  const own = [process.execPath, cli, 'refresh', '--force', '--feeds', join(folder, 'feeds'), '--db', join(folder, 'w.db')]
  const [newsboat, sfeed] = [
    ['newsboat', '-u', join(folder, 'urls'), '-C', join(folder, 'config'), '-c', join(folder, 'newsboat.db'), '-x', 'reload'],
    ['sfeed_update', join(folder, 'sfeedrc')],
  ]
  return [
    { name: 'wirefold', command: own, stored: () => rowsIn(join(folder, 'w.db'), 'items') },
    { name: 'newsboat', command: newsboat, stored: () => rowsIn(join(folder, 'newsboat.db'), 'rss_item') },
    { name: 'sfeed', command: sfeed, stored: () => linesIn(join(folder, 'sfeed')) },
  ].filter(({ command }) => spawnSync('which', [command[0]!]).status === 0)
}

function rowsIn(file: string, table: string): number {
  const db = new DatabaseSync(file, { readOnly: true })
  const { rows } = db.prepare(`SELECT count(*) AS rows FROM ${table}`).get() as { rows: number }
  db.close()
  return rows
}

const linesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name), 'utf8').trim().split('\n').length, 0)

/** Wall and CPU in seconds, and the largest process of it in MB. */
interface Cost {
  readonly wall: number
  readonly cpu: number
  readonly memory: number
}

async function costOf({ command }: Peer): Promise<Cost> {
  const env = { ...process.env, WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8', WIREFOLD_FORCE_FLOOR: '0' }
  const child = spawn('bash', ['-c', `TIMEFORMAT='took %R %U %S'; time "$@" >/dev/null 2>&1`, 'bash', ...command], { env })
  let told = ''
  child.stderr.on('data', (chunk) => (told += String(chunk)))
  let memory = 0
  const watching = setInterval(() => (memory = Math.max(memory, ...descendants(child.pid!).map(peakOf))), 20)
  await once(child, 'close')
  clearInterval(watching)
  const [wall = 0, user = 0, system = 0] = (/took (.*)/.exec(told)?.[1] ?? '').split(' ').map(Number)
  return { wall, cpu: user + system, memory }
}

/** Of a process that may have ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024
const descendants = (pid: number): readonly number[] => {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

const ratio = (own: number, other: number) => `${(own / other).toFixed(2)} x`

async function compare(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-peers-'))
  const peers = peersIn(folder, count)
  console.log(
    `| ${count} sources of ${ITEMS} items | items | wall | CPU | memory | wall of wirefold to it |\n| --- | --- | --- | --- | --- | --- |`,
  )
  try {
    for (const round of ['first refresh', 'nothing new']) {
      let own: Cost | undefined
      for (const peer of peers) {
        const cost = await costOf(peer)
        own ??= cost
        console.log(
          `| ${round}: ${peer.name} | ${peer.stored()} | ${cost.wall.toFixed(2)} s | ${cost.cpu.toFixed(2)} s | ${cost.memory.toFixed(0)} MB | ${ratio(own.wall, cost.wall)} |`,
        )
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const [count = 300] = process.argv.slice(2).map(Number)
if (process.argv.includes('--origin')) await serveOrigin(count)
else {
  const origin: ChildProcess = spawn(process.execPath, [new URL(import.meta.url).pathname, String(count), '--origin'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PEERS_PORT: String(PORT) },
  })
  await once(origin, 'message')
  await compare(count).finally(() => origin.kill())
}
