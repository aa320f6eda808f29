/**
 * What a story costs with hundreds of copies: `node bench/copies.ts [300]` reads so many sources of 30 articles for the first time, once unlike
 * one another, once each source's own cut of the same 30 long articles, and renders. CPU and memory of a process of its own each.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fetched } from '../src/model/fetched.ts'
import { openGate } from '../src/fetch/hosts.ts'
import { begin, refreshAll } from '../src/newswire/newswire.ts'
import { renderChanged } from '../src/newswire/render.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { createStore } from '../src/store/sql.ts'
import { documentOf, NOW } from './filled.ts'
import { feedOf } from './wire.ts'

const ARTICLES = 30
/** Words of the article that all have, and of what each prints of it. */
const LONG = 320
const CUT = 200
const VOCABULARY = 40_000

type Kind = 'unlike' | 'cuts'

const dice = (seed: number) => {
  let state = seed
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
}
const lettered = (n: number): string =>
  (n < 20 ? '' : lettered(Math.floor(n / 100))) + 'bcdfghklmnprstvwxzjq'[n % 20]! + 'aeiou'[Math.floor(n / 20) % 5]!
/** Words by Zipf's law, as in a language. */
const writer = (seed: number) => {
  const roll = dice(seed)
  const word = () => lettered(Math.floor(VOCABULARY ** roll()))
  return (count: number): string[] => Array.from({ length: count }, word)
}

const wire = Array.from({ length: ARTICLES }, (_, n) => writer(5000 + n)(LONG))

function documentFrom(source: number, kind: Kind): Uint8Array {
  const [write, roll] = [writer(source * 7919 + 1), dice(source + 17)]
  const entries = Array.from({ length: ARTICLES }, (_, n): [string, string, string] => {
    const from = Math.floor(roll() * (LONG - CUT - 30))
    const body = kind === 'cuts' ? wire[n]!.slice(from, from + CUT) : write(CUT)
    return [`${source}-${n}`, write(9).join(' '), `<p>${body.join(' ')}.</p>`]
  })
  return new TextEncoder().encode(documentOf(source, entries))
}

async function measured(kind: Kind, count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wirefold-bench-'))
  const db = await openSqlite(join(folder, 'w.db'))
  await db.migrate()
  const urls = Array.from({ length: count }, (_, n) => `https://s${n}.example.org/feed`)
  const documents = new Map(urls.map((url, n) => [url, documentFrom(n, kind)]))
  const feed = feedOf('all', urls)
  const newswire = await begin({
    store: createStore(db),
    feeds: [feed],
    base: 'https://news.example.org',
    forceFloor: 0,
    now: () => NOW,
    random: () => 0.5,
    sleep: async () => {},
    // one by one: what is decided twice, since another stored meanwhile, is not a matter of copies
    gate: openGate({ concurrency: 1, sleep: async () => {} }),
    fetch: async ({ url }): Promise<Fetched> => ({
      kind: 'fresh',
      url,
      status: 200,
      headers: { 'content-type': 'application/rss+xml' },
      bytes: documents.get(url)!,
      redirects: [],
      truncated: false,
    }),
  })
  const before = process.cpuUsage()
  await refreshAll(newswire, { urls, force: true })
  await renderChanged(newswire)
  const { user, system } = process.cpuUsage(before)
  await db.close()
  rmSync(folder, { recursive: true })
  console.log(JSON.stringify({ seconds: (user + system) / 1e6, megabytes: process.resourceUsage().maxRSS / 1024 }))
}

const [count = '300', kind] = process.argv.slice(2)
if (kind === 'unlike' || kind === 'cuts') await measured(kind, Number(count))
else {
  const [unlike, cuts] = (['unlike', 'cuts'] as const).map((each) => {
    const { stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=4096', import.meta.filename, count, each], {
      encoding: 'utf8',
    })
    if (stdout === '') throw new Error(stderr)
    return JSON.parse(stdout) as { seconds: number; megabytes: number }
  }) as [{ seconds: number; megabytes: number }, { seconds: number; megabytes: number }]
  const line = (name: string, { seconds, megabytes }: typeof unlike) =>
    `${name.padEnd(8)} ${seconds.toFixed(2).padStart(7)} s CPU ${megabytes.toFixed(0).padStart(6)} MB`
  console.log(`${count} sources of ${ARTICLES} articles\n${line('unlike', unlike)}\n${line('cuts', cuts)}`)
  console.log(
    `cuts take ${(cuts.seconds / unlike.seconds).toFixed(2)} times the CPU, ${(cuts.megabytes / unlike.megabytes).toFixed(2)} times the memory`,
  )
}
