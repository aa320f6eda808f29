import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { dayOrigin } from './day-origin.ts'
import { editionFaults } from './world.ts'

interface Hour {
  readonly hour: number
  readonly visits: number
  readonly failed: number
  readonly rss: number
  readonly fds: number
  readonly wal: number
  readonly rows: Readonly<Record<'items' | 'incidents' | 'outbox' | 'visits', number>>
}

const LONG = process.env['WIREFOLD_ATTACKS'] === 'all'
const [SOURCES, HOURS] = LONG ? [300, 24] : [36, 4]
const MB = 1024 * 1024

const COLUMNS = ['hour', 'visits', 'failed', 'memory', 'descriptors', 'log', 'items', 'incidents', 'messages']
const table = (hours: readonly Hour[]) =>
  [
    COLUMNS,
    COLUMNS.map(() => '---'),
    ...hours.map(({ hour, visits, failed, rss, fds, wal, rows }) => [
      hour,
      visits,
      failed,
      `${Math.round(rss / MB)} MB`,
      fds,
      `${(wal / MB).toFixed(1)} MB`,
      rows.items,
      rows.incidents,
      rows.outbox,
    ]),
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

/** Items that each source has in the database, by its number. */
function storedIn(file: string): ReadonlyMap<number, number> {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    const rows = db.prepare('SELECT source, count(*) AS count FROM items GROUP BY source').all()
    return new Map(rows.map(({ source, count }) => [Number(String(source).split('/').pop()), Number(count)]))
  } finally {
    db.close()
  }
}

async function faultsOfEditions(file: string): Promise<readonly string[]> {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    return await editionFaults(db)
  } finally {
    db.close()
  }
}

test(
  `R50 ${HOURS} hours of ${SOURCES} sources of all kinds, a third ill: memory, descriptors and log stay flat, and no item is lost`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wirefold-soak-'))
    await using origin = await dayOrigin()
    const day = fileURLToPath(new URL('day.ts', import.meta.url))
    const args = [join(folder, 'w.db'), origin.port, SOURCES, HOURS].map(String)
    const child = spawn(process.execPath, ['--expose-gc', day, ...args])
    let [out, err] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
    const code = await new Promise((ended) => child.once('close', ended))
    expect([code, err]).toEqual([0, ''])
    const lines = out.trim().split('\n')
    const hours = lines.map((line) => JSON.parse(line) as Hour)
    if (LONG) console.log(table(hours))
    const settled = hours.slice(Math.floor(HOURS / 4))
    const [first, last] = [settled[0]!, settled.at(-1)!]
    expect(hours.every(({ wal }) => wal < 64 * MB)).toBe(true)
    expect(Math.abs(last.fds - first.fds)).toBeLessThanOrEqual(5)
    // the C library gives back in steps: of three days one ended 18 % higher and one 8 % lower; what grew by 2 % an hour would stand out
    if (LONG) expect(last.rss).toBeLessThan(first.rss * 1.25)
    // what only visits would grow stays flat: an incident a source, and its message
    expect(last.rows.outbox).toBeLessThanOrEqual(SOURCES * 2)
    expect(last.rows.visits).toBe(0)
    expect(Math.max(...hours.map(({ rss }) => rss))).toBeLessThan(256 * MB)
    expect(readdirSync(folder)).toEqual(['w.db'])
    const stored = storedIn(join(folder, 'w.db'))
    for (const [source, count] of origin.shown()) expect([source, stored.get(source)]).toEqual([source, count])
    expect(await faultsOfEditions(join(folder, 'w.db'))).toEqual([])
    rmSync(folder, { recursive: true })
  },
  LONG ? 1_200_000 : 60_000,
)
