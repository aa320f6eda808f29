/**
 * Writes the database that the tests of this folder upgrade, as an older version makes it, and what that version promised:
 *
 *   git worktree add --detach ../old REF && ln -s "$PWD/node_modules" ../old/node_modules
 *   node test/upgrade/write.ts ../old && npx oxfmt test/upgrade
 *
 * A release adds none: the oldest is the hardest. Only what is promised anew asks for another.
 */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DAY, HOUR } from '../../src/model/time.ts'
import { promisesOf } from './promises.ts'
import { documentAt, FEEDS, LAST, PORT, sourceUrl } from './publishers.ts'

const checkout = resolve(process.argv[2] ?? '')
const main = ['src/cli/wirefold.cjs', 'src/cli/main.ts'].map((name) => join(checkout, name)).find(existsSync)
if (!main) throw new Error('name a checkout of the older version')

const folder = mkdtempSync(join(tmpdir(), 'wirefold-old-'))
const file = join(folder, 'w.db')
mkdirSync(join(folder, 'feeds'))
for (const [slug, yaml] of Object.entries(FEEDS)) writeFileSync(join(folder, 'feeds', `${slug}.yaml`), yaml)

let stage = 0
let at = Date.UTC(2010, 9, 1, 12)
const server = createServer((request, response) => {
  const body = documentAt(stage, `http://${request.headers.host}${request.url}`)
  response
    .writeHead(body === undefined ? (request.url === '/robots.txt' ? 404 : 500) : 200, { 'content-type': 'application/rss+xml' })
    .end(body)
})
await new Promise<void>((listening) => server.listen(PORT, listening))

const launch = (...args: string[]) => {
  const env = {
    PATH: process.env['PATH'],
    WIREFOLD_URL: 'https://news.example.org',
    WIREFOLD_ALLOW_PRIVATE: '127.0.0.0/8',
    WIREFOLD_FORCE_FLOOR: '0',
    WIREFOLD_RETAIN: '30d',
    WIREFOLD_DB: file,
    WIREFOLD_TEST_SHIFT: String(at - Date.now()),
  }
  const clock = new URL('../faults/clock.mjs', import.meta.url).href
  return spawn(process.execPath, ['--import', clock, main, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] })
}
const run = async (...args: string[]) => {
  const child = launch(...args)
  let out = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const code = await new Promise((ended) => child.once('close', ended))
  console.log(args.join(' '), '→', code)
  return out
}
const stories = async () => (JSON.parse(await run('stories', '--json')) as { stories: { id: string; title: string }[] }).stories

await run('refresh', '--force')
at += 100 * DAY
stage = 1
// one after another, so that it is known who was first
for (const name of ['courier', 'gazette', 'bulletin', 'post'] as const) {
  await run('refresh', '--force', '--source', sourceUrl(name))
  at += HOUR
}
const before = await stories()
const [ice, hut] = ['Glacier loses', 'No water'].map((title) => before.find((story) => story.title.startsWith(title))!.id)
await run('split', 'https://bulletin.example/sluice')
await run('merge', ice!, hut!)
await run('show', 'https://gazette.example/port')
at += DAY
stage = 2
await run('refresh', '--force')
stage = LAST
for (let hour = 0; hour < 48; hour += 8) {
  at += 8 * HOUR
  await run('refresh', '--force')
}

const merged = (await stories()).some(({ id }) => id === ice) ? [hut!] : [ice!]
const serving = launch('serve', '--no-schedule', '--port', '0')
const base = await new Promise<string>((found) => {
  serving.stdout.on('data', () => {})
  const look = setInterval(() => {
    const { stdout } = spawnSync('sh', ['-c', `ss -ltnp 2>/dev/null | grep -o '127.0.0.1:[0-9]* .*pid=${serving.pid},' | cut -d' ' -f1`], {
      encoding: 'utf8',
    })
    if (stdout.trim() === '') return
    clearInterval(look)
    found(`http://${stdout.trim()}`)
  }, 200)
})
const promises = await promisesOf((path) => fetch(base + path), Object.keys(FEEDS), merged)
serving.kill()
server.close()
server.closeAllConnections()

const db = new DatabaseSync(file)
const tables = db
  .prepare("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type = 'index', rowid")
  .all() as { name: string; sql: string }[]
const rows = Object.fromEntries(
  tables.filter(({ sql }) => sql.startsWith('CREATE TABLE')).map(({ name }) => [name, db.prepare(`SELECT * FROM ${name}`).all()]),
)
writeFileSync(new URL('old.json', import.meta.url), JSON.stringify({ at, schema: tables.map(({ sql }) => sql), rows, promises }))
console.log(promises)
