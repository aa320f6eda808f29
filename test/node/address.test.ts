import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { MINUTE } from '../../src/model/time.ts'
import { claimAddress, keepAddress } from '../../src/node/address.ts'
import { createStore } from '../../src/store/sql.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const [A, B] = ['https://a.example', 'https://b.example']
const START = Date.UTC(2026, 6, 15)
afterEach(() => void vi.useRealTimers())

/** A database, and a server under each address with a clock of its own. */
async function servers() {
  vi.useFakeTimers({ now: START })
  const database = await openSqlite(':memory:')
  await database.migrate()
  const store = createStore(database)
  const clock = { ahead: 0 }
  const under = (base: string) => ({ store, base, now: () => Date.now() + clock.ahead })
  return { store, clock, under, serve: (base: string) => claimAddress(under(base), { serves: true }) }
}

test('R63 a server that says each minute that it serves keeps its address for days', async () => {
  const { serve, under } = await servers()
  await serve(A)
  const stopping = new AbortController()
  const overtaken = vi.fn()
  void keepAddress(under(A), stopping.signal).then(overtaken)
  for (let hour = 0; hour < 48; hour++) {
    await vi.advanceTimersByTimeAsync(60 * MINUTE)
    await expect(serve(B)).rejects.toThrow(/serves this database already, as https:\/\/a\.example.*WIREFOLD_URL=.*free at/)
  }
  stopping.abort()
  expect(vi.getTimerCount()).toBe(0)
  await vi.advanceTimersByTimeAsync(3 * MINUTE)
  await serve(B)
  expect(overtaken).not.toHaveBeenCalled()
})

test('R63 a server that slept, and whose database another serves now, is told so', async () => {
  const { store, serve, under } = await servers()
  await serve(A)
  expect(await store.holdAddress(B, START + 4 * MINUTE)).toBe(true)
  vi.setSystemTime(START + 4 * MINUTE)
  const overtaken = keepAddress(under(A), new AbortController().signal)
  await vi.advanceTimersByTimeAsync(MINUTE)
  expect(await overtaken).toMatch(/serves this database now, as https:\/\/b\.example.*this one, https:\/\/a\.example, stops/)
})

test('R63 a server that only said where it listens is gone when nobody listens there, and not before', async () => {
  const { serve, under, store } = await servers()
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const here = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`
  const other = { ...under('http://127.0.0.1:1'), guessed: true }
  await claimAddress({ ...under(here), guessed: true }, { serves: true })
  await expect(claimAddress(other, { serves: true })).rejects.toThrow(`already, as ${here}`)
  listener.close()
  await once(listener, 'close')
  await claimAddress(other, { serves: true })
  // a public address says nothing of where its server listens
  await store.leaveAddress(other.base)
  await serve(A)
  await expect(claimAddress(other, { serves: true })).rejects.toThrow('already')
})

test.each([
  ['back', -2 * 86_400_000],
  ['ahead', 2 * 86_400_000],
])('R63 after the clock was set %s by days the address is free at once for who comes', async (_, by) => {
  const { clock, serve } = await servers()
  await serve(A)
  clock.ahead = by
  await serve(B)
})
