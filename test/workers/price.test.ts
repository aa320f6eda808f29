import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types'
import { HOUR } from '../../src/model/time.ts'
import { COSTS } from '../../src/newswire/price.ts'
import { refreshAll } from '../../src/newswire/newswire.ts'
import { renderChanged } from '../../src/newswire/render.ts'
import type { Database, Statement } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { answer, at, bench, feedOf } from '../bench/workers.ts'

/** D1, telling the rows that it says it wrote: each row and each entry of an index. */
function countingRows(count: { written: number }): Omit<Database, 'close' | 'migrate'> {
  const add = (result: D1Result) => {
    count.written += result.meta.rows_written
    return result.results
  }
  const bind = ({ sql, params }: Statement) => env.DB.prepare(sql).bind(...params) as D1PreparedStatement
  return {
    all: async <Row>(statement: Statement) => add(await bind(statement).all()) as Row[],
    batch: async (statements) => (await env.DB.batch(statements.map(bind))).map(add),
  }
}

const words = (n: number) => Array.from({ length: 330 }, (_, k) => `w${(n * 7919 + k * 104_729 + k * k) % 99_991}`).join(' ')
const rss = (newest: number) =>
  `<rss version="2.0"><channel><title>Wire</title>${Array.from({ length: 20 }, (_, k) => newest - k)
    .map(
      (n) => `<item><title>${words(n).slice(0, 50)}</title><link>${at(`/price/${n}`)}</link><description>${words(n)}</description></item>`,
    )
    .join('')}</channel></rss>`

test('the rows that the table of docs/deploy.md counts are those that D1 counts', async () => {
  const { wire, clock } = await bench([feedOf('a', [at('/price/feed')])])
  const count = { written: 0 }
  const database: Database = { ...countingRows(count), close: async () => {}, migrate: async () => {} }
  const counted = { ...wire, store: createStore(database), publishesLater: true, mayDecideAgain: () => true }
  const rowsOf = async (work: () => Promise<unknown>) => {
    count.written = 0
    await work()
    return count.written
  }
  const visit = async (newest: number) => {
    clock.now += 12 * HOUR
    await answer('/price/feed', rss(newest))
    return rowsOf(() => refreshAll(counted, { urls: [at('/price/feed')] }))
  }
  await visit(100)
  await renderChanged(counted)
  const [unchanged, newItem, render] = [await visit(100), await visit(101), await rowsOf(() => renderChanged(counted))]
  expect({ unchanged, newItem, render }).toEqual({
    unchanged: COSTS.unchanged.written,
    newItem: COSTS.newItem.written,
    render: COSTS.render.written,
  })
})
