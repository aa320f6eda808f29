import { describe, expect, test } from 'vitest'
import { DAY, MINUTE, SECOND } from '../../src/model/time.ts'
import { incidentOf } from '../../src/monitor/incident.ts'
import { deliver } from '../../src/monitor/webhook.ts'
import type { Parcel } from '../../src/store/port/monitor.ts'
import type { Store } from '../../src/store/port/store.ts'
import { sql } from '../../src/store/database.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const NOW = Date.UTC(2030, 0, 1)

/** Delivers messages with so many attempts each to a receiver that answers so. */
async function delivered(attempts: readonly number[], answer: () => Response, incident?: string) {
  const log: string[] = []
  const parcels = attempts.map((count, n): Parcel => ({
    id: `m${n}`,
    event: 'opened',
    at: NOW,
    attempts: count,
    incident: { ...incidentOf('https://a.example/feed', 'broke', NOW, 'It broke.'), id: incident ?? `i${n}` },
  }))
  const store = {
    parcels: async () => parcels,
    delivered: async (id: string) => void log.push(`${id} done`),
    postpone: async (id: string, until: number) => void log.push(`${id} in ${(until - NOW) / SECOND} s`),
  } as unknown as Store
  const sent: { readonly url: string; readonly headers: Headers; readonly body: string }[] = []
  const post = async (url: string, init: RequestInit) => {
    sent.push({ url, headers: new Headers(init.headers), body: init.body as string })
    return answer()
  }
  const webhook = { url: 'https://hooks.example.org/x', keys: [new Uint8Array(32)], post }
  const deliveries = await deliver(
    store,
    webhook,
    () => NOW,
    async () => () => ({ name: 'Wire', url: 'https://a.example/***' }),
  )
  return { log, sent, outcomes: deliveries.map(({ outcome }) => outcome) }
}

describe('a message', () => {
  test.each<[status: number, attempt: number, outcome: string, log: string]>([
    [200, 1, 'delivered', 'm0 done'],
    [204, 1, 'delivered', 'm0 done'],
    [299, 1, 'delivered', 'm0 done'],
    [302, 1, 'postponed', 'm0 in 5 s'],
    [404, 1, 'postponed', 'm0 in 5 s'],
    [500, 2, 'postponed', `m0 in ${(5 * MINUTE) / SECOND} s`],
    [500, 9, 'postponed', `m0 in ${DAY / SECOND} s`],
    [500, 10, 'given up', 'm0 done'],
    [410, 1, 'given up', 'm0 done'],
  ])('answered with %i at attempt %i is %s', async (status, attempt, outcome, log) => {
    const result = await delivered([attempt], () => new Response(null, { status }))
    expect([result.outcomes, result.log]).toEqual([[outcome], [log]])
  })

  test('to a receiver that does not answer is postponed, and so are the others, without a try', async () => {
    const result = await delivered([1, 2, 1], () => {
      throw new TypeError('no route')
    })
    const waits = ['m0 in 5 s', `m1 in ${(5 * MINUTE) / SECOND} s`, 'm2 in 5 s']
    expect([result.outcomes, result.log, result.sent.length]).toEqual([['postponed'], waits, 1])
  })

  test('is not overtaken by the next one of its incident', async () => {
    const answers = [500, 200]
    const result = await delivered([3, 1], () => new Response(null, { status: answers.shift()! }), 'i1')
    expect([result.outcomes, result.log]).toEqual([['postponed'], ['m0 in 1800 s', 'm1 in 1800 s']])
  })

  test('that waits goes at once, and first, when its incident is over', async () => {
    const database = await openSqlite(':memory:')
    await database.migrate()
    const store = createStore(database)
    const row = (id: string, event: string, at: number, due: number) =>
      sql('INSERT INTO outbox (id, incident, event, at, due_at) VALUES (?, ?, ?, ?, ?)', `msg_${id}_${event}`, id, event, at, due)
    await database.batch([
      ...['a', 'b'].map((id) =>
        sql(`INSERT INTO incidents (id, source, kind, opened, sentence, updated) VALUES (?1, ?1, 'broke', ?2, 'It broke.', ?2)`, id, NOW),
      ),
      row('a', 'opened', NOW, NOW + DAY),
      row('a', 'closed', NOW, NOW),
      row('b', 'opened', NOW, NOW + DAY),
    ])
    const parcels = await store.parcels(NOW + MINUTE, NOW + 3 * MINUTE, 10)
    expect(parcels.map(({ id }) => id)).toEqual(['msg_a_opened', 'msg_a_closed'])
    await store.close()
  })

  test('is signed, and names its source as strangers may see it', async () => {
    const { sent } = await delivered([1], () => new Response())
    expect(sent[0]!.headers.get('webhook-signature')).toMatch(/^v1,[\w+/]{43}=$/)
    expect(sent[0]!.headers.get('webhook-timestamp')).toBe(String(NOW / 1000))
    expect(JSON.parse(sent[0]!.body)).toMatchObject({
      type: 'incident.opened',
      data: { source: { name: 'Wire', url: 'https://a.example/***' } },
    })
  })
})
