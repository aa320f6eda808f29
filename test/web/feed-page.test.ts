import { afterEach, expect, test, vi } from 'vitest'
import { createApp } from '../../src/web/app.ts'
import { feedOf, newsroom, prose, dice, sourceOf } from '../store/newsroom.ts'

afterEach(() => vi.unstubAllGlobals())

test('the page of a feed is gzipped once, however many readers take it, and anew when its next look is another', async () => {
  let gzipped = 0
  vi.stubGlobal(
    'CompressionStream',
    class extends CompressionStream {
      constructor(format: 'gzip') {
        super(format)
        gzipped++
      }
    },
  )
  const w = await newsroom([feedOf('all', [sourceOf(0)])])
  w.pages[0] = [{ name: 'a', title: 'Basin closed', text: prose(dice(3), 200) }]
  await w.visit(0)
  const app = createApp({ ...w.wire(), renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const take = async () => {
    const response = await app.request('https://news.example.org/feeds/all', { headers: { 'accept-encoding': 'gzip' } })
    return [response.status, response.headers.get('etag'), Buffer.from(await response.arrayBuffer()).toString('base64')]
  }
  gzipped = 0
  const first = await take()
  expect(first[0]).toBe(200)
  expect(await Promise.all([take(), take(), take()])).toEqual([first, first, first])
  expect(gzipped).toBe(1)
  w.clock.now += 40 * 86_400_000
  const due = await take()
  expect([due[0], due[1] === first[1], due[2] === first[2]]).toEqual([200, false, false])
  expect(gzipped).toBe(2)
})

test.each([
  ['plain', () => ({}), 200],
  ['gzipped', () => ({ 'accept-encoding': 'gzip' }), 200],
  ['unchanged', (etag: string) => ({ 'if-none-match': etag }), 304],
])('a feed is sent %s in one turn, but to the first who asks', async (_, headersFor, status) => {
  const w = await newsroom([feedOf('all', [sourceOf(0)])])
  w.pages[0] = [{ name: 'a', title: 'Basin closed', text: prose(dice(3), 200) }]
  await w.visit(0)
  const app = createApp({ ...w.wire(), renderNow: async () => new Map(), startRun: async () => {} }, () => {})
  const take = (headers: Record<string, string>) => app.fetch(new Request('https://news.example.org/feeds/all.atom', { headers }))
  const first = await take({})
  const headers = headersFor(first.headers.get('etag')!) as Record<string, string>
  const [second, third] = [await take(headers), take(headers)]
  expect(third).toBeInstanceOf(Response)
  expect([second.status, (await third).status]).toEqual([status, status])
  expect(Object.fromEntries((await third).headers)).toEqual(Object.fromEntries(second.headers))
  expect(await (await third).text()).toBe(await second.text())
})
