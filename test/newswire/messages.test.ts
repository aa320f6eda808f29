import { describe, expect, test } from 'vitest'
import { enqueueSources, packSources, visitTask, type Send, type VisitTask } from '../../src/newswire/messages.ts'
import { nothingSpent, QUOTAS } from '../../src/newswire/quota.ts'
import { HOUR, MINUTE } from '../../src/model/time.ts'
import { sql } from '../../src/store/database.ts'
import { feedOf, newsroom, sourceOf, url } from '../store/newsroom.ts'

const SOURCES = [0, 1, 2]

async function room() {
  const w = await newsroom([
    feedOf(
      'all',
      SOURCES.map((n) => sourceOf(n)),
    ),
  ])
  for (const n of SOURCES) w.pages[n] = [{ name: `n${n}`, title: `News of ${n}`, text: `What is told of ${n}.` }]
  const sent: Parameters<Send>[0][number][] = []
  const asked: string[] = []
  const wire = {
    ...w.wire(),
    publishesLater: true,
    fetch: (request: { readonly url: string }) => {
      asked.push(request.url)
      return w.wire().fetch(request)
    },
  }
  const send: Send = async (messages) => void sent.push(...messages)
  const visit = (task: Partial<VisitTask>, attempts: number, by: Send = send) =>
    visitTask(wire, { urls: SOURCES.map(url), force: false, ...task }, attempts, { send: by, quota: QUOTAS.free, spent: nothingSpent() })
  const queuedUntil = async () => (await w.rows('sources')).map((row) => Number(row['queued_until']))
  return { w, wire, sent, asked, visit, queuedUntil }
}

const failing: Send = async () => {
  throw new Error('the queue is full')
}

describe('messages', () => {
  test.each<[name: string, hosts: string, most: number, packed: readonly string[]]>([
    ['hold sources of several hosts', 'abc', 8, ['abc']],
    ['keep those of one host together', 'aabbba', 4, ['aaa', 'bbb']],
    ['fill up what has room', 'aabbbc', 3, ['aac', 'bbb']],
    ['of a host with more than fit are its own', 'aaaab', 3, ['aaaa', 'b']],
  ])('%s', (_, hosts, most, packed) => {
    const sources = Array.from(hosts, (host, n) => ({ url: `${host}${n}`, host }))
    expect(packSources(sources, most).map((some) => some.map((address) => address[0]).join(''))).toEqual(packed)
  })

  test('R64 what a queue does not take is unmarked: the next minute tries again', async () => {
    const { wire, queuedUntil } = await room()
    const due = SOURCES.map((n) => ({ url: url(n), host: `s${n}` }))
    await expect(enqueueSources(wire, failing, due, { force: false, sources: 8 })).rejects.toThrow('full')
    expect(await queuedUntil()).toEqual([0, 0, 0])
  })
})

describe('a message that comes again', () => {
  test('R64 goes source by source from the second attempt on, those that may be of one host apart', async () => {
    const { sent, asked, visit } = await room()
    await visit({}, 2)
    expect(asked).toEqual([])
    expect(sent.map(({ body, delay }) => [body.urls, body.tries, delay])).toEqual(SOURCES.map((n) => [[url(n)], 1, n * 10_000]))
    await visit(sent[1]!.body, 1)
    expect(asked).toEqual([url(1)])
  })

  test('R64 is told at the fourth, its run and all, and is over with the next visit that comes to its end', async () => {
    const { w, wire, asked, visit, queuedUntil } = await room()
    const told = async () => (await w.rows('incidents')).map(({ kind, source, closed }) => [kind, source, closed !== null])
    await wire.store.startRun({ id: 'r', at: w.clock.now, asked: [url(1)], due: [url(1)] })
    // as invocations leave it that were ended
    await w.db.all(sql('UPDATE sources SET lease_until = ?, queued_until = ?', w.clock.now + MINUTE, w.clock.now + HOUR))
    await visit({ urls: [url(1)], tries: 1, run: 'r' }, 3)
    expect([asked, await told()]).toEqual([[], [['unfinished', url(1), false]]])
    expect((await wire.store.run('r'))!.error).toContain('cut off')
    expect((await queuedUntil())[1]).toBe(0)
    // told once, however often it happens
    await visit({ urls: [url(1)] }, 4)
    expect(await told()).toHaveLength(1)
    expect((await wire.store.source(url(1)))!.dueAt).toBe(w.clock.now + 6 * HOUR)
    w.clock.now += 7 * HOUR
    await visit({ urls: [url(1)] }, 1)
    expect(await told()).toEqual([['unfinished', url(1), true]])
  })

  test('R64 is not told as cut off where no visit began, since the database failed: its sources are due at once', async () => {
    const { w, wire, visit, queuedUntil } = await room()
    const due = (await wire.store.source(url(1)))!.dueAt
    await wire.store.startRun({ id: 'r', at: w.clock.now, asked: [url(1)], due: [url(1)] })
    await w.db.all(sql('UPDATE sources SET queued_until = ?', w.clock.now + HOUR))
    await visit({ urls: [url(1)], run: 'r' }, 4)
    expect(await w.rows('incidents')).toEqual([])
    expect([(await queuedUntil())[1], (await wire.store.source(url(1)))!.dueAt]).toEqual([0, due])
    expect((await wire.store.run('r'))!.error).toContain('failed before they began')
  })

  test('R64 that cannot be taken apart is left to the next minute', async () => {
    const { visit, queuedUntil, w } = await room()
    await w.db.all(sql('UPDATE sources SET queued_until = ?', w.clock.now + HOUR))
    await expect(visit({}, 2, failing)).rejects.toThrow('full')
    expect(await queuedUntil()).toEqual([0, 0, 0])
  })
})
